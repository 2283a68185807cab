"""A process, with all that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, NamedTuple

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class _Entry(NamedTuple):
    parent: int
    session: int
    ticks: int
    #: With its number it tells a process from a later one that was given the same number.
    started: int


def _entries() -> dict[int, _Entry]:
    entries = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The name, in parentheses, may hold anything. After it: state, parent, group, session, ..., user and system time, ..., start.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # gone meanwhile
        if fields[0] not in "ZX":
            entries[int(folder.name)] = _Entry(int(fields[1]), int(fields[3]), int(fields[11]) + int(fields[12]), int(fields[19]))
    return entries


class ProcessTree:
    """A process in a session of its own and everything below it; an interrupt of the terminal reaches the driver alone."""

    def __init__(self, command: list[str], **options: Any) -> None:
        self.process = subprocess.Popen(command, start_new_session=True, **options)

    def members(self) -> dict[int, _Entry]:
        """The process, those of its session, and their descendants."""
        entries = _entries()
        found = {pid for pid, entry in entries.items() if pid == self.process.pid or entry.session == self.process.pid}
        size = -1
        while size != len(found):
            size = len(found)
            found |= {pid for pid, entry in entries.items() if entry.parent in found}
        return {pid: entries[pid] for pid in found}

    def processor_seconds(self) -> float:
        """Time on processors, of those that are alive."""
        return sum(entry.ticks for entry in self.members().values()) / _TICKS_PER_SECOND

    def proportional_bytes(self) -> int:
        """Resident memory, shared pages divided among those who share them."""
        total = 0
        for pid in self.members():
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue  # gone meanwhile
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        return total

    def end(self, gracefully: signal.Signals | None, patience: float = 5) -> None:
        """Waits for all of it to end, asks it to, and kills what does not."""
        # Those whose parent has ended belong to nobody's tree any more.
        known: dict[int, int] = {}
        for sent in (gracefully, signal.SIGTERM, signal.SIGKILL):
            for pid in self._left(known):
                # A worker that is told to stop in the middle is no use to the one that would have stopped it.
                if sent is not None and (pid == self.process.pid or sent is not signal.SIGINT):
                    _send(pid, sent)
            deadline = time.monotonic() + patience
            while self._left(known) and time.monotonic() < deadline:
                time.sleep(0.01)
            if not self._left(known):
                break
        self.process.wait()

    def _left(self, known: dict[int, int]) -> list[int]:
        known |= {pid: entry.started for pid, entry in self.members().items()}
        entries = _entries()
        return [pid for pid, started in known.items() if pid in entries and entries[pid].started == started]


def _send(pid: int, sent: signal.Signals) -> None:
    try:
        os.kill(pid, sent)
    except ProcessLookupError:
        pass  # ended by itself
