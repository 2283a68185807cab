"""One large array, given to several workers, which add it up together."""

from __future__ import annotations

from contextlib import ExitStack
from multiprocessing import Barrier, Pool, resource_tracker
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy

from serve import Task, Work, segment_name, serve

_segment: SharedMemory | None = None
_together: Any


def _keep(barrier: Any) -> None:
    global _together
    _together = barrier


def _sum_part(task: tuple[numpy.ndarray, slice]) -> float:
    x, part = task
    return x[part].sum()


def _sum_slice(x: numpy.ndarray) -> float:
    return x.sum()


def _sum_of_segment(task: tuple[str, int, slice]) -> float:
    global _segment
    name, count, part = task
    _segment = _segment or SharedMemory(name)
    return float(numpy.ndarray(count, numpy.float64, _segment.buf)[part].sum())


def _detach(_: int) -> None:
    global _segment
    if _segment is not None:
        _segment.close()
    _segment = None
    # So that no worker takes the turn of another.
    _together.wait()


def _result(sums: list[float]) -> dict[str, Any]:
    return {"sum": sum(sums)}


def pickled_whole(task: Task, stack: ExitStack) -> Work:
    """The whole array pickled to every worker; each adds up its part. The result is squared, as pairwise-sum --algorithm factored does."""
    pool = stack.enter_context(Pool(task.workers))
    x = task.load()
    parts = task.parts(len(x))
    return Work(lambda: pool.map(_sum_part, [(x, part) for part in parts], chunksize=1), lambda sums: {"sum": sum(sums) ** 2})


def pickled_slices(task: Task, stack: ExitStack) -> Work:
    """Its slice of the array pickled to every worker."""
    pool = stack.enter_context(Pool(task.workers))
    x = task.load()
    return Work(lambda: pool.map(_sum_slice, [x[part] for part in task.parts(len(x))], chunksize=1), _result)


def shared_memory_new(task: Task, stack: ExitStack) -> Work:
    """A new segment each time, the array copied in, mapped by workers that are running."""
    # Before the workers, so that they share it: one of their own would remove a segment when its worker ends.
    resource_tracker.ensure_running()
    pool = stack.enter_context(Pool(task.workers, _keep, (Barrier(task.workers),)))
    x = task.load()
    parts, made = task.parts(len(x)), list[SharedMemory]()

    def run() -> list[float]:
        made.append(SharedMemory(segment_name("x"), create=True, size=x.nbytes))
        numpy.ndarray(x.shape, x.dtype, made[0].buf)[:] = x
        return pool.map(_sum_of_segment, [(made[0].name, len(x), part) for part in parts], chunksize=1)

    def after() -> None:
        pool.map(_detach, range(task.workers), chunksize=1)
        made[0].close()
        made.pop().unlink()

    return Work(run, _result, after=after)


def shared_memory_reused(task: Task, stack: ExitStack) -> Work:
    """A segment that is filled and that all workers have mapped."""
    x = task.load()
    segment = SharedMemory(segment_name("x"), create=True, size=x.nbytes)
    stack.callback(segment.unlink)
    numpy.ndarray(x.shape, x.dtype, segment.buf)[:] = x
    pool = stack.enter_context(Pool(task.workers))
    tasks = [(segment.name, len(x), part) for part in task.parts(len(x))]
    return Work(lambda: pool.map(_sum_of_segment, tasks, chunksize=1), _result)


if __name__ == "__main__":
    serve(pickled_whole, pickled_slices, shared_memory_new, shared_memory_reused)
