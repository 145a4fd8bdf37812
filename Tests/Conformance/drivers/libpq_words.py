"""A job in libpq's words, as every client built on it takes them."""


def conninfo(job):
    words = {
        "host": "localhost",
        "hostaddr": "127.0.0.1",
        "port": str(job["port"]),
        "user": job["user"],
        "dbname": "lab",
        "connect_timeout": "8",
    }
    mode = job["mode"]
    if mode is not None:
        word, _, rest = mode.partition(" ")
        words["sslmode"] = word
        if rest.startswith("sslrootcert="):
            words["sslrootcert"] = rest[len("sslrootcert=") :]
    if job["via"] == "named":
        words["sslrootcert"] = job["store"]
    elif job["via"] == "system":
        words["sslrootcert"] = "system"
    return " ".join("%s='%s'" % pair for pair in sorted(words.items()))
