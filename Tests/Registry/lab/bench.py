"""What every case starts from: registries over one storage, and the program that reads them."""
import base64
import json
import os
import subprocess
import time

from lab.images import Pusher
from lab.servers import Registry, Tokens, certificates

USER, PASSWORD = "reader", "canary-password"


class Bench:
    def __init__(self, folder):
        self.folder = folder
        self.outputs = []
        storage = os.path.join(folder, "storage")
        self.context = certificates(folder)
        self.authority = os.path.join(folder, "ca.crt")
        self.open = Registry(folder, storage)
        with open(os.path.join(folder, "htpasswd"), "w") as file:
            file.write(f"{USER}:{bcrypt(PASSWORD)}\n")
        self.basic = Registry(
            folder, storage, f"auth:\n  htpasswd: {{realm: lab, path: {folder}/htpasswd}}\n")
        self.tokens = Tokens(folder, public={"public/image"})
        self.bearer = Registry(folder, storage, self.tokens.options)
        self.tls = Registry(folder, storage, f"  tls: {{certificate: {folder}/server.crt, key: {folder}/server.key}}\n")
        self.pusher = Pusher(self.open.port)
        self.servers = [self.open, self.basic, self.bearer, self.tls, self.tokens.server]

    def add(self, server):
        self.servers.append(server)
        return server

    def stop(self):
        for server in self.servers:
            server.stop()

    def name(self, server, repository, version=":latest"):
        return f"127.0.0.1:{server.port}/{repository}{version}"

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, images, *arguments, docker=None, environment=None, helpers=None, seconds=120):
        """Runs the program; returns what it printed of each image. `docker` is the user's configuration."""
        home = self.path(f"home-{len(self.outputs)}")
        os.makedirs(os.path.join(home, ".docker"))
        if docker is not None:
            with open(os.path.join(home, ".docker", "config.json"), "w") as file:
                json.dump(docker, file)
        for name, script in (helpers or {}).items():
            path = os.path.join(home, f"docker-credential-{name}")
            with open(path, "w") as file:
                file.write(f"#!/bin/sh\n{script}\n")
            os.chmod(path, 0o755)
        variables = {"HOME": home, "PATH": f"{home}:{os.environ['PATH']}"} | (environment or {})
        started = time.monotonic()
        done = subprocess.run(
            [os.environ["TRUSTSWEEP_READ_IMAGE"], *arguments, *images], env=variables, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=seconds)
        self.seconds = time.monotonic() - started
        self.outputs.append(done.stdout.decode() + done.stderr.decode())
        assert done.returncode == 0, (done.returncode, done.stderr)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def read(self, image, *arguments, **options):
        return self.run([image], *arguments, **options)[0]

    def leaks(self):
        """Nothing of a credential may be printed, wherever it went."""
        secrets = ["canary", base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(), "eyJ"]
        return [line for output in self.outputs for line in output.splitlines() if any(s in line for s in secrets)]


def bcrypt(password):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import crypt
    return crypt.crypt(password, crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16))
