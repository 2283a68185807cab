"""Rows 6 and 12: pi from random points, in large and in tiny tasks."""

from driver.plan import AtLeast, AtMost, Ours, Row, Section, Theirs, Tolerance


def large_tasks(quick: bool) -> Row:
    """10 tasks of 10⁷ samples."""
    samples = 1_600_000 if quick else 100_000_000
    sizes = {"samples": samples, "tasks": 10}

    def theirs(label: str, form: str) -> Theirs:
        return Theirs(label, "monte_carlo_pi", form, sizes=sizes)

    sides = (
        Ours("shared", "monte-carlo-pi", ("--samples", str(samples))),
        theirs("Cython, xoroshiro, threads", "cython_threads"),
        theirs("Cython, 16 xoroshiro side by side, threads", "cython_lanes_threads"),
        theirs("Numba in ProcessPoolExecutor", "numba_processes"),
    )
    comparisons = (
        AtLeast("shared", "Cython, xoroshiro, threads", 1.6),
        AtLeast("shared", "Cython, 16 xoroshiro side by side, threads", None),
        AtLeast("shared", "Numba in ProcessPoolExecutor", 9),
    )
    tolerance = Tolerance(samples=samples)
    return Row(6, "monte-carlo-pi", (Section(f"monte-carlo-pi, {samples:,} samples", sides, comparisons, tolerance),))


def tiny_tasks(quick: bool) -> Row:
    """10⁴ tasks of 10⁴ samples."""
    tasks, samples = (500 if quick else 10_000), 10_000
    sizes = {"tasks": tasks, "samples-per-task": samples}
    options = ("--tasks", str(tasks), "--samples-per-task", str(samples))
    sides = (
        Ours("pipe, batch 1", "tiny-tasks", (*options, "--batch", "1"), mode="pipe"),
        Ours("pipe, batch 100", "tiny-tasks", (*options, "--batch", "100"), mode="pipe"),
        Theirs("Pool.map, chunksize 1, Numba", "tiny_tasks", "numba_pool", sizes=sizes),
    )
    comparisons = (AtMost("pipe, batch 1", "pipe, batch 100", 1.35), AtLeast("pipe, batch 1", "Pool.map, chunksize 1, Numba", 2.5))
    title = f"tiny-tasks, {tasks:,} × {samples:,} samples"
    return Row(12, "tiny-tasks", (Section(title, sides, comparisons, Tolerance(samples=tasks * samples)),))
