"""Whether results agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from .plan import Tolerance

_SIGMAS = 6


@dataclass(frozen=True)
class Verdict:
    """Of one comparison of results."""

    #: None if there was nothing to compare.
    agree: bool | None
    #: For people.
    text: str
    #: The largest relative error, or the distance in standard deviations; None if neither was computed.
    error: float | None = None


def _flat(value: Any) -> list[float]:
    if isinstance(value, list):
        return [number for one in value for number in _flat(one)]
    return [float(value)]


def relative_error(actual: Any, expected: Any) -> float:
    """Of numbers or lists of numbers: the largest difference, relative to the largest magnitude."""
    a, b = _flat(actual), _flat(expected)
    if len(a) != len(b) or not all(map(math.isfinite, a + b)):
        return math.inf
    scale = max((abs(number) for number in a + b), default=0.0)
    return max((abs(x - y) for x, y in zip(a, b)), default=0) / scale if scale else 0.0


def estimates(ours: dict[str, Any], theirs: dict[str, Any], samples: int) -> Verdict:
    """Two estimates of π: chance decides by how much they differ, but not beyond measure."""
    deviation = math.sqrt(math.pi * (4 - math.pi) / samples)
    # Workers that inherit one generator draw the same numbers, so that of up to four tasks one is independent.
    distances = [abs(side["estimate"] - math.pi) / deviation for side in (ours, theirs)]
    farthest = max(distances[0], distances[1] / 2) if all(map(math.isfinite, distances)) else math.inf
    agree = farthest <= _SIGMAS
    return Verdict(agree, f"{farthest:.1f} σ from π" if agree else f"DIFFER: {farthest:.1f} σ from π", farthest)


def results(ours: dict[str, Any], theirs: dict[str, Any], tolerance: Tolerance) -> Verdict:
    """The fields that the Python form knows."""
    if tolerance.unless is not None:
        return Verdict(None, f"not compared: {tolerance.unless}")
    if not theirs:
        return Verdict(None, "not compared: the Python form returns nothing")
    if tolerance.samples is not None:
        return estimates(ours, theirs, tolerance.samples)
    errors = {name: relative_error(ours[name], value) if name in ours else math.inf for name, value in theirs.items()}
    return of_error(max(errors.values()), tolerance, max(errors, key=lambda name: errors[name]))


def of_error(error: float, tolerance: Tolerance, where: str) -> Verdict:
    """Whether an error is tolerable; NaN is not."""
    agree = error <= tolerance.relative
    text = f"agree, {error:.0e}" if agree else f"DIFFER in {where}: {error:.1e}, at most {tolerance.relative:.0e}"
    return Verdict(agree, text, error)


def worse(a: Verdict, b: Verdict) -> Verdict:
    """The verdict that matters: a difference, then the larger error."""
    if a.agree is None or b.agree is None:
        return b if a.agree is None else a
    if a.agree != b.agree:
        return a if not a.agree else b
    return a if (a.error or 0) >= (b.error or 0) else b


def digests(a: dict[str, Any], b: dict[str, Any]) -> Verdict:
    """Of two documents of our program."""
    same = a["digest"] == b["digest"]
    return Verdict(same, "same digest" if same else f"DIFFER: {a['digest']} and {b['digest']}")
