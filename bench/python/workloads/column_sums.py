"""The sum of each column of a matrix, in the order in which its file holds it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import numba
import numpy

from serve import Task, Work, serve


def _result(sums: numpy.ndarray) -> dict[str, Any]:
    return {"columns": sums.tolist(), "total": float(sums.sum())}


def _is_fortran(x: numpy.ndarray) -> bool:
    return x.flags.f_contiguous and not x.flags.c_contiguous


def numpy_threads(task: Task, stack: ExitStack) -> Work:
    """numpy.sum of a block of columns, or of rows, in each of several threads."""
    x = task.load()
    threads = stack.enter_context(ThreadPoolExecutor(task.workers))
    sums = numpy.empty(x.shape[1])
    if _is_fortran(x):
        columns = task.parts(x.shape[1])

        def run() -> numpy.ndarray:
            list(threads.map(lambda part: x[:, part].sum(axis=0, out=sums[part]), columns))
            return sums

    else:
        rows = task.parts(x.shape[0])

        def run() -> numpy.ndarray:
            return sum(threads.map(lambda part: x[part].sum(axis=0), rows))

    return Work(run, _result, lambda value: value)


@numba.njit(parallel=True, fastmath=True, cache=True)
def _sum_columns(x: numpy.ndarray, sums: numpy.ndarray) -> None:
    for column in numba.prange(x.shape[1]):
        total = 0.0
        for row in range(x.shape[0]):
            total += x[row, column]
        sums[column] = total


@numba.njit(parallel=True, fastmath=True, cache=True)
def _add_blocks_of_rows(x: numpy.ndarray, sums: numpy.ndarray) -> None:
    for block in numba.prange(sums.shape[0]):
        for row in range(x.shape[0] * block // sums.shape[0], x.shape[0] * (block + 1) // sums.shape[0]):
            for column in range(x.shape[1]):
                sums[block, column] += x[row, column]


def numba_parallel(task: Task, stack: ExitStack) -> Work:
    """Loops compiled by Numba, free to add in any order."""
    numba.set_num_threads(task.workers)
    x = task.load()
    blocks = numpy.zeros((task.workers, x.shape[1]))
    # Compiled here, not in the first repetition.
    (_sum_columns(x[:1], blocks[0]) if _is_fortran(x) else _add_blocks_of_rows(x[:1], blocks))

    def run() -> numpy.ndarray:
        if _is_fortran(x):
            _sum_columns(x, blocks[0])
            return blocks[0]
        blocks[:] = 0
        _add_blocks_of_rows(x, blocks)
        return blocks.sum(axis=0)

    return Work(run, _result, lambda value: value)


def cython_prange(task: Task, stack: ExitStack) -> Work:
    """The document's loops in C on threads, free to add in any order."""
    import column_sums_prange

    x = task.load()
    blocks = numpy.zeros((task.workers, x.shape[1]))

    def run() -> numpy.ndarray:
        if _is_fortran(x):
            column_sums_prange.fortran_order(x, blocks[0], task.workers)
            return blocks[0]
        blocks[:] = 0
        column_sums_prange.c_order(x, blocks)
        return blocks.sum(axis=0)

    return Work(run, _result, lambda value: value)


if __name__ == "__main__":
    serve(numpy_threads, numba_parallel, cython_prange)
