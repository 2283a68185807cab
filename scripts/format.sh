#!/usr/bin/env bash
# Bring the code into the shape that .editorconfig asks for.
source "$(dirname "$0")/lib.sh"
run dotnet format "$@"
