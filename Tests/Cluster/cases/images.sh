# shellcheck shell=bash disable=SC2034,SC2154
# Trust stores inside images, read by a command in one container of each image.

deploy_images() {
    local host=shop-prod.postgres.database.azure.com folder=$work/images store hash name
    local url="jdbc:postgresql://$host/app?sslmode=verify-full&sslrootcert=/srv/ca.pem"
    mkdir -p "$folder"/{plain,scratch,golang,liar,silent,openjdk,large}/{srv,etc/ssl/certs}
    cp "$roots/old-intermediates.pem" "$folder/plain/srv/ca.pem"
    cp "$roots/root-g2.pem" "$folder/scratch/srv/ca.pem"
    touch "$folder/scratch/no-tools"
    # As Debian lays it out: a bundle, and each certificate under the hash of its name.
    hash=$(openssl x509 -noout -hash -in "$roots/root-g2.pem")
    cp "$roots/root-g2.pem" "$folder/golang/etc/ssl/certs/$hash.0"
    cp "$roots/root-g2.pem" "$folder/golang/etc/ssl/certs/ca-certificates.crt"
    cp "$roots/root-g2.pem" "$folder/liar/srv/ca.pem"
    program_files "$folder/liar" /bin/dash /bin/sh
    program_files "$folder/silent" /bin/dash /bin/sh
    printf '#!/bin/busybox sh\n/bin/busybox head -c 100 "$@"\n' >"$folder/liar/bin/cat"
    cp "$roots/root-g2.pem" "$folder/silent/srv/ca.pem"
    printf '#!/bin/busybox sh\nexec /bin/busybox sleep 600\n' >"$folder/silent/bin/cat"
    chmod 755 "$folder/liar/bin/cat" "$folder/silent/bin/cat"
    store=$folder/openjdk/opt/java/openjdk/lib/security
    mkdir -p "$store"
    keytool -importcert -noprompt -storetype JKS -storepass changeit -alias root -file "$roots/root-g2.pem" \
        -keystore "$store/cacerts" 2>/dev/null
    printf 'JAVA_VERSION="17.0.9"\n' >"$folder/openjdk/opt/java/openjdk/release"
    printf 'PRETTY_NAME="Lab Linux 1"\nID=lab\n' >"$folder/golang/etc/os-release"
    # The same files in images of their own: no container that runs elsewhere tells of them.
    for name in apart crashing; do
        cp -r "$folder/plain" "$folder/$name"
        touch "$folder/$name/$name"
    done
    for name in plain scratch golang liar silent openjdk apart crashing; do image "$name:1" "$folder/$name"; done
    kube delete namespace images closed --ignore-not-found --wait
    kube create namespace images
    kube create namespace closed
    {
        workload first plain:1 4 "$url"
        workload second plain:1 3 "$url"
        workload bare scratch:1 2 "$url"
        workload system golang:1 3 "postgres://app@$host/app?sslmode=verify-full"
        workload liar liar:1 1 "$url"
        workload silent silent:1 1 "$url"
        workload crashing crashing:1 1 "$url" 'command: [/bin/busybox, "false"]'
        workload java openjdk:1 2 \
            "jdbc:postgresql://$host/app?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
        workload user plain:1 2 "$url" 'securityContext: {runAsUser: 10001, readOnlyRootFilesystem: true}'
        namespace=closed workload hidden plain:1 1 "$url"
        namespace=closed workload apart apart:1 1 "$url"
    } | kube apply --validate=false -f -
    for name in first second bare system liar silent java user; do
        kube -n images rollout status "deployment/$name" --timeout 120s
    done
    kube -n closed rollout status deployment/hidden --timeout 120s
    kube -n closed rollout status deployment/apart --timeout 120s
}

stores_of_images_are_read() {
    deploy_images >"$work/images.log" 2>&1 || fail "$(tail -n 3 "$work/images.log")"
    can_sweep sweeper images --verb=create,get --resource=pods/exec >"$work/images.log" 2>&1 || fail "$(tail -n 1 "$work/images.log")"
    config=$(cat "$work/sweeper") program scan -n images -n closed --exec-timeout 8s -o json >"$work/images.json" \
        2>"$work/images.errors" || true
    local name
    for name in first second user hidden; do
        store_of "$work/images.json" "$name" | jq -r '.certificates[].sha256' | sort >"$work/read"
        fingerprints "$roots/old-intermediates.pem" >"$work/real"
        cmp -s "$work/read" "$work/real" || fail "$name: $(store_of "$work/images.json" "$name" | head -c 400)"
        store_of "$work/images.json" "$name" | jq -e '.evidence.via == "exec" and .complete' >/dev/null || fail "$name has no evidence"
    done
    for name in system java; do
        store_of "$work/images.json" "$name" | jq -r '.certificates[].sha256' >"$work/read"
        fingerprints "$roots/root-g2.pem" >"$work/real"
        cmp -s "$work/read" "$work/real" || fail "$name: $(store_of "$work/images.json" "$name" | head -c 400)"
    done
    jq -e '.scope.exec == "auto" and .scope.imagesRead == 4' "$work/images.json" >/dev/null ||
        fail "$(jq -c '[.scope, .coverage.gaps]' "$work/images.json")"
}
check "stores inside images are those of the files, by one command an image" stores_of_images_are_read

