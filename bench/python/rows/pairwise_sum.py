"""Row 3: the sum of all products."""

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs


def row(quick: bool) -> Row:
    """10⁵ numbers."""
    x = Numbers("normal", (5_000 if quick else 100_000,))
    sides = (
        Ours("shared", "pairwise-sum", inputs={"--input": x}),
        Theirs("Cython prange guided, fast-math", "pairwise_sum", "cython_prange", inputs=(x,)),
        Theirs("joblib threads, as in the document", "pairwise_sum", "joblib_threads", inputs=(x,), rounds=3),
    )
    comparisons = (
        AtLeast("shared", "Cython prange guided, fast-math", 6),
        AtLeast("shared", "joblib threads, as in the document", 24),
    )
    return Row(3, "pairwise-sum", (Section(f"pairwise-sum, {x.description} numbers", sides, comparisons),))
