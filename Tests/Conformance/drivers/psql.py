"""psql, one process for each attempt. Arguments: the command that runs psql."""

import os
import subprocess
import sys

from jobs import QUESTION, serve
from libpq_words import conninfo

COMMAND = sys.argv[1:]


def attempt(job):
    done = subprocess.run(
        [*COMMAND, "-XAtq", "-w", "-c", QUESTION, "-d", conninfo(job)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=dict(os.environ),
        timeout=20,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return done.stdout.strip() == "t"


version = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
serve({"version": version.split(".")[0], "runtime": ""}, attempt)
