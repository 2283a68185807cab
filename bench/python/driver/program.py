"""Our program."""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from .plan import Ours
from .processes import ProcessTree
from .python import ROOT
from .workspace import Workspace

PROGRAM = ROOT / "artifacts/bin/Coordinator/release/coordinator"


class ProgramFailed(Exception):
    """Our program ended with an error; says which command and what it printed."""


def build() -> None:
    """Builds it as it is in the working tree."""
    subprocess.run([str(ROOT / "scripts/build.sh"), "-v", "quiet"], check=True)


@lru_cache(maxsize=None)
def has_job(job: str) -> bool:
    """Whether the program can run a job."""
    jobs = json.loads(subprocess.run([str(PROGRAM), "jobs", "--json"], check=True, capture_output=True, text=True).stdout)
    return any(known["name"] == job for known in jobs["jobs"])


@lru_cache(maxsize=None)
def has_option(job: str, option: str) -> bool:
    """Whether a run of the job takes an option."""
    page = subprocess.run([str(PROGRAM), "run", job, "--help"], check=True, capture_output=True, text=True).stdout
    return f"{option} " in page


def command(ours: Ours, workspace: Workspace, repeat: int, warmup: int, output: Path | None = None) -> list[str]:
    """The command line of a side."""
    files = [word for option, numbers in ours.inputs.items() for word in (option, str(workspace.file(numbers)))]
    run = ["--mode", ours.mode, "--workers", str(ours.workers), "--repeat", str(repeat), "--warmup", str(warmup), "--json", "--quiet"]
    return [str(PROGRAM), "run", ours.job, *ours.options, *files, *run, *(["--output", str(output)] if output else [])]


def measure_command(part: str, quick: bool) -> list[str]:
    """The command line that measures a part."""
    return [str(PROGRAM), "measure", part, *(["--quick"] if quick else []), "--json", "--quiet"]


def run(arguments: list[str]) -> dict[str, Any]:
    """Runs it to its end and reads its document."""
    with tempfile.TemporaryFile("w+") as errors:
        tree = ProcessTree(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            document, _ = tree.process.communicate()
        finally:
            tree.end(None if tree.process.returncode is not None else signal.SIGINT)
        if tree.process.returncode != 0:
            errors.seek(0)
            raise ProgramFailed(f"{' '.join(arguments)}: exit code {tree.process.returncode}: {errors.read().strip()}")
    return json.loads(document)
