# shellcheck shell=bash disable=SC2034,SC2154
# Trust stores of images made of real things: what is reported equals what OpenSSL and keytool read of the very files.

fleet=$work/evidence
bundle=/etc/ssl/certs/ca-certificates.crt
python_packages=/opt/venv/lib/python3.11/site-packages

# debian FOLDER [PACKAGE…]: Debian's layout with a shell, what a shell needs, the system's store, and the packages' files.
debian() {
    local folder=$1 tool
    shift
    mkdir -p "$folder"/usr/{bin,sbin,lib,lib64} "$folder"/{etc/ssl,usr/lib/ssl,tmp}
    for tool in bin sbin lib lib64; do ln -s "usr/$tool" "$folder/$tool"; done
    program_files "$folder" /bin/dash /bin/sh
    for tool in cat wc readlink sha256sum sleep; do program_files "$folder" /usr/bin/$tool; done
    cp -a /etc/ssl/certs "$folder/etc/ssl/certs"
    for tool in certs private openssl.cnf; do ln -s "/etc/ssl/$tool" "$folder/usr/lib/ssl/$tool"; done
    package_files "$folder" ca-certificates "$@"
}

# package_files FOLDER PACKAGE…: the files of packages that are installed on this machine, without their documentation.
package_files() {
    local folder=$1 file
    shift
    dpkg -L "$@" | grep -vE '^/usr/share/(doc|man|locale|lintian)|^package diverts' | while read -r file; do
        [ -d "$file" ] && [ ! -L "$file" ] || [ ! -e "$file" ] || echo "${file#/}"
    done | tar -C / -c -T - | tar -C "$folder" -x --keep-directory-symlink
}

