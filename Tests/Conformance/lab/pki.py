"""The lab's certificates, shaped like those of the rotations that the product ships.

roota is like DigiCert Global Root G2, oldica-1/2 like the issuing CAs under it, newroot-ss and newroot-x are one key in
two certificates (self-signed, and cross-signed by roota) with newica-1/2 under it, rootb-ss and rootb-x likewise with
rootb-ica. The families after them are certificates that a stack may refuse for what is inside them.
"""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0, tzinfo=None)
YEAR = datetime.timedelta(days=365)
SERVER_AUTH, CLIENT_AUTH = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH
RIGHT_HOST, WRONG_HOST = "localhost", "db.elsewhere.example"


class Certificate:
    def __init__(self, name, key, certificate):
        self.name, self.key, self.certificate = name, key, certificate

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self):
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_pem(self):
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_usage(ca, signing=True):
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=not ca,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca and signing,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


SHA256_WITH_RSA, SHA1_WITH_RSA = bytes.fromhex("2a864886f70d01010b"), bytes.fromhex("2a864886f70d010105")


def signed_with_sha1(certificate, key):
    """The same certificate under a SHA-1 signature, which the library no longer makes: both names of the algorithm have
    one length, so every length in the DER stays."""
    content = certificate.tbs_certificate_bytes.replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    signature = key.sign(content, padding.PKCS1v15(), hashes.SHA1())
    der = certificate.public_bytes(serialization.Encoding.DER).replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    return x509.load_der_x509_certificate(der[: -len(signature)] + signature)


class Authority:
    """Issues and keeps every certificate by name."""

    def __init__(self):
        self.all = {}

    def __getitem__(self, name):
        return self.all[name]

    def issue(
        self,
        name,
        subject=None,
        issuer=None,
        *,
        key=None,
        host=None,
        ca=True,
        path_length=None,
        usages=None,
        from_years=-3.0,
        to_years=10.0,
        digest=None,
        sha1=False,
        identifiers=True,
        authority_identifier=True,
        signing=True,
    ):
        """`issuer` None signs with its own key; `host` makes it a server's certificate."""
        key = key or rsa_key()
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lab Trust"),
                x509.NameAttribute(NameOID.COMMON_NAME, subject or name),
            ]
        )
        signer = self.all[issuer] if issuer else None
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(signer.certificate.subject if signer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + from_years * YEAR)
            .not_valid_after(NOW + to_years * YEAR)
        )
        is_ca = ca and host is None
        builder = builder.add_extension(x509.BasicConstraints(is_ca, path_length if is_ca else None), critical=True)
        builder = builder.add_extension(key_usage(is_ca, signing), critical=True)
        if usages:
            builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        if identifiers:
            builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        if signer and identifiers and authority_identifier:
            identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key())
            builder = builder.add_extension(identifier, critical=False)
        signing_key = signer.key if signer else key
        signed = builder.sign(signing_key, digest or hashes.SHA256())
        if sha1:
            signed = signed_with_sha1(signed, signing_key)
        self.all[name] = Certificate(name, key, signed)
        return self.all[name]

    def issuing(self, name, issuer, like=None, **options):
        """An issuing CA; `like` names the one whose subject and key it shares."""
        options = {"path_length": 0, "usages": [SERVER_AUTH, CLIENT_AUTH], "to_years": 5, **options}
        if like:
            options["key"] = self.all[like].key
        return self.issue(name, f"Lab Issuing CA {like or name}", issuer, **options)

    def leaf(self, name, issuer, **options):
        options = {
            "host": RIGHT_HOST,
            "usages": [SERVER_AUTH, CLIENT_AUTH],
            "from_years": -0.1,
            "to_years": 1,
            **options,
        }
        return self.issue(name, options["host"], issuer, **options)


def rotation_family(pki):
    roota = pki.issue("roota", "Lab Global Root A")
    pki.issue("roota-expired", "Lab Global Root A", key=roota.key, from_years=-12, to_years=-1)
    pki.issue("impostor", "Lab Global Root A")
    pki.issue("unrelated", "Lab Unrelated Root")
    newroot = pki.issue("newroot-ss", "Lab TLS Root G2")
    pki.issue("newroot-x", "Lab TLS Root G2", "roota", key=newroot.key)
    rootb = pki.issue("rootb-ss", "Lab Root B 2017")
    pki.issue("rootb-x", "Lab Root B 2017", "roota", key=rootb.key)
    for number in "12":
        pki.issuing(f"oldica-{number}", "roota")
        pki.issuing(f"newica-{number}", "newroot-ss")
        pki.leaf(f"oldleaf-{number}", f"oldica-{number}")
        pki.leaf(f"newleaf-{number}", f"newica-{number}")
    pki.issuing("rootb-ica", "rootb-ss")
    pki.leaf("rootb-leaf", "rootb-ica")
    pki.leaf("oldleaf-elsewhere", "oldica-1", host=WRONG_HOST)
    pki.leaf("newleaf-elsewhere", "newica-1", host=WRONG_HOST)
    pki.leaf("oldleaf-expired", "oldica-1", from_years=-2, to_years=-0.5)
    # The same name and key as an issuing CA, in an edition that has run out.
    pki.issuing("oldica-1-expired", "roota", like="oldica-1", from_years=-6, to_years=-1)


