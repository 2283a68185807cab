"""Rows 201 and 202: what a task costs in a pool of processes."""

from driver.plan import AtLeast, AtMost, Row, Section, Served, Theirs

# Bars: a round trip of a task that does nothing, and the rate of short tasks, against the fastest of Python.
_ROUND_TRIP, _RATE = 3, 8

# Auto must reach 90 % of the rate of the best fixed batch.
_AUTO = 1 / 0.9


def round_trips(quick: bool) -> Row:
    """Tasks that do nothing, one at a time."""
    sizes = {"tasks": 100 if quick else 2_000}
    ours = Served("ProcessPool.Submit", "tasks", "round_trip", sizes=sizes)
    theirs = [
        Theirs("multiprocessing.Pool.apply", "pool_tasks", "pool_apply", sizes=sizes),
        Theirs("ProcessPoolExecutor.submit().result()", "pool_tasks", "executor_submit", sizes=sizes),
        Theirs("joblib (loky) submit().result()", "pool_tasks", "loky_submit", sizes=sizes),
    ]
    lines = tuple(AtLeast(ours.label, side.label, _ROUND_TRIP) for side in theirs)
    return Row(201, "round-trip", (Section(f"{sizes['tasks']:,} tasks that do nothing, one at a time, 2 workers", (ours, *theirs), lines),))


def short_tasks(quick: bool) -> Row:
    """10,000 tasks of 10 µs."""
    sizes = {"tasks": 500 if quick else 10_000, "microseconds": 10}
    one, auto = Served("ProcessPool.MapAsync, batch 1", "tasks", "map_1", sizes=sizes), Served("batch Auto", "tasks", "map_auto", sizes=sizes)
    fixed = [Served(f"batch {size:,}", "tasks", f"map_{size}", sizes=sizes) for size in (10, 100, 1000)]
    executor = Theirs("ProcessPoolExecutor.map, chunksize 1", "pool_tasks", "executor_map", sizes=sizes, rounds=5)
    lines = (AtLeast(one.label, executor.label, _RATE), *(AtMost(auto.label, side.label, _AUTO) for side in fixed))
    return Row(202, "short-tasks", (Section(f"{sizes['tasks']:,} tasks of 10 µs, 2 workers", (one, auto, *fixed, executor), lines),))
