"""The sum of the products of all pairs, as the double loop."""

from __future__ import annotations

from contextlib import ExitStack

import numpy

from serve import Task, Work, serve


def cython_prange(task: Task, stack: ExitStack) -> Work:
    """The document's fastest form, compiled for this machine and free to add in any order."""
    from pairwise_sum_prange import pairwise_sum

    x = task.load()
    return Work(lambda: pairwise_sum(x, task.workers), lambda value: {"sum": value})


def joblib_threads(task: Task, stack: ExitStack) -> Work:
    """The document's form for 100,000 numbers: every n-th element to each of n threads, additions in the order written.

    The document reads the strided slice as if it lay together, so that its sum is another one; here it is copied together first.
    """
    from joblib import Parallel, delayed
    from pairwise_sum_chunked import sum_of_products

    x = task.load()

    def run() -> float:
        with Parallel(n_jobs=task.workers, backend="threading") as parallel:
            slices = [numpy.ascontiguousarray(x[i :: task.workers]) for i in range(task.workers)]
            return sum(parallel(delayed(sum_of_products)(x, y) for y in slices))

    return Work(run, lambda value: {"sum": value})


if __name__ == "__main__":
    serve(cython_prange, joblib_threads)
