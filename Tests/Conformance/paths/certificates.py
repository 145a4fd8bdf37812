"""Certificates byte by byte: also those that no library would write."""

import datetime
import hashlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

ECDSA_SHA256 = "1.2.840.10045.4.3.2"
RSA_SHA256 = "1.2.840.113549.1.1.11"
RSA_SHA1 = "1.2.840.113549.1.1.5"
ED25519 = "1.3.101.112"
SERVER_AUTH, CLIENT_AUTH, ANY_USAGE = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0"
# The bits of RFC 5280, section 4.2.1.3, in its order.
DIGITAL_SIGNATURE, KEY_ENCIPHERMENT, CERT_SIGN, CRL_SIGN = 0, 2, 5, 6


def der(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def sequence(*parts):
    return der(0x30, *parts)


def integer(value):
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def identifier(text):
    first, second, *rest = (int(part) for part in text.split("."))
    out = bytes([first * 40 + second])
    for number in rest:
        groups = [number & 127]
        while number := number >> 7:
            groups.append(number & 127 | 128)
        out += bytes(reversed(groups))
    return der(0x06, out)


def time(moment):
    if moment.year < 2050:
        return der(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())
    return der(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


def name(attributes):
    """Attributes are (type, string tag, text)."""
    return sequence(*(der(0x31, sequence(identifier(kind), der(tag, text.encode()))) for kind, tag, text in attributes))


def bits(positions):
    if not positions:
        return der(0x03, b"\0")
    value = bytearray(max(positions) // 8 + 1)
    for position in positions:
        value[position // 8] |= 0x80 >> position % 8
    return der(0x03, bytes([7 - max(positions) % 8]), bytes(value))


def extension(kind, value, critical=False):
    return sequence(identifier(kind), der(0x01, b"\xff") if critical else b"", der(0x04, value))


def basic_constraints(authority, length=None, critical=True):
    parts = der(0x01, b"\xff") if authority else b""
    parts += integer(length) if length is not None else b""
    return extension("2.5.29.19", sequence(parts), critical)


def key_usage(positions, critical=True):
    return extension("2.5.29.15", bits(positions), critical)


def extended_key_usage(usages, critical=False):
    return extension("2.5.29.37", sequence(*(identifier(usage) for usage in usages)), critical)


def subject_key_identifier(value):
    return extension("2.5.29.14", der(0x04, value))


def authority_key_identifier(value=None, issuer=None, serial=None):
    parts = der(0x80, value) if value is not None else b""
    if issuer is not None:
        parts += der(0xA1, der(0xA4, issuer)) + der(0x82, integer(serial)[2:])
    return extension("2.5.29.35", sequence(parts))


def dns(host):
    return der(0x82, host.encode())


def address(value):
    return der(0x87, bytes(value))


def directory(encoded):
    return der(0xA4, encoded)


def alternative_names(names, critical=False):
    return extension("2.5.29.17", sequence(*names), critical)


def name_constraints(permitted, excluded, critical):
    parts = b""
    if permitted:
        parts += der(0xA0, *(sequence(base) for base in permitted))
    if excluded:
        parts += der(0xA1, *(sequence(base) for base in excluded))
    return extension("2.5.29.30", sequence(parts), critical)


class Key:
    """A key pair and what its certificates say of it."""

    def __init__(self, kind):
        self.kind = kind
        if kind == "ec":
            self.private = ec.generate_private_key(ec.SECP256R1())
        elif kind == "ed25519":
            self.private = ed25519.Ed25519PrivateKey.generate()
        else:
            self.private = rsa.generate_private_key(65537, 2048)
        self.info = self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.identifier = hashlib.sha1(self.info).digest()

    def algorithm(self, sha1):
        if self.kind == "ec":
            return sequence(identifier(ECDSA_SHA256))
        if self.kind == "ed25519":
            return sequence(identifier(ED25519))
        return sequence(identifier(RSA_SHA1 if sha1 else RSA_SHA256), der(0x05))

    def sign(self, content, sha1):
        if self.kind == "ec":
            return self.private.sign(content, ec.ECDSA(hashes.SHA256()))
        if self.kind == "ed25519":
            return self.private.sign(content)
        return self.private.sign(content, padding.PKCS1v15(), hashes.SHA1() if sha1 else hashes.SHA256())


def certificate(subject, key, issuer, issuer_key, serial, begin, end, extensions=(), version=3, sha1=False):
    """The DER of a certificate; `issuer_key` signs it, whatever its names say."""
    algorithm = issuer_key.algorithm(sha1)
    content = sequence(
        der(0xA0, integer(version - 1)) if version > 1 else b"",
        integer(serial),
        algorithm,
        issuer,
        sequence(time(begin), time(end)),
        subject,
        key.info,
        der(0xA3, sequence(*extensions)) if version == 3 and extensions else b"",
    )
    return sequence(content, algorithm, der(0x03, b"\0", issuer_key.sign(content, sha1)))


def days(moment, count):
    return moment + datetime.timedelta(days=count)
