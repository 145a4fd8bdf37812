"""pg8000, whose only word is the argument `ssl_context`."""

import pg8000.native
from contexts import context
from jobs import QUESTION, python_name, serve

try:
    from importlib.metadata import version
except ImportError:
    from importlib_metadata import version


def attempt(job):
    mode, options = job["mode"], {}
    if mode is not None:
        options["ssl_context"] = {"ssl=True": True, "ssl=False": False}.get(mode, context(job))
    connection = pg8000.native.Connection(
        job["user"], host="localhost", port=job["port"], database="lab", timeout=8, **options
    )
    try:
        return connection.run(QUESTION)[0][0]
    finally:
        connection.close()


serve({"version": version("pg8000"), "runtime": python_name()}, attempt)
