"""Row 9: exp into a kept buffer."""

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs


def row(quick: bool) -> Row:
    """100 times 10⁷ numbers."""
    count, rounds = (100_000, 10) if quick else (10_000_000, 100)
    x = Numbers("normal", (count,))
    sizes = {"count": count, "rounds": rounds}

    def theirs(label: str, form: str) -> Theirs:
        return Theirs(label, "elementwise", form, inputs=(x,), sizes=sizes)

    sides = (
        Ours("shared", "elementwise", ("--function", "exp", "--rounds", str(rounds)), inputs={"--input": x}),
        theirs("numpy.exp into a kept buffer, 2 threads", "exp_threads"),
        theirs("the same, block by block in the cache", "exp_threads_blocks"),
        theirs("numpy.exp in Pool(2), as in the document", "exp_pool"),
    )
    comparisons = (
        AtLeast("shared", "numpy.exp into a kept buffer, 2 threads", 1.0),
        AtLeast("shared", "the same, block by block in the cache", None),
        AtLeast("shared", "numpy.exp in Pool(2), as in the document", 2.4),
    )
    return Row(9, "elementwise", (Section(f"elementwise exp, {count:,} × {rounds}", sides, comparisons, arrays=True),))
