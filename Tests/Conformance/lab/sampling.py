"""Which attempts are made: important ones first, then a seeded sample of the full product of configurations, stores,
chains and policies."""

import itertools
import random
from dataclasses import dataclass, replace

from lab import pki, stores
from lab.configurations import EXTRA, HOME, SYSTEM, TRUSTSTORE
from lab.servers import POLICIES

# Chains that only some stores have to do with.
KIN = {
    "oddroot": "odd",
    "oddica": "odd",
    "ecroot": "ec",
    "ecica": "ec",
    "sha1ica": "sha1",
    "notca": "notca",
    "nosign": "nosign",
    "clientica": "clientica",
    "shortica": "deep",
    "deepica": "deep",
    "oldleaf-expired": "old_expiredleaf",
    "clientleaf": "clientleaf",
}
GENERAL = [chain for chain in pki.CHAINS if chain not in ("odd", "ec", pki.CONTROL)]
# These are read once by a process, so each store costs a process: few stores, many chains.
READ_ONCE = {SYSTEM, EXTRA, TRUSTSTORE}
CHAINS_PER_PROCESS = 12
IMPORTANT_SHARE = 0.6


@dataclass(frozen=True)
class Attempt:
    build: str
    mode: str
    via: str
    store: str
    chain: str
    policy: str

    @property
    def id(self):
        words = [self.build, "default" if self.mode is None else self.mode, self.via, self.store or "-", self.chain]
        return "|".join([*words, {"allowed": "any", "refused": "tls"}[self.policy]])

    def against(self, chain):
        return replace(self, chain=chain)


class Plan:
    """The attempts of one build; the same seed and names give the same ones."""

    def __init__(self, seed, build, pem_names, keystore_names):
        self.random = random.Random(f"{seed} {build.name}")
        self.build = build
        self.keystores = sorted(keystore_names)
        plain = sorted(name for name in pem_names if "." not in name)
        forms = sorted(name for name in pem_names if "." in name)
        # A shape is drawn first: forms count double, single certificates are few and matter most.
        self.shapes = [
            [name for name in plain if "_" in name],
            forms,
            forms,
            [name for name in plain if "_" not in name],
        ]
        self.read_once = {}

    def choose(self, count):
        important = list(self._important())
        if len(important) > count * IMPORTANT_SHARE:
            important = self.random.sample(important, int(count * IMPORTANT_SHARE))
        chosen = dict.fromkeys(important)
        self.limit = max(4, count // (len(self.build.configurations) * CHAINS_PER_PROCESS))
        # A client of few words has fewer attempts than that, so the drawing ends somewhere.
        for _ in range(count * 6):
            if len(chosen) >= count:
                break
            chosen[self._any()] = None
        return list(chosen)

    def _attempt(self, configuration, store, chain, policy):
        return Attempt(self.build.name, configuration.mode, configuration.via, store, chain, policy)

    def _important(self):
        basic = {"pem": stores.BASIC, "keystore": stores.BASIC_KEYSTORES, None: [""]}
        for configuration in self.build.configurations:
            names = [name for name in basic[configuration.stores] if self._sensible(configuration, name)]
            if configuration.via == TRUSTSTORE and self.build.client != "pgjdbc-javassl":
                # A store that this client never looks at.
                names = names[:3]
            for store, chain, policy in itertools.product(names, pki.BASIC_CHAINS, POLICIES):
                yield self._attempt(configuration, store, chain, policy)

    @staticmethod
    def _sensible(configuration, store):
        # A file that is not there can only be named; elsewhere it is as if there were no store.
        return store != "missing" or configuration.via not in (HOME, SYSTEM, EXTRA)

    def _any(self):
        configuration = self.random.choice(self.build.configurations)
        store = self._store(configuration)
        return self._attempt(configuration, store, self._chain(store), self.random.choice(list(POLICIES)))

    def _store(self, configuration):
        if configuration.stores is None:
            return ""
        if configuration.via not in READ_ONCE and not self.build.read_once:
            return self._drawn(configuration)
        drawn = self.read_once.setdefault(configuration, [])
        if len(drawn) < self.limit:
            drawn.append(self._drawn(configuration))
            return drawn[-1]
        return self.random.choice(drawn)

    def _drawn(self, configuration):
        if configuration.stores == "keystore":
            return self.random.choice(self.keystores)
        store = self.random.choice(self.random.choice(self.shapes))
        return store if self._sensible(configuration, store) else "empty"

    def _chain(self, store):
        names = store.split(".")[0].split("_")
        kin = [chain for name, chain in KIN.items() if name in names]
        if kin and self.random.random() < 0.5:
            return self.random.choice(kin)
        if "roota" in names and self.random.random() < 0.3:
            return self.random.choice(pki.FAULTY_CHAINS)
        return self.random.choice(pki.BASIC_CHAINS if self.random.random() < 0.5 else GENERAL)
