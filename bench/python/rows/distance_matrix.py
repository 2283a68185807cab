"""Row 7: distances into shared output."""

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs


def row(quick: bool) -> Row:
    """15,000 × 100."""
    x = Numbers("uniform", (500 if quick else 15_000, 100))
    sides = (
        Ours("shared", "distance-matrix", inputs={"--input": x}),
        Theirs("scikit-learn pairwise_distances, n_jobs=2", "distance_matrix", "sklearn_pairwise", inputs=(x,)),
        Ours("shared, first run, output made in it", "distance-matrix", inputs={"--input": x}, first=True),
        Theirs("scikit-learn euclidean_distances", "distance_matrix", "sklearn_euclidean", inputs=(x,)),
        Theirs("cdist in 2 threads", "distance_matrix", "cdist_threads", inputs=(x,)),
    )
    comparisons = (
        AtLeast("shared", "scikit-learn pairwise_distances, n_jobs=2", 3),
        AtLeast("shared", "scikit-learn euclidean_distances", 2),
        AtLeast("shared", "cdist in 2 threads", 6),
        AtLeast("shared, first run, output made in it", "scikit-learn pairwise_distances, n_jobs=2", 1.0),
    )
    return Row(7, "distance-matrix", (Section(f"distance-matrix, {x.description}", sides, comparisons, arrays=True),))
