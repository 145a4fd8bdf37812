"""The cases. Each is a function whose assertions are one check; the last line counts them."""
import argparse
import os
import random as dice
import shutil
import sys
import tarfile
import tempfile
import time
import traceback

from lab import cases, fuzz
from lab.bench import Bench


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--images", type=int, default=120)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="trustsweep-registry-")
    passed = failed = 0
    bench = None
    try:
        bench = Bench(folder)
        names = [name for name in dir(cases) if name.startswith("case_") and options.only in name]
        for name in names:
            started = time.monotonic()
            try:
                getattr(cases, name)(bench)
                passed += 1
                print(f"ok - {name[5:].replace('_', ' ')} ({time.monotonic() - started:.1f} s)", flush=True)
            except Exception:
                failed += 1
                traceback.print_exc(file=sys.stdout)
                print(f"not ok - {name[5:].replace('_', ' ')}", flush=True)
        if not options.only:
            good, bad = fuzz.compare(bench, dice.Random(options.seed), options.images)
            passed, failed = passed + good, failed + bad
        leaks = bench.leaks()
        for leak in leaks:
            print(f"not ok - a secret was printed: {leak}")
        passed, failed = passed + (not leaks), failed + bool(leaks)
    finally:
        if bench:
            bench.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
