#!/usr/bin/env bash
# Write docs/failures.md anew, from the crash matrix and the tests as they are now.
source "$(dirname "$0")/lib.sh"
CLUSTER_WRITE_FAILURES=1 run dotnet test tests/Cluster.Tests --configuration Release --filter FailuresPageTests
