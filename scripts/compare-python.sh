#!/usr/bin/env bash
# Measure the documents' workloads in Python and here, in turns: scripts/compare-python.sh [row ...] [--quick]
source "$(dirname "$0")/lib.sh"
# Debian's Python, to which the packages belong, whatever other comes first on the path.
[ -x /usr/bin/python3 ] || { echo "error: /usr/bin/python3: is not there (apt-get install python3)" >&2; exit 2; }
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 bench/python/compare.py "$@"
