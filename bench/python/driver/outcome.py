"""What a comparison yields: values only, and their form in the stored JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from .checks import Verdict
from .plan import AtMost, Comparison


@dataclass(frozen=True)
class Figure:
    """The rounds of one side, in seconds."""

    label: str
    rounds: list[float]
    command: list[str]

    @property
    def median(self) -> float:
        """Of the rounds."""
        return median(self.rounds)


@dataclass(frozen=True)
class Line:
    """One comparison."""

    side: Figure
    against: Figure
    comparison: Comparison
    verdict: Verdict

    @property
    def ratios(self) -> list[float]:
        """Of each round: how many times as fast the first side is; for a limit, how many times as long it takes."""
        pairs = zip(self.side.rounds, self.against.rounds)
        return [a / b if isinstance(self.comparison, AtMost) else b / a for a, b in pairs]

    @property
    def ratio(self) -> float:
        """The median of the rounds'."""
        return median(self.ratios)

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None without one."""
        if self.comparison.bar is None:
            return None
        return self.ratio <= self.comparison.bar if isinstance(self.comparison, AtMost) else self.ratio >= self.comparison.bar


@dataclass(frozen=True)
class Memory:
    """What a side of ours takes in all, shared pages divided."""

    label: str
    bytes: float
    bar: float

    @property
    def met(self) -> bool:
        """Whether it stays within the bar."""
        return self.bytes <= self.bar


@dataclass
class SectionOutcome:
    """One section; with a problem, what was measured before it."""

    title: str
    lines: list[Line] = field(default_factory=list)
    #: Sections that are not timed: verdicts by side.
    checks: dict[str, Verdict] = field(default_factory=dict)
    memory: Memory | None = None
    remarks: list[str] = field(default_factory=list)
    #: Why it was not measured although nothing is wrong.
    skipped: str | None = None
    #: What went wrong.
    problem: str | None = None

    @property
    def verdicts(self) -> list[Verdict]:
        """Of all comparisons of results."""
        return [*(line.verdict for line in self.lines), *self.checks.values()]

    @property
    def bars(self) -> list[bool]:
        """Of each bar, whether it is met."""
        found = [*(line.met for line in self.lines), *([self.memory.met] if self.memory else [])]
        return [met for met in found if met is not None]

    def document(self) -> dict[str, Any]:
        """For the stored JSON."""
        return {
            "title": self.title,
            "lines": [_line(line) for line in self.lines],
            "checks": {label: asdict(verdict) for label, verdict in self.checks.items()},
            "memory": asdict(self.memory) | {"met": self.memory.met} if self.memory else None,
            "remarks": self.remarks,
            "skipped": self.skipped,
            "problem": self.problem,
        }


def _figure(figure: Figure) -> dict[str, Any]:
    spread = {"median": figure.median, "min": min(figure.rounds), "max": max(figure.rounds)}
    return {"label": figure.label, "command": figure.command, "seconds": spread | {"rounds": figure.rounds}}


def _line(line: Line) -> dict[str, Any]:
    return {
        "side": _figure(line.side),
        "against": _figure(line.against),
        "ratio": line.ratio,
        "ratios": line.ratios,
        "bar": line.comparison.bar,
        "barIs": "atMost" if isinstance(line.comparison, AtMost) else "atLeast",
        "met": line.met,
        "results": asdict(line.verdict),
    }
