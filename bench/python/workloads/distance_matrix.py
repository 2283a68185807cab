"""The Euclidean distance of every point to every point."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import numpy

from serve import Task, Work, serve


def _result(distances: numpy.ndarray) -> dict[str, Any]:
    return {"shape": list(distances.shape)}


def sklearn_pairwise(task: Task, stack: ExitStack) -> Work:
    """Matrix products, a block of columns to a thread; the result is made anew each time."""
    from sklearn.metrics import pairwise_distances

    x = task.load()
    return Work(lambda: pairwise_distances(x, n_jobs=task.workers), _result, lambda value: value)


def sklearn_euclidean(task: Task, stack: ExitStack) -> Work:
    """One matrix product; the result is made anew each time."""
    from sklearn.metrics.pairwise import euclidean_distances

    x = task.load()
    return Work(lambda: euclidean_distances(x), _result, lambda value: value)


def cdist_threads(task: Task, stack: ExitStack) -> Work:
    """SciPy's direct distances, a block of rows to a thread, straight into a result that is kept."""
    from scipy.spatial.distance import cdist

    x = task.load()
    threads = stack.enter_context(ThreadPoolExecutor(task.workers))
    distances, parts = numpy.zeros((len(x), len(x))), task.parts(len(x))

    def run() -> numpy.ndarray:
        list(threads.map(lambda part: cdist(x[part], x, out=distances[part]), parts))
        return distances

    return Work(run, _result, lambda value: value)


if __name__ == "__main__":
    serve(sklearn_pairwise, sklearn_euclidean, cdist_threads)
