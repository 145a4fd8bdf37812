"""Python's ssl module alone: asks the server for TLS as PostgreSQL's protocol has it, then shakes hands."""

import platform
import socket
import struct

from contexts import context
from jobs import python_name, serve

SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def attempt(job):
    with socket.create_connection(("127.0.0.1", job["port"]), 8) as plain:
        made = context(job)
        plain.sendall(SSL_REQUEST)
        if plain.recv(1) != b"S":
            raise RuntimeError("the server speaks no TLS")
        with made.wrap_socket(plain, server_hostname="localhost"):
            return True


serve({"version": platform.python_version(), "runtime": python_name()}, attempt)
