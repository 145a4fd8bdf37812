"""Lays the lab out, measures attempts, and writes them as rows in the words of `assess --batch`."""

import datetime
import json
import os
import subprocess
from pathlib import Path

from lab import pki, stores
from lab.builds import Absent, install, java_classes
from lab.sampling import Plan
from lab.servers import POLICIES, Servers


class Lab:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        # The servers' user passes through.
        os.chmod(self.folder, 0o755)
        self.certificates = self.folder / "certificates"
        self.servers = Servers(install("server"), self.folder / "servers")

    def lay_out(self, with_java=True):
        authority = pki.make()
        pki.write(authority, self.certificates)
        self.pem = stores.make(authority, self.folder / "stores")
        self.homes = stores.make_homes(self.pem, self.folder / "homes")
        self.keystores = {}
        if with_java:
            java = [install("jdk17"), "-cp", str(java_classes())]
            self.keystores = stores.make_keystores(authority, self.folder / "stores", self.certificates, java)
        self.servers.start(pki.CHAINS, self.certificates)

    def place(self, attempt):
        """Where an attempt goes and what it is given."""
        home = self.homes.get(attempt.store if attempt.via == "home" else None, self.folder / "homes/none")
        return {
            "port": self.servers.ports[attempt.chain],
            "user": POLICIES[attempt.policy],
            "store": str(self.path(attempt) or ""),
            "home": str(home),
            "log": str(self.servers.log(attempt.chain)),
        }

    def path(self, attempt):
        if not attempt.store:
            return None
        return (self.keystores if attempt.via == "truststore" else self.pem)[attempt.store]

    def row(self, attempt, outcome, client):
        store = self.path(attempt)
        return {
            "id": attempt.id,
            "client": client,
            "version": outcome.version,
            "runtime": outcome.runtime,
            "mode": attempt.mode,
            "via": attempt.via,
            "store": [str(store.relative_to(self.folder))] if store else [],
            "served": [f"certificates/{name}.pem" for name in pki.CHAINS[attempt.chain]],
            "host": "mismatch" if attempt.chain.endswith("_wronghost") else "match",
            "plaintext": attempt.policy,
            "asOf": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        }


def prepared(builds, say):
    """The builds that this machine can have, and troubles.

    What it cannot have is said aloud, and is a trouble unless the build is one that only some machines have.
    """
    ready, troubles = [], []
    for build in builds:
        try:
            build.ready()
            ready.append(build)
        except Absent as why:
            say(f"SKIPPED {build.name}: {why}")
            if not build.optional:
                troubles.append(f"every machine can have {build.name}, this one cannot: {why}")
        except (RuntimeError, OSError, subprocess.CalledProcessError) as why:
            troubles.append(f"{build.name} could not be made ready: {why}")
    return ready, troubles


def named(outcome, control):
    """The product's word for what happened. Who also trusts a stranger's chain verified nothing."""
    if not outcome.connected:
        return "fails"
    if not outcome.encrypted:
        return "connects-plaintext"
    if control is None:
        return None
    return "connects-unverified" if control.connected and control.encrypted else "connects-verified"


def measure(lab, driving, builds, count, seed, say):
    """Answers rows with `outcome`, `error` and `build`, in a fixed order, and the attempts that could not be made."""
    total = sum(build.weight for build in builds)
    attempts = []
    for build in builds:
        attempts += Plan(seed, build, lab.pem, lab.keystores).choose(max(40, int(count * build.weight / total)))
    say(f"{len(attempts)} attempts of {len(builds)} client builds")
    outcomes = driving.run(builds, attempts)
    encrypted = [one for one in attempts if one in outcomes and outcomes[one].encrypted]
    controls = dict.fromkeys(one.against(pki.CONTROL) for one in encrypted)
    say(f"{len(controls)} controls against a stranger's chain")
    outcomes = driving.run(builds, list(controls))
    clients = {build.name: build.client for build in builds}
    rows, unmade = [], []
    for attempt in attempts:
        outcome = outcomes.get(attempt)
        word = named(outcome, outcomes.get(attempt.against(pki.CONTROL))) if outcome else None
        if word is None:
            unmade.append(attempt.id)
            continue
        row = lab.row(attempt, outcome, clients[attempt.build])
        rows.append({**row, "outcome": word, "error": outcome.error, "build": attempt.build})
    return rows, unmade


def write_rows(rows, path):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]
