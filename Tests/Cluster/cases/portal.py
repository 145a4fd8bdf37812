"""What may stand between a client and its API server. `portal.py MODE CERTIFICATE KEY` prints its port.

server and proxy are a hotel's Wi-Fi, which answers everything with a web page; tunnel is an honest HTTP proxy, which prints
a line for each CONNECT.
"""

import http.server
import select
import socket
import ssl
import sys

PAGE = b"<!DOCTYPE html><html><body>Please sign in to use this network.</body></html>"


class Portal(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.send_response(403 if self.command == "CONNECT" else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    do_GET = do_POST = do_CONNECT = answer

    def log_message(self, *_):
        pass


class Tunnel(Portal):
    def do_CONNECT(self):
        print(f"CONNECT {self.path}", flush=True)
        host, port = self.path.rsplit(":", 1)
        with socket.create_connection((host, int(port))) as server:
            self.send_response(200)
            self.end_headers()
            peers = {self.connection: server, server: self.connection}
            while True:
                for side in select.select(list(peers), [], [])[0]:
                    data = side.recv(65536)
                    if not data:
                        self.close_connection = True
                        return
                    peers[side].sendall(data)


mode, certificate, key = sys.argv[1:]
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tunnel if mode == "tunnel" else Portal)
if mode == "server":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
