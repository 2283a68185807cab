#!/usr/bin/env bash
# Measure the ratios that the design rests on; arguments choose: threads, spawn, column-sums, jobs, trace, tasks, task-channels, task-memory, ring (or a part of it: ring-round-trips …); or advice, the grid that its predictions are checked on; or scaling, what a cluster is predicted to bring.
source "$(dirname "$0")/lib.sh"
run dotnet run --configuration Release --project bench/Bench -- "$@"
