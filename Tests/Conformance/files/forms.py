"""CA files as people and programs leave them behind: sound ones, and what becomes of them."""

import base64
import re

LABELS = [b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE", b"X.509 CERTIFICATE", b"CERT", b"CERTIFICATE REQUEST", b"PKCS7",
          b"X509 CRL", b"RSA PRIVATE KEY", b"PRIVATE KEY", b"certificate", b"CERTIFICATE ", b" CERTIFICATE", b""]
WIDTHS = [64] * 6 + [76, 48, 63, 65, 66, 128, 253, 254, 255, 256, 508, 1000, 100_000]
LINE_ENDS = [b"\n"] * 8 + [b"\r\n", b"\r", b"\n\n", b" \n", b"\t\n", b"\n "]
BEHIND = [b"\0", b"\x30\0", b"\x30\x03\x02\x01\x01", b"junk"]
DEBRIS = [
    b"# comment\n", b"subject=/CN=x\n", b"\n", b"\n\n", b"\xef\xbb\xbf", b"\0", b" ", b"\t", b"-", b"-----", b"=", b"==",
    b"!", b":", b"a: b\n", b"\r", b"\r\n", b"Proc-Type: 4,CLEAR\n\n", b"-----BEGIN CERTIFICATE-----\n",
    b"-----END CERTIFICATE-----\n", b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----", b"\\n", b"\xc2\xa0",
    b"\xff", b"A", b"0", b"\x0b", b"x" * 300 + b"\n", b"-----BEGIN FOO-----\nAAAA\n-----END FOO-----\n",
    b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", b"- ", b"----",
    b"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n",
]


def pem(der, label=b"CERTIFICATE", width=64, line_end=b"\n", indent=b""):
    text = base64.b64encode(der)
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    lines = [b"-----BEGIN " + label + b"-----", *lines, b"-----END " + label + b"-----"]
    return b"".join(indent + line + line_end for line in lines)


class Forms:
    def __init__(self, random, certificates, others):
        """`certificates` in DER; `others` are blocks of other kinds, among them keys."""
        self.random, self.certificates, self.others = random, certificates, others

    def file(self):
        between = self.random.choice([b""] * 5 + [b"\n", b"# text\n", b"\r\n"])
        text = between.join(self.block() for _ in range(self.random.choice([0, 1, 1, 2, 2, 3, 4])))
        for _ in range(self.random.choice([0, 1, 1, 1, 2, 3])):
            text = self.changed(text)
        return text

    def block(self):
        random, kind = self.random, self.random.random()
        certificate = random.choice(self.certificates)
        if kind < 0.55:
            return pem(certificate)
        if kind > 0.8:
            return random.choice(self.others)
        label = random.choice([b"CERTIFICATE"] * 8 + LABELS)
        behind = random.choice(BEHIND + [certificate]) if random.random() < 0.15 else b""
        indent = random.choice([b""] * 8 + [b" ", b"\t", b"    "])
        return pem(certificate + behind, label, random.choice(WIDTHS), random.choice(LINE_ENDS), indent)

    def changed(self, text):
        random, place = self.random, self.place(text)
        debris = random.choice(DEBRIS)
        some = random.randrange(1, 80)
        changes = [
            lambda: b"\xef\xbb\xbf" + text,
            lambda: text.replace(b"\n", random.choice([b"\r\n", b"\r", b"\n\n", b" \n", b"\n ", b"\n\t", b"\n    "])),
            lambda: text.rstrip(b"\n"),
            lambda: text[:place],
            lambda: text[place:],
            lambda: text[:place] + debris + text[place:],
            lambda: text[:place] + debris + text[place:],
            lambda: text[:place] + text[place + 1 :],
            lambda: text[:place] + bytes([random.randrange(256)]) + text[place + 1 :],
            lambda: text[:place] + bytes([random.choice(b"ABab01+/=-: \n\r")]) + text[place + 1 :],
            lambda: text.replace(b"-----\n-----", b"----------"),
            lambda: text.replace(b"\n", b"", random.randrange(1, 4)),
            lambda: text[:place] + text[place + some :],
            lambda: text[: place + some] + text[place : place + some] + text[place + some :],
            lambda: text.decode("latin1").encode(random.choice(["utf-16", "utf-16-le", "utf-16-be"])),
            lambda: text.replace(b"\n", random.choice([b" ", b"\\n", b""])),
            lambda: text + debris,
            lambda: debris + text,
            lambda: text + random.choice(self.certificates),
            lambda: random.choice(self.certificates) + random.choice([b"", b"\n", b"x"]) + text,
            lambda: b"".join(random.choices(self.certificates, k=2)) + random.choice([b"", b"\n", b"junk", b"\0"]),
        ]
        return random.choice(changes)()

    def place(self, text):
        """Anywhere, and half of the time near a line end or a row of dashes."""
        marks = [found.start() for found in re.finditer(rb"\n|-----", text)]
        if marks and self.random.random() < 0.5:
            return max(0, min(len(text), self.random.choice(marks) + self.random.randint(-2, 6)))
        return self.random.randrange(len(text) + 1)
