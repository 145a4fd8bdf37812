"""Every client build that the lab knows. `--clients` of `run` picks among them by a part of the name."""

from lab import configurations as ways
from lab.builds import (
    debian_go,
    debian_jar,
    debian_node,
    debian_node_pg,
    go_build,
    install,
    java_build,
    node_build,
    psql_15,
    python_build,
    sqlx_program,
    system_store,
    tool_build,
    unpacked,
    wheel,
    wheel_go,
    wheel_node,
)


def libpq_clients():
    yield tool_build("psql 15", "libpq", ways.LIBPQ, psql_15, "psql.py", weight=1.5)
    program = unpacked("psql", "trixie", "postgresql-client-17", "usr/lib/postgresql/17/bin/psql")
    yield tool_build("psql 17", "libpq", ways.LIBPQ, program, "psql.py", runtime="debian", weight=0.7)
    yield wheel("psycopg2-binary", "2.9.11", "3.11", "wheel")
    yield wheel("psycopg2-binary", "2.9.9", "3.11", "openssl 1.1.1 wheel")
    yield wheel("psycopg2-binary", "2.9.3", "3.8", "openssl 1.1.1 wheel", home_by_environment=False)
    yield wheel("psycopg2-binary", "2.8.6", "3.8", "openssl 1.1.1 wheel", home_by_environment=False)
    yield wheel("psycopg2-binary", "2.7.7", "3.6", "openssl 1.0.2", home_by_environment=False)
    yield wheel("psycopg2-binary", "2.7.7", "2.7", "openssl 1.0.2", home_by_environment=False, weight=0.3)
    for minor in ("3.11", "3.13"):
        yield wheel("psycopg-binary", "3.3.9", minor, "wheel")


def python_clients():
    for minor in ("3.11", "3.12", "3.13", "3.9"):
        runtime, weight = f"python {minor}", 0.3 if minor == "3.9" else 0.8
        yield python_build(
            f"asyncpg 0.31.0, {runtime}",
            "asyncpg",
            ways.ASYNCPG,
            minor,
            ["asyncpg==0.31.0"],
            "asyncpg_driver.py",
            weight=weight,
        )
        packages = ["pg8000==1.31.5", "scramp==1.4.6"]
        yield python_build(
            f"pg8000 1.31.5, {runtime}",
            "pg8000",
            ways.PG8000,
            minor,
            packages,
            "pg8000_driver.py",
            weight=weight / 2,
        )
        yield python_build(
            f"ssl, {runtime}",
            "python-ssl",
            ways.PYTHON_SSL,
            minor,
            packages,
            "python_ssl.py",
            weight=weight / 2,
        )
    yield python_build(
        "asyncpg 0.27.0, python 3.8",
        "asyncpg",
        ways.ASYNCPG,
        "3.8",
        ["asyncpg==0.27.0"],
        "asyncpg_driver.py",
        weight=0.3,
    )


def rust_clients():
    yield python_build("psqlpy 0.11", "tokio-postgres", ways.PSQLPY, "3.11", ["psqlpy==0.11.12"], "psqlpy_driver.py")
    yield tool_build("sqlx-cli 0.8", "sqlx", ways.SQLX, sqlx_program, "sqlx_driver.py", process=system_store)


def node_clients():
    for version in ("18.18.2", "20.18.0", "22.20.0", "24.19.0"):
        major = version.split(".", 1)[0]
        # An older one ends at a flag that it does not know.
        modes = ways.NODE + ways.NODE_PARTIAL + (ways.NODE_SYSTEM if int(major) >= 22 else [])
        node = wheel_node(version)
        yield node_build(f"pg 8.8, node {major}", node, debian_node_pg("bookworm"), modes)
        modes = modes + ways.NODE_COMPATIBLE
        yield node_build(f"pg 8.14, node {major}", node, debian_node_pg("trixie"), modes, weight=0.7)
    for pg, suite, major in (("8.8", "bookworm", "18"), ("8.14", "trixie", "20")):
        runtime = f"node {major} debian"
        modes = ways.NODE + ways.NODE_PARTIAL + (ways.NODE_COMPATIBLE if pg != "8.8" else [])
        packages, node = debian_node_pg(suite), debian_node(suite)
        yield node_build(f"pg {pg}, {runtime}", node, packages, modes, runtime=runtime, weight=0.7, optional=True)
    packages = debian_node_pg("sid", "node-pg=8.16.3+~cs35.24.27-5")
    modes = ways.NODE + ways.NODE_COMPATIBLE + ways.NODE_PARTIAL
    yield node_build("pg 8.16, node 24", wheel_node("24.19.0"), packages, modes, weight=0.5, optional=True)


def java_clients():
    def debian_java():
        return install("jdk17")

    javas = [
        ("17", debian_java),
        ("21", lambda: install("jdk", "21.0.8.2")),
        ("25", lambda: install("jdk", "25.0.2.1")),
    ]
    jars = {"42.5": "bookworm", "42.7.7": "trixie", "42.2": "bullseye"}
    for number, java in javas:
        for version, suite in jars.items() if number == "17" else [("42.5", "bookworm")]:
            weight = 1.0 if suite == "bookworm" else 0.4
            jar = debian_jar(suite)
            yield java_build(f"pgjdbc {version}, jdk {number}", "pgjdbc", ways.PGJDBC, java, jar, weight=weight)
            yield java_build(
                f"pgjdbc-javassl {version}, jdk {number}",
                "pgjdbc-javassl",
                ways.PGJDBC_JAVASSL,
                java,
                jar,
                "DefaultJavaSSLFactory",
                weight=weight,
            )


def go_clients():
    yield go_build("lib/pq 1.10.7", "lib-pq", debian_go, "bookworm", "golang-github-lib-pq-dev", "pq")
    yield go_build(
        "lib/pq 1.10.9", "lib-pq", wheel_go("1.24.11"), "trixie", "golang-github-lib-pq-dev", "pq", weight=0.5
    )
    yield go_build("pgx 4.15", "pgx", debian_go, "bookworm", "golang-github-jackc-pgx-v4-dev", "pgx4")
    yield go_build(
        "pgx 4.18", "pgx", wheel_go("1.24.11"), "trixie", "golang-github-jackc-pgx-v4-dev", "pgx4", weight=0.5
    )
    # sid has one version at a time: with another the rules may be others, and the build is left out.
    package = "golang-github-jackc-pgx-v5-dev=5.9.2-1"
    yield go_build("pgx 5.9", "pgx", wheel_go("1.27.3"), "sid", package, "pgx5", optional=True)


def tool_clients():
    def debian_openssl():
        return ["/usr/bin/openssl"]

    yield tool_build("openssl 3.0", "openssl", ways.OPENSSL, debian_openssl, "s_client.py", weight=0.5)
    for suite, version in (("bullseye", "1.1.1"), ("trixie", "3.5")):
        program = unpacked("openssl", suite, "openssl", "usr/bin/openssl")
        yield tool_build(f"openssl {version}", "openssl", ways.OPENSSL, program, "s_client.py", weight=0.4)
    for suite, version in (("bookworm", "1.18"), ("trixie", "1.24"), ("bullseye", "1.15")):
        program = unpacked("pgbouncer", suite, "pgbouncer", "usr/sbin/pgbouncer")
        yield tool_build(
            f"pgbouncer {version}",
            "pgbouncer",
            ways.PGBOUNCER,
            program,
            "pgbouncer_driver.py",
            weight=0.6,
            read_once=True,
        )


def builds():
    for group in (libpq_clients, python_clients, rust_clients, node_clients, java_clients, go_clients, tool_clients):
        yield from group()
