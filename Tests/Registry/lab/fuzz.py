"""Random images: what is read out of the registry against what a chroot shows of the same layers."""
import json

from lab import unpacked
from lab.images import Image, Layer

#: Symbolic links first, symbolic links last, hard links last, folders first.
ORDERS = [lambda entry, ranks=ranks: ranks.get(entry[0], 2) for ranks in (
    {"gone": 0, "opaque": 0, "sym": 1}, {"gone": 0, "opaque": 0, "sym": 3}, {"gone": 0, "opaque": 0, "hard": 3},
    {"gone": 0, "opaque": 0, "dir": 1})]


def compare(bench, random, count):
    passed = failed = left_out = 0
    batch = []
    while passed + failed + len(batch) < count:
        layers = unpacked.random_layers(random)
        expected = unpacked.contents(layers)
        if expected is None or not is_settled(layers, expected):
            left_out += 1
            continue
        number = passed + failed + len(batch) + left_out
        image = Image([Layer(entries, random.choice(["gzip", "zstd", "none"]), history(entries)) for entries in layers])
        bench.pusher.image(f"fuzz/{number}", image)
        batch.append((bench.name(bench.open, f"fuzz/{number}"), layers, expected))
        if len(batch) == 20 or passed + failed + len(batch) == count:
            good, bad = check(bench, batch)
            passed, failed, batch = passed + good, failed + bad, []
    print(f"{passed} of {passed + failed} random images read as unpacked "
          f"({left_out} that cannot be unpacked, or in more than one way, left out)")
    return passed, failed


def is_settled(layers, expected):
    """No builder leaves a layer in which the order of its entries counts."""
    orders = [[sorted(layer, key=order) for layer in layers] for order in ORDERS]
    backwards = [sorted(reversed(layer), key=lambda entry: entry[0] not in ("gone", "opaque")) for layer in layers]
    return all(unpacked.contents(order) == expected for order in orders) and (
        # A hard link cannot come before what it is a link to.
        unpacked.contents(backwards) in (expected, None))


def history(entries):
    """A layer of files in one folder could have been copied there."""
    tops = {path.split("/")[0] for _, path, *_ in entries}
    if len(tops) == 1 and {kind for kind, *_ in entries} <= {"file", "dir"} and all("/" in path for _, path, *_ in entries):
        return f"COPY somewhere /{tops.pop()}/ # buildkit"
    return "RUN something"


def check(bench, batch):
    """Asks for every path by its name, by patterns, and for those of one folder alone, which leaves layers out."""
    paths = ["/" + "/".join(path) for path in unpacked.PATHS]
    part = [path for path in paths if path.startswith("/a")]
    names = [name for name, _, _ in batch]

    def run(wanted, *more):
        return bench.run(names, *[word for path in wanted for word in ("--want", path)], *more, "--parallel", "4")
    good = bad = 0
    for (name, layers, expected), exact, walked, some in zip(
            batch, run(paths), run(["**/*"], "--list", "/a/**"), run(part)):
        problems = differences(expected, exact, paths) + differences(expected, some, part)
        files = {path: value[0] for path, value in expected.items() if value != "folder"}
        # A pattern walks real folders: it finds no more than the names do, and every file under its real name.
        found = {path: value for path, value in walked["files"].items() if path in paths}
        real = {path for path in files if path not in exact["symlinks"]}
        # A circle of links is a gap all the same, and so is a hard link to a symbolic one.
        doubted = {gap["path"] for gap in walked["gaps"]} & set(files) - set(found)
        if found.items() - files.items() or real - set(found) or doubted & real:
            problems.append(("by pattern", found.items() - files.items(), sorted(real - set(found))))
        sizes = {path: value[1] for path, value in expected.items()
                 if path in part and path != "/a" and value != "folder"}
        listed = {path: size for path, size in walked["listed"].items() if path in paths}
        if listed.items() - sizes.items() or real & set(sizes) - set(listed):
            problems.append(("listed", listed, sizes))
        if problems:
            bad += 1
            print(f"not ok - {name}")
            for layer in layers:
                print("  layer", history(layer), json.dumps(layer, default=lambda value: value.decode()))
            for problem in problems:
                print("  ", *problem)
        else:
            good += 1
    return good, bad


def differences(expected, result, wanted):
    """Files with their hashes; folders as gaps; and nothing else but circles of links."""
    if "error" in result:
        return [("error", result["error"])]
    files = {path: value[0] for path, value in expected.items() if path in wanted and value != "folder"}
    folders = {path for path, value in expected.items() if path in wanted and value == "folder"}
    told = {gap["path"] for gap in result["gaps"] if "not a file" in gap["reason"]}
    circles = {gap["path"] for gap in result["gaps"]} - told
    problems = []
    if result["files"] != files:
        problems.append(("files", result["files"], files))
    if told != folders or circles & set(expected):
        problems.append(("gaps", sorted(told - folders), sorted(folders - told), sorted(circles & set(expected))))
    return problems
