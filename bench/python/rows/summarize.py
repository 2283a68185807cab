"""Row 1: count and sum."""

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs


def row(quick: bool) -> Row:
    """10⁷ numbers."""
    x = Numbers("normal", (100_000 if quick else 10_000_000,), value=8.342)
    sides = (
        Ours("threads", "summarize", mode="threads", inputs={"--input": x}),
        Theirs("Cython prange, fast-math", "summarize", "cython_prange", inputs=(x,)),
        Ours("shared", "summarize", mode="shared", inputs={"--input": x}),
        Theirs("shared_memory + Pool, data in place", "summarize", "shared_memory_pool", inputs=(x,)),
        Ours("pipe, raw", "summarize", ("--codec", "raw"), mode="pipe", inputs={"--input": x}),
        Theirs("Pool.map of slices", "summarize", "pool_of_slices", inputs=(x,)),
    )
    comparisons = (
        AtLeast("threads", "Cython prange, fast-math", 0.9),
        AtLeast("shared", "shared_memory + Pool, data in place", 2.5),
        AtLeast("pipe, raw", "Pool.map of slices", 5),
    )
    return Row(1, "summarize", (Section(f"summarize, {x.description} numbers", sides, comparisons),))
