# shellcheck shell=bash disable=SC2034,SC2154
# A recorded cluster is a source like the live one.

dump_of_kubectl_gives_the_same_findings() {
    full_report "$work/live.json"
    kube get ns,deploy,sts,ds,job,cronjob,pods,cm -A -o yaml >"$work/dump.yaml"
    config='' program scan --from "$work/dump.yaml" -A -o json >"$work/dump.json"
    expect_same_findings "$work/live.json" "$work/dump.json"
    [ "$(jq -r .cluster.uid "$work/dump.json")" = "$(jq -r .cluster.uid "$work/live.json")" ] || fail "another cluster UID"
    expect_no_secret "$work/dump.json"
}
check "scan --from a dump of kubectl gives the findings of the live scan" dump_of_kubectl_gives_the_same_findings

snapshot_gives_the_same_findings_and_holds_no_secret() {
    full_report "$work/live.json"
    program snapshot "$work/snapshot" -A
    [ -s "$work/snapshot/cluster.json" ] || fail "no cluster.json"
    expect_no_secret "$work/snapshot"
    config='' program scan --from "$work/snapshot" -A -o json >"$work/snapshot.json"
    expect_same_findings "$work/live.json" "$work/snapshot.json"
    [ "$(jq -r .cluster.uid "$work/snapshot.json")" = "$(jq -r .cluster.uid "$work/live.json")" ] || fail "another cluster UID"
}
check "a snapshot gives the findings of the live scan and holds no secret" snapshot_gives_the_same_findings_and_holds_no_secret

broken_file_is_named_and_the_rest_is_scanned() {
    mkdir -p "$work/folder"
    kube -n pay get deploy,cm -o yaml >"$work/folder/good.yaml"
    printf 'kind: Deployment\n  spec: [unclosed\n' >"$work/folder/bad.yaml"
    config='' program scan --from "$work/folder" -A -o json >"$work/folder.json"
    jq -e '.coverage.gaps | any((.resource + .detail) | test("bad.yaml"))' "$work/folder.json" >/dev/null ||
        fail "no gap names bad.yaml: $(jq -c .coverage.gaps "$work/folder.json")"
    verdicts "$work/folder.json" | grep -q '^pay Deployment/billing high$' || fail "$(verdicts "$work/folder.json" | tr '\n' ' ')"
}
check "a broken file of a recording is named and the rest is scanned" broken_file_is_named_and_the_rest_is_scanned
