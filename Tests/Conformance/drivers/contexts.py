"""The SSL contexts that Python's clients are given, by the words of their modes."""

import ssl

DEFAULT_WITH_FILE = "ssl=create_default_context(cafile)"
DEFAULT = "ssl=create_default_context()"
BARE = "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations"


def context(job):
    mode = job["mode"]
    if mode == DEFAULT_WITH_FILE:
        return ssl.create_default_context(cafile=job["store"])
    if mode == DEFAULT:
        return ssl.create_default_context()
    if mode == BARE:
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        bare.load_verify_locations(cafile=job["store"])
        return bare
    return None
