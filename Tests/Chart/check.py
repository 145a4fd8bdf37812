"""Compares what the chart renders with Manifests/, object by object, and holds both to their promises."""

import copy
import re
import subprocess
import sys
import traceback
from pathlib import Path

import yaml
from helm_python import Chart, chart as helm_chart

ROOT, KUBECTL = Path(sys.argv[1]), sys.argv[2]
CHART, MANIFESTS = ROOT / "Charts" / "trustsweep", ROOT / "Manifests"
# Labels that say which release an object is of; Manifests/ has no releases.
RELEASE_LABELS = {
    "app.kubernetes.io/instance",
    "app.kubernetes.io/managed-by",
    "app.kubernetes.io/version",
    "helm.sh/chart",
}


def by_identity(objects):
    table = {}
    for item in objects:
        metadata = item["metadata"]
        identity = (item["kind"], metadata.get("namespace", ""), metadata["name"])
        assert identity not in table, f"{identity} is rendered twice"
        table[identity] = item
    return table


def documents(text):
    return [document for document in yaml.safe_load_all(text) if document]


def rendered(values=None, name="trustsweep", namespace="trustsweep"):
    with Chart.load(CHART) as chart:
        chart.validate_schema(values)
        files = chart.render(values, name=name, namespace=namespace)
    return [item for path, text in files.items() if not path.endswith("NOTES.txt") for item in documents(text)]


def without_release_labels(value):
    if isinstance(value, dict):
        return {key: without_release_labels(inner) for key, inner in value.items() if key not in RELEASE_LABELS}
    if isinstance(value, list):
        return [without_release_labels(inner) for inner in value]
    return value


def built():
    command = [KUBECTL, "kustomize", str(MANIFESTS)]
    return documents(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def manifest(name):
    return documents((MANIFESTS / name).read_text())


def all_manifests():
    return [item for path in sorted(MANIFESTS.glob("*.yaml")) if path.name != "kustomization.yaml" for item in manifest(path.name)]


def equal(left, right):
    left, right = by_identity(left), by_identity(right)
    assert left.keys() == right.keys(), f"objects differ: {sorted(left.keys() ^ right.keys())}"
    for identity, item in left.items():
        assert item == right[identity], f"{identity}:\n  chart     {item}\n  manifests {right[identity]}"


def pod_template(objects):
    (job,) = [item for item in objects if item["kind"] == "CronJob"]
    return job["spec"]["jobTemplate"]["spec"]["template"]["spec"]


def test_helm_lint_finds_nothing_to_warn_of():
    report = helm_chart.lint(CHART, strict=True)
    complaints = [message for message in report["messages"] if message["severity"] >= 2]
    assert report["total_charts_linted"] == 1 and not complaints and not report["errors"], report


def test_chart_renders_the_objects_of_manifests():
    values = {"createNamespace": True, "image": {"tag": "VERSION"}}
    equal(without_release_labels(rendered(values)), built())


def test_chart_without_its_namespace_renders_the_rest():
    kinds = {item["kind"] for item in rendered()}
    assert kinds == {"ServiceAccount", "ClusterRole", "ClusterRoleBinding", "CronJob"}, kinds


def test_chart_for_named_namespaces_has_no_cluster_wide_right():
    objects = rendered({"namespaces": ["shop", "pay"]})
    assert not [item for item in objects if item["kind"].startswith("Cluster")]
    assert pod_template(objects)["containers"][0]["args"] == ["scan", "-n", "shop", "-n", "pay", "--exec", "never"]
    for namespace in ("shop", "pay"):
        ours = [item for item in objects if item["metadata"].get("namespace") == namespace]
        expected = copy.deepcopy(manifest("namespaced.yaml"))
        for item in expected:
            item["metadata"]["namespace"] = namespace
        equal(without_release_labels(ours), expected)


def test_chart_with_secrets_adds_the_opt_in_role_and_nothing_else():
    plain, opted = rendered(), rendered({"secrets": True})
    names = by_identity(plain).keys()
    added = [item for identity, item in by_identity(opted).items() if identity not in names]
    equal(without_release_labels(added), manifest("secrets.yaml"))
    assert "--secrets" in pod_template(opted)["containers"][0]["args"]


def test_chart_with_exec_adds_the_opt_in_role_and_nothing_else():
    plain, opted = rendered(), rendered({"exec": "auto"})
    names = by_identity(plain).keys()
    added = [item for identity, item in by_identity(opted).items() if identity not in names]
    equal(without_release_labels(added), manifest("exec.yaml"))
    assert pod_template(opted)["containers"][0]["args"][-2:] == ["--exec", "auto"]


def test_chart_with_exec_for_named_namespaces_grants_it_in_each():
    objects = rendered({"exec": "auto", "namespaces": ["shop"]})
    assert not [item for item in objects if item["kind"].startswith("Cluster")]
    rules = [rule for item in objects for rule in item.get("rules", []) if "pods/exec" in rule["resources"]]
    assert rules == [{"apiGroups": [""], "resources": ["pods/exec"], "verbs": ["create", "get"]}], rules


def test_two_releases_share_no_cluster_wide_name():
    def cluster_wide(name):
        objects = rendered({"secrets": True, "exec": "auto"}, name=name)
        return {item["metadata"]["name"] for item in objects if item["kind"].startswith("Cluster")}

    assert not cluster_wide("trustsweep") & cluster_wide("second")


def test_schema_refuses_what_the_chart_cannot_use():
    wrong = [
        {"schedule": "every monday at six"},
        {"schedul": "0 6 * * 1"},
        {"namespaces": "shop"},
        {"namespaces": ["Not_A_Name"]},
        {"image": {"pullPolicy": "Sometimes"}},
        {"secrets": "yes"},
        {"exec": "sometimes"},
    ]
    for values in wrong:
        with Chart.load(CHART) as chart:
            try:
                chart.validate_schema(chart.merge_values(values))
            except Exception as error:  # noqa: BLE001 - the library's own class, by its name
                assert type(error).__name__ == "HelmValuesError", error
            else:
                raise AssertionError(f"accepted {values}")


def test_manifests_use_the_served_version_of_each_kind():
    versions = {
        "Namespace": "v1", "ServiceAccount": "v1", "CronJob": "batch/v1",
        "ClusterRole": "rbac.authorization.k8s.io/v1", "ClusterRoleBinding": "rbac.authorization.k8s.io/v1",
        "Role": "rbac.authorization.k8s.io/v1", "RoleBinding": "rbac.authorization.k8s.io/v1",
    }  # fmt: skip
    for item in all_manifests() + rendered({"secrets": True, "exec": "auto", "createNamespace": True}):
        assert item["apiVersion"] == versions[item["kind"]], item


def test_schedule_is_a_time_of_the_week_that_exists():
    (job,) = [item for item in built() if item["kind"] == "CronJob"]
    fields = job["spec"]["schedule"].split()
    assert len(fields) == 5, fields
    for field, (low, high) in zip(fields, [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)]):
        assert field == "*" or (re.fullmatch(r"\d+", field) and low <= int(field) <= high), field
    # Both given would mean either day, not their meeting.
    assert fields[2] == "*" or fields[4] == "*"


