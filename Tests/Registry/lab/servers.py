"""Real registries, and what stands around them: a token server, a lying proxy, a store, a CONNECT proxy."""
import base64
import http.client
import http.server
import json
import os
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Registry:
    """One docker-registry; several may share a storage."""

    def __init__(self, folder, storage, more=""):
        self.port = free_port()
        path = os.path.join(folder, f"registry-{self.port}.yml")
        with open(path, "w") as file:
            file.write(f"version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\n"
                       f"storage: {{filesystem: {{rootdirectory: {storage}}}}}\n"
                       f"http:\n  addr: 127.0.0.1:{self.port}\n{more}")
        self.log = open(os.path.join(folder, f"registry-{self.port}.log"), "w")
        self.process = subprocess.Popen(["docker-registry", "serve", path], stdout=self.log, stderr=self.log)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("docker-registry did not start: " + open(self.log.name).read())

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Server:
    """A threaded HTTP server whose handler is a function of one request; keeps what it was asked."""

    def __init__(self, answer, context=None):
        server = self
        self.seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
                server.seen.append((self.path, self.headers.get("Authorization")))
                try:
                    answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            do_POST = do_GET

            def reply(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        if context:
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def asked(self, part):
        return [path for path, _ in self.seen if part in path]

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


def forward(request, port):
    """Passes a request on to a registry, with its headers, and the answer back."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {name: request.headers[name] for name in ("Authorization", "Accept") if request.headers[name]}
    accept = request.headers.get_all("Accept")
    if accept:
        headers["Accept"] = ", ".join(accept)
    connection.request("GET", request.path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    names = ("Content-Type", "WWW-Authenticate", "Docker-Content-Digest")
    request.reply(answer.status, body, **{name: answer.headers[name] for name in names if answer.headers[name]})


class Tokens:
    """An authorization server whose tokens the real registry checks (distribution, spec/auth/jwt.md)."""

    def __init__(self, folder, public):
        self.key, self.certificate = os.path.join(folder, "token.key"), os.path.join(folder, "token.crt")
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.key, "-out", self.certificate,
                "-subj", "/CN=tokens", "-days", "2")
        der = openssl("x509", "-in", self.certificate, "-outform", "DER")
        self.chain = [base64.b64encode(der).decode()]
        self.public = public
        self.users = {"reader": "canary-password"}
        self.refresh_token = "canary-refresh"
        self.server = Server(self.answer)

    @property
    def options(self):
        return (f"auth:\n  token:\n    realm: http://127.0.0.1:{self.server.port}/token\n    service: lab\n"
                f"    issuer: lab\n    rootcertbundle: {self.certificate}\n")

    def answer(self, request):
        query = urllib.parse.urlsplit(request.path).query
        fields = dict(urllib.parse.parse_qsl(query)) | request.form
        header, known = request.headers.get("Authorization"), False
        if header:
            user, _, password = base64.b64decode(header.split()[1]).decode().partition(":")
            known = self.users.get(user) == password
            if not known:
                return request.reply(401, b"{}")
        if fields.get("grant_type") == "refresh_token":
            known = fields.get("refresh_token") == self.refresh_token
            if not known:
                return request.reply(401, b"{}")
        access = []
        for scope in fields.get("scope", "").split():
            kind, _, rest = scope.partition(":")
            name, _, actions = rest.rpartition(":")
            if known or name in self.public:
                access.append({"type": kind, "name": name, "actions": actions.split(",")})
        body = json.dumps({"access_token": self.token(access), "expires_in": 60}).encode()
        return request.reply(200, body, Content_Type="application/json")

    def token(self, access):
        def part(value):
            return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
        now = int(time.time())
        claims = {"iss": "lab", "aud": "lab", "sub": "", "exp": now + 60, "nbf": now - 10, "iat": now, "jti": str(now),
                  "access": access}
        header = {"typ": "JWT", "alg": "RS256", "x5c": self.chain}
        text = f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}"
        signature = openssl("dgst", "-sha256", "-sign", self.key, given=text.encode())
        return f"{text}.{part(signature)}"


class Tunnel:
    """A proxy that knows CONNECT, and leads every host to one port."""

    def __init__(self, target):
        self.target = target
        self.asked = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        head = b""
        while b"\r\n\r\n" not in head:
            piece = client.recv(4096)
            if not piece:
                return
            head += piece
        self.asked.append(head.split(b"\r\n")[0].decode())
        server = socket.create_connection(("127.0.0.1", self.target))
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        threading.Thread(target=pump, args=(server, client), daemon=True).start()
        pump(client, server)

    def stop(self):
        self.socket.close()


def pump(source, sink):
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
    except OSError:
        pass
    finally:
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def openssl(*arguments, given=None):
    return subprocess.run(["openssl", *arguments], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=True).stdout


def certificates(folder):
    """An authority, and a server's certificate for 127.0.0.1, localhost and registry.test."""
    def path(name):
        return os.path.join(folder, name)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path("ca.key"), "-out", path("ca.crt"),
            "-subj", "/CN=lab authority", "-days", "2")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", path("server.key"), "-out", path("server.csr"),
            "-subj", "/CN=registry.test")
    with open(path("names"), "w") as file:
        file.write("subjectAltName=DNS:registry.test,DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", path("server.csr"), "-CA", path("ca.crt"), "-CAkey", path("ca.key"),
            "-CAcreateserial", "-out", path("server.crt"), "-days", "2", "-extfile", path("names"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path("server.crt"), path("server.key"))
    return context
