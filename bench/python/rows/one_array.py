"""Row 13: one large array, given to four workers.

Whole to each of them is what a broadcast input is in mode ``pipe``, and a job that does little else with one is ``pairwise-sum`` by its factored
form. Shared, or in slices, it is ``summarize``. Our program maps a ``.npy`` file as it is, which is what "new" measures on our side: from a file in
memory to the first result by workers that have just started. Python's side has the array in memory of its own, and copies it into a new segment.
"""

from typing import Any

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs

_WORKERS = 4


def _travelled(documents: dict[str, dict[str, Any]]) -> list[str]:
    return [f"{label}: {document['bytes']['toWorkers'] / 1e9:.2f} GB went to the workers" for label, document in documents.items()]


def _whole(x: Numbers) -> Section:
    ours, theirs = "pipe, broadcast", "Pool, whole array pickled to every worker"
    # A chunk of the default size would be 8 KiB. Static, so that every worker has chunks, and gets the array, however busy the machine is.
    options = ("--algorithm", "factored", "--schedule", "static", "--chunk-size", str(max(1, x.shape[0] // 64)))
    sides = (
        Ours(ours, "pairwise-sum", options, mode="pipe", workers=_WORKERS, inputs={"--input": x}),
        Theirs(theirs, "one_array", "pickled_whole", workers=_WORKERS, inputs=(x,), rounds=2),
    )
    return Section(f"whole array to each of 4 workers, {x.shape[0] * 8 / 1e9:g} GB", sides, (AtLeast(ours, theirs, 6),), remarks=_travelled)


def _shared(x: Numbers) -> Section:
    def ours(label: str, mode: str = "shared", first: bool = False) -> Ours:
        return Ours(label, "summarize", mode=mode, workers=_WORKERS, inputs={"--input": x}, first=first)

    def theirs(label: str, form: str) -> Theirs:
        return Theirs(label, "one_array", form, workers=_WORKERS, inputs=(x,))

    sides = (
        ours("shared, new", first=True),
        theirs("shared_memory, new, copied in", "shared_memory_new"),
        ours("shared, reused"),
        theirs("shared_memory, reused", "shared_memory_reused"),
        ours("pipe, slices", mode="pipe"),
        theirs("Pool, slices pickled", "pickled_slices"),
    )
    comparisons = (
        AtLeast("shared, new", "shared_memory, new, copied in", 1.2),
        AtLeast("shared, reused", "shared_memory, reused", 1.2),
        AtLeast("pipe, slices", "Pool, slices pickled", None),
    )
    return Section(f"array shared by 4 workers, {x.shape[0] * 8 / 1e9:g} GB", sides, comparisons, memory=("shared, reused", 1.15e9))


def row(quick: bool) -> Row:
    """125·10⁶ numbers."""
    x = Numbers("normal", (1_000_000 if quick else 125_000_000,), value=8.342)
    return Row(13, "one array", (_whole(x), _shared(x)))
