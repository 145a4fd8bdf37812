"""Times a scan beside kubectl and curl on one API server, in turns, and holds the medians to what is required."""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from fill import API  # noqa: E402

LIMIT = 250
# Every list that a scan sends, in one order.
PATHS = ["/api/v1/namespaces", "/api/v1/pods", "/api/v1/configmaps", "/api/v1/replicationcontrollers"]
PATHS += [f"/apis/apps/v1/{kind}" for kind in ("deployments", "replicasets", "statefulsets", "daemonsets")]
PATHS += ["/apis/batch/v1/jobs", "/apis/batch/v1beta1/cronjobs"]
# Images of each fleet of 30 pods, and what a sweep may take of the time that `kubectl exec` takes. Where the API server, the
# kubelet and the containers share two cores with the sweep, a command in each of 12 images is most of its time.
FLEETS = {5: 0.1, 12: 0.15}
NAMES = {
    "scan": "trustsweep scan -A --exec never -o json",
    "kubectl": "kubectl get ns,pods,cm -A -o json",
    "curl": "curl of the same protobuf pages",
    "sweep": "trustsweep scan -n bench-… --no-cache -o json",
    "exec": "kubectl exec POD -- cat STORE, one by one",
}


def pages(folder):
    """The URL of every page of every list; the continue tokens are asked for here, outside of what is measured."""
    api, urls, count = API(folder), [], 0
    accept = {"Accept": "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", "User-Agent": "trustsweep-bench/1"}
    for path in PATHS:
        token = None
        while token != "":
            query = urllib.parse.urlencode({"limit": LIMIT, **({"continue": token} if token else {})})
            urls.append(f"https://{api.connection.host}:{api.connection.port}{path}?{query}")
            api.connection.request("GET", f"{path}?{query}", headers=accept)
            answer = json.load(api.connection.getresponse())
            count += len(answer["items"]) if path == "/api/v1/pods" else 0
            token = answer["metadata"].get("continue", "")
    return urls, count


# Linux counts the memory of the process that calls exec into the peak of what it starts, and this one has read lists:
# a fresh interpreter that has nothing but this in it starts the program (its own 10 MB are the least a figure can say).
STOPWATCH = """
import os, sys, time
begin = time.monotonic()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, code, usage = os.wait4(child, 0)
wall = time.monotonic() - begin
print(os.waitstatus_to_exitcode(code), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, file=sys.stderr)
"""


def timed(command, output):
    """Seconds, CPU seconds and peak bytes of one run."""
    run = subprocess.run([sys.executable, "-I", "-S", "-c", STOPWATCH, *command], stdout=output, stderr=subprocess.PIPE)
    *said, last = run.stderr.decode(errors="replace").splitlines() or [""]
    code, wall, cpu, peak = last.split()
    if code != "0":
        raise SystemExit(f"error: {command[0]} ended with {code}: {' '.join(said)[-400:]}")
    return {"wall": float(wall), "cpu": float(cpu), "peak": int(peak)}


def commands(options, urls):
    folder = Path(options.cluster)
    pki, config = folder / "pki", str(folder / "admin.kubeconfig")
    # One curl process, one connection, the answers thrown away: the least that fetching these pages can cost.
    lines = [f'cacert = "{pki}/ca.crt"', f'cert = "{pki}/admin.crt"', f'key = "{pki}/admin.key"', "silent", "fail"]
    lines += ['user-agent = "trustsweep-bench/1"', 'header = "Accept: application/vnd.kubernetes.protobuf"']
    for url in urls:
        lines += [f'url = "{url}"', 'output = "/dev/null"']
    (folder / "curl.config").write_text("\n".join(lines) + "\n")
    found = {
        "scan": [options.trustsweep, "scan", "-A", "--exec", "never", "-o", "json", "--kubeconfig", config],
        "kubectl": [options.kubectl, "--kubeconfig", config, "get", "ns,pods,cm", "-A", "-o", "json"],
        "curl": ["curl", "--config", str(folder / "curl.config")],
    }
    return {name: command for name, command in found.items() if name != "scan" or options.trustsweep}


def medians(table, rounds):
    runs = {name: [] for name in table}
    with open(os.devnull, "wb") as nothing:
        for command in table.values():
            timed(command, nothing)
        for _ in range(rounds):
            for name, command in table.items():
                runs[name].append(timed(command, nothing))
    return {name: {key: statistics.median(run[key] for run in list_) for key in ("wall", "cpu", "peak")} for name, list_ in runs.items()}


