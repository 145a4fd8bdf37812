"""Real PostgreSQL servers on loopback, one for each chain.

A session of `u_any` may be encrypted or not, `u_tls` is let in encrypted alone (as `require_secure_transport=on`).
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

DATABASE = "lab"
POLICIES = {"allowed": "u_any", "refused": "u_tls"}
CONFIGURATION = """
# Some clients try the IPv6 address of localhost first.
listen_addresses = '127.0.0.1, ::1'
unix_socket_directories = ''
ssl = on
fsync = off
full_page_writes = off
autovacuum = off
checkpoint_timeout = 1d
bgwriter_lru_maxpages = 0
max_connections = 60
shared_buffers = 4MB
max_wal_senders = 0
wal_level = minimal
log_connections = on
log_line_prefix = '%m [%p] '
"""
# A server must be able to send what a client may refuse, such as a SHA-1 signature.
LENIENT_OPENSSL = """
openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = lenient
[lenient]
MinProtocol = TLSv1.2
CipherString = DEFAULT:@SECLEVEL=0
"""
ADMISSION = """
host all u_any 127.0.0.1/32 trust
host all u_any ::1/128 trust
hostssl all u_tls 127.0.0.1/32 trust
hostssl all u_tls ::1/128 trust
"""


def free_ports(count):
    """Ports of loopback that nothing listens on; held together, so that they differ."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


class Servers:
    def __init__(self, programs, folder):
        self.programs, self.folder = Path(programs), Path(folder)
        self.openssl = self.folder / "openssl.cnf"
        self.ports, self.processes = {}, {}
        # PostgreSQL refuses to run as root; Debian's package has made this user.
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None

    def _as_user(self, *command, **options):
        if self.user:
            options.update(user=self.user.pw_uid, group=self.user.pw_gid, extra_groups=[])
        return subprocess.Popen([str(word) for word in command], **options)

    def _own(self, path):
        if self.user:
            for folder, _, files in os.walk(path):
                for name in [folder] + [os.path.join(folder, file) for file in files]:
                    os.chown(name, self.user.pw_uid, self.user.pw_gid)

    def start(self, chains, certificates):
        """`certificates` is the folder with NAME.pem and NAME.key."""
        model = self.folder / "model"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        # UTC and C: what the clients see must not depend on the machine.
        made = self._as_user(
            self.programs / "initdb",
            "-D",
            model,
            "-U",
            "lab_owner",
            "-A",
            "trust",
            "--no-locale",
            "-E",
            "UTF8",
            "-N",
            "--wal-segsize=1",
            stdout=subprocess.DEVNULL,
            cwd="/",
        ).wait()
        if made:
            raise RuntimeError("initdb failed")
        (model / "pg_hba.conf").write_text(ADMISSION)
        with open(model / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(CONFIGURATION)
        self._prepare(model)
        self.openssl.write_text(LENIENT_OPENSSL)
        for (chain, served), port in zip(chains.items(), free_ports(len(chains))):
            self._start_one(model, chain, served, Path(certificates), port)
        for chain in chains:
            self._wait(chain)

    def _prepare(self, model):
        script = "create role u_any login;\n\ncreate role u_tls login;\n\nalter database postgres rename to lab;\n\n"
        single = self._as_user(
            self.programs / "postgres",
            "--single",
            "-D",
            model,
            "-j",
            "-c",
            "ssl=off",
            "template1",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        single.communicate(script.encode())
        if single.returncode:
            raise RuntimeError("the databases could not be made")

    def _start_one(self, model, chain, served, certificates, port):
        data = self.folder / chain
        # The tables are read by all servers and written by none: a copy for each would take a minute.
        shutil.copytree(model, data, ignore=shutil.ignore_patterns("base"))
        (data / "base").symlink_to(model / "base")
        (data / "server.crt").write_bytes(b"".join((certificates / f"{name}.pem").read_bytes() for name in served))
        (data / "server.key").write_bytes((certificates / f"{served[0]}.key").read_bytes())
        os.chmod(data / "server.key", 0o600)
        os.chmod(data, 0o700)
        self._own(data)
        log = open(self.folder / f"{chain}.log", "wb")
        self.ports[chain] = port
        self.processes[chain] = self._as_user(
            self.programs / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            env={**os.environ, "OPENSSL_CONF": str(self.openssl)},
        )
        log.close()

    def _wait(self, chain):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.processes[chain].poll() is not None:
                break
            if "ready to accept connections" in self.log(chain).read_text(errors="replace"):
                with socket.create_connection(("127.0.0.1", self.ports[chain]), 5):
                    return
            time.sleep(0.1)
        raise RuntimeError(f"the server {chain} did not start: {self.log(chain).read_text(errors='replace')[-800:]}")

    def log(self, chain):
        return self.folder / f"{chain}.log"

    def stop(self):
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGQUIT)
        for process in self.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
