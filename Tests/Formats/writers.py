"""Trust stores of every kind, as the tools that people use write them."""

import os
import pathlib
import subprocess

CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
BOUNCY_CASTLE = ["-providerclass", "org.bouncycastle.jce.provider.BouncyCastleProvider", "-providerpath",
                 "/usr/share/java/bcprov.jar", "-J-Dorg.bouncycastle.bks.enable_v1=true"]
# keytool takes the encoding of its words from here, and what it prints is read.
STEADY = {"LC_ALL": "C.UTF-8"}


def tool(*words, data=None):
    """What a program prints; one that fails ends the run."""
    words = [str(word) for word in words]
    run = subprocess.run(words, input=data, capture_output=True, check=False, env={**os.environ, **STEADY})
    if run.returncode:
        raise SystemExit(f"{' '.join(words)}: {(run.stderr or run.stdout).decode(errors='replace')}")
    return run.stdout


def openssl3_5():
    """The words that start the OpenSSL of Debian 13 with its own libraries; none where it is not there."""
    folder = os.environ.get("OPENSSL_3_5")
    if not folder:
        return []
    library = next(pathlib.Path(folder).glob("usr/lib/*/libc.so.6")).parent
    loader = next(library.glob("ld-linux*"))
    return [loader, "--library-path", f"{library}:{library}/ossl-modules", f"{folder}/usr/bin/openssl"]


class Sample:
    """A file, and how it was made."""

    def __init__(self, path, certificates, password="changeit", **facts):
        self.path, self.certificates, self.password = path, certificates, password
        # What is expected of `inspect`; what is not said is as a sound file without a check has it.
        self.format = facts.pop("format")
        self.integrity = facts.pop("integrity", "none")
        self.complete = facts.pop("complete", True)
        self.reason = facts.pop("reason", None)
        # The lister that is asked beside the certificates it was made from, and the aliases.
        self.lister = facts.pop("lister", None)
        self.aliases = facts.pop("aliases", None)
        assert not facts, facts

    @property
    def name(self):
        return self.path.name


