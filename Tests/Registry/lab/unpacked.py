"""Random images, and what they hold by the kernel's own rules: unpacked and read in a chroot."""
import hashlib
import json
import os
import shutil
import stat
import tempfile

NAMES = ["a", "b", "c", "lib"]
#: Every path of up to three of these names.
PATHS = [[x] for x in NAMES] + [[x, y] for x in NAMES for y in NAMES] + [
    [x, y, z] for x in NAMES for y in NAMES for z in NAMES]


def random_layers(random):
    """Layers of folders, files, links and deletions on few names, so that they meet; some as if copied to one folder."""
    layers = []
    for number in range(random.randint(1, 5)):
        entries, own = [], set()
        is_copy = number > 0 and random.random() < 0.4
        top = random.choice(NAMES[1:])
        for _ in range(random.randint(1, 12)):
            path = random.choice(PATHS)
            path = "/".join([top] + path[:2] if is_copy else path)
            if path in own:
                continue
            own.add(path)
            kind = random.choice(["file", "dir"]) if is_copy else random.choices(
                ["file", "dir", "sym", "hard", "gone", "opaque"], [8, 4, 4, 2, 2 * (number > 0), number > 0])[0]
            if kind == "file":
                entries.append(("file", path, f"{number} {path} {random.random()}".encode()))
            elif kind in ("sym", "hard"):
                target = "/".join(random.choice(PATHS))
                if kind == "sym":
                    target = random.choice(["/", "", "../", "./", "../../../"]) + target
                entries.append((kind, path, target))
            else:
                entries.append((kind, path))
        # Deletions come first, and never of what the same layer has: the order would count then.
        gone = [entry for entry in entries if entry[0] in ("gone", "opaque")]
        rest = [entry for entry in entries if entry not in gone]
        layers.append(gone + rest)
    return layers


class NotUnpackable(Exception):
    """containerd would refuse the layer."""


def contents(layers):
    """What can be read at each of PATHS: its hash and size, `folder`, or nothing. None where containerd could not unpack it."""
    folder = tempfile.mkdtemp()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.chroot(folder)
            os.chdir("/")
            for entries in layers:
                apply(entries)
            answer = {"/" + "/".join(path): read("/" + "/".join(path)) for path in PATHS}
        except (OSError, NotUnpackable) as error:
            answer = {"error": str(error)}
        os.write(writer, json.dumps(answer).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = json.load(pipe)
    os.waitpid(child, 0)
    shutil.rmtree(folder)
    if "error" in answer:
        return None
    return {path: value for path, value in answer.items() if value}


def apply(entries):
    """As containerd does (archive/tar.go, applyNaive): folders on the way may be links, the last name never is."""
    unpacked = set()
    for kind, path, *rest in entries:
        parent, _, name = ("/" + path).rpartition("/")
        if kind == "opaque":
            target = os.path.realpath("/" + path)
            if not os.path.isdir(target):
                raise NotUnpackable("opaque without a folder")
            for entry in os.listdir(target):
                if os.path.join(target, entry) not in unpacked:
                    remove(os.path.join(target, entry))
            continue
        parent = os.path.realpath(parent or "/")
        if kind == "gone":
            remove(os.path.join(parent, name))
            continue
        os.makedirs(parent, exist_ok=True)
        place = os.path.join(parent, name)
        if os.path.lexists(place) and not (kind == "dir" and os.path.isdir(place) and not os.path.islink(place)):
            remove(place)
        if kind == "dir":
            os.makedirs(place, exist_ok=True)
        elif kind == "file":
            with open(place, "wb") as file:
                file.write(rest[0])
        elif kind == "sym":
            os.symlink(rest[0], place)
        else:
            above, _, last = rest[0].rpartition("/")
            os.link(os.path.join(os.path.realpath("/" + above), last), place, follow_symlinks=False)
        unpacked.add(place)


def remove(path):
    if os.path.islink(path) or os.path.isfile(path):
        os.unlink(path)
    elif os.path.isdir(path):
        shutil.rmtree(path)


def read(path):
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return "folder"
        with open(path, "rb") as file:
            data = file.read()
        return hashlib.sha256(data).hexdigest(), len(data)
    except OSError:
        return None
