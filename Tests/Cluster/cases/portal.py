"""A hotel's Wi-Fi: answers everything with a web page. `portal.py server|proxy CERTIFICATE KEY` prints its port."""

import http.server
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


mode, certificate, key = sys.argv[1:]
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
if mode == "server":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
