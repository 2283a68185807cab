"""A Python form as a process that repeats it on request; see workloads/serve.py for what is said."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, TextIO, cast

from .plan import Served, Theirs
from .processes import ProcessTree
from .python import BUILD, PYTHON, ROOT, WORKLOADS
from .workspace import Workspace


class PeerFailed(Exception):
    """A Python form ended without an answer; says which and what it printed."""


class Peer:
    """Started when made; ready when it returns."""

    def __init__(self, theirs: Theirs, workspace: Workspace) -> None:
        self._form = name(theirs)
        self._errors = open(workspace.folder / f"{theirs.workload}-{theirs.form}.log", "w+", encoding="utf-8")
        task = {"workers": theirs.workers, "inputs": [str(workspace.file(one)) for one in theirs.inputs], "sizes": theirs.sizes}
        self.tree = ProcessTree(
            [*_program(theirs), theirs.form, json.dumps(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env=_environment(theirs, workspace),
        )
        # Not None, as both are pipes.
        self._requests, self._answers = cast(TextIO, self.tree.process.stdin), cast(TextIO, self.tree.process.stdout)
        try:
            self._answer()
        except BaseException:
            self.close()
            raise

    def run(self) -> tuple[float, dict[str, Any]]:
        """One repetition: seconds and result."""
        answer = self._ask("run")
        return answer["seconds"], answer["result"]

    def error_against(self, path: Path) -> float | None:
        """The largest relative error between the array of its last repetition and that of a file; None without an array."""
        return self._ask(f"check {path}")["error"]

    def close(self) -> None:
        """Ends it and all that it started."""
        for stream in (self._requests, self._answers):
            try:
                stream.close()
            except BrokenPipeError:
                pass  # it had ended by itself
        self.tree.end(None)
        self._errors.close()

    def _ask(self, request: str) -> dict[str, Any]:
        try:
            self._requests.write(f"{request}\n")
            self._requests.flush()
        except BrokenPipeError:
            pass  # the missing answer tells
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self._answers.readline()
        if not line:
            self._errors.seek(0)
            self.tree.end(None)
            why = f"exit code {self.tree.process.returncode}: {self._errors.read().strip()[-2000:]}"
            raise PeerFailed(f"{self._form}: no answer, {why}")
        return json.loads(line)


def name(theirs: Theirs) -> str:
    """What is run, for people."""
    return f"Bench serve {theirs.workload} {theirs.form}" if isinstance(theirs, Served) else f"{theirs.workload}.py {theirs.form}"


def _program(theirs: Theirs) -> list[str]:
    if isinstance(theirs, Served):
        return [str(ROOT / "artifacts/bin/Bench/release/Bench"), "serve", theirs.workload]
    return [PYTHON, "-u", str(WORKLOADS / f"{theirs.workload}.py")]


def _environment(theirs: Theirs, workspace: Workspace) -> dict[str, str]:
    threads = str(theirs.workers)
    return (
        os.environ
        | {
            "PYTHONPATH": str(BUILD),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NUMBA_CACHE_DIR": str(BUILD / "numba"),
            "COMPARE_PREFIX": workspace.folder.name,
            "JOBLIB_TEMP_FOLDER": str(workspace.folder),
            # Threads that have nothing to do must not keep a core from the other side.
            "OMP_WAIT_POLICY": "passive",
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
        }
        | theirs.environment
    )
