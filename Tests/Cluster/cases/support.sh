# shellcheck shell=bash disable=SC2034,SC2154
# What the cases share: the program under test, kubectl, the fleet, and words for what is expected.

# The program sees a home of its own and none of the caller's settings; verdicts are for a fixed day.
config=$admin
program() {
    env -i PATH="${program_path:-$PATH}" HOME="$work/home" TRUSTSWEEP_AS_OF=2026-06-01 \
        ${config:+KUBECONFIG="$config"} "${program:-$bin}" "$@"
}
kube() { "$kubectl" --kubeconfig "$admin" "$@" 2> >(grep -v 'version difference' >&2); }

fail() { echo "$*" | tr '\n' ' ' >&3; echo >&3; exit 1; }
expect_status() {
    local expected=$1 code=0
    shift
    "$@" || code=$?
    [ $code -eq "$expected" ] || fail "exit $code instead of $expected: ${*:1:6}"
}
expect_in() { grep -qF -- "$2" "$1" || fail "\"$2\" is not in: $(head -c 1500 "$1")"; }
# Every password of the fleet begins so; none may come out anywhere.
expect_no_secret() { ! grep -rqE 'canary-7f3a|PRIVATE KEY' "$@" || fail "a secret came out: $(grep -rloE 'canary-7f3a|PRIVATE KEY' "$@")"; }

# One line a workload, `namespace Kind/name verdict`, sorted.
verdicts() { jq -r '.namespaces[] | .name as $n | .workloads[] | "\($n) \(.kind)/\(.name) \(.verdict)"' "$1" | sort; }
# Findings without what differs between two runs of one cluster.
findings() { jq -S '[.namespaces[] | .name as $n | .workloads[] | {namespace: $n, kind, name, verdict, findings: [.containers[].findings[]]}]' "$1"; }
expect_same_findings() {
    findings "$1" >"$1.findings"
    findings "$2" >"$2.findings"
    cmp -s "$1.findings" "$2.findings" || fail "findings differ: $(diff "$1.findings" "$2.findings" | head -n 12 | tr '\n' ' ')"
}
# A full scan by the administrator: what every limited one is held against. Made once.
full_report() {
    [ -s "$work/full.json" ] || program scan -A --exec never -o json >"$work/full.json"
    cp "$work/full.json" "$1"
}

deploy_fleet() {
    mkdir -p "$work/home" "$work/app/bin"
    cp /bin/busybox "$work/app/bin/busybox"
    "$here/cluster" import-image docker.io/lab/app:1 "$work/app" \
        /bin/busybox sh -c 'trap exit TERM; while :; do /bin/busybox sleep 1; done'
    # What an earlier run in a cluster that was kept left behind.
    kube delete namespace trustsweep people --ignore-not-found --wait
    kube apply -k "$here/fleet" --validate=false
    local workload
    for workload in pay/deployment/billing shop/deployment/catalog shop/deployment/search shop/deployment/storefront \
        ops/daemonset/exporter; do
        kube -n "${workload%%/*}" rollout status "${workload#*/}" --timeout 120s
    done
    kube -n shop wait pod/toolbox --for condition=Ready --timeout 60s
}

# token NAMESPACE ACCOUNT; kubeconfig_with FILE USER-FIELDS (a YAML flow mapping)
token() { kube -n "$1" create token "$2"; }
kubeconfig_with() {
    local server ca
    server=$(sed -n 's/.*server: "\([^"]*\)".*/\1/p' "$admin")
    ca=${3:-$pki/ca.crt}
    cat >"$1" <<CONFIG
apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: lab, cluster: {server: "${4:-$server}", certificate-authority: "$ca"${5:+, proxy-url: "$5"}}}]
users: [{name: tester, user: $2}]
contexts: [{name: lab, context: {cluster: lab, user: tester}}]
CONFIG
}

# with_portal MODE COMMAND…: portal.py's port is in $port while the command runs.
with_portal() {
    local mode=$1 process code=0
    shift
    rm -f "$work/portal"
    python3 "$here/cases/portal.py" "$mode" "$pki/apiserver.crt" "$pki/apiserver.key" >"$work/portal" &
    process=$!
    for _ in {1..100}; do [ -s "$work/portal" ] && break; sleep 0.1; done
    port=$(head -n 1 "$work/portal")
    ("$@") || code=$?
    kill "$process"
    [ $code -eq 0 ] || exit 1
}
