#!/usr/bin/env python3
"""Times the judging of 100,000 (container, endpoint) pairs over 500 distinct stores beside `openssl verify` of the same stores.

usage: judging.py PROGRAM RESULTS: the built Judging; a JSON file whose "checks" get another two
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CERTIFICATES = ROOT / "Tests/RiskEngineTests/Fixtures"
LEAF = "leaf-metadata-azure-com-2026-ocsp-02"
SENT = ["microsoft-tls-g2-rsa-ca-ocsp-02", "microsoft-tls-rsa-root-g2-xsign-digicert-g2"]
ROUNDS = int(os.environ.get("TRUSTSWEEP_BENCH_ROUNDS", "5"))
AT = "1780272000"  # 2026-06-01


def openssl(folder, stores):
    """Seconds of `openssl verify` of one served chain in every store: one question each, of the many that a verdict asks."""
    sent = folder / "sent.crt"
    sent.write_text("".join((CERTIFICATES / f"{name}.pem").read_text() for name in SENT))
    begin = time.monotonic()
    for number in range(stores):
        subprocess.run(
            ["openssl", "verify", "-attime", AT, "-CAfile", folder / f"{number}.pem", "-no-CApath", "-untrusted", sent,
             CERTIFICATES / f"{LEAF}.pem"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - begin


def main():
    program, results = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        runs = [json.loads(subprocess.run([program, CERTIFICATES, folder], check=True, capture_output=True).stdout)
                for _ in range(ROUNDS)]
        peer = openssl(pathlib.Path(folder), runs[0]["stores"])
    wall, cpu, alone = (statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "alone"))
    print(f"\n{runs[0]['judgements']:,} judgements over {runs[0]['stores']} stores, median of {ROUNDS} runs\n")
    print(f"{'':52}{'wall':>9}{'CPU':>9}")
    print(f"{'judged':52}{wall:>7.2f} s{cpu:>7.2f} s   {runs[0]['searches']:,} chains looked for")
    print(f"{'each judged alone (from 400 of them)':52}{'':>9}{alone:>7.0f} s")
    print(f"{'openssl verify of one chain in each store':52}{peer:>7.2f} s\n")
    file = pathlib.Path(results)
    saved = json.loads(file.read_text()) if file.exists() else {"checks": []}
    saved["checks"] += [
        ("100,000 judgements over 500 stores in under 2 s on one core", cpu < 2 and wall < 2.5, f"{cpu:.2f} s"),
        ("at most as long as openssl verify of one chain in each of the 500 stores", cpu <= peer, f"{cpu / peer:.2f} x"),
    ]
    file.write_text(json.dumps(saved))


if __name__ == "__main__":
    main()
