"""Fills an API server with what a company's cluster holds: 40 teams, 200 Deployments, 1,000 ConfigMaps, and pods.

No controller runs, so ReplicaSets and pods are made here with their owners, node and status, as controllers leave them.
"""

import argparse
import http.client
import json
import multiprocessing
import random
import ssl
import sys
import time
from pathlib import Path

TEAMS, APPS, CONFIGMAPS = 40, 5, 25
PEM = Path(__file__).parent.parent / "Cluster" / "fleet" / "pem"
IMAGES = ["java/app", "node/app", "python/app", "golang/app", "dotnet/app"]


class API:
    def __init__(self, folder):
        folder = Path(folder)
        context = ssl.create_default_context(cafile=folder / "pki" / "ca.crt")
        context.load_cert_chain(folder / "pki" / "admin.crt", folder / "pki" / "admin.key")
        server = next(line.split('server: "https://')[1].split('"')[0] for line in open(folder / "admin.kubeconfig") if "server:" in line)
        self.connection = http.client.HTTPSConnection(server, context=context, timeout=60)

    def send(self, method, path, body):
        kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
        headers = {"Content-Type": kind, "Accept": "application/json", "User-Agent": "kube-controller-manager/v1.20.2"}
        self.connection.request(method, path, json.dumps(body), headers)
        response = self.connection.getresponse()
        answer = response.read()
        # Present already: a fill that is repeated adds what is missing.
        if response.status >= 300 and response.status != 409:
            raise SystemExit(f"error: {method} {path}: {response.status} {answer[:300]!r}")
        return json.loads(answer)


def team_name(team):
    return f"team-{team:02d}"


def connection(team, app):
    host = f"{team_name(team)}-prod.postgres.database.azure.com"
    url = f"//{host}:5432/orders?sslmode=verify-full&sslrootcert=/etc/db-ca/ca.pem"
    return [
        [{"name": "SPRING_DATASOURCE_URL", "value": "jdbc:postgresql:" + url}],
        [{"name": "DATABASE_URL", "value": "postgres:" + url}],
        [{"name": "DATABASE_URL", "value": "postgresql+psycopg2:" + url}],
        [{"name": "PGHOST", "value": host}, {"name": "PGSSLMODE", "value": "require"}],
        [{"name": "REDIS_URL", "value": "redis://cache:6379/0"}],
    ][app % 5]


