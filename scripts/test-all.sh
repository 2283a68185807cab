#!/usr/bin/env bash
# Run all tests, also those with real processes, and count them.
source "$(dirname "$0")/lib.sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
# One project at a time: the tests with real processes count processes and would see each other's.
run dotnet test --configuration Release --no-build -maxcpucount:1 "$@" 2>&1 | tee "$log" || status=$?
awk '/Failed: +[0-9]+, Passed: +[0-9]+/ {
       gsub(/,/, ""); for (i = 1; i < NF; i++) { if ($i == "Failed:") f += $(i+1); if ($i == "Passed:") p += $(i+1); if ($i == "Skipped:") s += $(i+1) }
     } END { printf "\n%d passed, %d failed%s\n", p, f, s ? ", " s " skipped" : ""; exit p == 0 || f > 0 }' "$log" || status=1
exit "$status"
