"""The trust stores that clients are given: contents, and the many ways in which files hold them.

A store's name tells what it holds: `roota_oldica-1` has roota first, and `roota.crlf` has roota in the form `crlf`.
"""

import base64
import itertools
import os
import subprocess
import textwrap
from pathlib import Path

# Every ordered pair of these is a store.
PAIRED = [
    "roota",
    "roota-expired",
    "impostor",
    "unrelated",
    "oldica-1",
    "oldica-1-expired",
    "newroot-ss",
    "newroot-x",
    "newica-1",
    "rootb-ss",
    "rootb-x",
]
SINGLES = PAIRED + [
    "oldica-2",
    "newica-2",
    "rootb-ica",
    "oldleaf-1",
    "newleaf-1",
    "oddroot",
    "oddica",
    "ecroot",
    "ecica",
    "sha1ica",
    "notca",
    "nosign",
    "clientica",
    "shortica",
    "deepica",
    "oldleaf-expired",
    "clientleaf",
]
TRIPLES = [
    ("roota", "newroot-ss", "rootb-ss"),
    ("roota", "newroot-x", "newica-1"),
    ("oldica-1", "newica-1", "newroot-x"),
    ("oldica-1", "oldica-2", "newica-1"),
    ("roota", "roota-expired", "newroot-ss"),
    ("oldica-1", "roota", "impostor"),
    ("impostor", "roota-expired", "newroot-ss"),
    ("rootb-ss", "rootb-x", "rootb-ica"),
    ("roota", "rootb-x", "rootb-ica"),
    ("newroot-ss", "newroot-x", "newica-1"),
    ("roota", "oldica-1", "oddroot"),
    ("oldica-1", "oldica-1-expired", "roota"),
    ("roota-expired", "newroot-x", "newroot-ss"),
    ("roota-expired", "rootb-x", "rootb-ss"),
]
BASIC = [
    "roota",
    "oldica-1",
    "newica-1",
    "newroot-ss",
    "newroot-x",
    "rootb-ss",
    "unrelated",
    "roota-expired",
    "empty",
    "missing",
    "roota_oldica-1",
    "oldica-1_roota",
    "roota_newroot-ss_rootb-ss",
    "roota_newroot-x",
]
# Forms are written for these contents; the last certificate is the one that a form damages.
FORMED = [
    ["roota"],
    ["oldica-1"],
    ["newroot-ss"],
    ["oldica-1", "roota"],
    ["roota", "oldica-1"],
    ["roota", "newroot-ss"],
]


def pem(der, label="CERTIFICATE", width=64, newline="\n", indent=""):
    text = base64.b64encode(der).decode()
    lines = textwrap.wrap(text, width) if width else [text]
    lines = [f"-----BEGIN {label}-----", *lines, f"-----END {label}-----"]
    return "".join(indent + line + newline for line in lines).encode()


def openssl(*arguments, data):
    return subprocess.run(["openssl", *arguments], input=data, stdout=subprocess.PIPE, check=True).stdout


def damaged(block):
    """A block whose base64 is sound and whose DER is not."""
    lines = block.split(b"\n")
    lines[2], lines[3] = lines[3], lines[2]
    return b"\n".join(lines)


def not_base64(block):
    lines = block.split(b"\n")
    lines[3] = b"!!!!" + lines[3][4:]
    return b"\n".join(lines)


