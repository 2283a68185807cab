#!/usr/bin/env bash
# Build, and compare the four modes on a matrix of 480 MB.
source "$(dirname "$0")/lib.sh"
run dotnet run --configuration Release --project src/Coordinator -- compare column-sums --columns 2000 "$@"
