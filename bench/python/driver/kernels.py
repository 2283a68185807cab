"""Compiles the Cython sources, outside the working tree."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

from .python import BUILD, KERNELS, PYTHON


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _flags(source: str, name: str) -> list[str]:
    found = re.search(rf"^# distutils: {name} = (.*)$", source, re.MULTILINE)
    return found.group(1).split() if found else []


def build() -> None:
    """Compiles those whose source, compilers or processor have changed."""
    BUILD.mkdir(parents=True, exist_ok=True)
    headers = _output(PYTHON, "-c", "import sysconfig; print(sysconfig.get_paths()['include'])")
    tools = _output("gcc", "--version") + _output("cython3", "--version") + _output("gcc", "-march=native", "-Q", "--help=target") + headers
    for path in sorted(KERNELS.glob("*.pyx")):
        _compile(path, headers, tools)


def _compile(path: Path, headers: str, tools: str) -> None:
    source = path.read_text()
    key = hashlib.sha256((source + tools).encode()).hexdigest()
    library, stamp, generated = BUILD / f"{path.stem}.so", BUILD / f"{path.stem}.key", BUILD / f"{path.stem}.c"
    if library.exists() and stamp.exists() and stamp.read_text() == key:
        return
    print(f"compiling {path.name}", flush=True)
    subprocess.run(["cython3", "-3", str(path), "-o", str(generated)], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-w", *_flags(source, "extra_compile_args"), f"-I{headers}", str(generated), "-o", str(library)]
        + _flags(source, "extra_link_args"),
        check=True,
    )
    stamp.write_text(key)
