# shellcheck shell=bash disable=SC2034,SC2154
# Many replicas of few images: the commands are as many as the images.

# 25 images, each of 20 replicas: 4 of them run, and no node takes the other 16.
deploy_replicas() {
    local number node pod=$'hostNetwork: true\n      automountServiceAccountToken: false'
    local url='postgres://app@shop-prod.postgres.database.azure.com/app?sslmode=verify-full&sslrootcert=/srv/ca.pem'
    for number in {1..25}; do
        mkdir -p "$work/many/$number/srv"
        first_certificates "$number" >"$work/many/$number/srv/ca.pem"
        image "many-$number:1" "$work/many/$number"
    done
    kube delete namespace replicas --ignore-not-found --wait
    kube create namespace replicas
    for number in {1..25}; do namespace=replicas workload "many-$number" "many-$number:1" 4 "$url"; done |
        kube apply --validate=false -f -
    for number in {1..25}; do kube -n replicas rollout status "deployment/many-$number" --timeout 180s; done
    node=$(kube get nodes -o name)
    kube cordon "$node"
    kube -n replicas scale deployment --all --replicas 20
    for _ in {1..60}; do
        [ "$(kube -n replicas get pods -o name | wc -l)" = 500 ] && break
        sleep 1
    done
}

replicas_share_one_command() {
    local number before after
    deploy_replicas
    can_sweep counter replicas --verb=create,get --resource=pods/exec
    before=$(execs_of counter | wc -l)
    config=$(cat "$work/counter") program scan -n replicas -o json >"$work/replicas.json" 2>"$work/replicas.errors" || true
    [ "$(kube -n replicas get pods -o name | wc -l)" = 500 ] || fail "$(kube -n replicas get pods -o name | wc -l) pods"
    after=$(execs_of counter | wc -l)
    [ $((after - before)) -eq 25 ] || fail "$((after - before)) commands: $(cat "$work/replicas.errors")"
    for number in {1..25}; do expect_store "$work/replicas.json" "many-$number" exec "$work/many/$number/srv/ca.pem"; done
}
check "500 replicas over 25 images are 25 commands" replicas_share_one_command

# Also where the case failed: the node must take pods again.
leave_replicas() {
    kube uncordon "$(kube get nodes -o name)"
    kube delete namespace replicas --ignore-not-found --wait=false
    rm -rf "$work/many"
}
[[ ! -d $work/many ]] || leave_replicas >/dev/null 2>&1
