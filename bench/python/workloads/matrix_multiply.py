"""The product of two matrices."""

from __future__ import annotations

from contextlib import ExitStack

import numpy

from serve import Task, Work, serve


def numpy_matmul(task: Task, stack: ExitStack) -> Work:
    """The threaded BLAS that NumPy is installed with, into a result that is kept."""
    a, b = task.load(0), task.load(1)
    product = numpy.empty((a.shape[0], b.shape[1]))
    return Work(lambda: numpy.matmul(a, b, out=product), lambda value: {"shape": list(value.shape)}, lambda value: value)


if __name__ == "__main__":
    serve(numpy_matmul)
