#!/usr/bin/env bash
# Break things at random and check what becomes of it: scripts/stress.sh [campaign ...] [--size ci|full|night] [--seed N] [--channel pipe|ring] [--machine NAME]
source "$(dirname "$0")/lib.sh"
run dotnet build --configuration Release --verbosity quiet bench/Stress
# Not through dotnet run: that would stand between this program and its signals.
run exec artifacts/bin/Stress/release/stress "$@"
