#!/usr/bin/env bash
# Write docs/public-api.md anew, from the assemblies as they are now.
source "$(dirname "$0")/lib.sh"
CLUSTER_WRITE_PUBLIC_API=1 run dotnet test tests/ProcessPool.Tests --configuration Release --filter PublicApiTests
