"""What was measured, and on what."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from . import program
from .python import PYTHON, ROOT

_VERSIONS = """
import json, platform
import Cython, joblib, numba, numpy, scipy, sklearn, threadpoolctl
blas = next((one for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"), None)
print(json.dumps({
    "Python": platform.python_version(), "NumPy": numpy.__version__, "SciPy": scipy.__version__, "scikit-learn": sklearn.__version__,
    "joblib": joblib.__version__, "Numba": numba.__version__, "Cython": Cython.__version__,
    "BLAS": "none" if blas is None else f"{blas['internal_api']} {blas['version']}, {blas.get('architecture')} kernels",
}))
"""


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return (done.stdout.splitlines() or ["unknown"])[0]


def describe() -> dict[str, Any]:
    """Processor, memory, system."""
    run = program.run([str(program.PROGRAM), "run", "summarize", "--count", "1", "--mode", "sequential", "--json", "--quiet"])
    pages, settings = Path("/sys/kernel/mm/transparent_hugepage"), {"hugePages": "enabled", "hugePagesOfSharedMemory": "shmem_enabled"}
    return run["machine"] | {name: (pages / file).read_text().strip() for name, file in settings.items() if (pages / file).exists()}


def versions() -> dict[str, str]:
    """Of everything that computes."""
    python = json.loads(subprocess.run([PYTHON, "-c", _VERSIONS], check=True, capture_output=True, text=True).stdout)
    return {"Cluster": _first_line("git", "describe", "--always", "--dirty")} | python | {"gcc": _first_line("gcc", "-dumpfullversion")}


def has_processor_feature(name: str) -> bool:
    """As /proc/cpuinfo names it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return any(name in line.split() for line in lines if line.startswith("flags"))