def without_end(block):
    """The file ends in the middle of the last block."""
    return block[: len(block) * 2 // 3]


class Forms:
    """Each method makes the bytes of one file from certificates; its name is the form's."""

    def __init__(self, pki):
        self.pki = pki
        self.key = pki["unrelated"].key_pem

    def plain(self, names):
        return b"".join(self.pki[name].pem for name in names)

    def _each(self, names, write):
        return b"".join(write(self.pki[name].der) for name in names)

    def crlf(self, names):
        return self.plain(names).replace(b"\n", b"\r\n")

    def cr(self, names):
        return self.plain(names).replace(b"\n", b"\r")

    def bom(self, names):
        return b"\xef\xbb\xbf" + self.plain(names)

    def bommid(self, names):
        *first, last = names
        return self.plain(first or ["unrelated"]) + b"\xef\xbb\xbf" + self.plain([last])

    def indented(self, names):
        return self._each(names, lambda der: pem(der, indent="    "))

    def oneline(self, names):
        return self.plain(names).replace(b"\n", b" ").strip() + b"\n"

    def literal(self, names):
        return self.plain(names).replace(b"\n", b"\\n")

    def longline(self, names):
        return self._each(names, lambda der: pem(der, width=0))

    def line76(self, names):
        return self._each(names, lambda der: pem(der, width=76))

    def nonl(self, names):
        return self.plain(names).rstrip(b"\n")

    def joined(self, names):
        return b"".join(self.pki[name].pem.rstrip(b"\n") for name in (names if len(names) > 1 else names * 2)) + b"\n"

    def trailing(self, names):
        return self.plain(names).replace(b"\n", b"  \n")

    def blanklines(self, names):
        return self._each(names, lambda der: pem(der, newline="\n\n"))

    def truncated(self, names):
        *first, last = names
        return self.plain(first) + without_end(self.pki[last].pem)

    def truncatedfirst(self, names):
        *first, last = names
        return without_end(self.pki[last].pem) + b"\n" + self.plain(first or ["unrelated"])

    def corruptafter(self, names):
        return self.plain(names) + damaged(self.pki["unrelated"].pem)

    def corruptbefore(self, names):
        return damaged(self.pki["unrelated"].pem) + self.plain(names)

    def junkafter(self, names):
        return self.plain(names) + not_base64(self.pki["unrelated"].pem)

    def junkbefore(self, names):
        return not_base64(self.pki["unrelated"].pem) + self.plain(names)

    def keybefore(self, names):
        return self.key + self.plain(names)

    def keyafter(self, names):
        return self.plain(names) + self.key

    def comments(self, names):
        return (
            b"# lab\n"
            + b"\n".join(b"# CN: " + name.encode() + b"\n" + self.pki[name].pem for name in names)
            + b"# end\n"
        )

    def bagattributes(self, names):
        return b"".join(
            b"Bag Attributes\n    friendlyName: " + name.encode() + b"\nsubject=/CN=x\n\n" + self.pki[name].pem
            for name in names
        )

    def textbefore(self, names):
        return b"".join(openssl("x509", "-text", data=self.pki[name].pem) for name in names)

    def utf8comment(self, names):
        return "# Zertifikat für Jürgen – 証明書\n".encode() + self.plain(names)

    def utf16(self, names):
        return self.plain(names).decode().encode("utf-16")

    def trusted(self, names):
        return b"".join(
            openssl("x509", "-trustout", "-addtrust", "serverAuth", data=self.pki[name].pem) for name in names
        )

    def trustedclient(self, names):
        return b"".join(
            openssl("x509", "-trustout", "-addtrust", "clientAuth", data=self.pki[name].pem) for name in names
        )

    def trustedbare(self, names):
        return self._each(names, lambda der: pem(der, "TRUSTED CERTIFICATE"))

    def trustedreject(self, names):
        return b"".join(
            openssl("x509", "-trustout", "-addreject", "serverAuth", data=self.pki[name].pem) for name in names
        )

    def x509cert(self, names):
        return self._each(names, lambda der: pem(der, "X509 CERTIFICATE"))

    def otherlabel(self, names):
        return self._each(names, lambda der: pem(der, "CERT"))

    def der(self, names):
        return b"".join(self.pki[name].der for name in names)

    def p7b(self, names):
        return self._pkcs7(names, "PEM")

    def p7c(self, names):
        return self._pkcs7(names, "DER")

    def _pkcs7(self, names, form):
        data = self.plain(names)
        return openssl("crl2pkcs7", "-nocrl", "-certfile", "/dev/stdin", "-outform", form, data=data)

    def dup(self, names):
        return self.plain(names) + self.plain(names)

    def blankfirst(self, names):
        return b"\n\n\n" + self.plain(names)

    def derafter(self, names):
        """Bytes after the certificate inside one block."""
        return self._each(names, lambda der: pem(der + b"\x05\x00"))

    def many(self, names):
        return self.plain(["ecroot", "oddroot", "unrelated", "impostor"] * 10) + self.plain(names)


def forms_of(pki):
    forms = Forms(pki)
    return {name: getattr(forms, name) for name in dir(Forms) if not name.startswith("_") and name != "plain"}


def make(pki, folder):
    """Writes every PEM-like store; answers {name: path}, where `missing` has no file."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    forms = Forms(pki)
    files = {name: forms.plain([name]) for name in SINGLES}
    for first, second in itertools.permutations(PAIRED, 2):
        files[f"{first}_{second}"] = forms.plain([first, second])
    for triple in TRIPLES:
        for order in itertools.permutations(triple):
            files["_".join(order)] = forms.plain(order)
    for names in FORMED:
        for form, write in forms_of(pki).items():
            files[f"{'_'.join(names)}.{form}"] = write(names)
    files["empty"] = b""
    files["blank"] = b"\n\n"
    files["words"] = b"this is not a certificate\n"
    files["keyonly"] = forms.key
    paths = {"missing": folder / "missing.pem"}
    for name, data in files.items():
        paths[name] = folder / f"{name}.pem"
        paths[name].write_bytes(data)
    return paths


KEYSTORES = [[name] for name in SINGLES[:16]] + [
    ["roota", "oldica-1"],
    ["oldica-1", "newica-1"],
    ["roota", "newroot-ss"],
    ["roota", "newroot-x"],
    ["roota-expired", "roota"],
    ["roota", "impostor"],
    ["roota", "newroot-ss", "rootb-ss"],
    ["unrelated", "newica-2"],
    ["oldica-1-expired", "roota"],
]
# Java reads its store once a process, so the attempts that are always made use few.
BASIC_KEYSTORES = [
    "roota.jks",
    "roota.p12",
    "oldica-1.jks",
    "newica-1.p12",
    "newroot-ss.jks",
    "newroot-x.jks",
    "rootb-ss.p12",
    "unrelated.jks",
    "roota-expired.jks",
    "oldica-1_newica-1.p12",
    "roota.openssl.p12",
    "roota.pem",
    "missing.jks",
]
PASSWORD = "changeit"


def make_keystores(pki, folder, certificates, java):
    """Stores for javax.net.ssl.trustStore, as keytool makes them, and one kind by openssl; the password is Java's usual
    one. `java` runs the driver that writes them."""
    folder, paths, lines = Path(folder), {}, []
    for names in KEYSTORES:
        for suffix, kind in (("jks", "JKS"), ("p12", "PKCS12")):
            path = folder / f"{'_'.join(names)}.{suffix}"
            entries = [f"{name}={certificates}/{name}.pem" for name in names]
            lines.append("\t".join([kind, PASSWORD, str(path), *entries]))
            paths[path.name] = path
    subprocess.run([*java, "Keystores"], input="\n".join(lines), text=True, check=True)
    for names in (["roota"], ["oldica-1"], ["roota", "oldica-1"]):
        path = folder / f"{'_'.join(names)}.openssl.p12"
        data = b"".join(pki[name].pem for name in names)
        path.write_bytes(openssl("pkcs12", "-export", "-nokeys", "-passout", f"pass:{PASSWORD}", data=data))
        paths[path.name] = path
    for name in ("roota.pem", "roota.der.pem", "empty.pem"):
        paths[name] = folder / name
    paths["missing.jks"] = folder / "missing.jks"
    return paths


def make_homes(paths, folder):
    """A home folder for each store, with the file where PostgreSQL's clients look; `none` has nothing in it."""
    folder = Path(folder)
    (folder / "none").mkdir(parents=True, exist_ok=True)
    homes = {"missing": folder / "none"}
    for name, path in paths.items():
        if name == "missing":
            continue
        own = folder / name / ".postgresql"
        own.mkdir(parents=True, exist_ok=True)
        link = own / "root.crt"
        if not link.is_symlink():
            os.symlink(path, link)
        homes[name] = folder / name
    return homes