def odd_family(pki):
    """Well formed, and not like the certificates of today's public authorities."""
    pki.issue("oddroot", "Lab Odd Root", identifiers=False, sha1=True, from_years=-15)
    pki.issuing("oddica", "oddroot", authority_identifier=False)
    pki.leaf("oddleaf", "oddica")
    pki.issue("ecroot", "Lab EC Root", key=ec.generate_private_key(ec.SECP384R1()), digest=hashes.SHA384())
    pki.issuing("ecica", "ecroot", key=ec.generate_private_key(ec.SECP256R1()), digest=hashes.SHA384())
    pki.leaf("ecleaf", "ecica", key=ec.generate_private_key(ec.SECP256R1()))


def crooked_family(pki):
    """Issuers under roota that may not issue, each for one reason."""
    pki.issuing("sha1ica", "roota", sha1=True)
    pki.issuing("notca", "roota", ca=False)
    pki.issuing("nosign", "roota", signing=False)
    pki.issuing("clientica", "roota", usages=[CLIENT_AUTH])
    pki.issuing("shortica", "roota", path_length=0)
    pki.issuing("deepica", "shortica")
    for issuer in ("sha1ica", "notca", "nosign", "clientica", "deepica"):
        pki.leaf(f"{issuer}-leaf", issuer)
    pki.leaf("clientleaf", "oldica-1", usages=[CLIENT_AUTH])


def stranger_family(pki):
    """No store ever holds these: who connects here verified nothing."""
    pki.issue("stranger", "Lab Stranger Root")
    pki.issuing("stranger-ica", "stranger")
    pki.leaf("stranger-leaf", "stranger-ica")


def make():
    pki = Authority()
    for family in (rotation_family, odd_family, crooked_family, stranger_family):
        family(pki)
    return pki


# What each server sends: its own certificate first. The name of the control server is `stranger`.
CHAINS = {
    "old": ["oldleaf-1", "oldica-1"],
    "old2": ["oldleaf-2", "oldica-2"],
    "old_full": ["oldleaf-1", "oldica-1", "roota"],
    "old_leafonly": ["oldleaf-1"],
    "old_wronghost": ["oldleaf-elsewhere", "oldica-1"],
    "old_expiredleaf": ["oldleaf-expired", "oldica-1"],
    "old_expiredica": ["oldleaf-1", "oldica-1-expired"],
    "new": ["newleaf-1", "newica-1", "newroot-x"],
    "new2": ["newleaf-2", "newica-2", "newroot-x"],
    "new_full": ["newleaf-1", "newica-1", "newroot-x", "roota"],
    "new_noxs": ["newleaf-1", "newica-1"],
    "new_ss": ["newleaf-1", "newica-1", "newroot-ss"],
    "new_leafonly": ["newleaf-1"],
    "new_shuffled": ["newleaf-1", "newroot-x", "newica-1"],
    "new_wronghost": ["newleaf-elsewhere", "newica-1", "newroot-x"],
    "china": ["rootb-leaf", "rootb-ica", "rootb-x"],
    "china_noxs": ["rootb-leaf", "rootb-ica"],
    "odd": ["oddleaf", "oddica"],
    "ec": ["ecleaf", "ecica"],
    "sha1": ["sha1ica-leaf", "sha1ica"],
    "notca": ["notca-leaf", "notca"],
    "nosign": ["nosign-leaf", "nosign"],
    "clientica": ["clientica-leaf", "clientica"],
    "clientleaf": ["clientleaf", "oldica-1"],
    "deep": ["deepica-leaf", "deepica", "shortica"],
    "stranger": ["stranger-leaf", "stranger-ica"],
}
CONTROL = "stranger"
# Under roota, and each with a fault that some clients do not mind.
FAULTY_CHAINS = ["sha1", "notca", "nosign", "clientica", "clientleaf", "deep", "old_expiredleaf", "old_expiredica"]
BASIC_CHAINS = ["old", "new", "new_noxs", "china", "china_noxs", "old_wronghost"]


def write(pki, folder):
    """Every certificate as PEM, every server's key beside it."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for certificate in pki.all.values():
        (folder / f"{certificate.name}.pem").write_bytes(certificate.pem)
    for chain in CHAINS.values():
        (folder / f"{chain[0]}.key").write_bytes(pki[chain[0]].key_pem)