facts_of() { jq -r --arg name "$2" '[.namespaces[].workloads[] | select(.name == $name).containers[].facts[] | "\(.name)=\(.value)"] | join(",")' "$1"; }

versions_come_along() {
    [ "$(facts_of "$work/images.json" system)" = "os=Lab Linux 1,os-id=lab" ] || fail "system: $(facts_of "$work/images.json" system)"
    [ "$(facts_of "$work/images.json" java)" = java=17.0.9 ] || fail "java: $(facts_of "$work/images.json" java)"
    store_of "$work/images.json" system |
        jq -e '.evidence | .path == "/etc/ssl/certs/ca-certificates.crt" and (.changed | endswith("Z"))' >/dev/null ||
        fail "$(store_of "$work/images.json" system | jq -c .evidence)"
}
check "the versions that an image tells stand beside its stores" versions_come_along

each_failure_has_its_reason() {
    local expected
    for expected in bare=no_shell liar=incomplete silent=timeout crashing=not_running apart=forbidden; do
        [ "$(reason_of "$work/images.json" "${expected%=*}")" = "${expected#*=}" ] ||
            fail "$expected: $(jq -c .coverage.gaps "$work/images.json")"
    done
    jq -e '[.namespaces[].workloads[] | select(.name == "bare" or .name == "liar" or .name == "silent" or .name == "crashing"
            or .name == "apart").verdict] | all(. == "unknown") and length == 5' "$work/images.json" >/dev/null || fail "what was not read has a verdict"
}
check "what could not be read in a container is unknown, with its reason" each_failure_has_its_reason

each_image_is_asked_once() {
    local before after
    before=$(execs_of sweeper | wc -l)
    config=$(cat "$work/sweeper") program scan -n images --exec-timeout 8s -o json >"$work/again.json" 2>/dev/null || true
    after=$(execs_of sweeper | wc -l)
    # plain as root and as another user, scratch, golang, openjdk, liar, silent: 18 pods that run.
    [ $((after - before)) -eq 7 ] || fail "$((after - before)) commands instead of 7"
}
check "18 pods over 7 images and users are 7 commands" each_image_is_asked_once

what_is_known_is_not_asked_again() {
    local before after
    for name in first second; do
        before=$(execs_of sweeper | wc -l)
        cache=$work/cache config=$(cat "$work/sweeper") program scan -n images --exec-timeout 8s -o json >"$work/$name.json" \
            2>/dev/null || true
    done
    after=$(execs_of sweeper | wc -l)
    # Those without a shell, with a lie and without an answer are tried again.
    [ $((after - before)) -eq 3 ] || fail "$((after - before)) commands instead of 3"
    jq -e '.scope.imagesKnown == 4' "$work/second.json" >/dev/null || fail "$(jq -c .scope "$work/second.json")"
    for name in first second; do
        jq -c '[.namespaces[].workloads[] | {name, verdict, stores: [.containers[].findings[].stores]}]' "$work/$name.json" >"$work/$name.stores"
    done
    cmp -s "$work/first.stores" "$work/second.stores" || fail "$(diff "$work/first.stores" "$work/second.stores" | head -c 400)"
    ! grep -rq 'PRIVATE KEY' "$work/cache" || fail "a key is in the cache"
}
check "a second sweep runs no command for what it knows" what_is_known_is_not_asked_again

without_the_right_it_is_a_gap() {
    can_sweep reader-without-exec images >"$work/images.log" 2>&1 || fail "$(tail -n 1 "$work/images.log")"
    config=$(cat "$work/reader-without-exec") program scan -n images -o json >"$work/denied-exec.json" 2>/dev/null || true
    [ "$(reason_of "$work/denied-exec.json" first)" = forbidden ] || fail "$(jq -c .coverage.gaps "$work/denied-exec.json")"
    kube delete namespace images closed --wait=false
}
check "without the right to exec the stores are a gap" without_the_right_it_is_a_gap
