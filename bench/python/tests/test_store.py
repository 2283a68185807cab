"""Stored results."""

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from driver import store

_MACHINE = {"cpu": "C", "cores": 2, "memoryBytes": 2**34, "os": "O", "runtime": ".NET", "kernel": "6"}


def _row(number: int, date: str) -> dict[str, object]:
    return {"row": number, "date": date, "rounds": 5, "commit": "abc", "sections": []}


class StoreTests(unittest.TestCase):
    """store.Store"""

    def test_row_that_is_measured_again_replaces_itself_alone(self) -> None:
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(store, "ROOT", Path(folder)):
            results = store.Store("machine")
            for number, date in ((2, "2026-11-18"), (1, "2026-11-19"), (2, "2026-11-20")):
                page = results.add(_row(number, date), _MACHINE, {})
            stored = json.loads(page.with_name("python.json").read_text())
            self.assertEqual([(row["row"], row["date"]) for row in stored["rows"]], [(1, "2026-11-19"), (2, "2026-11-20")])
            self.assertNotIn("2026-11-18", page.read_text())
            self.assertEqual(sorted(path.name for path in page.parent.iterdir()), ["python.json", "python.md"])
