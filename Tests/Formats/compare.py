"""Compares what `trustsweep inspect` shows of trust stores with what the tools list that wrote them. `run` calls it."""

import json
import pathlib
import subprocess
import sys
import tempfile

from listings import LISTERS, described
from writers import Writers

CERTIFICATES = pathlib.Path(__file__).resolve().parent.parent / "RiskEngineTests/Fixtures"
FIELDS = ["serial", "sha256", "spkiSha256", "notBefore", "notAfter", "subject", "issuer"]


class Comparison:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def expect(self, what, expected, shown):
        if expected == shown:
            self.passed += 1
        else:
            self.failed += 1
            print(f"not ok - {what}\n    expected {expected}\n    shown    {shown}")


def inspect(program, folder, samples, password):
    """All the files that have that password, in one call."""
    words = [program, "inspect", *(str(sample.path) for sample in samples), "-o", "json"]
    if password is not None:
        file = folder / "password"
        file.write_bytes(password.encode() + b"\n")
        words += ["--password-file", str(file)]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    shown = json.loads(run.stdout) if run.returncode == 0 else []
    if len(shown) != len(samples):
        raise SystemExit(f"{len(shown)} answers for {len(samples)} files: {run.stderr}")
    if password and len(password) > 3 and password != "changeit" and password in run.stdout + run.stderr:
        raise SystemExit("a password was printed")
    return dict(zip(samples, shown))


def compare(sample, shown, result):
    name = sample.name
    result.expect(f"{name}: path", str(sample.path), shown["path"])
    for field in ("format", "integrity", "complete"):
        result.expect(f"{name}: {field}", getattr(sample, field), shown[field])
    result.expect(f"{name}: reasons", [sample.reason] if sample.reason else [],
                  sorted({entry["reason"] for entry in shown["rejected"]}))
    found = sorted(entry["sha256"] for entry in shown["certificates"])
    made = sorted(described(path)["sha256"] for path in sample.certificates)
    result.expect(f"{name}: certificates", made, found)
    ends = {entry["sha256"]: entry["notAfter"] for entry in shown["certificates"]}
    for path in sample.certificates:
        known = described(path)
        result.expect(f"{name}: {path.name} notAfter", known["notAfter"], ends.get(known["sha256"]))
    if sample.lister:
        listed = LISTERS[sample.lister](sample)
        result.expect(f"{name}: what {sample.lister} lists", sorted(entry.sha256 for entry in listed), found)
        if sample.aliases is not None:
            pairs = {(entry.sha256, (entry.alias or "").lower()) for entry in listed}
            result.expect(f"{name}: aliases", pairs, {
                (entry["sha256"], (entry["alias"] or "").lower()) for entry in shown["certificates"]})
    elif sample.aliases is not None:
        result.expect(f"{name}: aliases", sorted(sample.aliases), sorted(
            entry["alias"] or "" for entry in shown["certificates"]))


def compare_fields(certificates, shown, result):
    """Every field of every certificate, once."""
    by_fingerprint = {entry["sha256"]: entry for entry in shown["certificates"]}
    for _, path in certificates:
        known = described(path)
        entry = by_fingerprint.get(known["sha256"], {})
        for field in FIELDS:
            result.expect(f"{path.name}: {field}", known[field], entry.get(field))


def main():
    program, wanted = sys.argv[1], sys.argv[2:]
    certificates = [(path.stem, path) for path in sorted(CERTIFICATES.glob("*.pem"))]
    result = Comparison()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        samples = Writers(folder, certificates).all()
        passwords = list(dict.fromkeys(sample.password for sample in samples))
        shown = {}
        for password in passwords:
            shown.update(inspect(program, folder, [one for one in samples if one.password == password], password))
        for sample in samples:
            if not wanted or any(word in sample.name for word in wanted):
                compare(sample, shown[sample], result)
        everything = next(one for one in samples if one.name == f"pem-{len(certificates)}.crt")
        compare_fields(certificates, shown[everything], result)
    print(f"{len(samples)} files of {len({sample.format for sample in samples if sample.format})} formats")
    print(f"{result.passed} passed, {result.failed} failed")
    return 1 if result.failed or not result.passed else 0


if __name__ == "__main__":
    sys.exit(main())
