"""The results of the sides of a section against each other."""

from __future__ import annotations

from itertools import combinations

from . import checks
from .checks import Verdict
from .plan import Section
from .sides import OurSide, TheirSide
from .workspace import Workspace


def judge(section: Section, ours: list[OurSide], theirs: list[TheirSide], workspace: Workspace) -> dict[tuple[str, str], Verdict]:
    """A verdict for every pair of labels of which the first is ours."""
    verdicts = {}
    for side in ours:
        for other in theirs:
            verdicts[side.label, other.label] = _of_fields(section, side, other)
        if section.arrays and not side.why_not_compared:
            for label, verdict in _of_arrays(section, side, theirs, workspace).items():
                verdicts[side.label, label] = checks.worse(verdict, verdicts[side.label, label])
    if section.timed:
        for a, b in combinations(ours, 2):
            verdicts[a.label, b.label] = verdicts[b.label, a.label] = checks.digests(a.document, b.document)
    return verdicts


def _of_fields(section: Section, side: OurSide, other: TheirSide) -> Verdict:
    if side.why_not_compared:
        return Verdict(None, f"not compared: {side.why_not_compared}")
    return checks.results(side.result, other.result, section.tolerance)


def _of_arrays(section: Section, side: OurSide, theirs: list[TheirSide], workspace: Workspace) -> dict[str, Verdict]:
    path = workspace.folder / "output.npy"
    side.write_array(path)
    errors = {other.label: other.error_against(path) for other in theirs}
    path.unlink()
    return {label: checks.of_error(error, section.tolerance, "the array") for label, error in errors.items() if error is not None}
