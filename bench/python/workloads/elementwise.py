"""A function of each element of an array, many times."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import Pool
from typing import Any, Callable

import numpy

from serve import Task, Work, serve

#: 128 KiB each of input and output, within the second-level cache; long enough that calls from Python cost little.
BLOCK = 1 << 14


def _result(values: numpy.ndarray) -> dict[str, Any]:
    return {"shape": list(values.shape)}


def _in_threads(task: Task, stack: ExitStack, repeat: Callable[[numpy.ndarray, numpy.ndarray], None]) -> Work:
    x = task.load()
    threads = stack.enter_context(ThreadPoolExecutor(task.workers))
    results, parts = numpy.zeros(len(x)), task.parts(len(x))

    def run() -> numpy.ndarray:
        list(threads.map(lambda part: repeat(x[part], results[part]), parts))
        return results

    return Work(run, _result, lambda value: value)


def exp_threads(task: Task, stack: ExitStack) -> Work:
    """numpy.exp of its part in each thread, into a result that is kept, array by array."""

    def repeat(x: numpy.ndarray, results: numpy.ndarray) -> None:
        for _ in range(task.sizes["rounds"]):
            numpy.exp(x, out=results)

    return _in_threads(task, stack, repeat)


def exp_threads_blocks(task: Task, stack: ExitStack) -> Work:
    """The same block by block, all rounds of a block before the next block, so that it stays in the cache, as our program does it."""

    def repeat(x: numpy.ndarray, results: numpy.ndarray) -> None:
        for start in range(0, len(x), BLOCK):
            source, target = x[start : start + BLOCK], results[start : start + BLOCK]
            for _ in range(task.sizes["rounds"]):
                numpy.exp(source, out=target)

    return _in_threads(task, stack, repeat)


def g(count: int) -> None:
    """The document's function: it makes its own input and drops its result."""
    numpy.exp(numpy.ones(count))


def exp_pool(task: Task, stack: ExitStack) -> Work:
    """The document's form, in a pool that is running."""
    pool = stack.enter_context(Pool(task.workers))
    calls = [task.sizes["count"]] * task.sizes["rounds"]
    return Work(lambda: pool.map(g, calls))


if __name__ == "__main__":
    serve(exp_threads, exp_threads_blocks, exp_pool)
