"""Commands that containers of the double answer: exec over WebSocket (RFC 6455, subprotocols v4 and v5 of channel.k8s.io)."""
import base64
import hashlib
import json
import struct

ACCEPTING = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
BINARY, CLOSE, PING, PONG = 0x2, 0x8, 0x9, 0xA
STDOUT, STDERR, STATUS = 1, 2, 3


def is_upgrade(headers):
    return headers.get("upgrade", "").lower() == "websocket"


def asked(path, query):
    """What an exec request asks for, as a route says it; None where the path is another."""
    parts = path.split("/")
    if parts[:4] != ["", "api", "v1", "namespaces"] or parts[5:6] != ["pods"] or parts[7:] != ["exec"]:
        return None
    values = {}
    for name, value in query:
        values.setdefault(name, []).append(value)
    container = "/".join([parts[4], parts[6], *values.pop("container", [""])])
    command = values.pop("command", [])
    # The rest of what kubectl would say for a command without a terminal and without input.
    if values != {"stdin": ["false"], "stdout": ["true"], "stderr": ["true"], "tty": ["false"]}:
        return None
    return {"exec": container, "command": command}


def exit_status(code):
    """The API server's word on a command that has ended."""
    if code == 0:
        return {"metadata": {}, "status": "Success"}
    return {"metadata": {}, "status": "Failure", "reason": "NonZeroExitCode",
            "message": f"command terminated with non-zero exit code: exit status {code}",
            "details": {"causes": [{"reason": "ExitCode", "message": str(code)}]}}


class Session:
    """One connection that has been upgraded."""

    def __init__(self, handler, route):
        self.file, self.out, self.route = handler.rfile, handler.wfile, route
        self.fault = route.get("fault")

    def handshake(self, headers):
        key = headers["sec-websocket-key"]
        accept = base64.b64encode(hashlib.sha1((key + ACCEPTING).encode()).digest()).decode()
        offered = [name.strip() for name in headers.get("sec-websocket-protocol", "").split(",")]
        chosen = self.route.get("subprotocol", next((name for name in offered if name.startswith("v")), None))
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Accept: {'AAAA' if self.fault == 'wrong-accept' else accept}"]
        if chosen and self.fault != "no-subprotocol":
            lines.append(f"Sec-WebSocket-Protocol: {chosen}")
        self.out.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def send(self, opcode, payload):
        length = len(payload)
        head = bytes([0x80 | opcode])
        if length < 126:
            head += bytes([length])
        elif length < 1 << 16:
            head += struct.pack(">BH", 126, length)
        else:
            head += struct.pack(">BQ", 127, length)
        self.out.write(head + payload)

    def receive(self):
        """The next frame of the client; None at the end. An unmasked one is an error."""
        head = self.file.read(2)
        if len(head) < 2:
            return None
        if not head[1] & 0x80 or head[1] & 0x7F > 125:
            raise ValueError("a client's frame is masked, and here a control frame")
        mask = self.file.read(4)
        payload = self.file.read(head[1] & 0x7F)
        return head[0] & 0x0F, bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))

    def write(self, channel, data):
        piece = self.route.get("piece", 32768)
        for start in range(0, len(data), piece):
            self.send(BINARY, bytes([channel]) + data[start:start + piece])

    def run(self, stdout):
        self.send(BINARY, bytes([STDOUT]))
        if self.fault == "silent":
            return self.wait()
        if self.fault == "truncate":
            self.write(STDOUT, stdout[:len(stdout) // 2])
            return None
        self.write(STDOUT, stdout)
        self.write(STDERR, self.route.get("stderr", "").encode())
        if self.route.get("ping"):
            self.send(PING, b"still there?")
            if self.receive() != (PONG, b"still there?"):
                return None
        if self.fault != "no-status":
            status = self.route.get("execStatus", exit_status(self.route.get("exit", 0)))
            self.write(STATUS, json.dumps(status).encode())
        if self.fault == "no-close":
            return self.wait()
        self.send(CLOSE, struct.pack(">H", 1000))
        return self.wait()

    def wait(self):
        """Until the client closes, as the API server does."""
        while (frame := self.receive()) is not None and frame[0] != CLOSE:
            pass
