"""What the Python drivers share: jobs come as JSON lines on stdin, answers go to stdout. Runs on Python 2.7 as well."""

import json
import os
import sys

# The truth about encryption is the server's.
QUESTION = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"


def serve(hello, attempt):
    """`hello` is {version, runtime}; `attempt` takes a job, answers whether the session is encrypted, or raises."""
    emit({"hello": hello})
    for line in iter(sys.stdin.readline, ""):
        job = json.loads(line)
        os.environ["HOME"] = job["home"]
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
            os.environ.pop(name, None)
        if job["via"] == "system":
            os.environ["SSL_CERT_FILE"] = job["store"]
            os.environ["SSL_CERT_DIR"] = "/nonexistent"
        answer = {"id": job["id"], "connected": False, "encrypted": False, "error": ""}
        try:
            answer["encrypted"] = bool(attempt(job))
            answer["connected"] = True
        except BaseException as error:
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            answer["error"] = "%s: %s" % (type(error).__name__, error)
        emit(answer)


def emit(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def python_name():
    return "python %d.%d" % sys.version_info[:2]
