# Sourced by the other scripts: strict mode, the root folder, and a command shown before it runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }
run() { say "$*"; "$@"; }
[ -t 2 ] || say() { printf '\n> %s\n' "$*" >&2; }
