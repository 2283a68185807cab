"""What a row compares: values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Union


@dataclass(frozen=True)
class Numbers:
    """Random numbers in a file that both sides read."""

    kind: str
    shape: tuple[int, ...]
    #: The mean of normal numbers; how far apart blobs lie.
    value: float = 0
    order: str = "C"
    seed: int = 1

    @property
    def name(self) -> str:
        """Of its file, without the ending."""
        return f"{self.kind}-{'x'.join(map(str, self.shape))}-{self.order}-{self.seed}-{self.value:g}"

    @property
    def description(self) -> str:
        """For people."""
        return f"{' × '.join(f'{length:,}' for length in self.shape)}"


@dataclass(frozen=True)
class Ours:
    """A command of our program."""

    label: str
    job: str
    options: tuple[str, ...] = ()
    mode: str = "shared"
    workers: int = 2
    #: Options that name files, with what these hold.
    inputs: dict[str, Numbers] = field(default_factory=dict)
    #: Measures bringing in the input, making room for the output and one repetition by workers that have just started, nothing warm.
    first: bool = False
    #: If our program lacks an option of these inputs, this is measured instead, and results are not compared.
    otherwise: Ours | None = None


@dataclass(frozen=True)
class Theirs:
    """A Python form, in a process of its own."""

    label: str
    workload: str
    form: str
    workers: int = 2
    inputs: tuple[Numbers, ...] = ()
    sizes: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    #: Takes part in the first so many rounds only, one repetition each: it takes long.
    rounds: int | None = None
    #: A feature of the processor, as /proc/cpuinfo names it, without which the form cannot run.
    processor: str | None = None


@dataclass(frozen=True)
class Served(Theirs):
    """A use of our library, in a process of its own that says what a Python form says."""


@dataclass(frozen=True)
class Measured:
    """A figure of ``coordinator measure``: a row of one of its parts."""

    label: str
    part: str
    #: The fields by which the row is found.
    row: dict[str, Any]
    quick: bool = False


Side = Union[Ours, Theirs, Measured]


@dataclass(frozen=True)
class AtLeast:
    """The first side is so many times as fast as the second; None for a figure without a bar."""

    side: str
    against: str
    bar: float | None


@dataclass(frozen=True)
class AtMost:
    """The first side takes at most so many times as long as the second."""

    side: str
    against: str
    bar: float


Comparison = Union[AtLeast, AtMost]


@dataclass(frozen=True)
class Tolerance:
    """How results of both sides may differ."""

    relative: float = 1e-10
    #: If given, results are estimates of π from so many samples: each must lie within six standard deviations.
    samples: int | None = None
    #: Why there is nothing to compare; None to compare.
    unless: str | None = None


@dataclass(frozen=True)
class Section:
    """Sides that are measured in turns over the same input."""

    title: str
    sides: tuple[Side, ...]
    comparisons: tuple[Comparison, ...]
    tolerance: Tolerance = Tolerance()
    #: Compare the arrays that both sides write, element by element.
    arrays: bool = False
    #: False: both sides run once, for their results.
    timed: bool = True
    #: A side of ours whose total memory must not exceed so many bytes.
    memory: tuple[str, float] | None = None
    #: What else the documents of our sides say, by label: lines for people.
    remarks: Callable[[dict[str, dict[str, Any]]], list[str]] = lambda documents: []


@dataclass(frozen=True)
class Row:
    """A row of the table: one workload."""

    number: int
    name: str
    sections: tuple[Section, ...]
