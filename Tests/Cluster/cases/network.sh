# shellcheck shell=bash disable=SC2034,SC2154
# What stands between the program and the API server.

scan_through_the_tunnel() {
    local user="{client-certificate: \"$pki/admin.crt\", client-key: \"$pki/admin.key\"}"
    kubeconfig_with "$work/tunnel.yaml" "$user" "$pki/ca.crt" "" "http://127.0.0.1:$port"
    # The address is an IP, and the certificate is to be checked for another of its names.
    sed -i 's/, proxy-url/, tls-server-name: kubernetes.default.svc, proxy-url/' "$work/tunnel.yaml"
    config=$work/tunnel.yaml program scan -A --exec never -o json >"$work/tunnel.json"
    expect_same_findings "$work/as-admin.json" "$work/tunnel.json"
    # Ten lists and more at once, over one HTTP/2 connection.
    [ "$(grep -c CONNECT "$work/portal")" = 1 ] || fail "more than one connection: $(tail -n +2 "$work/portal")"
}
proxy_and_server_name() {
    full_report "$work/as-admin.json"
    with_portal tunnel scan_through_the_tunnel
}
check "proxy-url and tls-server-name are used, and one HTTP/2 connection does" proxy_and_server_name
