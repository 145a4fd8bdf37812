#!/usr/bin/env python3
"""A double of the Kubernetes API server, over TLS on loopback: it serves recorded answers and injects faults.

usage: apiserver.py FOLDER [--port N] [--certificate good|expired|other-host] [--client-certificate none|optional|required]
                    [--plain] [--pki FOLDER]

FOLDER/routes.json is a list of routes; the first that fits a request answers it:
  method    default GET
  path      exact, percent-decoded
  query     names and values that must be there; others may be too
  headers   request headers that must have these values (lower-case names)
  times     how often it answers before the next fitting route does; default: always
  status    default 200
  answerHeaders   added to the answer
  body      a JSON value, or a string that is sent as it is
  bodyFile  a file below FOLDER (.pb is sent as Kubernetes protobuf, .json as JSON)
  bodyBase64
  fault     truncate (half of the body, then the end), reset (no answer), html (a login page), slow (seconds: default 5)

A route with "exec" in place of a path is a command in a container, answered over a WebSocket as the API server does:
  exec      namespace/pod/container
  command   the program and its arguments, exactly
  headers, times, bodies   as above; the body is the command's standard output
  repeat    how often the body comes; default once
  stderr    a string
  exit      the exit code, default 0
  execStatus      what the error channel says in place of the exit code: a JSON value
  subprotocol     what is chosen in place of the first that was offered
  piece     bytes of output a message; default 32768
  ping      true: the client is asked for a pong before the exit status
  fault     silent (never ends), truncate (half of the output, then the connection's end), no-status (closed without an exit
            status), no-close (never closed), wrong-accept, no-subprotocol; or one of those above
Routes with a path come first: they are how the API server refuses a session.

Whatever has no route gets status 500 and is written to FOLDER/unknown.log; a test should find that file empty.
Every request is a line of JSON in FOLDER/requests.log. Certificates are made once, by openssl, in the folder of --pki (FOLDER/pki):
ca.crt, server.crt, client.crt, client.key, expired-client.crt, other-ca.crt. FOLDER/kubeconfig fits the server, with the
context "double" and the token "double-token". --plain serves HTTP without TLS.
Prints "listening PORT" once it is ready; ends with its standard input.
"""
import argparse
import base64
import http.server
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True  # The checkout stays as it is.
import sessions  # noqa: E402

CA_CONFIG = """
[ca]
default_ca = double
[double]
database = {pki}/index.txt
new_certs_dir = {pki}
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
organizationName = optional
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
subjectAltName = {names}
extendedKeyUsage = serverAuth
[client]
extendedKeyUsage = clientAuth
"""


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def make_certificates(pki):
    """Makes the test PKI, with every certificate that a case needs; keeps one that is there."""
    if os.path.exists(f"{pki}/done"):
        return
    os.makedirs(pki, exist_ok=True)
    open(f"{pki}/index.txt", "w").close()

    def config(names):
        with open(f"{pki}/openssl.cnf", "w") as file:
            file.write(CA_CONFIG.format(pki=pki, names=names))
        return f"{pki}/openssl.cnf"

    def key(name):
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{pki}/{name}.key")

    def authority(name):
        key(name)
        openssl("req", "-x509", "-new", "-key", f"{pki}/{name}.key", "-subj", f"/CN={name}", "-days", "3650",
                "-config", config("DNS:unused"), "-extensions", "authority", "-out", f"{pki}/{name}.crt")

    def leaf(name, subject, section, names="DNS:unused", expired=False, days=3650):
        if not os.path.exists(f"{pki}/{name}.key"):
            key(name)
        file = config(names)
        openssl("req", "-new", "-key", f"{pki}/{name}.key", "-subj", subject, "-config", file, "-out", f"{pki}/{name}.csr")
        span = ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"] if expired else ["-days", str(days)]
        openssl("ca", "-batch", "-notext", "-config", file, "-cert", f"{pki}/ca.crt", "-keyfile", f"{pki}/ca.key",
                "-in", f"{pki}/{name}.csr", "-extensions", section, *span, "-out", f"{pki}/{name}.crt")

    authority("ca")
    authority("other-ca")
    here = "DNS:localhost,DNS:kubernetes,IP:127.0.0.1,IP:::1"
    leaf("server", "/CN=kube-apiserver", "server", here)
    leaf("expired-server", "/CN=kube-apiserver", "server", here, expired=True)
    leaf("other-host-server", "/CN=kube-apiserver", "server", "DNS:elsewhere.example")
    leaf("client", "/O=double/CN=reader", "client")
    leaf("expired-client", "/O=double/CN=reader", "client", expired=True)
    open(f"{pki}/done", "w").close()


def write_kubeconfig(folder, pki, port, plain):
    """JSON is YAML."""
    cluster = {"server": f"https://127.0.0.1:{port}", "certificate-authority": f"{pki}/ca.crt"}
    if plain:
        cluster = {"server": f"http://127.0.0.1:{port}"}
    config = {"apiVersion": "v1", "kind": "Config", "current-context": "double",
              "clusters": [{"name": "double", "cluster": cluster}],
              "users": [{"name": "reader", "user": {"token": "double-token"}}],
              "contexts": [{"name": "double", "context": {"cluster": "double", "user": "reader"}}]}
    with open(f"{folder}/kubeconfig", "w") as file:
        json.dump(config, file, indent=1)


