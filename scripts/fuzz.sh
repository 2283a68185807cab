#!/usr/bin/env bash
# Give hostile bytes to all that reads any: scripts/fuzz.sh [target …] [--count N] [--seed S], or target --input HEX to repeat a finding.
source "$(dirname "$0")/lib.sh"
run dotnet run --configuration Release --project bench/Fuzz -- "$@"
