# shellcheck shell=bash disable=SC2034,SC2154
# What bad input gets: one `error:` line, one `hint:` line, nothing on stdout, exit 1, no secret.

# expect_error WORDS [FLAG…]: WORDS is an extended regular expression that the error line must match.
expect_error() {
    local words=$1
    shift
    expect_status 1 program scan -A --exec never "$@" >"$work/out" 2>"$work/err"
    [ ! -s "$work/out" ] || fail "stdout is not empty: $(head -c 300 "$work/out")"
    [ "$(wc -l <"$work/err")" -eq 2 ] || fail "not two lines on stderr: $(head -c 600 "$work/err")"
    sed -n 1p "$work/err" | grep -qE '^error: ' || fail "no error line: $(cat "$work/err")"
    sed -n 2p "$work/err" | grep -qE '^hint: .{10,}' || fail "no hint line: $(cat "$work/err")"
    sed -n 1p "$work/err" | grep -qiE -- "$words" || fail "the error does not say $words: $(sed -n 1p "$work/err")"
    expect_no_secret "$work/err"
}

no_kubeconfig() { config='' expect_error 'kubeconfig'; }
check "no kubeconfig" no_kubeconfig

unknown_context() { expect_error 'context.*"?nowhere' --context nowhere; }
check "unknown context" unknown_context

wrong_ca() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stranger -keyout "$work/stranger.key" -out "$work/stranger.crt" 2>/dev/null
    kubeconfig_with "$work/wrong-ca.yaml" "{client-certificate: \"$pki/admin.crt\", client-key: \"$pki/admin.key\"}" "$work/stranger.crt"
    config=$work/wrong-ca.yaml expect_error 'certificate'
}
check "wrong CA" wrong_ca

expired_client_certificate() {
    openssl req -newkey rsa:2048 -nodes -subj /O=people/CN=late -keyout "$work/late.key" -out "$work/late.csr" 2>/dev/null
    mkdir -p "$work/ca"
    : >"$work/ca/index"
    cat >"$work/ca/config" <<CONFIG
[ca]
default_ca = lab
[lab]
database = $work/ca/index
new_certs_dir = $work/ca
rand_serial = yes
policy = any
x509_extensions = client
[any]
organizationName = optional
commonName = supplied
[client]
extendedKeyUsage = clientAuth
CONFIG
    openssl ca -batch -notext -config "$work/ca/config" -cert "$pki/ca.crt" -keyfile "$pki/ca.key" -md sha256 \
        -startdate 20200101000000Z -enddate 20210101000000Z -in "$work/late.csr" -out "$work/late.crt" 2>/dev/null
    kubeconfig_with "$work/late.yaml" "{client-certificate: \"$work/late.crt\", client-key: \"$work/late.key\"}"
    config=$work/late.yaml expect_error 'certificate.*expired|expired.*certificate'
}
check "expired client certificate" expired_client_certificate

invalid_token() {
    kubeconfig_with "$work/invalid-token.yaml" "{token: canary-7f3a-token}"
    config=$work/invalid-token.yaml expect_error '401|unauthorized|not authenticated|credential'
}
check "invalid token" invalid_token

# A token of the cluster's own signer, past its end.
expired_token() {
    base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
    local head body signature
    head=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url)
    body=$(printf '%s' '{"iss":"https://kubernetes.default.svc","aud":["https://kubernetes.default.svc"],"sub":"system:serviceaccount:shop:default",' \
        '"iat":1577836800,"nbf":1577836800,"exp":1577840400,"kubernetes.io":{"namespace":"shop","serviceaccount":{"name":"default","uid":"0"}}}' | base64url)
    signature=$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -sign "$pki/tokens.key" -binary | base64url)
    kubeconfig_with "$work/expired-token.yaml" "{token: $head.$body.$signature}"
    config=$work/expired-token.yaml expect_error '401|unauthorized|not authenticated|credential'
    ! grep -qF "$signature" "$work/err" || fail "the token came out"
}
check "expired token" expired_token

refused_connection() {
    kubeconfig_with "$work/refused.yaml" "{token: x}" "$pki/ca.crt" https://127.0.0.1:1
    config=$work/refused.yaml expect_error '127\.0\.0\.1:1.*refused|refused.*127\.0\.0\.1:1'
}
check "refused connection" refused_connection

html_instead_of_kubernetes() {
    kubeconfig_with "$work/portal.yaml" "{token: canary-7f3a-token}" "$pki/ca.crt" "https://127.0.0.1:$port"
    config=$work/portal.yaml expect_error 'html|not.*kubernetes'
}
portal_answers_html() { with_portal server html_instead_of_kubernetes; }
check "a server that answers HTML" portal_answers_html

html_from_the_proxy() {
    kubeconfig_with "$work/proxy.yaml" "{token: canary-7f3a-token}" "$pki/ca.crt" "" "http://127.0.0.1:$port"
    config=$work/proxy.yaml expect_error 'proxy'
}
proxy_answers_html() { with_portal proxy html_from_the_proxy; }
check "a proxy that answers HTML" proxy_answers_html

malformed_kubeconfig() {
    printf 'apiVersion: v1\nkind: Config\nusers:\n- name: x\n  user: {token: canary-7f3a-yaml\nclusters: [\n' >"$work/malformed.yaml"
    config=$work/malformed.yaml expect_error 'malformed\.yaml'
}
check "malformed kubeconfig" malformed_kubeconfig

missing_exec_plugin() {
    kubeconfig_with "$work/missing-plugin.yaml" "{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login, \
interactiveMode: Never, installHint: install no-such-login from the shelf}}"
    config=$work/missing-plugin.yaml expect_error 'no-such-login'
    sed -n 2p "$work/err" | grep -q 'from the shelf' || fail "the install hint is not shown: $(cat "$work/err")"
}
check "missing exec plugin" missing_exec_plugin
