#!/usr/bin/env bash
# Measure the README's table, processes beside threads, the cost of traces, rings, the quality of advice and what a cluster is predicted to bring on this machine and store them: scripts/record-results.sh [name]
source "$(dirname "$0")/lib.sh"
folder="bench/results/${1:-$(hostname)}"
mkdir -p "$folder"
scripts/build.sh -v quiet
for job in summarize column-sums monte-carlo-pi; do
  COLUMNS=120 run artifacts/bin/Coordinator/release/coordinator compare "$job" --workers 2 > "$folder/$job.txt"
  echo "wrote $folder/$job.txt"
done
for name in jobs trace ring advice scaling; do
  run dotnet run --configuration Release --no-build --project bench/Bench -- "$name" > "$folder/$name.txt"
  echo "wrote $folder/$name.txt"
done
