"""openssl s_client, which ends at the first verification error. Arguments: the command that runs openssl."""

import re
import subprocess
import sys

from jobs import serve

COMMAND = sys.argv[1:]


def attempt(job):
    words = [
        *COMMAND,
        "s_client",
        "-starttls",
        "postgres",
        "-connect",
        f"127.0.0.1:{job['port']}",
        "-verify_return_error",
    ]
    words += ["-servername", "localhost"]
    if job["via"] == "named":
        words += ["-CAfile", job["store"]]
    if "-partial_chain" in job["mode"]:
        words.append("-partial_chain")
    done = subprocess.run(words, input="", capture_output=True, text=True, errors="replace", timeout=20)
    if done.returncode or "Verify return code: 0 (ok)" not in done.stdout:
        # Without the number of the thread that each line of the library begins with.
        words = [re.sub("^[0-9A-F]{12,16}:", "", line) for line in done.stderr.splitlines() if "error" in line.lower()]
        raise RuntimeError(" / ".join(words) or done.stderr)
    return True


version = subprocess.run([*COMMAND, "version"], capture_output=True, text=True, check=True).stdout.split()[1]
serve({"version": version, "runtime": ""}, attempt)