def show(title, results):
    print(f"\n{title}\n\n{'':44}{'wall':>9}{'CPU':>9}{'peak':>10}")
    for name, result in results.items():
        print(f"{NAMES[name]:44}{result['wall']:>7.2f} s{result['cpu']:>7.2f} s{result['peak'] / 1e6:>7.0f} MB")
    print()


def check_report(command):
    """A fast scan that misses something is no scan: the report must hold every Deployment, and no gap."""
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    workloads = sum(len(namespace["workloads"]) for namespace in report["namespaces"])
    gaps = report["coverage"]["gaps"]
    figure = f"{workloads} workloads, {len(gaps)} gaps"
    return [("the report holds 200 workloads and no gap", workloads == 200 and not gaps, figure)]


def compare(table, results):
    scan = results["scan"]
    checks = check_report(table["scan"])
    for peer, most in (("kubectl", 0.25), ("curl", 2.0)):
        ratio = scan["wall"] / results[peer]["wall"]
        checks.append((f"wall at most {most} x {peer}'s", ratio <= most, f"{ratio:.2f} x"))
    checks.append(("peak memory at most 96 MB", scan["peak"] <= 96e6, f"{scan['peak'] / 1e6:.0f} MB"))
    return checks


def grow(table, results, before):
    ratio = results["scan"]["peak"] / before["peak"]
    words = f"peak memory at most 1.3 x that of {before['pods']:,} pods"
    return check_report(table["scan"]) + [(words, ratio <= 1.3, f"{ratio:.2f} x")]


def containers(options, images):
    """A sweep of the pods that Tests/Bench/pods started, and the command that a person would write for the same."""
    config, namespace = str(Path(options.cluster) / "admin.kubeconfig"), f"bench-{images}"
    kubectl = [options.kubectl, "--kubeconfig", config, "-n", namespace]
    listed = subprocess.run([*kubectl, "get", "pods", "-o", "name"], check=True, capture_output=True, text=True)
    pods = listed.stdout.split()
    loop = f"for pod in {' '.join(pods)}; do {shlex.join(kubectl)} exec $pod -- cat /srv/ca.pem || exit 1; done"
    return pods, {
        "sweep": [options.trustsweep, "scan", "-n", namespace, "--no-cache", "-o", "json", "--kubeconfig", config],
        "exec": ["sh", "-c", loop],
    }


def check_stores(table, results, pods, images):
    """Fast is only a sweep that read every store."""
    report = json.loads(subprocess.run(table["sweep"], check=True, capture_output=True).stdout)
    found = [w["containers"][0]["findings"][0]["stores"][0] for space in report["namespaces"] for w in space["workloads"]]
    read = sum(store["complete"] and store["evidence"]["via"] == "exec" for store in found)
    ratio = results["sweep"]["wall"] / results["exec"]["wall"]
    most = FLEETS[images]
    return [
        (f"the report holds the {images} stores of 30 pods", (read, len(pods)) == (images, 30), f"{read} of {len(pods)}"),
        (f"{images} images: wall at most {most} x kubectl exec's", ratio <= most, f"{ratio:.3f} x"),
    ]


def verdict(checks):
    for words, good, figure in checks:
        print(f"{'PASS' if good else 'FAIL'}  {words}: {figure}")
    failed = sum(not good for _, good, _ in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("phase", choices=["compare", "grow", "peers", "exec", "verdict"])
    for name in ("--cluster", "--kubectl", "--trustsweep", "--results"):
        parser.add_argument(name)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    file = Path(options.results) if options.results else None
    if options.phase == "verdict":
        return verdict(json.loads(file.read_text())["checks"])
    if options.phase == "exec":
        saved = json.loads(file.read_text())
        for images in FLEETS:
            pods, table = containers(options, images)
            results = medians(table, options.rounds)
            show(f"{len(pods)} pods of {images} images, median of {options.rounds} runs each, in turns", results)
            saved["checks"] += check_stores(table, results, pods, images)
        file.write_text(json.dumps(saved))
        return 0
    urls, pods = pages(options.cluster)
    table = commands(options, urls)
    if options.phase == "grow":
        table = {"scan": table["scan"]}
    results = medians(table, options.rounds)
    show(f"{pods:,} pods, {len(urls)} pages, median of {options.rounds} runs each, in turns", results)
    if options.phase == "compare":
        saved = {"pods": pods, "peak": results["scan"]["peak"], "checks": compare(table, results)}
        file.write_text(json.dumps(saved))
    elif options.phase == "grow":
        saved = json.loads(file.read_text())
        saved["checks"] += grow(table, results, saved)
        file.write_text(json.dumps(saved))
    return 0


if __name__ == "__main__":
    sys.exit(main())