class Routes:
    """The answers, and the record of what was asked."""

    def __init__(self, folder):
        self.folder = folder
        self.lock = threading.Lock()
        with open(f"{folder}/routes.json") as file:
            self.routes = json.load(file)
        for name in ("requests.log", "unknown.log"):
            open(f"{folder}/{name}", "w").close()

    def record(self, name, entry):
        with self.lock, open(f"{self.folder}/{name}", "a") as file:
            file.write(json.dumps(entry, sort_keys=True) + "\n")

    def find(self, asked, query, headers):
        """The first route that has everything `asked` for: method and path, or container and command."""
        with self.lock:
            for route in self.routes:
                if any({"method": "GET", **route}.get(name) != value for name, value in asked.items()):
                    continue
                if any(query.get(name) != value for name, value in route.get("query", {}).items()):
                    continue
                if any(headers.get(name) != value for name, value in route.get("headers", {}).items()):
                    continue
                if "times" in route:
                    if route["times"] <= 0:
                        continue
                    route["times"] -= 1
                return route
        return None

    def body(self, route):
        """The bytes of an answer and its content type."""
        if route.get("fault") == "html":
            return b"<html><body>Please log in</body></html>", "text/html"
        if "bodyFile" in route:
            name = route["bodyFile"]
            with open(f"{self.folder}/{name}", "rb") as file:
                kind = "application/vnd.kubernetes.protobuf" if name.endswith(".pb") else "application/json"
                return file.read(), kind
        if "bodyBase64" in route:
            return base64.b64decode(route["bodyBase64"]), "application/vnd.kubernetes.protobuf"
        body = route.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        return text.encode(), "application/json"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    routes = None

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        pairs = urllib.parse.parse_qsl(url.query, keep_blank_values=True)
        path, query = urllib.parse.unquote(url.path), dict(pairs)
        headers = {}
        for name, value in self.headers.items():
            headers[name.lower()] = f"{headers[name.lower()]}, {value}" if name.lower() in headers else value
        length = int(headers.get("content-length", 0))
        body = self.rfile.read(length).decode("utf-8", "replace") if length else ""
        peer = getattr(self.connection, "getpeercert", dict)() or {}
        names = [value for part in peer.get("subject", ()) for name, value in part if name == "commonName"]
        entry = {"method": self.command, "path": path, "query": query, "headers": headers, "body": body,
                 "client": names[0] if names else None}
        command = sessions.asked(path, pairs) if sessions.is_upgrade(headers) else None
        entry.update(command or {})
        self.routes.record("requests.log", entry)
        route = self.routes.find({"method": self.command, "path": path}, query, headers)
        if route is None and command:
            route = self.routes.find(command, query, headers)
        if route is None:
            unknown = command or {"method": self.command, "path": path, "query": query}
            self.routes.record("unknown.log", unknown)
            route = {"status": 500, "body": f"the double has no route for {self.command} {self.path}\n",
                     "answerHeaders": {"Content-Type": "text/plain"}}
        self.answer(route, headers)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any

    def answer(self, route, asked):
        fault = route.get("fault")
        if fault == "slow":
            time.sleep(route.get("seconds", 5))
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            socket.socket.close(self.connection)
            return None
        body, kind = self.routes.body(route)
        if "exec" in route:
            session = sessions.Session(self, route)
            self.close_connection = True
            session.handshake(asked)
            return session.run(body * route.get("repeat", 1))
        headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        headers.update(route.get("answerHeaders", {}))
        self.send_response(route.get("status", 200))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if fault == "truncate":
            body = body[:len(body) // 2]
            self.close_connection = True
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    context = None

    def finish_request(self, request, client_address):
        try:
            request.settimeout(60)
            if self.context is None:
                self.RequestHandlerClass(request, client_address, self)
                return
            with self.context.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as connection:
                try:
                    connection.do_handshake()
                except ssl.SSLError:
                    # Closing on unread bytes resets the connection, and the client might never read the alert.
                    socket.socket.shutdown(connection, socket.SHUT_WR)
                    while socket.socket.recv(connection, 4096):
                        pass
                    return
                self.RequestHandlerClass(connection, client_address, self)
        except OSError:
            pass  # A client that does not trust us, or has gone.


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=True)
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate", choices=["good", "expired", "other-host"], default="good")
    parser.add_argument("--client-certificate", choices=["none", "optional", "required"], default="none")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--pki")
    options = parser.parse_args()
    pki = os.path.abspath(options.pki or f"{options.folder}/pki")
    make_certificates(pki)
    name = {"good": "server", "expired": "expired-server", "other-host": "other-host-server"}[options.certificate]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{pki}/{name}.crt", f"{pki}/{name}.key")
    if options.client_certificate != "none":
        context.load_verify_locations(f"{pki}/ca.crt")
        required = options.client_certificate == "required"
        context.verify_mode = ssl.CERT_REQUIRED if required else ssl.CERT_OPTIONAL
    Handler.routes = Routes(options.folder)
    server = Server(("127.0.0.1", options.port), Handler)
    server.context = None if options.plain else context
    threading.Thread(target=server.serve_forever, daemon=True).start()
    write_kubeconfig(options.folder, pki, server.server_address[1], options.plain)
    print(f"listening {server.server_address[1]}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