def template(team, app):
    chance = random.Random(team * APPS + app)
    name = f"app-{app}"
    environment = connection(team, app) + [
        {"name": f"FEATURE_{word}_{index}", "value": f"value-{chance.randrange(10**9)}"}
        for index, word in enumerate(["CHECKOUT", "SEARCH", "AUDIT", "RETRY", "CACHE", "TRACE", "QUEUE", "LIMIT", "THEME", "LOCALE"])
    ]
    environment.append({"name": "POD_IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}})
    environment.append({"name": "LOG_LEVEL", "valueFrom": {"configMapKeyRef": {"name": "settings-0", "key": "log.level"}}})
    probe = {"httpGet": {"path": "/healthz", "port": 8080}, "periodSeconds": 10}
    resources = {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"memory": "512Mi"}}
    containers = [
        {
            "name": "app", "image": f"registry.example/{IMAGES[app % 5]}:{team}.{app}", "env": environment,
            "envFrom": [{"configMapRef": {"name": f"settings-{app}"}}], "ports": [{"containerPort": 8080}],
            "livenessProbe": probe, "readinessProbe": probe, "resources": resources,
            "volumeMounts": [
                {"name": "db-ca", "mountPath": "/etc/db-ca"}, {"name": "config", "mountPath": "/etc/app"},
                {"name": "scratch", "mountPath": "/tmp"},
            ],
        },
        {
            "name": "proxy", "image": "registry.example/mesh/proxy:1.22", "args": ["--concurrency", "2", "--log", "info"],
            "env": [{"name": f"MESH_{index}", "value": f"mesh-value-{index}"} for index in range(8)], "resources": resources,
            "volumeMounts": [{"name": "scratch", "mountPath": "/var/run/mesh"}],
        },
    ]  # fmt: skip
    return {
        "metadata": {"labels": {"app": name, "team": team_name(team), "version": "v1"}, "annotations": {"prometheus.io/scrape": "true", "checksum/config": f"{chance.getrandbits(256):064x}"}},
        "spec": {
            "initContainers": [{"name": "migrate", "image": f"registry.example/{IMAGES[app % 5]}:{team}.{app}", "command": ["/bin/migrate", "--wait"], "env": environment[:4]}],
            "containers": containers, "nodeName": "", "priorityClassName": "", "terminationGracePeriodSeconds": 30,
            "volumes": [
                {"name": "db-ca", "configMap": {"name": f"db-ca-{app}"}},
                {"name": "config", "configMap": {"name": f"settings-{app}"}}, {"name": "scratch", "emptyDir": {}},
            ],
        },
    }  # fmt: skip


def configmaps(team):
    """5 stores (one of them a whole CA bundle), 20 application settings; 8 bytes of every line differ."""
    stores = ["old-intermediates.pem", "root-g2.pem", "roots.pem"]
    for index in range(CONFIGMAPS):
        chance = random.Random(team * CONFIGMAPS + index)
        if index < APPS:
            text = (PEM / stores[(team + index) % 3]).read_text()
            if index == 4:
                text = "".join((PEM / name).read_text() for name in stores) * 6
            yield f"db-ca-{index}", {"ca.pem": text}
        else:
            lines = [f"app.section{line // 8}.key{line}={chance.getrandbits(32):08x}" for line in range(60)]
            yield f"settings-{index - APPS}", {"log.level": "info", "application.properties": "\n".join(lines)}


def status(team, app, replica, containers):
    started = "2026-06-01T06:00:00Z"
    return {
        "phase": "Running", "hostIP": "10.0.0.1", "podIP": f"10.{team}.{app}.{replica % 250 + 1}", "startTime": started, "qosClass": "Burstable",
        "conditions": [{"type": kind, "status": "True", "lastTransitionTime": started} for kind in ("Initialized", "Ready", "ContainersReady", "PodScheduled")],
        "containerStatuses": [
            {
                "name": container["name"], "image": container["image"], "ready": True, "restartCount": 0, "started": True,
                "imageID": f"docker-pullable://{container['image'].split(':')[0]}@sha256:{random.Random(container['image']).getrandbits(256):064x}",
                "containerID": f"containerd://{random.Random((team, app, replica, container['name']).__repr__()).getrandbits(256):064x}",
                "state": {"running": {"startedAt": started}},
            }
            for container in containers
        ],
    }  # fmt: skip


def fill_team(job):
    folder, team, first, last = job
    api, namespace = API(folder), team_name(team)
    base = f"/api/v1/namespaces/{namespace}"
    apps = f"/apis/apps/v1/namespaces/{namespace}"
    if first == 0:
        api.send("POST", "/api/v1/namespaces", {"metadata": {"name": namespace, "labels": {"team": namespace}}})
        api.send("POST", f"{base}/serviceaccounts", {"metadata": {"name": "default"}})
        for name, data in configmaps(team):
            api.send("POST", f"{base}/configmaps", {"metadata": {"name": name}, "data": data})
    for app in range(APPS):
        name, digest = f"app-{app}", f"{(team * APPS + app) * 2654435761 % 2**32:010x}"
        labels = {"app": name, "pod-template-hash": digest}
        shape = template(team, app)
        shape["spec"].pop("nodeName")
        shape["spec"].pop("priorityClassName")
        uid = "00000000-0000-0000-0000-%012d" % (team * APPS + app)
        if first == 0:
            spec = {"replicas": last, "selector": {"matchLabels": {"app": name}}, "template": shape}
            uid = api.send("POST", f"{apps}/deployments", {"metadata": {"name": name}, "spec": spec})["metadata"].get("uid", uid)
            pods = json.loads(json.dumps(shape))
            pods["metadata"]["labels"]["pod-template-hash"] = digest
            owner = {"apiVersion": "apps/v1", "kind": "Deployment", "name": name, "uid": uid, "controller": True}
            api.send("POST", f"{apps}/replicasets", {
                "metadata": {"name": f"{name}-{digest}", "labels": labels, "ownerReferences": [owner]},
                "spec": {"replicas": last, "selector": {"matchLabels": labels}, "template": pods},
            })  # fmt: skip
        owner = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": f"{name}-{digest}", "uid": uid, "controller": True}
        for replica in range(first, last):
            pod = f"{name}-{digest}-{replica:05d}"
            metadata = {"name": pod, "labels": {**shape["metadata"]["labels"], **labels}, "annotations": shape["metadata"]["annotations"], "ownerReferences": [owner]}
            api.send("POST", f"{base}/pods", {"metadata": metadata, "spec": {**shape["spec"], "nodeName": f"node-{replica % 50}"}})
            api.send("PATCH", f"{base}/pods/{pod}/status", {"status": status(team, app, replica, shape["spec"]["containers"])})
    return (last - first) * APPS


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cluster", help="folder of Tests/Cluster/cluster's state")
    parser.add_argument("--replicas", type=int, default=25, help="pods of each of the 200 Deployments")
    parser.add_argument("--from-replica", type=int, default=0, help="of which this many exist already")
    options = parser.parse_args()
    begin = time.monotonic()
    jobs = [(options.cluster, team, options.from_replica, options.replicas) for team in range(TEAMS)]
    with multiprocessing.Pool(8) as pool:
        pods = sum(pool.imap_unordered(fill_team, jobs))
    print(f"fill: {pods} pods in {time.monotonic() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
