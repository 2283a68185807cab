"""The stored results of a machine: each row replaces what was known of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from . import report
from .python import ROOT


class Store:
    """python.json and python.md in the folder of a machine."""

    def __init__(self, name: str) -> None:
        self._folder = ROOT / "bench/results" / name

    def add(self, row: dict[str, Any], machine: dict[str, Any], versions: dict[str, str]) -> Path:
        """Writes both files with a row more, or with one row newer; returns the page."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "python.json"
        known = json.loads(path.read_text())["rows"] if path.exists() else []
        rows = sorted([one for one in known if one["row"] != row["row"]] + [row], key=lambda one: one["row"])
        stored = {"schemaVersion": 1, "machine": machine, "versions": versions, "rows": rows}
        _replace(path, json.dumps(stored, indent=1, ensure_ascii=False) + "\n")
        _replace(self._folder / "python.md", report.markdown(stored))
        return self._folder / "python.md"


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
