"""psycopg2 or psycopg 3 with the libpq inside its wheel. Argument: the runtime's name where OpenSSL's age matters."""

import sys

from jobs import QUESTION, serve
from libpq_words import conninfo

try:
    import psycopg as driver
    from psycopg import pq

    number = pq.version()
except ImportError:
    import psycopg2 as driver
    from psycopg2 import extensions

    number = extensions.libpq_version()


def attempt(job):
    connection = driver.connect(conninfo(job))
    try:
        cursor = connection.cursor()
        cursor.execute(QUESTION)
        return cursor.fetchone()[0]
    finally:
        connection.close()


version = number // 10000
serve({"version": "%d" % version, "runtime": sys.argv[1] if len(sys.argv) > 1 else ""}, attempt)
