"""The kinds of side, each measured a round at a time."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Any

from . import program
from .pace import Pace
from .peer import Peer, name
from .plan import Measured, Ours, Theirs
from .workspace import Workspace


class OurSide:
    """A command of our program: a new process in every round, whose repetitions count once they are warm."""

    def __init__(self, ours: Ours, workspace: Workspace, pace: Pace) -> None:
        self.ours = ours
        self.why_not_compared = self._choose()
        self.label = self.ours.label
        self._workspace, self._pace = workspace, pace
        self._warmup, self._repeat = 0, 1
        self.document: dict[str, Any] = {}

    @property
    def result(self) -> dict[str, Any]:
        """Of the last round."""
        return self.document["result"]

    def takes_part(self, round_number: int) -> bool:
        """In every round."""
        return True

    def prepare(self) -> None:
        """Finds how many repetitions it takes to be warm: as code settles, the same time holds more of them."""
        if self.ours.first:
            return
        self._warmup = 1
        while self._pace.warm > 0:
            seconds = median(self._run(self._warmup, 3)["seconds"]["runs"])
            self._repeat = self._pace.repetitions(seconds)
            if self._warmup >= self._pace.warmup(seconds):
                break
            self._warmup = self._pace.warmup(seconds)

    def measure(self) -> float:
        """Seconds of a repetition."""
        self.document = self._run(self._warmup, self._repeat)
        seconds = self.document["seconds"]
        return seconds["phases"]["publish"] + seconds["runs"][0] if self.ours.first else median(seconds["runs"])

    def write_array(self, path: Path) -> None:
        """Runs it once more and keeps its array result."""
        program.run(program.command(self.ours, self._workspace, 1, 0, path))

    def command(self) -> list[str]:
        """What was run, for whoever wants to repeat it."""
        words = program.command(self.ours, self._workspace, self._repeat, self._warmup)[1:]
        return ["coordinator", *(word.removeprefix(f"{self._workspace.folder}/") for word in words)]

    def close(self) -> None:
        """Nothing is left of a round."""

    def _choose(self) -> str | None:
        missing = [option for option in self.ours.inputs if not program.has_option(self.ours.job, option)]
        if not missing:
            return None
        if self.ours.otherwise is None:
            raise program.ProgramFailed(f"{self.ours.job} has no {', '.join(missing)}")
        self.ours = self.ours.otherwise
        return f"{self.ours.job} has no {', '.join(missing)}, so that both sides compute on different data"

    def _run(self, warmup: int, repeat: int) -> dict[str, Any]:
        return program.run(program.command(self.ours, self._workspace, repeat, warmup))


class MeasuredSide:
    """A row of a part of ``measure``, whose own repetitions count; the sides of a section that name the same part share its runs."""

    def __init__(self, measured: Measured, runs: dict[str, dict[str, Any]]) -> None:
        self.label, self._measured, self._runs = measured.label, measured, runs
        self._seen: dict[str, Any] | None = None

    def takes_part(self, round_number: int) -> bool:
        """In every round."""
        return True

    def prepare(self) -> None:
        """The part warms itself up."""

    def measure(self) -> float:
        """Seconds: the median of the row."""
        part = self._measured.part
        if part not in self._runs or self._runs[part] is self._seen:
            self._runs[part] = program.run(self._words())
        self._seen = self._runs[part]
        wanted = self._measured.row.items()
        (row,) = (row for row in self._seen[part] if wanted <= row.items())
        return row["milliseconds"] / 1e3

    def command(self) -> list[str]:
        """What was run."""
        return ["coordinator", *self._words()[1:]]

    def close(self) -> None:
        """Nothing is left of a round."""

    def _words(self) -> list[str]:
        return program.measure_command(self._measured.part, self._measured.quick)


class TheirSide:
    """A Python form: one process for all rounds, which waits in between."""

    # Uncounted repetitions after the wait, in seconds: caches hold the other side's data.
    _AFTER_WAIT = 0.2

    def __init__(self, theirs: Theirs, workspace: Workspace, pace: Pace) -> None:
        self.label, self.theirs = theirs.label, theirs
        self._workspace, self._pace = workspace, pace
        self._peer: Peer | None = None
        self._seconds = 0.0
        self.result: dict[str, Any] = {}

    def takes_part(self, round_number: int) -> bool:
        """A form that takes long only does in the first rounds."""
        return self.theirs.rounds is None or round_number < self.theirs.rounds

    def prepare(self) -> None:
        """Starts it and warms it up; one that takes long has nothing to gain from that."""
        self._peer = Peer(self.theirs, self._workspace)
        if self.theirs.rounds is None:
            self._seconds = self._run()
            self._run_for(self._pace.warm - self._seconds)

    def measure(self) -> float:
        """Seconds of a repetition."""
        if self.theirs.rounds is not None:
            return self._run()
        self._run_for(min(self._AFTER_WAIT, self._pace.warm))
        return median(self._run() for _ in range(self._pace.repetitions(self._seconds)))

    def _run_for(self, seconds: float) -> None:
        while seconds > 0:
            self._seconds = self._run()
            seconds -= self._seconds

    def error_against(self, path: Path) -> float | None:
        """The largest relative error between its array and that of a file; None if it has none."""
        return self._running().error_against(path)

    def command(self) -> list[str]:
        """What was run."""
        return name(self.theirs).split()

    def processor_seconds(self) -> float:
        """What it has used."""
        return self._peer.tree.processor_seconds() if self._peer else 0

    def close(self) -> None:
        """Ends it."""
        if self._peer:
            self._peer.close()

    def _running(self) -> Peer:
        if self._peer is None:
            raise RuntimeError(f"{self.label}: measured before it was prepared")
        return self._peer

    def _run(self) -> float:
        seconds, self.result = self._running().run()
        return seconds
