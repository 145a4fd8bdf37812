"""In which ways each client can be told of a mode and a store: (mode, via) pairs in the client's own words."""

from collections import namedtuple

# `stores`: which kind of file the store is (`pem`, `keystore`), or None where no store is given.
Configuration = namedtuple("Configuration", "mode via stores")

TEXT_MODES = [None, "disable", "allow", "prefer", "require", "verify-ca", "verify-full"]
INVALID_MODE = "verify-all"
NAMED, HOME, SYSTEM, EXTRA, TRUSTSTORE, NONE = "named", "home", "system", "extra", "truststore", "none"


def pem(modes, *ways):
    return [Configuration(mode, via, None if via == NONE else "pem") for mode in modes for via in ways]


LIBPQ = pem(TEXT_MODES, NAMED, HOME, NONE) + pem(TEXT_MODES, SYSTEM) + pem([INVALID_MODE], NAMED, NONE)
# The OpenSSL inside the wheels looks for the system's store where there is none, so what such a store holds cannot be
# given to it as to another client.
LIBPQ_WHEEL = [one for one in LIBPQ if one.via != SYSTEM or one.mode not in (None, "verify-full")]
ASYNCPG = (
    pem(TEXT_MODES, NAMED, HOME, NONE)
    + pem([INVALID_MODE], NAMED)
    + pem(["ssl=True", "ssl=create_default_context()"], SYSTEM, HOME, NONE)
    + pem(["ssl=create_default_context(cafile)", "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations"], NAMED)
    + pem(["ssl=False"], NONE)
    + pem(["verify-full", "require", None], SYSTEM)
)
PG8000 = (
    pem([None, "ssl=True"], SYSTEM, HOME, NONE)
    + pem(["ssl=create_default_context()"], SYSTEM, NONE)
    + pem(["ssl=create_default_context(cafile)", "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations"], NAMED)
    + pem(["ssl=False"], NONE)
)
PYTHON_SSL = pem(["ssl=create_default_context(cafile)", "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations"], NAMED) + pem(
    ["ssl=create_default_context()"], SYSTEM, NONE
)
NODE_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"]
NODE = (
    pem([None], NAMED, HOME, NONE, EXTRA)
    + pem(NODE_MODES, NAMED, NONE)
    + pem(["require", "verify-full"], EXTRA, HOME)
    + pem([INVALID_MODE], NAMED)
    + pem(["ssl=true"], NONE, EXTRA, SYSTEM, HOME)
    + pem(["ssl={ca}"], NAMED)
    + pem(["ssl={rejectUnauthorized:false}"], NONE)
    + pem(["ssl=true --use-openssl-ca"], SYSTEM, NONE)
)
NODE_PARTIAL = pem(["ssl={ca,allowPartialTrustChain}"], NAMED)
NODE_SYSTEM = pem(["ssl=true --use-system-ca"], SYSTEM, NONE)
NODE_COMPATIBLE = pem([f"{mode} uselibpqcompat" for mode in NODE_MODES], NAMED, NONE) + pem(
    ["require uselibpqcompat", "verify-full uselibpqcompat"], HOME, EXTRA
)
PGJDBC = (
    pem(TEXT_MODES + ["ssl=true"], NAMED, HOME, NONE)
    + pem([INVALID_MODE], NAMED)
    + pem(["verify-full sslfactory=NonValidating", "require sslfactory=NonValidating"], NAMED, NONE)
    + [Configuration(mode, TRUSTSTORE, "keystore") for mode in ("require", "verify-full", "ssl=true")]
)
PGJDBC_JAVASSL = (
    [Configuration(mode, TRUSTSTORE, "keystore") for mode in TEXT_MODES + ["ssl=true"]]
    + pem(TEXT_MODES + ["ssl=true"], NONE)
    + pem(["require", "verify-ca", "verify-full"], NAMED, HOME)
)
GO = (
    pem(TEXT_MODES, NAMED, HOME, NONE)
    + pem([INVALID_MODE], NAMED)
    + pem([None, "require", "verify-ca", "verify-full"], SYSTEM)
)
OPENSSL = pem(["-CAfile", "-CAfile -partial_chain"], NAMED)
PSQLPY = pem(TEXT_MODES, NAMED, NONE) + pem(["require", "verify-full"], HOME)
SQLX = (
    pem(TEXT_MODES, NAMED, HOME, NONE)
    + pem([INVALID_MODE], NAMED)
    + pem(["require", "verify-ca", "verify-full"], SYSTEM)
)
PGBOUNCER = pem(TEXT_MODES, NAMED, NONE) + pem(["verify-full", "require"], HOME)
