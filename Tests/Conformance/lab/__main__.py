"""Measures, then compares with what the product predicts. `run` calls it and says what its words mean."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from lab.catalogue import builds
from lab.comparing import Comparison, predict
from lab.driving import Driving
from lab.measuring import Lab, measure, prepared, read_rows, write_rows

ROOT = Path(__file__).resolve().parents[3]


def arguments():
    parser = argparse.ArgumentParser(prog="run", add_help=False)
    parser.add_argument("--rows", type=int, default=10000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--clients", action="append", default=[])
    parser.add_argument("--lab")
    parser.add_argument("--results")
    parser.add_argument("--compare")
    parser.add_argument("--measure-only", action="store_true")
    return parser.parse_args()


def program():
    """The program under test."""
    given = os.environ.get("TRUSTSWEEP_BIN")
    if not given:
        shown = subprocess.run(
            ["swift", "build", "--show-bin-path"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
        given = f"{shown.stdout.strip()}/trustsweep"
    if not os.access(given, os.X_OK):
        say(f"not ok - there is no program at {given}: build it, or set TRUSTSWEEP_BIN\n0 passed, 1 failed")
        sys.exit(1)
    return given


def measured(options, folder):
    """The rows of a fresh lab, and what went wrong besides."""
    wanted = [one for one in builds() if not options.clients or any(word in one.name for word in options.clients)]
    ready, troubles = prepared(wanted, say)
    lab = Lab(folder)
    driving = Driving(lab.place)

    def ended(number, _):
        driving.stop()
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ended)
    try:
        lab.lay_out()
        rows, unmade = measure(lab, driving, ready, options.rows, options.seed, say)
    finally:
        lab.servers.stop()
    return rows, troubles + [f"could not be measured: {one}" for one in unmade]


def main():
    options = arguments()
    binary = None if options.measure_only else program()
    given = Path(options.compare).parent if options.compare else options.lab
    folder = Path(given or tempfile.mkdtemp(prefix="trustsweep-conformance."))
    try:
        if options.compare:
            rows, troubles = read_rows(options.compare), []
        else:
            rows, troubles = measured(options, folder)
        wrong = 0
        if binary:
            comparison = Comparison(rows, predict(binary, rows, folder))
            comparison.tell(say)
            wrong = len(comparison.wrong)
        if options.results:
            write_rows(rows, options.results)
    finally:
        if not given:
            shutil.rmtree(folder, ignore_errors=True)
    for trouble in troubles:
        say(f"not ok - {trouble}")
    failed = wrong + len(troubles) + (0 if rows else 1)
    say(f"{len(rows) - wrong} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def say(words):
    print(words, flush=True)


main()
