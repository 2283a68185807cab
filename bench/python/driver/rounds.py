"""Measures a section: its sides in turns, then their results against each other."""

from __future__ import annotations

import subprocess
import time
from typing import Any

from . import agreement, machine, memory, program
from .checks import Verdict
from .outcome import Figure, Line, SectionOutcome
from .pace import Pace
from .peer import PeerFailed
from .plan import Measured, Ours, Section, Theirs
from .sides import MeasuredSide, OurSide, TheirSide
from .workspace import Workspace

# Of a processor while the other side was measured, and in seconds: the system counts in hundredths.
_MOST_WHEN_IDLE, _WORTH_SAYING = 0.05, 0.05

# OpenBLAS's threads look out for more work for about 30 ms before they sleep.
_SETTLE = 0.1


# What is measured rather than run has no result of its own to show.
_CHECKED = Verdict(None, "not compared: each side checks what it got")


def measure(section: Section, workspace: Workspace, pace: Pace) -> SectionOutcome:
    """Measures what can be measured here; what goes wrong with a side is the section's problem, not the caller's."""
    outcome = SectionOutcome(section.title)
    missing = {side.job for side in section.sides if isinstance(side, Ours) and not program.has_job(side.job)}
    if missing:
        outcome.skipped = f"our program has no job {', '.join(sorted(missing))}"
        return outcome
    running = _Running(section, workspace, pace, outcome)
    try:
        running.prepare()
        running.alternate(pace.rounds if section.timed else 1)
        running.compare()
    except (PeerFailed, program.ProgramFailed, subprocess.CalledProcessError, OSError) as problem:
        outcome.problem = str(problem)
    finally:
        running.close()
        workspace.clear()
    return outcome


class _Running:
    def __init__(self, section: Section, workspace: Workspace, pace: Pace, outcome: SectionOutcome) -> None:
        self._section, self._workspace, self._pace, self._outcome = section, workspace, pace, outcome
        # In the order of the section, by label.
        self._sides: dict[str, OurSide | TheirSide | MeasuredSide] = {}
        self._rounds: dict[str, list[float]] = {}

    def prepare(self) -> None:
        measured: dict[str, dict[str, Any]] = {}
        for side in self._section.sides:
            if isinstance(side, Theirs) and side.processor and not machine.has_processor_feature(side.processor):
                self._outcome.remarks.append(f"{side.label}: skipped, this processor has no {side.processor}")
                continue
            made: OurSide | TheirSide | MeasuredSide
            if isinstance(side, Measured):
                made = MeasuredSide(side, measured)
            else:
                made = OurSide(side, self._workspace, self._pace) if isinstance(side, Ours) else TheirSide(side, self._workspace, self._pace)
            self._sides[side.label], self._rounds[side.label] = made, []
            made.prepare()

    def alternate(self, count: int) -> None:
        for number in range(count):
            # There and back, so that a drift of the machine does not favour whoever comes first.
            for label, side in list(self._sides.items())[:: 1 if number % 2 == 0 else -1]:
                if side.takes_part(number):
                    self._rounds[label].append(self._measure_alone(side))

    def compare(self) -> None:
        verdicts = agreement.judge(self._section, self._ours(), self._theirs(), self._workspace)
        for comparison in self._section.comparisons:
            pair = comparison.side, comparison.against
            if all(label in self._sides for label in pair):
                self._outcome.lines.append(Line(self._figure(pair[0]), self._figure(pair[1]), comparison, verdicts.get(pair, _CHECKED)))
        if not self._section.timed:
            self._outcome.checks = {f"{ours}, {theirs}": verdict for (ours, theirs), verdict in verdicts.items()}
        self._outcome.remarks += self._section.remarks({side.label: side.document for side in self._ours()})
        if self._section.memory:
            label, bar = self._section.memory
            side = next(side for side in self._ours() if side.label == label)
            self._outcome.memory = memory.measure(side, bar, self._workspace)

    def close(self) -> None:
        for side in self._sides.values():
            side.close()

    def _ours(self) -> list[OurSide]:
        return [side for side in self._sides.values() if isinstance(side, OurSide)]

    def _theirs(self) -> list[TheirSide]:
        return [side for side in self._sides.values() if isinstance(side, TheirSide)]

    def _figure(self, label: str) -> Figure:
        return Figure(label, self._rounds[label], self._sides[label].command())

    def _measure_alone(self, side: OurSide | TheirSide | MeasuredSide) -> float:
        time.sleep(_SETTLE)
        waiting = [other for other in self._theirs() if other is not side]
        used, since = sum(other.processor_seconds() for other in waiting), time.monotonic()
        seconds = side.measure()
        used = sum(other.processor_seconds() for other in waiting) - used
        share = used / (time.monotonic() - since)
        if share > _MOST_WHEN_IDLE and used > _WORTH_SAYING:
            self._outcome.remarks.append(f"while {side.label} was measured, waiting Python processes used {share:.0%} of a processor")
        return seconds
