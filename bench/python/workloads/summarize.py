"""The length and the sum of an array."""

from __future__ import annotations

from contextlib import ExitStack
from multiprocessing import Pool
from multiprocessing.shared_memory import SharedMemory

import numpy

from serve import Task, Work, segment_name, serve

_segment: SharedMemory
_numbers: numpy.ndarray


def _summarize(x: numpy.ndarray) -> tuple[int, float]:
    return len(x), x.sum()


def _attach(name: str, count: int) -> None:
    global _segment, _numbers
    _segment = SharedMemory(name)
    _numbers = numpy.ndarray(count, numpy.float64, _segment.buf)


def _summarize_part(part: slice) -> tuple[int, float]:
    return _summarize(_numbers[part])


def _total(parts: list[tuple[int, float]]) -> dict[str, float]:
    return {"count": sum(count for count, _ in parts), "sum": sum(total for _, total in parts)}


def cython_prange(task: Task, stack: ExitStack) -> Work:
    """A loop in C on threads, free to add in any order."""
    from summarize_prange import total

    x = task.load()
    return Work(lambda: total(x, task.workers), lambda value: {"count": len(x), "sum": value})


def shared_memory_pool(task: Task, stack: ExitStack) -> Work:
    """A running pool over a segment that all workers have mapped."""
    x = task.load()
    segment = SharedMemory(segment_name("x"), create=True, size=x.nbytes)
    stack.callback(segment.unlink)
    numpy.ndarray(x.shape, x.dtype, segment.buf)[:] = x
    pool = stack.enter_context(Pool(task.workers, _attach, (segment.name, len(x))))
    parts = task.parts(len(x))
    return Work(lambda: pool.map(_summarize_part, parts, chunksize=1), _total)


def pool_of_slices(task: Task, stack: ExitStack) -> Work:
    """The document's timed form: a running pool, slices pickled to it."""
    pool = stack.enter_context(Pool(task.workers))
    x = task.load()
    parts = task.parts(len(x))
    return Work(lambda: pool.map(_summarize, [x[part] for part in parts], chunksize=1), _total)


if __name__ == "__main__":
    serve(cython_prange, shared_memory_pool, pool_of_slices)
