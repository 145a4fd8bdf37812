"""The real validators, each with the client of `assess` that stands for it."""

import base64
import ctypes.util
import os
import pathlib
import subprocess
import sys
import zipfile

from openssl_library import PARTIAL_CHAIN, STRICT, Library

HERE = pathlib.Path(__file__).parent
CACHE = pathlib.Path(os.environ.get("TRUSTSWEEP_CACHE", pathlib.Path.home() / ".cache/trustsweep")) / "conformance/paths"


class Asker:
    reads_trust = False

    def __init__(self, name, client):
        self.name, self.client = name, client


class OpenSSL(Asker):
    reads_trust = True

    def __init__(self, name, client, library, flags=0):
        super().__init__(name, client)
        self.library, self.flags = library, flags

    def answers(self, cases, now, _folder):
        found = [self.library().verify(case, now, self.flags) for case in cases]
        return ["ok" if error == 0 else f"error {error}" for error in found]


class Program(Asker):
    """A program that reads one case a line."""

    def __init__(self, name, client, command):
        super().__init__(name, client)
        self.command = command

    def answers(self, cases, now, folder):
        questions = folder / f"{self.name}.tsv"
        with questions.open("w") as out:
            for number, case in enumerate(cases):
                sent = ",".join(text(entry) for entry in [case.leaf, *case.served])
                held = ",".join(f"plain:{text(entry)}" for _, entry in case.store)
                out.write(f"{number}\t{sent}\t{held}\n")
        command = self.command(folder) + [str(questions), now.strftime("%Y-%m-%d")]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        return [line.split("\t", 1)[1] for line in run.stdout.splitlines()]


def text(entry):
    return base64.b64encode(entry).decode()


def java(folder):
    subprocess.run(["javac", "-d", str(folder), str(HERE / "Paths.java")], check=True)
    return ["java", "-cp", str(folder), "Paths"]


def go(folder):
    subprocess.run(["go", "build", "-o", str(folder / "paths"), str(HERE / "paths.go")], check=True)
    return [str(folder / "paths")]


def wheel(version):
    """The libcrypto that a wheel of psycopg2 brings: releases that no distribution ships any more."""
    place = CACHE / version
    if not list(place.rglob("libcrypto*")):
        place.mkdir(parents=True, exist_ok=True)
        target = ["--only-binary", ":all:", "--python-version", "3.6", "--implementation", "cp", "--abi", "cp36m"]
        target += ["--platform", "manylinux1_x86_64", "--no-deps", "--quiet", "--dest", str(place)]
        command = [sys.executable, "-m", "pip", "download", *target, f"psycopg2-binary=={version}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for archive in place.glob("*.whl"):
            zipfile.ZipFile(archive).extractall(place)
    return next(place.rglob("libcrypto*"))


def once(make):
    made = []

    def library():
        if not made:
            made.append(Library(make()))
        return made[0]

    return library


def askers():
    own = once(lambda: ctypes.util.find_library("crypto"))
    s_client, default = "-CAfile", "ssl=create_default_context(cafile)"
    python = {"client": "python-ssl", "version": "3.13.0", "runtime": "python 3.13", "mode": default}
    return [
        OpenSSL("openssl", {"client": "openssl", "version": "3.0.22", "mode": s_client}, own),
        OpenSSL(
            "openssl-partial",
            {"client": "openssl", "version": "3.0.22", "mode": f"{s_client} -partial_chain"},
            own,
            PARTIAL_CHAIN,
        ),
        OpenSSL("python-3.13", python, own, PARTIAL_CHAIN | STRICT),
        OpenSSL(
            "openssl-1.1.1",
            {"client": "openssl", "version": "1.1.1", "mode": s_client},
            once(lambda: wheel("2.8.6")),
        ),
        OpenSSL(
            "openssl-1.0.2",
            {"client": "openssl", "version": "1.0.2", "mode": s_client},
            once(lambda: wheel("2.7.7")),
        ),
        Program(
            "java", {"client": "pgjdbc", "version": "42.5.5", "runtime": "jdk 17", "mode": "verify-ca"}, java
        ),
        Program("go", {"client": "pgx", "version": "5.5.0", "runtime": "go 1.19", "mode": "verify-ca"}, go),
    ]
