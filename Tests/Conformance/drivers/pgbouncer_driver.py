"""PgBouncer as the client: its mode and store stand in its configuration, so all attempts of one pair share a process.

Arguments: the command that runs pgbouncer. Jobs are read to the end first; what a session sees is asked through it, and
an error is told with what its own log says, for its clients see a time-out alone.
"""

import json
import os
import pwd
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from jobs import QUESTION, emit

COMMAND = sys.argv[1:]
# Clients of a server that is refused wait no longer than this.
WAIT = 4
# Of its own files, before any session: it may go on without them.
TROUBLE = re.compile("FATAL|TLS setup failed|(ERROR|WARNING).*(tls|TLS|CA)")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings(mode, via, store, jobs, folder, port):
    lines = ["[databases]"]
    lines += [f"job{job['id']} = host=localhost port={job['port']} user={job['user']} dbname=lab" for job in jobs]
    lines += [
        "[pgbouncer]",
        "listen_addr = 127.0.0.1",
        f"listen_port = {port}",
        "unix_socket_dir =",
        "auth_type = any",
        f"logfile = {folder}/log",
        f"query_wait_timeout = {WAIT}",
        "server_connect_timeout = 8",
        "server_login_retry = 1",
        "max_client_conn = 1000",
        "ignore_startup_parameters = extra_float_digits",
    ]
    if mode is not None:
        lines.append(f"server_tls_sslmode = {mode}")
    if via == "named":
        lines.append(f"server_tls_ca_file = {store}")
    return "\n".join(lines) + "\n"


def ask(port, database):
    """One question over PostgreSQL's protocol, unencrypted: this leg is not the one that is measured."""
    words = b"".join(word + b"\0" for word in (b"user", b"anyone", b"database", database.encode())) + b"\0"
    with socket.create_connection(("127.0.0.1", port), WAIT + 10) as connection:
        connection.sendall(struct.pack("!ii", 8 + len(words), 196608) + words)
        stream = connection.makefile("rb")
        until(stream, b"Z")
        connection.sendall(b"Q" + struct.pack("!i", 5 + len(QUESTION)) + QUESTION.encode() + b"\0")
        row = until(stream, b"D")
        return row[-1:] == b"t"


def until(stream, wanted):
    while True:
        head = stream.read(5)
        if len(head) < 5:
            raise RuntimeError("the connection was closed")
        body = stream.read(struct.unpack("!i", head[1:])[0] - 4)
        if head[:1] == wanted:
            return body
        if head[:1] == b"E":
            fields = dict((part[:1], part[1:].decode()) for part in body.split(b"\0") if part)
            raise RuntimeError(fields.get(b"M", "error"))


def run_pair(mode, via, store, jobs):
    folder = tempfile.mkdtemp(prefix="pgbouncer-")
    port = free_port()
    with open(f"{folder}/ini", "w") as file:
        file.write(settings(mode, via, store, jobs, folder, port))
    words = [*COMMAND, "-q", f"{folder}/ini"]
    if os.geteuid() == 0:
        # It refuses to stay root, and becomes this user by itself.
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        words[-1:-1] = ["-u", "postgres"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        began = started(process, port)
        threads = [threading.Thread(target=answer, args=(job, port, folder, began)) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def started(process, port):
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def reasons_of(job, log):
    """What PgBouncer itself says of a failed session."""
    if not os.path.exists(log):
        return []
    with open(log, errors="replace") as file:
        lines = [line for line in file if (f"job{job['id']}/" in line and " S-" in line) or TROUBLE.search(line)]
    words = [re.sub(r"^.*?(LOG|WARNING|ERROR|FATAL)", r"\1", line.strip()) for line in lines]
    return [word for word in words if "closing because" in word or "FATAL" in word or "TLS" in word][:4]


def answer(job, port, folder, began):
    said = {"id": job["id"], "connected": False, "encrypted": False, "error": ""}
    try:
        if not began:
            raise RuntimeError("pgbouncer did not start")
        said["encrypted"] = ask(port, f"job{job['id']}")
        said["connected"] = True
    except Exception as error:
        reasons = reasons_of(job, f"{folder}/log")
        # Without a reason of its own the machine was too slow.
        said["error"] = " / ".join([str(error), *reasons]) if reasons else f"timed out: {error}"
    with lock:
        emit(said)


lock = threading.Lock()
text = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True).stdout
emit({"hello": {"version": ".".join(re.search(r"PgBouncer ([0-9.]+)", text)[1].split(".")[:2]), "runtime": ""}})
pairs = defaultdict(list)
for line in sys.stdin:
    job = json.loads(line)
    pairs[(job["mode"], job["via"], job["store"])].append(job)
# Most of the time goes by in waiting.
with ThreadPoolExecutor(12) as pool:
    for done in [pool.submit(run_pair, *pair, jobs) for pair, jobs in pairs.items()]:
        done.result()
