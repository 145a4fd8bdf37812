"""What real readers take of CA files, and what the product says they take. `run` calls it."""

import argparse
import hashlib
import json
import pathlib
import random
import ssl
import subprocess
import sys
import tempfile

from forms import Forms, pem
from readers import readers

ROOTS = 3
# Where parsers differ over a certificate or versions over a file, the product says so and predicts the failure.
CAUTION, MOST_CAUTIOUS = "differ over", 0.03


def arguments():
    parser = argparse.ArgumentParser(prog="run")
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", action="append", default=[])
    return parser.parse_args()


def openssl(folder, *words):
    run = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"openssl {' '.join(words)}: {run.stderr}")


def authorities(folder):
    """Roots with a server certificate each, and blocks of other kinds."""
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    (folder / "leaf.cnf").write_text(
        "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n"
        "keyUsage=digitalSignature\nauthorityKeyIdentifier=keyid\n")
    for number in range(ROOTS):
        root, leaf = f"root-{number}", f"leaf-{number}"
        openssl(folder, "req", "-x509", *curve, "-keyout", f"ca-{number}.pem", "-out", f"{root}.pem", "-days", "3650",
                "-subj", f"/O=lab/CN={root}", "-addext", "keyUsage=critical,keyCertSign")
        openssl(folder, "req", "-new", *curve, "-keyout", f"key-{number}.pem", "-out", f"{leaf}.csr",
                "-subj", f"/CN={leaf}")
        openssl(folder, "x509", "-req", "-in", f"{leaf}.csr", "-CA", f"{root}.pem", "-CAkey", f"ca-{number}.pem",
                "-CAcreateserial", "-days", "365", "-extfile", "leaf.cnf", "-out", f"{leaf}.pem")
    openssl(folder, "x509", "-in", "root-0.pem", "-addtrust", "serverAuth", "-trustout", "-out", "trusted.pem")
    openssl(folder, "ec", "-in", "ca-0.pem", "-out", "ec-key.pem")
    openssl(folder, "pkcs8", "-topk8", "-in", "ca-0.pem", "-passout", "pass:x", "-out", "encrypted-key.pem")
    openssl(folder, "ecparam", "-name", "prime256v1", "-out", "curve.pem")
    openssl(folder, "crl2pkcs7", "-nocrl", "-certfile", "root-0.pem", "-certfile", "root-1.pem", "-out", "bundle.pem")
    names = ["trusted", "ec-key", "encrypted-key", "curve", "bundle", "ca-1"]
    certificates = [ssl.PEM_cert_to_DER_cert((folder / f"root-{number}.pem").read_text()) for number in range(ROOTS)]
    return certificates, [(folder / f"{name}.pem").read_bytes() for name in names]


def holds_changed_key(content, others):
    """Keys are not looked into: OpenSSL refuses a file over a wrong number in one, and the product does not notice."""
    whole = content
    for other in others:
        whole = whole.replace(other, b"")
    return b"PRIVATE KEY" in whole


def predictions(program, folder, paths, client):
    """For each file the roots under which a session is verified, and the product's words."""
    lines = [
        json.dumps({"id": f"{place} {number}", **client, "via": "named", "store": [path],
                    "served": [str(folder / f"leaf-{number}.pem")], "host": "match", "plaintext": "refused"})
        for place, path in enumerate(paths) for number in range(ROOTS)
    ]
    questions = folder / "questions.jsonl"
    questions.write_text("\n".join(lines) + "\n")
    run = subprocess.run([program, "assess", "--batch", str(questions)], capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(lines):
        raise SystemExit(f"{len(answers)} answers to {len(lines)} questions: {run.stderr[:500]}")
    for place in range(len(paths)):
        three = answers[place * ROOTS : (place + 1) * ROOTS]
        roots = {number for number, one in enumerate(three) if one.get("outcome") == "connects-verified"}
        yield roots, "; ".join(str(one.get("reasons") or one.get("error")) for one in three)


def compare(reader, program, folder, paths, roots, others):
    wrong, cautious, keys, changed = [], 0, 0, 0
    real = reader.answers(paths, roots, folder)
    told = predictions(program, folder, paths, reader.client)
    for path, seen, (predicted, words) in zip(paths, real, told, strict=True):
        if seen is None:
            changed += 1
            continue
        if seen == predicted:
            continue
        if CAUTION in words and not predicted:
            cautious += 1
        elif not seen and holds_changed_key(pathlib.Path(path).read_bytes(), others):
            keys += 1
        else:
            wrong.append(f"  {path}: reads {sorted(seen)}, predicted {sorted(predicted)}: {words[:300]}")
    print(
        f"{reader.name}: {len(paths)} files, {len(wrong)} disagree, {cautious} cautious, left out {changed} with a changed"
        f" certificate and {keys} with a changed key")
    if max(cautious, changed, keys) > len(paths) * MOST_CAUTIOUS:
        wrong.append("  too many are cautious or left out")
    for line in wrong[:5]:
        print(line)
    return len(wrong)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        certificates, others = authorities(folder)
        roots = {hashlib.sha256(der).hexdigest(): number for number, der in enumerate(certificates)}
        forms = Forms(random.Random(options.seed), certificates, others)
        paths = []
        for number in range(options.files):
            path = folder / f"file-{number}"
            path.write_bytes(pem(certificates[0]) if number == 0 else forms.file())
            paths.append(str(path))
        failed = total = 0
        for reader in readers():
            if options.reader and reader.name not in options.reader:
                continue
            failed += compare(reader, options.program, folder, paths, roots, others)
            total += len(paths)
    print(f"{total - failed} passed, {failed} failed")
    sys.exit(1 if failed or not total else 0)


main()
