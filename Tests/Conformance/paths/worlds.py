"""Small random worlds of certificates: authorities, what a server sends, what a store holds."""

import random

from certificates import (
    ANY_USAGE,
    CERT_SIGN,
    CLIENT_AUTH,
    CRL_SIGN,
    DIGITAL_SIGNATURE,
    KEY_ENCIPHERMENT,
    SERVER_AUTH,
    Key,
    address,
    alternative_names,
    authority_key_identifier,
    basic_constraints,
    certificate,
    days,
    directory,
    dns,
    extended_key_usage,
    extension,
    key_usage,
    name,
    name_constraints,
    subject_key_identifier,
)

CN, O = "2.5.4.3", "2.5.4.10"
UTF8, PRINTABLE = 0x0C, 0x13


class Case:
    """One question: a server's chain and a store, as DER. A store's entries carry their form."""

    def __init__(self, leaf, served, store):
        self.leaf, self.served, self.store = leaf, served, store


class Authority:
    def __init__(self, title, organisation, key):
        self.title, self.organisation, self.key = title, organisation, key

    def encoded(self, tag=UTF8, shout=False):
        title = self.title.upper() if shout else self.title
        return name([(O, tag, self.organisation), (CN, tag, title)])


class World:
    """One set of authorities and all their certificates; many cases are drawn from it."""

    def __init__(self, chance, now, keys, tame):
        self.chance, self.now, self.tame = chance, now, tame
        self.serial = chance.getrandbits(60)
        depth = chance.choice([1, 2, 2, 3, 3, 3, 4, 4, 5, 7])
        pool = chance.sample(keys, min(len(keys), depth + 3))
        self.line = []
        for level in range(depth):
            title = f"A{level}"
            if not tame and level and chance.random() < 0.05:
                title = self.line[-1].title
            organisation = "Other" if chance.random() < 0.04 else "Lab"
            self.line.append(Authority(title, organisation, pool[level]))
        # Look-alikes: the name of one with another key, the key of one with another name.
        self.others = []
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            original = chance.choice(self.line)
            if chance.random() < 0.5:
                self.others.append(Authority(original.title, original.organisation, chance.choice(pool[depth:])))
            else:
                self.others.append(Authority("X" + original.title, original.organisation, original.key))
        self.others += [Authority("Stranger", "Lab", pool[-1])] if chance.random() < 0.3 else []
        self.editions = {}
        self.certificates = []
        for index, authority in enumerate(self.line):
            parent = self.line[index - 1] if index else authority
            self.backbone(authority, parent)
        for _ in range(chance.choice([0, 1, 1, 2, 3, 5])):
            self.cross_sign()

    def rare(self, probability):
        return not self.tame and self.chance.random() < probability

    def backbone(self, authority, parent):
        made = self.issue(authority, parent)
        self.editions[authority] = [made]
        if self.rare(0.25):
            self.editions[authority].append(self.issue(authority, parent))

    def cross_sign(self):
        everyone = self.line + self.others
        subject = self.chance.choice(everyone)
        issuer = self.chance.choice([subject, self.chance.choice(everyone)])
        self.certificates.append(self.issue(subject, issuer))

    def period(self, likely):
        roll = self.chance.random()
        if roll < likely:
            return days(self.now, -400), days(self.now, self.chance.choice([300, 365, 900]))
        if roll < likely + (1 - likely) * 0.8:
            return days(self.now, -900), days(self.now, -self.chance.choice([1, 30, 90]))
        return days(self.now, 20), days(self.now, 700)

    def issue(self, subject, issuer):
        chance, extensions = self.chance, []
        version = 1 if self.rare(0.05) else 3
        authority, length = True, None
        if self.rare(0.12):
            length = chance.choice([0, 0, 1, 2])
        if self.rare(0.03):
            authority, length = False, None
        usage = [CERT_SIGN, CRL_SIGN]
        if self.rare(0.03):
            usage = [DIGITAL_SIGNATURE]
        if not self.rare(0.05):
            extensions.append(basic_constraints(authority, length, critical=not self.rare(0.04)))
        if chance.random() < (0.95 if self.tame else 0.85):
            extensions.append(key_usage(usage, critical=chance.random() < 0.8))
        extensions += self.identifiers(subject, issuer)
        if chance.random() < 0.2:
            usages = [SERVER_AUTH]
            if self.rare(0.4):
                usages = chance.choice([[CLIENT_AUTH], [ANY_USAGE], [SERVER_AUTH, CLIENT_AUTH]])
            extensions.append(extended_key_usage(usages))
        if self.rare(0.06):
            extensions.append(self.constraints())
        if self.rare(0.01):
            extensions.append(extension("1.2.3.4.5", b"\x05\x00", critical=True))
        begin, end = self.period(0.97 if self.tame else 0.86)
        return self.write(subject, issuer, extensions, version, begin, end)

    def write(self, subject, issuer, extensions, version, begin, end):
        self.serial += 1
        tag = PRINTABLE if self.rare(0.02) else UTF8
        shout = self.rare(0.01)
        signer = issuer.key
        return certificate(
            subject.encoded(tag),
            subject.key,
            issuer.encoded(UTF8, shout),
            signer,
            self.serial,
            begin,
            end,
            extensions,
            version,
            sha1=signer.kind == "rsa" and self.chance.random() < 0.3,
        )

    def identifiers(self, subject, issuer):
        found = []
        if not self.rare(0.15):
            value = subject.key.identifier
            if self.rare(0.05):
                value = bytes(self.chance.randrange(256) for _ in range(20))
            found.append(subject_key_identifier(value))
        roll = 0 if self.tame else self.chance.random()
        if roll < 0.75:
            found.append(authority_key_identifier(issuer.key.identifier))
        elif roll < 0.79:
            found.append(authority_key_identifier(b"\1" * 20))
        elif roll < 0.81:
            found.append(authority_key_identifier(None, issuer.encoded(), self.serial))
        return found

    def constraints(self):
        base = self.chance.choice(
            [
                dns("example.com"),
                dns("other.org"),
                dns(".example.com"),
                dns("db.example.com"),
                dns("ample.com"),
                address([10, 0, 0, 0, 255, 0, 0, 0]),
                directory(name([(O, UTF8, "Lab")])),
                directory(name([(O, UTF8, "Nobody")])),
            ]
        )
        permitted = self.chance.random() < 0.6
        critical = self.chance.random() < 0.7
        return name_constraints([base] if permitted else [], [] if permitted else [base], critical)

    def leaf(self):
        chance, issuer = self.chance, self.line[-1]
        extensions = [] if self.rare(0.05) else [basic_constraints(self.rare(0.03))]
        roll = chance.random()
        if roll < 0.7 or self.tame:
            extensions.append(key_usage([DIGITAL_SIGNATURE, KEY_ENCIPHERMENT]))
        elif roll < 0.75:
            extensions.append(key_usage([KEY_ENCIPHERMENT]))
        elif roll < 0.77:
            extensions.append(key_usage([CRL_SIGN]))
        elif roll < 0.79:
            extensions.append(key_usage([DIGITAL_SIGNATURE, CERT_SIGN]))
        roll = 0 if self.tame else chance.random()
        if roll < 0.8:
            extensions.append(extended_key_usage([SERVER_AUTH]))
        elif roll < 0.84:
            extensions.append(extended_key_usage([CLIENT_AUTH]))
        elif roll < 0.87:
            extensions.append(extended_key_usage([ANY_USAGE]))
        names = [dns("db.example.com")] + ([address([10, 1, 2, 3])] if chance.random() < 0.3 else [])
        extensions.append(alternative_names(names))
        subject = Authority("db.example.com", "Lab", self.chance.choice(self.keys_of_servers))
        if self.rare(0.03):
            issuer = subject
        if self.rare(0.01):
            subject = Authority(issuer.title, issuer.organisation, subject.key)
        extensions += self.identifiers(subject, issuer)
        if self.rare(0.01):
            extensions.append(extension("1.2.3.4.5", b"\x05\x00", critical=True))
        begin, end = self.period(0.97)
        return self.write(subject, issuer, extensions, 3, begin, end)

    def cases(self, count, keys_of_servers):
        self.keys_of_servers = keys_of_servers
        everything = self.certificates + [one for editions in self.editions.values() for one in editions]
        leaf = self.leaf()
        for number in range(count):
            if number % 4 == 3:
                leaf = self.leaf()
            yield Case(leaf, self.served(everything, leaf), self.store(everything, leaf))

    def served(self, everything, leaf):
        chance = self.chance
        chain = [chance.choice(self.editions[one]) for one in reversed(self.line[1:])]
        if chance.random() < 0.15:
            chain.append(chance.choice(self.editions[self.line[0]]))
        roll = chance.random()
        if roll < 0.15 and chain:
            chain.pop(chance.randrange(len(chain)))
        elif roll < 0.25 and self.certificates:
            chain.insert(chance.randrange(len(chain) + 1), chance.choice(everything))
        elif roll < 0.35:
            chance.shuffle(chain)
        elif roll < 0.45 and self.certificates:
            chain.append(chance.choice(self.certificates))
        elif roll < 0.5 and chain:
            chain = chain[: chance.randrange(len(chain))]
        elif roll < 0.52:
            chain.insert(0, leaf)
        elif roll < 0.54 and chain:
            chain.append(chain[0])
        return chain

    def store(self, everything, leaf):
        chance = self.chance
        root = self.editions[self.line[0]]
        entries = []
        if chance.random() < 0.75:
            entries += chance.sample(root, chance.randint(1, len(root)))
        entries += chance.sample(everything, min(len(everything), chance.choice([0, 0, 1, 1, 2, 3, 5])))
        if chance.random() < 0.04:
            entries.append(leaf)
        if not entries:
            entries = [chance.choice(everything)]
        if chance.random() < 0.1:
            entries.append(chance.choice(entries))
        chance.shuffle(entries)
        forms = ["plain"] * len(entries)
        if self.rare(0.1):
            for index in range(len(entries)):
                if chance.random() < 0.4:
                    forms[index] = chance.choice(["trusted", "trustedForServers", "notTrustedForServers"])
        return list(zip(forms, entries))


def cases(seed, count, now):
    """`count` cases, the same for the same seed but for the keys."""
    chance = random.Random(seed)
    authorities = [Key("ec") for _ in range(14)] + [Key("rsa"), Key("rsa"), Key("ed25519")]
    servers = [Key("ec"), Key("ec"), Key("rsa")]
    made = 0
    while made < count:
        size = min(chance.choice([4, 8, 12]), count - made)
        for case in World(chance, now, authorities, tame=chance.random() < 0.3).cases(size, servers):
            made += 1
            yield case
