# shellcheck shell=bash disable=SC2034,SC2154
# In the cluster: a Job made from the CronJob of Manifests/, under its service account, its log the report.

# A root file system of the program and what it is linked with, at the paths where the linker looks.
import_program_image() {
    local image=$work/image library
    mkdir -p "$image/usr/local/bin" "$image/etc" "$image/tmp"
    cp -L "$bin" "$image/usr/local/bin/trustsweep"
    ldd "$bin" | grep -oE '/[^ ]+' | sort -u >"$work/libraries"
    while read -r library; do
        mkdir -p "$image$(dirname "$library")"
        cp -L "$library" "$image$library"
    done <"$work/libraries"
    echo 'trustsweep:x:65532:65532::/:/sbin/nologin' >"$image/etc/passwd"
    echo 'trustsweep:x:65532:' >"$image/etc/group"
    "$here/cluster" import-image docker.io/lab/trustsweep:test "$image" /usr/local/bin/trustsweep
}

# The lab's API server (1.20) serves no batch/v1 CronJob, so the Job is made here as `kubectl create job --from` makes it.
# Pods of the lab have no route to the service network: the host's network, and the API server's real address.
job_from_cronjob() {
    "$python" - "$root/Manifests/cronjob.yaml" "$1" "$(sed -n 's/.*:\([0-9]*\)".*/\1/p' "$admin")" "$2" <<'PYTHON'
import json, sys, yaml
cronjob = yaml.safe_load(open(sys.argv[1]))
job = {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": sys.argv[2], "namespace": "trustsweep"}, **cronjob["spec"]["jobTemplate"]}
pod = job["spec"]["template"]["spec"]
pod["hostNetwork"] = True
container = pod["containers"][0]
container.update(image="docker.io/lab/trustsweep:test", imagePullPolicy="Never")
container["args"] += sys.argv[4].split()
values = {"KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": sys.argv[3], "TRUSTSWEEP_AS_OF": "2026-06-01"}
container["env"] = [{"name": name, "value": value} for name, value in values.items()]
print(json.dumps(job))
PYTHON
}

run_job() {
    local name=$1 flags=$2 state
    kube -n trustsweep delete job "$name" --ignore-not-found --wait >/dev/null
    job_from_cronjob "$name" "$flags" | kube apply --validate=false -f - >/dev/null
    for _ in {1..120}; do
        state=$(kube -n trustsweep get job "$name" -o 'jsonpath={.status.conditions[*].type}')
        [ -z "$state" ] || break
        sleep 1
    done
    kube -n trustsweep logs "job/$name" >"$work/$name.log" || true
    [ "$state" = Complete ] || fail "the Job is ${state:-still running}: $(kube -n trustsweep describe pod -l "job-name=$name" | tail -n 5 | tr '\n' ' ') $(tail -n 5 "$work/$name.log")"
}

job_of_the_cronjob_reports_the_cluster() {
    import_program_image
    "$kubectl" kustomize "$root/Manifests" |
        "$python" -c 'import sys, yaml; yaml.safe_dump_all((o for o in yaml.safe_load_all(sys.stdin) if o["kind"] != "CronJob"), sys.stdout)' |
        kube apply --validate=false -f - >/dev/null
    run_job sweep-table ""
    local words
    for words in Deployment/billing TS101 "ConfigMap pay/db-ca" "DigiCert Global Root G2"; do
        expect_in "$work/sweep-table.log" "$words"
    done
    run_job sweep-json "-o json"
    full_report "$work/laptop.json"
    # The Job's own namespace is in its report and not in the laptop's, which was made before.
    jq '.namespaces |= map(select(.name | IN("pay", "shop", "ops")))' "$work/sweep-json.log" >"$work/pod.json"
    jq '.namespaces |= map(select(.name | IN("pay", "shop", "ops")))' "$work/laptop.json" >"$work/laptop-fleet.json"
    expect_same_findings "$work/laptop-fleet.json" "$work/pod.json"
    [ "$(jq -r .cluster.uid "$work/sweep-json.log")" = "$(jq -r .cluster.uid "$work/laptop.json")" ] || fail "another cluster UID"
    expect_no_secret "$work/sweep-table.log" "$work/sweep-json.log"
}
check "a Job made from the CronJob reports the cluster from a pod" job_of_the_cronjob_reports_the_cluster
