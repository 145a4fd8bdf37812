"""The real readers, each with the client of `assess` that reads with it.

An answer is the set of roots that a reader takes of a file; None where it takes a certificate that is none of them, which
happens where a change left it readable: what it is worth then is not a matter of reading.
"""

import ctypes
import hashlib
import pathlib
import ssl
import subprocess

HERE = pathlib.Path(__file__).parent


class Reader:
    def __init__(self, name, client):
        self.name, self.client = name, client

    def numbers(self, fingerprints, roots):
        return {roots[one] for one in fingerprints} if all(one in roots for one in fingerprints) else None


class PythonSSL(Reader):
    """`load_verify_locations`, which is how libpq and PgBouncer read too."""

    def answers(self, paths, roots, _folder):
        for path in paths:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            try:
                context.load_verify_locations(path)
            except (ssl.SSLError, OSError):
                yield set()
                continue
            found = [hashlib.sha256(der).hexdigest() for der in context.get_ca_certs(binary_form=True)]
            yield self.numbers(found, roots)


class FirstCertificate(Reader):
    """`PEM_read_bio_X509`, once, of the libcrypto that this Python has loaded."""

    def answers(self, paths, roots, _folder):
        crypto = ctypes.CDLL(next(line.split()[-1] for line in open("/proc/self/maps") if "libcrypto" in line))
        pointer = ctypes.c_void_p
        crypto.BIO_new_mem_buf.restype = crypto.PEM_read_bio_X509.restype = pointer
        crypto.BIO_new_mem_buf.argtypes = [ctypes.c_char_p, ctypes.c_int]
        crypto.PEM_read_bio_X509.argtypes = [pointer] * 4
        crypto.i2d_X509.argtypes = [pointer, ctypes.POINTER(pointer)]
        crypto.BIO_free.argtypes = crypto.X509_free.argtypes = [pointer]
        for path in paths:
            content = pathlib.Path(path).read_bytes()
            source = crypto.BIO_new_mem_buf(content, len(content))
            found = crypto.PEM_read_bio_X509(source, None, None, None)
            crypto.BIO_free(source)
            if not found:
                yield set()
                continue
            buffer = ctypes.create_string_buffer(crypto.i2d_X509(found, None))
            crypto.i2d_X509(found, ctypes.byref(ctypes.cast(buffer, pointer)))
            crypto.X509_free(found)
            yield self.numbers([hashlib.sha256(buffer.raw).hexdigest()], roots)


class Program(Reader):
    """A program that reads a path a line and writes a line of fingerprints for each."""

    def __init__(self, name, client, command):
        super().__init__(name, client)
        self.command = command

    def answers(self, paths, roots, folder):
        questions = "".join(f"{path}\n" for path in paths)
        run = subprocess.run(self.command(folder), input=questions, capture_output=True, text=True, check=True)
        for line in run.stdout.split("\n")[:-1]:
            yield self.numbers(line.split(), roots)


def java(folder):
    subprocess.run(["javac", "-d", folder, HERE / "Certificates.java"], check=True)
    return ["java", "-cp", str(folder), "Certificates"]


def go(folder):
    subprocess.run(["go", "build", "-o", folder / "certificates", HERE / "certificates.go"], check=True)
    return [folder / "certificates"]


def node(folder):
    return ["node", HERE / "certificates.js", folder]


def version(*command):
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace("go1", "1").split()
    return next(word for word in words if word.lstrip("v")[:1].isdigit()).lstrip("v")


def readers():
    words = "verify-full"
    return [
        PythonSSL("python-ssl", {"client": "python-ssl", "runtime": "python 3.11",
                                 "mode": "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations"}),
        FirstCertificate("first certificate", {"client": "sqlx", "mode": words}),
        Program("java", {"client": "pgjdbc", "runtime": f"jdk {version('javac', '--version')}", "mode": words}, java),
        Program("go", {"client": "pgx", "version": "5.5.0", "runtime": f"go {version('go', 'version')}",
                       "mode": words}, go),
        Program("node", {"client": "node-postgres", "version": "8.11.0",
                         "runtime": f"node {version('node', '--version')}", "mode": "ssl={ca}"}, node),
    ]
