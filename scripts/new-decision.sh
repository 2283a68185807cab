#!/usr/bin/env bash
# Begin the next decision record: scripts/new-decision.sh "title"
source "$(dirname "$0")/lib.sh"
title=${1:?usage: scripts/new-decision.sh "title"}
last=$(ls docs/decisions | grep -oE '^[0-9]{4}' | sort | tail -n 1)
number=$(printf '%04d' $((10#${last:-0} + 1)))
file="docs/decisions/$number-$(tr 'A-Z ' 'a-z-' <<<"$title" | tr -cd 'a-z0-9-').md"
printf '# %d. %s\n\n**Status:** proposed, %s\n\n**Context.**\n\n**Decision.**\n\n**Consequences.**\n' "$((10#$number))" "$title" "$(date +%F)" > "$file"
echo "$file"
