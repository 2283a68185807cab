"""Where Python and its side of the comparison are."""

from __future__ import annotations

from pathlib import Path

#: The one that Debian's packages belong to, whatever other comes first on the path.
PYTHON = "/usr/bin/python3"
ROOT = Path(__file__).resolve().parents[3]
KERNELS = ROOT / "bench/python/kernels"
WORKLOADS = ROOT / "bench/python/workloads"
#: Ignored by git.
BUILD = ROOT / "artifacts/python"
