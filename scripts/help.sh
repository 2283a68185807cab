#!/usr/bin/env bash
# List the scripts.
source "$(dirname "$0")/lib.sh"
for script in scripts/*.sh; do
  [ "$script" = scripts/lib.sh ] || printf '%-26s %s\n' "$script" "$(sed -n '2s/^# //p' "$script")"
done
