# shellcheck shell=bash disable=SC2034,SC2154
# From a laptop: kubeconfig, table, JSON, gates, and as a plugin of kubectl.

table_names_the_broken_workload_its_reason_and_its_fix() {
    program scan -A --exec never >"$work/table" 2>"$work/table.errors"
    local words
    for words in pay Deployment/billing HIGH TS101 "ConfigMap pay/db-ca" "add DigiCert Global Root G2" CronJob/statements; do
        expect_in "$work/table" "$words"
    done
    expect_no_secret "$work/table" "$work/table.errors"
}
check "the table names the broken workload, its reason and its fix" table_names_the_broken_workload_its_reason_and_its_fix

json_has_the_verdict_of_every_workload() {
    full_report "$work/all.json"
    verdicts "$work/all.json" >"$work/verdicts"
    sort >"$work/expected" <<'VERDICTS'
ops DaemonSet/exporter low
pay CronJob/statements high
pay Deployment/billing high
pay StatefulSet/ledger unknown
shop Deployment/catalog low
shop Deployment/search low
shop Deployment/storefront low
shop Pod/toolbox not-applicable
VERDICTS
    cmp -s "$work/expected" "$work/verdicts" || fail "$(diff "$work/expected" "$work/verdicts" | grep '^[<>]' | tr '\n' ' ')"
    jq -e '[.namespaces[].workloads[] | select(.name == "billing").containers[].findings[]]
        | any(.code == "TS101" and .before == "connects-verified" and .after == "fails" and .basis == "evidence")' \
        "$work/all.json" >/dev/null || fail "billing has no TS101 by evidence"
    expect_no_secret "$work/all.json"
}
check "the JSON report has the verdict of every workload" json_has_the_verdict_of_every_workload

json_says_which_cluster_it_is_of() {
    full_report "$work/which.json"
    local uid
    uid=$(kube get namespace kube-system -o 'jsonpath={.metadata.uid}')
    jq -e --arg uid "$uid" --arg server "$(sed -n 's/.*server: "\([^"]*\)".*/\1/p' "$admin")" \
        '.schemaVersion == 1 and .cluster.uid == $uid and .cluster.server == $server and .cluster.context == "lab"
            and .cluster.version == "v1.20.2" and (.coverage.gaps | length == 0)' "$work/which.json" >/dev/null ||
        fail "$(jq -c '[.cluster, .coverage.gaps]' "$work/which.json")"
}
check "the JSON report says which cluster it is of, and has no gap" json_says_which_cluster_it_is_of

one_namespace_holds_nothing_of_another() {
    program scan -n shop --exec never -o json >"$work/shop.json"
    [ "$(jq -r '[.namespaces[].name] | join(",")' "$work/shop.json")" = shop ] || fail "$(jq -c '[.namespaces[].name]' "$work/shop.json")"
}
check "a scan of one namespace holds nothing of another" one_namespace_holds_nothing_of_another

pages_of_two_give_the_same_report() {
    full_report "$work/large-pages.json"
    program scan -A --exec never -o json --page-size 2 >"$work/small-pages.json"
    expect_same_findings "$work/large-pages.json" "$work/small-pages.json"
    jq -e '.coverage.gaps | length == 0' "$work/small-pages.json" >/dev/null || fail "small pages made gaps"
}
check "lists in pages of two give the same report" pages_of_two_give_the_same_report

high_is_exit_2_where_it_was_asked_for() {
    expect_status 0 program scan -A --exec never -o json >/dev/null
    expect_status 2 program scan -A --exec never -o json --fail-on high >"$work/gate.json" 2>"$work/gate.errors"
    jq -e '.summary.high == 2' "$work/gate.json" >/dev/null || fail "the report is not on stdout"
    [ "$(wc -l <"$work/gate.errors")" -eq 1 ] || fail "not one line on stderr: $(cat "$work/gate.errors")"
    expect_status 0 program scan -n shop --exec never --fail-on high >/dev/null
}
check "--fail-on high ends with 2 and one line of why" high_is_exit_2_where_it_was_asked_for

kubectl_finds_and_runs_the_plugin() {
    make -s -C "$root" install PREFIX="$work/usr" BIN="$bin"
    local program_path program=kubectl
    program_path=$work/usr/bin:$(dirname "$kubectl"):$PATH
    program plugin list >"$work/plugins" 2>&1 || true
    expect_in "$work/plugins" "$work/usr/bin/kubectl-trustsweep"
    program trustsweep -n shop --exec never -o json >"$work/plugin.json"
    program=$bin program scan -n shop --exec never -o json >"$work/direct.json"
    expect_same_findings "$work/plugin.json" "$work/direct.json"
    program trustsweep --help >"$work/plugin.help"
    expect_in "$work/plugin.help" "kubectl trustsweep"
}
check "kubectl finds the installed plugin and runs it" kubectl_finds_and_runs_the_plugin
