#!/usr/bin/env bash
# Run the tests that start no processes; an argument filters by name: scripts/test.sh ChunkPlan
source "$(dirname "$0")/lib.sh"
for project in Shared Worker Coordinator Fuzzing; do
  run dotnet test "tests/$project.Tests" --configuration Release ${1:+--filter "$1"}
done
