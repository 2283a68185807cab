#!/usr/bin/env bash
# Build everything; a warning is an error.
source "$(dirname "$0")/lib.sh"
run dotnet build --configuration Release "$@"
