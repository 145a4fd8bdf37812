"""asyncpg, told in its own words: a DSN, or the argument `ssl`."""

import asyncio
from urllib.parse import quote

import asyncpg
from contexts import context
from jobs import QUESTION, python_name, serve


async def connect(job):
    mode, options = job["mode"], {}
    dsn = f"postgresql://{job['user']}@localhost:{job['port']}/lab?"
    if mode and mode.startswith("ssl="):
        options["ssl"] = {"ssl=True": True, "ssl=False": False}.get(mode, context(job))
    elif mode is not None:
        dsn += f"sslmode={mode}&"
    if job["via"] == "named" and not (mode or "").startswith("ssl="):
        dsn += f"sslrootcert={quote(job['store'], safe='')}&"
    connection = await asyncpg.connect(dsn.rstrip("?&"), timeout=8, **options)
    try:
        return await connection.fetchval(QUESTION)
    finally:
        connection.terminate()


loop = asyncio.new_event_loop()
serve({"version": asyncpg.__version__, "runtime": python_name()}, lambda job: loop.run_until_complete(connect(job)))
