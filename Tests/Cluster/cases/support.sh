# shellcheck shell=bash disable=SC2034,SC2154
# What the cases share: the program under test, kubectl, the fleet, and words for what is expected.

# The program sees a home of its own and none of the caller's settings; verdicts are for a fixed day.
config=$admin
program() {
    # What one case read must not answer another one, unless it says so.
    local known=TRUSTSWEEP_NO_CACHE=true
    [ -z "${cache:-}" ] || known=XDG_CACHE_HOME=$cache
    env -i PATH="${program_path:-$PATH}" HOME="$work/home" TRUSTSWEEP_AS_OF=2026-06-01 "$known" \
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
    "$here/cluster" import-image docker.io/lab/app:1 "$work/app" "${forever[@]}"
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

# --- stores inside images ----------------------------------------------------------------------------------------------

roots=$here/fleet/pem

# first_certificates N: that many of this machine's own bundle, so that no two stores need be the same.
first_certificates() { awk -v most="$1" '/BEGIN CERTIFICATE/ {n++} n <= most' /etc/ssl/certs/ca-certificates.crt; }

# What a container without work of its own runs; it ends when it is told to.
forever=(/bin/busybox sh -c 'trap exit TERM; while :; do /bin/busybox sleep 1; done')

# busybox_files FOLDER: busybox with the commands that the script uses; what is in the folder already stays.
busybox_files() {
    local tool
    mkdir -p "$1/bin" "$1/tmp"
    cp /bin/busybox "$1/bin/busybox"
    [ ! -e "$1/no-tools" ] || return 0
    for tool in sh cat wc readlink sha256sum sed stat sleep; do
        [ -e "$1/bin/$tool" ] || ln -s busybox "$1/bin/$tool"
    done
}

# image NAME FOLDER: an image of the folder with busybox in it.
image() {
    busybox_files "$2"
    "$here/cluster" import-image "docker.io/lab/$1" "$2" "${forever[@]}"
}

# program_files FOLDER FILE [PATH]: a program of this machine, under another path or its own, with the libraries it needs.
program_files() {
    mkdir -p "$1$(dirname "${3:-$2}")"
    cp -L "$2" "$1${3:-$2}"
    libraries "$1" "$2"
}

# libraries FOLDER FILE…: the libraries that any of the files needs.
libraries() {
    local folder=$1 library
    shift
    for library in $(ldd "$@" 2>/dev/null | grep -oE '/[^ ]+ \(' | tr -d '( ' | sort -u); do
        [ -e "$folder$library" ] && continue
        mkdir -p "$folder$(dirname "$library")"
        cp -L "$library" "$folder$library"
    done
}

# workload NAME IMAGE REPLICAS URL [MORE-CONTAINER-YAML]: a Deployment in $namespace, with the variables of $env and the
# fields of $pod (YAML) too.
# IMAGE is one that was imported, or a whole reference to one in a registry.
workload() {
    local image=docker.io/lab/$2 policy=Never
    [[ $2 != */* ]] || image=$2 policy=IfNotPresent
    cat <<YAML
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: $1, namespace: ${namespace:-images}}
spec:
  replicas: $3
  selector: {matchLabels: {app: $1}}
  template:
    metadata: {labels: {app: $1}}
    spec:
      terminationGracePeriodSeconds: 0
      ${pod:-}
      containers:
      - name: app
        image: $image
        imagePullPolicy: $policy
        env: [{name: DATABASE_URL, value: "$4"}${env:+, $env}]
        ${5:-}
YAML
}

# The first store of a workload's first finding.
store_of() { jq -c --arg name "$2" '[.namespaces[].workloads[] | select(.name == $name).containers[].findings[].stores[]][0]' "$1"; }
fingerprints() { # FILE: as OpenSSL prints them
    rm -f "$work"/one-*
    awk -v folder="$work" '/BEGIN CERTIFICATE/ {n++} n {print > (folder "/one-" n)}' "$1"
    local one
    for one in "$work"/one-*; do openssl x509 -noout -fingerprint -sha256 -in "$one"; done |
        sed 's/.*=//; s/://g' | tr 'A-F' 'a-f' | sort
}
# expect_store REPORT WORKLOAD VIA FILE…: the certificates of the store that was read so are those of the files together,
# as OpenSSL lists them; keytool those of a cacerts.
expect_store() {
    local report=$1 name=$2 via=$3
    shift 3
    jq -r --arg name "$name" --arg via "$via" '[.namespaces[].workloads[] | select(.name == $name) | .containers[].findings[]
        .stores[] | select(.evidence.via == $via and .complete) | .certificates] | unique |
        if length == 1 then .[0][].sha256 else "\(length) stores of \($name) by \($via)" end' "$report" | sort >"$work/read"
    if [[ $1 == */cacerts ]]; then
        keytool -list -keystore "$1" -storepass changeit 2>/dev/null | sed -n 's/^Certificate fingerprint (SHA-256): //p' |
            tr -d : | tr 'A-F' 'a-f' | sort >"$work/real"
    else
        awk 1 "$@" >"$work/together"
        fingerprints "$work/together" | sort -u >"$work/real"
    fi
    cmp -s "$work/read" "$work/real" ||
        fail "$name: $(wc -l <"$work/read") certificates, not $(wc -l <"$work/real"): $(diff "$work/read" "$work/real" | head -n 5)"
}

reason_of() { jq -r --arg name "Deployment/$2 app" '[.coverage.gaps[] | select(.resource == $name).reason] | join(",")' "$1"; }

# can_sweep NAME NAMESPACE RULE…: a user with the rights of a scan, and in that namespace with the others that are given.
can_sweep() {
    local name=$1 namespace=$2
    shift 2
    "$here/cluster" add-user "$name" >"$work/$name"
    kube delete clusterrolebinding "$name" --ignore-not-found
    kube delete clusterrole "$name" "$name-more" --ignore-not-found
    kube create clusterrole "$name" --verb=get,list \
        --resource=namespaces,pods,configmaps,replicationcontrollers,deployments.apps,statefulsets.apps,daemonsets.apps,replicasets.apps,jobs.batch,cronjobs.batch
    kube create clusterrolebinding "$name" --clusterrole="$name" --user="$name"
    [ $# -eq 0 ] && return
    kube create clusterrole "$name-more" "$@"
    kube -n "$namespace" create rolebinding "$name-more" --clusterrole="$name-more" --user="$name"
}

# execs_of USER: one line a command that was asked for, `namespace pod`. The API server writes it when a session ends.
execs_of() {
    jq -r --arg user "$1" 'select(.objectRef.subresource == "exec" and .user.username == $user) |
        [.auditID, .objectRef.namespace, .objectRef.name] | join(" ")' "$TESTCLUSTER_DIR/audit.log" | sort -u | cut -d' ' -f2- | sort
}
