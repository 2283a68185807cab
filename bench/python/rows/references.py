"""Row 15: every job against an independent answer."""

from typing import Any

from driver.plan import Numbers, Ours, Row, Section, Theirs, Tolerance


def _check(
    job: str,
    form: str,
    options: tuple[str, ...] = (),
    inputs: dict[str, Numbers] | None = None,
    sizes: dict[str, Any] | None = None,
    title: str | None = None,
    tolerance: Tolerance = Tolerance(),
    arrays: bool = False,
) -> Section:
    # A program that lacks an option cannot be checked with it; then nothing is compared, and the table says so.
    files = inputs or {}
    sides = (
        Ours("shared", job, options, inputs=files, otherwise=Ours("shared", job, options)),
        Theirs(f"reference {form}", "reference", form, inputs=tuple(files.values()), sizes=sizes or {}),
    )
    return Section(title or job, sides, (), tolerance, arrays=arrays, timed=False)


def _elementwise(function: str, form: str, kind: str, count: int) -> Section:
    inputs = {"--input": Numbers(kind, (count,))} | ({"--input2": Numbers(kind, (count,), seed=2)} if function == "add" else {})
    options = ("--function", function)
    return _check("elementwise", form, options, inputs, title=f"elementwise {function}, {count:,}", arrays=True)


def row(quick: bool) -> Row:
    """At sizes where an exact answer takes a second."""
    small = 10 if quick else 1
    samples, iterations, objects = 10_000_000 // small, 20, 1_000_000 // small
    points, matrix = Numbers("uniform", (2_000 // small, 100)), (5_000 // small, 400)
    normal, blobs = Numbers("normal", (1_000_000 // small,), value=8.342), Numbers("blobs", (200_000 // small, 2), value=4)
    a, b = Numbers("uniform", (800 // small, 800 // small), seed=1), Numbers("uniform", (800 // small, 800 // small), seed=2)
    sections = [
        _check("summarize", "summarize", inputs={"--input": normal}),
        *(
            _check(
                "column-sums",
                "column_sums",
                inputs={"--input": Numbers("uniform", matrix, order=order)},
                title=f"column-sums, {order}",
                arrays=True,
            )
            for order in "FC"
        ),
        _check("pairwise-sum", "pairwise_sum", inputs={"--input": Numbers("normal", (20_000 // small,))}),
        _check(
            "gaussian-mixture",
            "gaussian_mixture",
            ("--iterations", str(iterations)),
            {"--input": blobs, "--initial-means": Numbers("normal", (4, 2), value=6, seed=5)},
            {"iterations": iterations},
            tolerance=Tolerance(1e-8),
        ),
        _check("distance-matrix", "distance_matrix", inputs={"--input": points}, arrays=True),
        _check("matrix-multiply", "matrix_multiply", inputs={"--input": a, "--input2": b}, arrays=True),
        *(_elementwise(function, function, "normal", objects) for function in ("exp", "sin", "add")),
        _elementwise("normal-isf", "normal_isf", "uniform", objects),
        _check("monte-carlo-pi", "pi", ("--samples", str(samples)), tolerance=Tolerance(samples=samples)),
        _check("tiny-tasks", "pi", ("--tasks", str(samples // 1000), "--samples-per-task", "1000"), tolerance=Tolerance(samples=samples)),
        _check("allocate", "allocate", ("--count", str(objects), "--rounds", "3"), sizes={"count": objects, "rounds": 3}),
        *(
            _check(
                "shared-counter",
                "shared_counter",
                ("--increments", "30000", "--discipline", discipline),
                sizes={"increments": 30000},
                title=f"shared-counter, {discipline}",
            )
            for discipline in ("locked", "atomic", "per-worker")
        ),
    ]
    return Row(15, "references", tuple(sections))
