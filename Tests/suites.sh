# Sourced by the scripts that run several suites: counts what passed and failed over all of them.
passed=0 failed=0
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# step NAME COMMAND…: one check that passes or fails as a whole.
step() {
    local name=$1
    shift
    echo "== $name"
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "not ok - $name"
        failed=$((failed + 1))
        return 1
    fi
}

# suite NAME COMMAND…: its own last `N passed, N failed` counts; one that says no such thing has failed.
suite() {
    local name=$1 code line
    shift
    echo "== $name"
    "$@" 2>&1 | tee "$said"
    code=${PIPESTATUS[0]}
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$said" | tail -n 1)
    count "$name" "$code" "${line%% passed*}" "$(echo "$line" | sed -n 's/.*, \([0-9]*\) failed/\1/p')"
}

# count NAME STATUS PASSED FAILED: a suite that ended badly counts as a failure even where it named none.
count() {
    local bad=${4:-0}
    if [ -z "${3:-}" ] || { [ "$2" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        echo "not ok - $1: it ended with $2"
        bad=$((bad + 1))
    fi
    passed=$((passed + ${3:-0}))
    failed=$((failed + bad))
}

# The last line that any test script prints, and its status.
sum() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