class Writers:
    def __init__(self, folder, certificates):
        """`certificates`: (alias, path of a PEM file), the first few of which most samples are made of."""
        self.folder, self.certificates = folder, certificates
        self.samples = []
        self.few = certificates[:3]
        self.keytool25 = os.environ["KEYTOOL_25"]
        tool("openssl", "req", "-x509", *CURVE, "-keyout", folder / "key.pem", "-out", folder / "own.pem", "-days",
             "3650", "-subj", "/CN=own key/O=Größe")
        self.own = ("own", folder / "own.pem")

    def add(self, name, certificates, **facts):
        sample = Sample(self.folder / name, [path for _, path in certificates], **facts)
        self.samples.append(sample)
        return sample.path

    def bundle(self, certificates):
        return b"".join(pathlib.Path(path).read_bytes() for _, path in certificates)

    def bundle_file(self, certificates):
        path = self.folder / f"bundle-{len(certificates)}.pem"
        path.write_bytes(self.bundle(certificates))
        return path

    def all(self):
        self.text()
        self.binary()
        self.key_stores()
        self.pkcs12_by_keytool()
        self.pkcs12_by_openssl()
        self.pkcs12_by_cryptography()
        self.bouncy_castle()
        self.known_by_name()
        return self.samples

    def text(self):
        for number in (1, 3, len(self.certificates)):
            some = self.certificates[:number]
            self.add(f"pem-{number}.crt", some, format="PEM", lister="storeutl").write_bytes(self.bundle(some))
        text = self.bundle(self.few)
        self.add("pem-crlf.pem", self.few, format="PEM", lister="storeutl").write_bytes(text.replace(b"\n", b"\r\n"))
        self.add("pem-bom.pem", self.few, format="PEM").write_bytes(b"\xef\xbb\xbf" + text)
        self.add("pem-utf16.pem", [], format=None, complete=False, reason="bad_encoding").write_bytes(
            text.decode().encode("utf-16"))
        described = b"".join(tool("openssl", "x509", "-text", "-in", path) for _, path in self.few)
        self.add("pem-text.jks", self.few, format="PEM", lister="storeutl").write_bytes(described)
        trusted = b"".join(
            tool("openssl", "x509", "-trustout", "-addtrust", "serverAuth", "-setalias", alias, "-in", path)
            for alias, path in self.few)
        self.add("pem-trusted.pem", self.few, format="PEM", lister="storeutl").write_bytes(trusted)
        key = (self.folder / "key.pem").read_bytes()
        self.add("pem-key.pem", [self.own], format="PEM").write_bytes(key + self.bundle([self.own]))
        self.add("pem-key-only.pem", [], format="PEM").write_bytes(key)
        damaged = text.replace(b"AA", b"A!", 1)
        self.add("pem-damaged.pem", self.few[1:], format="PEM", complete=False, reason="bad_pem").write_bytes(damaged)
        self.add("empty.pem", [], format="PEM").write_bytes(b"")
        self.add("binary.pem", [], format=None, complete=False, reason="unsupported_format").write_bytes(
            bytes(range(256)))

    def binary(self):
        ders = [tool("openssl", "x509", "-outform", "DER", "-in", path) for _, path in self.few]
        self.add("der.pem", self.few[:1], format="DER").write_bytes(ders[0])
        self.add("der-several.cer", self.few, format="DER").write_bytes(b"".join(ders))
        self.add("der-cut.cer", self.few[:1], format="DER", complete=False, reason="bad_der").write_bytes(
            ders[0] + ders[1][:-1])
        for number in (1, len(self.certificates)):
            some = self.certificates[:number]
            words = ["crl2pkcs7", "-nocrl", "-certfile", self.bundle_file(some)]
            self.add(f"pkcs7-{number}.p7b", some, format="PKCS #7", lister="pkcs7-der").write_bytes(
                tool("openssl", *words, "-outform", "DER"))
            self.add(f"pkcs7-{number}.pem", some, format="PEM", lister="pkcs7-pem").write_bytes(tool("openssl", *words))
        sign = ["cms", "-sign", "-signer", self.own[1], "-inkey", self.folder / "key.pem", "-certfile",
                self.bundle_file(self.few), "-binary", "-nodetach", "-outform", "DER"]
        signed = [self.own, *self.few]
        self.add("cms-signed.p7s", signed, format="PKCS #7", lister="pkcs7-der").write_bytes(
            tool("openssl", *sign, data=b"text"))
        self.add("cms-ber.p7s", signed, format="PKCS #7", lister="pkcs7-der").write_bytes(
            tool("openssl", *sign, "-stream", "-indef", data=b"text"))
        for name, words in {"pkcs8": ["-nocrypt"], "pkcs8-encrypted": ["-passout", "pass:x"]}.items():
            self.add(f"{name}.der", [], format="private key").write_bytes(
                tool("openssl", "pkcs8", "-topk8", "-outform", "DER", "-in", self.folder / "key.pem", *words))
        self.add("ec-key.der", [], format="private key").write_bytes(
            tool("openssl", "ec", "-outform", "DER", "-in", self.folder / "key.pem"))

    def keytool(self, name, kind, *options, certificates=None, password="changeit", keytool="keytool", **facts):
        """A store with a trusted certificate entry for each."""
        some = self.few if certificates is None else certificates
        path = self.add(name, some, password=password, **{
            "lister": "keytool", "integrity": "checked", "aliases": [alias for alias, _ in some], **facts})
        for alias, certificate in some:
            tool(keytool, "-importcert", "-noprompt", "-storetype", kind, "-keystore", path, "-storepass", password,
                 "-alias", alias, "-file", certificate, *options)
        return path

    def with_key(self, path, kind, password="changeit"):
        """Puts a private key with its chain beside the certificates of a store."""
        made = self.folder / f"{path.name}.key.p12"
        tool("openssl", "pkcs12", "-export", "-inkey", self.folder / "key.pem", "-in", self.own[1], "-name", "own",
             "-passout", f"pass:{password}", "-out", made)
        options = BOUNCY_CASTLE if kind == "BKS" else []
        tool("keytool", "-importkeystore", "-noprompt", "-srckeystore", made, "-srcstoretype", "PKCS12",
             "-srcstorepass", password, "-destkeystore", path, "-deststoretype", kind, "-deststorepass", password,
             *options)
        self.samples[-1].certificates.append(self.own[1])
        self.samples[-1].aliases.append("own")

    def key_stores(self):
        for kind in ("JKS", "JCEKS"):
            self.keytool(f"three.{kind.lower()}", kind, format=kind)
            self.keytool(f"{kind.lower()}.pem", kind, password="another one", integrity="checked", format=kind)
            self.with_key(self.keytool(f"key.{kind.lower()}", kind, format=kind), kind)
            self.keytool(f"jdk25.{kind.lower()}", kind, keytool=self.keytool25, format=kind,
                         certificates=self.certificates[3:6])
        self.keytool("customary.jks", "JKS", password="changeme", format="JKS", certificates=self.few[:1])
        self.keytool("unicode.jks", "JKS", format="JKS", certificates=[("größe 1", self.few[0][1])])
        # The password is not told, so only the certificates can be.
        self.keytool("untold.jks", "JKS", password="not told", format="JKS", integrity="unchecked", lister=None)
        self.samples[-1].password = None

    def pkcs12_by_keytool(self):
        settings = {
            "default": [], "legacy": ["-J-Dkeystore.pkcs12.legacy"],
            "aes128": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA256AndAES_128"],
            "aes256-sha512": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA512AndAES_256",
                              "-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512"],
            "aes256-sha1": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA1AndAES_256"],
            "mac-sha1": ["-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA1"],
            "mac-sha384": ["-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA384"],
            "des": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithSHA1AndDESede"],
            "rc2-128": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithSHA1AndRC2_128"],
            "many-rounds": ["-J-Dkeystore.pkcs12.certPbeIterationCount=200000",
                            "-J-Dkeystore.pkcs12.macIterationCount=100000"],
            "clear": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE"],
        }
        for name, options in settings.items():
            self.keytool(f"keytool-{name}.p12", "PKCS12", *options, format="PKCS #12")
        self.keytool("keytool-open.p12", "PKCS12", "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE",
                     "-J-Dkeystore.pkcs12.macAlgorithm=NONE", integrity="none", format="PKCS #12")
        # No check exists for this seal here; the certificates open by their own password.
        self.keytool("keytool-mac-sha224.p12", "PKCS12", "-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA224",
                     integrity="unchecked", format="PKCS #12")
        self.keytool("keytool-jdk25.jks", "PKCS12", keytool=self.keytool25, format="PKCS #12")
        self.keytool("keytool-password.p12", "PKCS12", password="another one", format="PKCS #12")
        self.keytool("keytool-unicode.p12", "PKCS12", format="PKCS #12", certificates=[("größe 1", self.few[0][1])])
        self.with_key(self.keytool("keytool-key.p12", "PKCS12", format="PKCS #12"), "PKCS12")
        self.keytool("keytool-untold.p12", "PKCS12", password="not told", format="PKCS #12", integrity="unchecked",
                     complete=False, reason="unreadable_file", lister=None, aliases=None)
        self.samples[-1].password, self.samples[-1].certificates = None, []

    def openssl(self, name, *options, certificates=None, password="changeit", program=("openssl",), **facts):
        some = self.few if certificates is None else certificates
        names = [word for alias, _ in some for word in ("-caname", alias)]
        path = self.add(f"openssl-{name}.p12", some, password=password, format="PKCS #12", **{
            "integrity": "checked", "lister": "pkcs12", "aliases": [alias for alias, _ in some], **facts})
        tool(*program, "pkcs12", "-export", "-nokeys", "-in", self.bundle_file(some), "-passout", f"pass:{password}",
             "-out", path, *names, *options)

    def pkcs12_by_openssl(self):
        self.openssl("default")
        self.openssl("many", certificates=self.certificates)
        self.openssl("legacy", "-legacy")
        self.openssl("nomac", "-nomac", integrity="none")
        self.openssl("empty", password="")
        self.openssl("empty-nomac", "-nomac", password="", integrity="none")
        self.openssl("empty-legacy", "-legacy", password="")
        self.openssl("clear", "-certpbe", "NONE")
        self.openssl("open", "-certpbe", "NONE", "-nomac", integrity="none")
        self.openssl("rounds", "-iter", "150000")
        self.openssl("one-round", "-noiter", "-nomaciter", "-legacy")
        self.openssl("password", password="größe und more")
        for cipher in ("AES-128-CBC", "AES-192-CBC", "AES-256-CBC"):
            self.openssl(cipher.lower(), "-certpbe", cipher)
        for cipher in ("PBE-SHA1-3DES", "PBE-SHA1-2DES", "PBE-SHA1-RC2-40", "PBE-SHA1-RC2-128"):
            self.openssl(cipher.lower(), "-certpbe", cipher, "-legacy")
        for digest in ("sha1", "sha256", "sha384", "sha512"):
            self.openssl(f"mac-{digest}", "-macalg", digest)
        self.openssl("mac-sha3", "-macalg", "sha3-256", integrity="unchecked")
        self.openssl("camellia", "-certpbe", "camellia-256-cbc", complete=False, reason="unreadable_file", lister=None,
                     aliases=None)
        self.samples[-1].certificates = []
        newest = openssl3_5()
        if not newest:
            print("no OpenSSL 3.5 here: PBMAC1 and Java's own attribute are not compared")
            return
        newest = {"program": newest, "lister": "pkcs12 of 3.5"}
        for digest in ("sha256", "sha512"):
            self.openssl(f"pbmac1-{digest}", "-pbmac1_pbkdf2", "-macalg", digest, **newest)
            self.openssl(f"pbmac1-{digest}-md", "-pbmac1_pbkdf2", "-pbmac1_pbkdf2_md", digest, **newest)
        self.openssl("pbmac1-empty", "-pbmac1_pbkdf2", password="", **newest)
        self.openssl("jdktrust", "-jdktrust", "anyExtendedKeyUsage", **{**newest, "lister": "keytool"})

    def pkcs12_by_cryptography(self):
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, PrivateFormat
        from cryptography.hazmat.primitives.serialization import pkcs12

        some = [pkcs12.PKCS12Certificate(x509.load_pem_x509_certificate(pathlib.Path(path).read_bytes()),
                                         alias.encode()) for alias, path in self.few]
        aliases = [alias for alias, _ in self.few]
        build = PrivateFormat.PKCS12.encryption_builder
        algorithms = {
            "best": BestAvailableEncryption(b"changeit"),
            "3des": build().kdf_rounds(3000).key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
            .hmac_hash(hashes.SHA1()).build(b"changeit"),
            "aes": build().kdf_rounds(5000).key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256()).build(b"changeit"),
        }
        for name, algorithm in algorithms.items():
            facts = {"format": "PKCS #12", "integrity": "checked", "aliases": aliases}
            self.add(f"cryptography-{name}.p12", self.few, lister="pkcs12", **facts).write_bytes(
                pkcs12.serialize_key_and_certificates(None, None, None, some, algorithm))
            self.add(f"cryptography-java-{name}.p12", self.few, lister="keytool", **facts).write_bytes(
                pkcs12.serialize_java_truststore(some, algorithm))
        # Its seal is there all the same, by no password.
        self.add("cryptography-none.p12", self.few, format="PKCS #12", aliases=aliases, integrity="checked").write_bytes(
            pkcs12.serialize_key_and_certificates(None, None, None, some, NoEncryption()))

    def bouncy_castle(self):
        options = {"certificates": self.few, "lister": "bouncy castle"}
        self.keytool("three.bks", "BKS", *BOUNCY_CASTLE, format="BKS", **options)
        self.keytool("password.bks", "BKS", *BOUNCY_CASTLE, format="BKS", password="another one", **options)
        self.keytool("v1.bks", "BKS-V1", *BOUNCY_CASTLE, format="BKS", **options)
        self.with_key(self.keytool("key.bks", "BKS", *BOUNCY_CASTLE, format="BKS", **options), "BKS")
        path = self.keytool("secret.bks", "BKS", *BOUNCY_CASTLE, format="BKS", **options)
        tool("keytool", "-genseckey", "-storetype", "BKS", "-keystore", path, "-storepass", "changeit", "-keypass",
             "changeit", "-alias", "secret", "-keyalg", "AES", "-keysize", "128", *BOUNCY_CASTLE)
        self.keytool("untold.bks", "BKS", *BOUNCY_CASTLE, format="BKS", password="not told", integrity="unchecked",
                     lister=None)
        self.samples[-1].password = None
        for kind in ("UBER", "BCFKS"):
            self.keytool(f"three.{kind.lower()}", kind, *BOUNCY_CASTLE, format=kind, integrity="none", complete=False,
                         reason="unsupported_format", lister=None, aliases=None)
            self.samples[-1].certificates = []

    def known_by_name(self):
        folder = self.folder / "nss"
        folder.mkdir()
        tool("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
        tool("certutil", "-A", "-d", f"sql:{folder}", "-n", "root", "-t", "C,,", "-i", self.few[0][1])
        unread = {"complete": False, "reason": "unsupported_format"}
        self.add("cert9.pem", [], format="NSS database", **unread).write_bytes((folder / "cert9.db").read_bytes())
        # Nothing here writes these two: their first bytes are Berkeley DB's and Microsoft's.
        self.add("cert8.pem", [], format="NSS database", **unread).write_bytes(
            bytes([0, 6, 0x15, 0x61, 0, 0, 0, 2]) + bytes(500))
        self.add("roots.pem", [], format="Windows store", **unread).write_bytes(bytes(4) + b"CERT" + bytes(500))
