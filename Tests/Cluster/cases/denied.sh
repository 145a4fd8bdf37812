# shellcheck shell=bash disable=SC2034,SC2154
# Less than all rights: a limited report, and nothing green by accident.

account_of_one_namespace_gets_a_limited_report() {
    kube apply --validate=false -n shop -f "$root/Manifests/namespaced.yaml" >/dev/null
    kube -n shop create serviceaccount limited --dry-run=client -o yaml | kube apply --validate=false -f - >/dev/null
    kube -n shop create rolebinding limited --role trustsweep-reader --serviceaccount shop:limited \
        --dry-run=client -o yaml | kube apply --validate=false -f - >/dev/null
    kubeconfig_with "$work/limited.yaml" "{token: \"$(token shop limited)\"}"
    touch "$TESTCLUSTER_DIR/audit.log"
    local before
    before=$(wc -l <"$TESTCLUSTER_DIR/audit.log")
    config=$work/limited.yaml expect_status 0 program scan -n shop --exec never -o json >"$work/limited.json"
    full_report "$work/everything.json"
    jq '.namespaces |= map(select(.name == "shop"))' "$work/everything.json" >"$work/shop-of-all.json"
    expect_same_findings "$work/shop-of-all.json" "$work/limited.json"
    tail -n +$((before + 1)) "$TESTCLUSTER_DIR/audit.log" |
        jq -c 'select(.user.username == "system:serviceaccount:shop:limited")' >"$work/limited.requests"
    [ "$(jq -c 'select(.verb == "list")' "$work/limited.requests" | wc -l)" -ge 8 ] || fail "too few lists in the audit log"
    jq -c 'select(.verb == "list" and (.objectRef.namespace // "") == "") | .requestURI' "$work/limited.requests" >"$work/limited.wide"
    [ ! -s "$work/limited.wide" ] || fail "asked for lists of the whole cluster: $(tr '\n' ' ' <"$work/limited.wide")"
    jq -c 'select(.verb != "list" and .verb != "get") | .requestURI' "$work/limited.requests" >"$work/limited.writes"
    [ ! -s "$work/limited.writes" ] || fail "not read-only: $(cat "$work/limited.writes")"
}
check "an account of one namespace gets a limited report and asks for nothing else" account_of_one_namespace_gets_a_limited_report

# denied KIND: the reader's role without that one resource.
denied() {
    local kind=$1
    kube apply --validate=false -f "$root/Manifests/reader.yaml" >/dev/null
    kube get clusterrole trustsweep-reader -o json |
        jq --arg kind "$kind" '.metadata = {name: "without-\($kind)"} | .rules[].resources -= [$kind] | .rules |= map(select(.resources != []))' |
        kube apply --validate=false -f - >/dev/null
    kube create clusterrolebinding "without-$kind" --clusterrole "without-$kind" --user "without-$kind" \
        --dry-run=client -o yaml | kube apply --validate=false -f - >/dev/null
    config=$("$here/cluster" add-user "without-$kind")
    expect_status 0 program scan -A --exec never -o json >"$work/without-$kind.json"
    jq -e --arg kind "$kind" '.coverage.gaps | any(.resource == $kind and .reason == "forbidden")' "$work/without-$kind.json" >/dev/null ||
        fail "no gap names $kind: $(jq -c .coverage.gaps "$work/without-$kind.json")"
    jq -e '.coverage.percent < 100' "$work/without-$kind.json" >/dev/null || fail "coverage is 100 % with $kind denied"
    full_report "$work/everything.json"
    # A verdict may get worse or unknown; it may not become low, nor not-applicable, nor may a new row be either.
    comm -13 <(config=$admin verdicts "$work/everything.json") <(verdicts "$work/without-$kind.json") |
        grep -E ' (low|not-applicable)$' >"$work/green" && fail "green by accident: $(tr '\n' ' ' <"$work/green")"
    expect_status 3 program scan -A --exec never --min-coverage 100 >/dev/null
}
pods_denied() { denied pods; }
deployments_denied() { denied deployments; }
configmaps_denied() {
    denied configmaps
    verdicts "$work/without-configmaps.json" >"$work/without-configmaps"
    expect_in "$work/without-configmaps" "pay Deployment/billing unknown"
    expect_in "$work/without-configmaps" "shop Deployment/search unknown"
}
cronjobs_denied() { denied cronjobs; }
check "with pods denied nothing is green by accident" pods_denied
check "with deployments denied nothing is green by accident" deployments_denied
check "with ConfigMaps denied what they hold is unknown" configmaps_denied
check "with CronJobs denied nothing is green by accident" cronjobs_denied

nothing_readable_is_exit_1() {
    config=$("$here/cluster" add-user nobody)
    expect_status 1 program scan -A --exec never >"$work/nothing" 2>"$work/nothing.errors"
    [ ! -s "$work/nothing" ] || fail "stdout is not empty"
    expect_in "$work/nothing.errors" "error: "
}
check "an account without any right ends with 1" nothing_readable_is_exit_1
