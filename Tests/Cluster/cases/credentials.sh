# shellcheck shell=bash disable=SC2034,SC2154
# Every way to say who one is. `reader` has the rights of Manifests/reader.yaml.

prepare_reader() {
    kube create namespace people --dry-run=client -o yaml | kube apply --validate=false -f - >/dev/null
    kube -n people create serviceaccount reader --dry-run=client -o yaml | kube apply --validate=false -f - >/dev/null
    kube apply --validate=false -f "$root/Manifests/reader.yaml" >/dev/null
    kube create clusterrolebinding people-reader --clusterrole trustsweep-reader --serviceaccount people:reader \
        --group people --dry-run=client -o yaml | kube apply --validate=false -f - >/dev/null
    full_report "$work/as-admin.json"
}
expect_full_report() {
    config=$1 program scan -A --exec never -o json "${@:2}" >"$work/as-reader.json"
    expect_same_findings "$work/as-admin.json" "$work/as-reader.json"
    jq -e '.coverage.gaps | length == 0' "$work/as-reader.json" >/dev/null || fail "$(jq -c .coverage.gaps "$work/as-reader.json")"
}

token_in_the_kubeconfig() {
    prepare_reader
    kubeconfig_with "$work/token.yaml" "{token: \"$(token people reader)\"}"
    expect_full_report "$work/token.yaml"
}
check "a token in the kubeconfig works" token_in_the_kubeconfig

token_file_relative_to_the_kubeconfig() {
    prepare_reader
    token people reader >"$work/reader.token"
    kubeconfig_with "$work/token-file.yaml" "{tokenFile: reader.token}"
    expect_full_report "$work/token-file.yaml"
}
check "a token file, relative to the kubeconfig, works" token_file_relative_to_the_kubeconfig

exec_plugin_that_prints_a_token() {
    prepare_reader
    token people reader >"$work/exec.token"
    cat >"$work/login" <<'PLUGIN'
#!/bin/sh
case $KUBERNETES_EXEC_INFO in *client.authentication.k8s.io/v1*) ;; *) echo "no exec info" >&2; exit 3 ;; esac
printf '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"}}\n' "$(cat "$TOKEN")"
PLUGIN
    chmod +x "$work/login"
    kubeconfig_with "$work/exec.yaml" "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, \
interactiveMode: Never, env: [{name: TOKEN, value: \"$work/exec.token\"}]}}"
    expect_full_report "$work/exec.yaml"
}
check "an exec plugin that prints a token works" exec_plugin_that_prints_a_token

exec_plugin_that_prints_a_client_certificate() {
    prepare_reader
    "$here/cluster" add-user alice people >/dev/null
    cat >"$work/certificate-login" <<PLUGIN
#!/bin/sh
jq -n --rawfile certificate "$pki/alice.crt" --rawfile key "$pki/alice.key" '{apiVersion: "client.authentication.k8s.io/v1beta1",
  kind: "ExecCredential", status: {clientCertificateData: \$certificate, clientKeyData: \$key}}'
PLUGIN
    chmod +x "$work/certificate-login"
    kubeconfig_with "$work/exec-certificate.yaml" \
        "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: \"$work/certificate-login\"}}"
    expect_full_report "$work/exec-certificate.yaml"
}
check "an exec plugin that prints a client certificate works" exec_plugin_that_prints_a_client_certificate

impersonation_has_the_rights_of_the_other() {
    prepare_reader
    expect_full_report "$admin" --as bob --as-group people
    expect_status 1 program scan -A --exec never --as bob >"$work/as-nobody" 2>&1
}
check "--as and --as-group have the rights of the other" impersonation_has_the_rights_of_the_other