def test_rights_are_read_only_and_have_no_wildcard():
    for item in all_manifests():
        for rule in item.get("rules", []):
            # A command is a connection that is created; it changes no object.
            verbs = {"get", "create"} if rule["resources"] == ["pods/exec"] else {"get", "list"}
            assert set(rule["verbs"]) <= verbs, rule
            assert "*" not in rule["apiGroups"] + rule["resources"], rule
            assert "pods/exec" not in rule["resources"] or item["metadata"]["name"] == "trustsweep-exec", rule
            assert "secrets" not in rule["resources"] or item["metadata"]["name"] == "trustsweep-secrets", rule


def test_kustomization_leaves_secrets_and_exec_out():
    rules = [rule for item in built() for rule in item.get("rules", [])]
    assert not [rule for rule in rules if {"secrets", "pods/exec"} & set(rule["resources"])]


def test_pod_satisfies_pod_security_restricted():
    pod = pod_template(built())
    assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
    assert pod["securityContext"]["runAsNonRoot"] is True and pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False and context["readOnlyRootFilesystem"] is True
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"] and container["resources"]["requests"]
    assert all(set(volume) <= {"name", "configMap", "emptyDir", "secret", "projected"} for volume in pod.get("volumes", []))


def main():
    passed = failed = 0
    for name, function in list(globals().items()):
        if not name.startswith("test_"):
            continue
        words = name.removeprefix("test_").replace("_", " ")
        try:
            function()
        except Exception as error:  # noqa: BLE001 - a check that cannot run has failed
            failed += 1
            why = str(error) or traceback.format_exc().strip().splitlines()[-2].strip()
            print(f"not ok - {words}: {why}")
        else:
            passed += 1
            print(f"ok - {words}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
