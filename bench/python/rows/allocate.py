"""Row 10: the allocation-heavy loop."""

from typing import Any

from driver.plan import AtLeast, Ours, Row, Section, Theirs


def _remarks(documents: dict[str, dict[str, Any]]) -> list[str]:
    lines = []
    for label, document in documents.items():
        result, wall, workers = document["result"], document["seconds"]["runs"][-1], document["workers"]
        # A pause of a process stops all its threads: of one process in mode threads, of one worker each otherwise.
        share = result["pauseSeconds"] / (wall if document["mode"] == "threads" else wall * workers)
        collections = " + ".join(str(count) for count in result["collections"])
        lines.append(f"{label}: {share:.0%} of the time in pauses for {collections} collections of generations 0 + 1 + 2")
    return lines


def row(quick: bool) -> Row:
    """10 rounds of 10⁷ objects."""
    count, rounds = (100_000, 10) if quick else (10_000_000, 10)
    options = ("--count", str(count), "--rounds", str(rounds))
    label = "list comprehension in Pool(2), as in the document"
    sides = (
        Ours("processes", "allocate", options, mode="shared"),
        Theirs(label, "allocate", "list_pool", sizes={"count": count, "rounds": rounds}),
        Ours("threads", "allocate", options, mode="threads"),
    )
    comparisons = (AtLeast("processes", label, 10), AtLeast("threads", label, None))
    return Row(10, "allocate", (Section(f"allocate, {rounds} × {count:,} objects", sides, comparisons, remarks=_remarks),))
