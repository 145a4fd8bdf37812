"""What the tools that wrote a store list of it."""

import datetime
import functools
import hashlib
import re
import ssl

from writers import BOUNCY_CASTLE, openssl3_5, tool

CERTIFICATE = re.compile(
    "-----BEGIN (?:TRUSTED )?CERTIFICATE-----.*?-----END (?:TRUSTED )?CERTIFICATE-----\n", re.DOTALL)


class Listed:
    """One certificate of a listing: its fingerprint, and the alias where the tool shows one."""

    def __init__(self, sha256, alias=None):
        self.sha256, self.alias = sha256, alias


def sha256(pem):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def by_keytool(sample, *options):
    """Each entry and the chain in it; `-rfc` and `-v` must agree."""
    words = ["keytool", "-list", "-keystore", sample.path, "-storepass", sample.password, "-J-Duser.language=en",
             "-J-Duser.timezone=UTC", *options]
    listed, printed, alias = [], [], None
    for line in tool(*words, "-v").decode().splitlines():
        if line.startswith("Alias name: "):
            alias = line.removeprefix("Alias name: ")
        elif line.strip().startswith("SHA256: "):
            listed.append(Listed(line.strip().removeprefix("SHA256: ").replace(":", "").lower(), alias))
    printed = [sha256(text) for text in CERTIFICATE.findall(tool(*words, "-rfc").decode())]
    if printed != [entry.sha256 for entry in listed]:
        raise SystemExit(f"keytool -rfc and -v differ over {sample.name}")
    return listed


def by_openssl_pkcs12(sample, program=("openssl",), options=("-legacy",)):
    words = ["pkcs12", "-in", sample.path, "-nokeys", "-passin", f"pass:{sample.password}"]
    text = tool(*program, *words, *options).decode()
    names = re.findall(r"friendlyName: (.*)", text)
    certificates = CERTIFICATE.findall(text)
    names += [None] * (len(certificates) - len(names))
    return [Listed(sha256(pem), name and unescaped(name.strip())) for pem, name in zip(certificates, names)]


def unescaped(name):
    r"""OpenSSL prints what is not ASCII as `\C3\B6`."""
    return re.sub(rb"\\([0-9A-F]{2})", lambda match: bytes.fromhex(match[1].decode()), name.encode()).decode()


def by_openssl(*words):
    def lister(sample):
        text = tool("openssl", *words, "-in", sample.path).decode()
        return [Listed(sha256(pem)) for pem in CERTIFICATE.findall(text)]
    return lister


def by_storeutl(sample):
    text = tool("openssl", "storeutl", "-certs", sample.path).decode()
    return [Listed(sha256(plain(pem))) for pem in CERTIFICATE.findall(text)]


def plain(pem):
    return tool("openssl", "x509", data=pem.encode()).decode() if "TRUSTED" in pem else pem


LISTERS = {
    "keytool": by_keytool,
    "bouncy castle": lambda sample: by_keytool(
        sample, "-storetype", "BKS-V1" if sample.name.startswith("v1") else "BKS", *BOUNCY_CASTLE),
    "pkcs12": by_openssl_pkcs12,
    "pkcs12 of 3.5": lambda sample: by_openssl_pkcs12(sample, openssl3_5(), ()),
    "pkcs7-der": by_openssl("pkcs7", "-inform", "DER", "-print_certs"),
    "pkcs7-pem": by_openssl("pkcs7", "-print_certs"),
    "storeutl": by_storeutl,
}


@functools.cache
def described(path):
    """What `openssl x509` says of the certificate in a file."""
    text = tool("openssl", "x509", "-noout", "-serial", "-dates", "-subject", "-issuer", "-nameopt", "RFC2253,-esc_msb",
                "-fingerprint", "-sha256", "-in", path).decode()
    fields = dict(line.split("=", 1) for line in text.splitlines())
    key = tool("openssl", "pkey", "-pubin", "-outform", "DER",
               data=tool("openssl", "x509", "-noout", "-pubkey", "-in", path))
    return {
        "serial": fields["serial"].lower(),
        "sha256": fields["sha256 Fingerprint"].replace(":", "").lower(),
        "spkiSha256": hashlib.sha256(key).hexdigest(),
        "notBefore": moment(fields["notBefore"]),
        "notAfter": moment(fields["notAfter"]),
        "subject": fields["subject"],
        "issuer": fields["issuer"],
    }


def moment(text):
    return datetime.datetime.strptime(text, "%b %d %H:%M:%S %Y %Z").strftime("%Y-%m-%dT%H:%M:%SZ")