make_fleet() {
    local java objects certifi node folder
    rm -rf "$fleet"
    debian "$fleet/debian"

    # As Alpine lays it out: the bundle, and OpenSSL's file as a link to it.
    mkdir -p "$fleet/alpine/etc/ssl/certs"
    first_certificates 40 >"$fleet/alpine/etc/ssl/certs/ca-certificates.crt"
    ln -s certs/ca-certificates.crt "$fleet/alpine/etc/ssl/cert.pem"

    debian "$fleet/openjdk" openjdk-17-jre-headless
    java=$(dpkg -L openjdk-17-jre-headless | grep -E '/bin/java$')
    [ -s "$fleet/openjdk/etc/ssl/certs/java/cacerts" ] || fail "this machine has no cacerts of Debian's"
    mapfile -t objects < <(find "${java%/bin/java}/lib" -name '*.so')
    libraries "$fleet/openjdk" "$java" "${objects[@]}"

    certifi=$("$root/Tests/Conformance/clients" python 3.11 certifi==2025.11.12) || fail "certifi could not be installed"
    debian "$fleet/python" python3.11-minimal libpython3.11-minimal libpython3.11-stdlib
    libraries "$fleet/python" /usr/bin/python3.11 /usr/lib/python3.11/lib-dynload/*.so
    mkdir -p "$fleet/python$python_packages"
    cp -r "$("$certifi" -c 'import certifi, os; print(os.path.dirname(certifi.where()))')" "$fleet/python$python_packages/certifi"

    node=$("$root/Tests/Conformance/clients" node 20.18.0) || fail "node could not be installed"
    debian "$fleet/node"
    program_files "$fleet/node" "$node" /usr/local/bin/node
    mkdir -p "$fleet/node/srv"
    first_certificates 3 >"$fleet/node/srv/ca.pem"

    mkdir -p "$fleet/readonly/srv"
    first_certificates 5 >"$fleet/readonly/srv/ca.pem"

    # One static binary, and no more: what both images without a shell are built on.
    mkdir -p "$fleet/static/usr/local/bin"
    printf '#include <unistd.h>\nint main(void) { for (;;) pause(); }\n' >"$fleet/pause.c"
    "$(command -v clang || command -v cc)" -static -O -o "$fleet/static/usr/local/bin/pause" "$fleet/pause.c"
    mkdir -p "$fleet/distroless/etc/ssl/certs" "$fleet"/{scratch,liar,silent,crashing,closed,moved}/srv
    first_certificates 80 >"$fleet/distroless/etc/ssl/certs/ca-certificates.crt"
    first_certificates 7 >"$fleet/scratch/srv/ca.pem"
    first_certificates 9 >"$fleet/liar/srv/ca.pem"
    first_certificates 11 >"$fleet/silent/srv/ca.pem"
    first_certificates 13 >"$fleet/crashing/srv/ca.pem"
    first_certificates 15 >"$fleet/closed/srv/ca.pem"
    first_certificates 17 >"$fleet/moved/srv/ca.pem"
    for folder in liar silent; do program_files "$fleet/$folder" /bin/dash /bin/sh; done
    mkdir -p "$fleet/liar/bin" "$fleet/silent/bin"
    printf '#!/bin/busybox sh\n/bin/busybox head -c 100 "$@"\n' >"$fleet/liar/bin/cat"
    printf '#!/bin/busybox sh\nexec /bin/busybox sleep 600\n' >"$fleet/silent/bin/cat"
    chmod 755 "$fleet/liar/bin/cat" "$fleet/silent/bin/cat"
}

# Six images are imported, and seven come out of a registry, where those that tell nothing themselves are asked for again.
deploy_evidence() {
    local host=shop-prod.postgres.database.azure.com java registry name images
    local named="postgres://app@$host/app?sslmode=verify-full&sslrootcert=/srv/ca.pem"
    local system="postgres://app@$host/app?sslmode=verify-full"
    make_fleet
    java=$(dpkg -L openjdk-17-jre-headless | grep -E '/bin/java$')
    "$here/cluster" import-image docker.io/lab/golang:bookworm "$fleet/debian" sleep 2147483647
    image golang:alpine "$fleet/alpine"
    # A registry is a Java process that never ends.
    "$here/cluster" import-image docker.io/lab/openjdk:17-jre "$fleet/openjdk" "$java" -Xmx32m \
        -m java.rmi/sun.rmi.registry.RegistryImpl
    # Would end at once where the store could not be loaded.
    "$here/cluster" import-image docker.io/lab/python:3.11 "$fleet/python" python3.11 -c "import sys, ssl, time
sys.path.append('$python_packages')
import certifi
ssl.create_default_context(cafile=certifi.where())
time.sleep(2**31)"
    "$here/cluster" import-image docker.io/lab/node:20 "$fleet/node" node -e \
        'require("tls").createSecureContext(); setInterval(() => 0, 1000000)'
    image readonly:1 "$fleet/readonly"
    busybox_files "$fleet/busybox"
    registry=$("$here/cluster" registry)
    python3 "$here/push.py" "$registry" lab/golang:distroless "$fleet/static,$fleet/distroless" \
        "SSL_CERT_FILE=$bundle" -- pause
    python3 "$here/push.py" "$registry" lab/golang:moved "$fleet/busybox,$fleet/moved" \
        "SSL_CERT_FILE=/srv/ca.pem" -- "${forever[@]}"
    python3 "$here/push.py" "$registry" lab/scratch:1 "$fleet/static,$fleet/scratch" -- pause
    for name in liar silent crashing closed; do
        python3 "$here/push.py" "$registry" "lab/$name:1" "$fleet/busybox,$fleet/$name" -- "${forever[@]}"
    done
    kube delete namespace evidence evidence-closed --ignore-not-found --wait
    kube create namespace evidence
    kube create namespace evidence-closed
    {
        namespace=evidence
        workload debian golang:bookworm 2 "$system"
        # Of another driver, and of the same image: nothing more is fetched for it.
        workload debian-again golang:bookworm 2 "postgresql+psycopg2://app@$host/app?sslmode=verify-full&sslrootcert=$bundle"
        workload alpine golang:alpine 4 "$system"
        workload jre openjdk:17-jre 2 \
            "jdbc:postgresql://$host/app?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
        workload python python:3.11 3 \
            "postgresql+asyncpg://app@$host/app?sslmode=verify-full&sslrootcert=$python_packages/certifi/cacert.pem"
        env='{name: NODE_EXTRA_CA_CERTS, value: /srv/ca.pem}' workload node node:20 2 "$system"
        # Its image names another store than the system's.
        workload moved "$registry/lab/golang:moved" 2 "$system"
        workload distroless "$registry/lab/golang:distroless" 3 "$system"
        workload scratch "$registry/lab/scratch:1" 3 "$named"
        workload readonly readonly:1 4 "$named" 'securityContext: {runAsUser: 10001, readOnlyRootFilesystem: true}'
        workload liar "$registry/lab/liar:1" 2 "$named"
        workload silent "$registry/lab/silent:1" 1 "$named"
        workload crashing "$registry/lab/crashing:1" 2 "$named" 'command: [/bin/busybox, "false"]'
        namespace=evidence-closed workload closed "$registry/lab/closed:1" 3 "$named"
    } | kube apply --validate=false -f -
    for name in debian debian-again alpine jre python node distroless scratch readonly liar silent moved; do
        kube -n evidence rollout status "deployment/$name" --timeout 180s
    done
    kube -n evidence-closed rollout status deployment/closed --timeout 60s
    # Until its first container has ended, it is one that begins.
    for _ in {1..60}; do
        images=$(kube -n evidence get pods -l app=crashing -o 'jsonpath={.items[*].status.containerStatuses[*].imageID}')
        [ "$(wc -w <<<"$images")" = 2 ] && break
        sleep 1
    done
}

# sweep_evidence REPORT [FLAG…]
sweep_evidence() {
    local report=$1
    shift
    config=$(cat "$work/collector") program scan -n evidence -n evidence-closed --exec-timeout 10s "$@" -o json \
        >"$report" 2>"$report.errors" || true
    [ -s "$report" ] || fail "$(cat "$report.errors")"
}

stores_read_in_containers() {
    local -A files=(
        [alpine]=alpine/etc/ssl/cert.pem [jre]=openjdk/etc/ssl/certs/java/cacerts [node]=node/srv/ca.pem
        [python]=python$python_packages/certifi/cacert.pem [readonly]=readonly/srv/ca.pem [moved]=moved/srv/ca.pem
    )
    local name report=$1
    for name in debian debian-again; do
        expect_store "$report" "$name" exec "$fleet/debian$bundle" "$fleet"/debian/etc/ssl/certs/*.[0-9]
    done
    for name in "${!files[@]}"; do expect_store "$report" "$name" exec "$fleet/${files[$name]}"; done
}

evidence_equals_the_files() {
    deploy_evidence
    can_sweep collector evidence --verb=create,get --resource=pods/exec
    sweep_evidence "$work/evidence.json"
    stores_read_in_containers "$work/evidence.json"
    local pods
    pods=$({ kube -n evidence get pods -o name; kube -n evidence-closed get pods -o name; } | wc -l)
    [ "$pods" -ge 30 ] || fail "$pods pods"
}
check "stores of real images equal their files, to the last certificate" evidence_equals_the_files

evidence_has_its_reasons() {
    jq -r '.coverage.gaps[] | select(.resource | startswith("Deployment/")) | "\(.resource)=\(.reason)"' "$work/evidence.json" |
        sort >"$work/read"
    sort >"$work/real" <<'REASONS'
Deployment/closed app=forbidden
Deployment/crashing app=not_running
Deployment/distroless app=no_shell
Deployment/liar app=incomplete
Deployment/scratch app=no_shell
Deployment/silent app=timeout
REASONS
    cmp -s "$work/read" "$work/real" || fail "$(diff "$work/read" "$work/real")"
    jq -e '[.namespaces[].workloads[] | select(.name | IN("closed", "crashing", "liar", "scratch", "silent")).verdict] |
        length == 5 and all(. == "unknown")' "$work/evidence.json" >/dev/null || fail "what was not read has a verdict"
}
check "each container of real images that tells nothing has its reason" evidence_has_its_reasons

# Which blobs the program fetched since line $1 of the registry's log: `repository digest`.
blobs_since() {
    tail -n "+$(($1 + 1))" "$TESTCLUSTER_DIR/log/registry.log" | grep '"trustsweep"' |
        sed -nE 's#.*"GET /v2/([^ ]+)/blobs/(sha256:[0-9a-f]+) .*#\1 \2#p'
}

no_layer_is_fetched_twice() {
    local lines name shared
    execs_of collector >"$work/before"
    lines=$(wc -l <"$TESTCLUSTER_DIR/log/registry.log")
    sweep_evidence "$work/registry.json" --registry auto
    stores_read_in_containers "$work/registry.json"
    expect_store "$work/registry.json" distroless registry "$fleet/distroless$bundle"
    for name in scratch liar silent crashing closed; do
        expect_store "$work/registry.json" "$name" registry "$fleet/$name/srv/ca.pem"
    done
    jq -e '[.coverage.gaps[] | select(.resource | startswith("Deployment/"))] == []' "$work/registry.json" >/dev/null ||
        fail "$(jq -c .coverage.gaps "$work/registry.json")"
    # The liar is tried again in another replica, as what failed in one may be that one's own fault.
    execs_of collector | comm -13 "$work/before" - >"$work/execs"
    # Whose image names another store is asked for that one too.
    [ "$(uniq -d "$work/execs" | sed -E 's/-[^-]+-[^-]+$//')" = "evidence moved" ] || fail "asked twice: $(uniq -d "$work/execs")"
    sed -E 's/-again-/-/; s/-[^-]+-[^-]+$//' "$work/execs" | sort | uniq -c | awk '{print $3, $1}' | sort |
        paste -sd ' ' >"$work/read"
    echo "alpine 1 closed 1 debian 1 distroless 1 jre 1 liar 2 moved 2 node 1 python 1 readonly 1 scratch 1 silent 1" >"$work/real"
    cmp -s "$work/read" "$work/real" || fail "commands: $(cat "$work/read")"
    blobs_since "$lines" | sort >"$work/blobs"
    shared=$(cut -d ' ' -f 2 "$work/blobs" | sort | uniq -d)
    [ -z "$shared" ] || fail "fetched twice: $shared"
    # Four images that are built on one layer, and two on the layer of the static binary.
    for name in liar silent crashing closed; do
        grep -q "^lab/$name " "$work/blobs" || fail "nothing of $name was fetched"
    done
    shared=$(curl -fsS --noproxy '*' -H "Accept: application/vnd.oci.image.manifest.v1+json" \
        "http://$("$here/cluster" registry)/v2/lab/closed/manifests/1" | jq -r '.layers[0].digest')
    [ "$(grep -c "$shared" "$work/blobs")" = 1 ] || fail "the layer of four images: $(grep "$shared" "$work/blobs")"
}
check "with a registry every store of real images is known, and no layer is fetched twice" no_layer_is_fetched_twice

# Also where a case failed: what is left runs beside the next ones.
leave_evidence() {
    kube delete namespace evidence evidence-closed --ignore-not-found --wait=false
    rm -rf "$fleet"
}
[[ ! -d $fleet ]] || leave_evidence >/dev/null 2>&1
