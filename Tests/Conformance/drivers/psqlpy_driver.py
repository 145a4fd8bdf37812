"""psqlpy, which is tokio-postgres with OpenSSL."""

import asyncio
from importlib.metadata import version

import psqlpy
from jobs import QUESTION, python_name, serve

MODES = {
    "disable": psqlpy.SslMode.Disable,
    "allow": psqlpy.SslMode.Allow,
    "prefer": psqlpy.SslMode.Prefer,
    "require": psqlpy.SslMode.Require,
    "verify-ca": psqlpy.SslMode.VerifyCa,
    "verify-full": psqlpy.SslMode.VerifyFull,
}


async def ask(job):
    options = {}
    if job["mode"] is not None:
        options["ssl_mode"] = MODES[job["mode"]]
    if job["via"] == "named":
        options["ca_file"] = job["store"]
    pool = psqlpy.connect_pool(
        username=job["user"],
        host="localhost",
        port=job["port"],
        db_name="lab",
        connect_timeout_sec=8,
        max_db_pool_size=2,
        **options,
    )
    try:
        connection = await pool.connection()
        return (await connection.fetch(QUESTION)).result()[0]["ssl"]
    finally:
        pool.close()


loop = asyncio.new_event_loop()
serve({"version": version("psqlpy"), "runtime": python_name()}, lambda job: loop.run_until_complete(ask(job)))
