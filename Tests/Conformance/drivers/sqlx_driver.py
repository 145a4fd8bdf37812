"""sqlx by its command line program, one process for each attempt. Argument: the program.

The program cannot ask the server about its session, so the server's log says under the attempt's application name
whether it came in, and encrypted or not.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote

from jobs import serve

PROGRAM = sys.argv[1]
EMPTY = tempfile.mkdtemp(prefix="sqlx-migrations-")
number = 0


def attempt(job):
    global number
    number += 1
    name = f"sqlx-{os.getpid()}-{number}"
    url = f"postgres://{job['user']}@localhost:{job['port']}/lab?application_name={name}"
    if job["mode"] is not None:
        url += f"&sslmode={job['mode']}"
    if job["via"] == "named":
        url += f"&sslrootcert={quote(job['store'], safe='')}"
    start = os.path.getsize(job["log"])
    done = subprocess.run(
        [PROGRAM, "migrate", "info", "--no-dotenv", "--source", EMPTY, "--connect-timeout", "2", "-D", url],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=25,
        env=dict(os.environ),
    )
    for _ in range(5):
        with open(job["log"], encoding="utf-8", errors="replace") as log:
            log.seek(start)
            said = re.search(rf"connection authorized: .* application_name={name}( SSL enabled)?", log.read())
        if said:
            return said[1] is not None
        if done.returncode == 0:
            time.sleep(0.1)
    raise RuntimeError(done.stderr.strip() or done.stdout.strip() or f"ended with {done.returncode}")


version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
serve({"version": version, "runtime": ""}, attempt)
