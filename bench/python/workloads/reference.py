"""Independent answers: closed forms, exact sums, NumPy and SciPy. Not measured."""

from __future__ import annotations

import math
from contextlib import ExitStack
from typing import Any

import numpy

from serve import Task, Work, serve


def summarize(task: Task, stack: ExitStack) -> Work:
    """The sum rounded once."""
    x = task.load()
    return Work(lambda: math.fsum(x), lambda total: {"count": len(x), "sum": total, "mean": total / len(x)})


def column_sums(task: Task, stack: ExitStack) -> Work:
    """Each sum rounded once."""
    x = task.load()
    return Work(
        lambda: numpy.array([math.fsum(column) for column in x.T]),
        lambda sums: {"columns": sums.tolist(), "total": math.fsum(sums)},
        lambda sums: sums,
    )


def pairwise_sum(task: Task, stack: ExitStack) -> Work:
    """The square of the sum, which the double loop equals."""
    x = task.load()
    return Work(lambda: math.fsum(x) ** 2, lambda total: {"sum": total})


def gaussian_mixture(task: Task, stack: ExitStack) -> Work:
    """EM with the densities of SciPy, in logarithms, weights included."""
    from scipy.special import logsumexp
    from scipy.stats import multivariate_normal

    x, start = task.load(0), task.load(1)

    def run() -> dict[str, Any]:
        k, d = start.shape
        means, covariances, weights = start, numpy.array([numpy.eye(d)] * k), numpy.full(k, 1 / k)
        log_likelihood = []
        for _ in range(task.sizes["iterations"]):
            logs = numpy.stack([multivariate_normal.logpdf(x, means[c], covariances[c]) + math.log(weights[c]) for c in range(k)])
            totals = logsumexp(logs, axis=0)
            log_likelihood.append(math.fsum(totals))
            r = numpy.exp(logs - totals)
            members = r.sum(axis=1)
            weights, means = members / len(x), r @ x / members[:, None]
            covariances = numpy.stack([(r[c, :, None] * (x - means[c])).T @ (x - means[c]) / members[c] for c in range(k)])
        parameters = {"means": means, "covariances": covariances, "weights": weights}
        return {name: value.ravel().tolist() for name, value in parameters.items()} | {"logLikelihood": log_likelihood}

    return Work(run, lambda result: result)


def distance_matrix(task: Task, stack: ExitStack) -> Work:
    """SciPy's direct distances."""
    from scipy.spatial.distance import cdist

    x = task.load()
    return Work(lambda: cdist(x, x), lambda value: {"shape": list(value.shape), "sum": math.fsum(value.flat)}, lambda value: value)


def matrix_multiply(task: Task, stack: ExitStack) -> Work:
    """NumPy's product."""
    a, b = task.load(0), task.load(1)
    return Work(lambda: a @ b, lambda value: {"shape": list(value.shape), "sum": math.fsum(value.flat)}, lambda value: value)


def _elementwise(values: numpy.ndarray) -> dict[str, Any]:
    return {"shape": list(values.shape), "sum": math.fsum(values)}


def exp(task: Task, stack: ExitStack) -> Work:
    """NumPy's."""
    x = task.load()
    return Work(lambda: numpy.exp(x), _elementwise, lambda value: value)


def sin(task: Task, stack: ExitStack) -> Work:
    """NumPy's."""
    x = task.load()
    return Work(lambda: numpy.sin(x), lambda value: {"shape": list(value.shape)}, lambda value: value)


def add(task: Task, stack: ExitStack) -> Work:
    """NumPy's."""
    a, b = task.load(0), task.load(1)
    return Work(lambda: a + b, lambda value: {"shape": list(value.shape)}, lambda value: value)


def normal_isf(task: Task, stack: ExitStack) -> Work:
    """SciPy's."""
    from scipy.stats import norm

    x = task.load()
    return Work(lambda: norm.isf(x), lambda value: {"shape": list(value.shape)}, lambda value: value)


def pi(task: Task, stack: ExitStack) -> Work:
    """The number."""
    return Work(lambda: math.pi, lambda value: {"estimate": value})


def allocate(task: Task, stack: ExitStack) -> Work:
    """Every object holds e."""
    return Work(lambda: math.e * task.sizes["count"] * task.sizes["rounds"], lambda total: {"sum": total})


def shared_counter(task: Task, stack: ExitStack) -> Work:
    """No increment is lost."""
    increments = task.sizes["increments"]
    return Work(lambda: increments, lambda value: {"expected": value, "actual": value, "lost": 0})


if __name__ == "__main__":
    serve(
        summarize,
        column_sums,
        pairwise_sum,
        gaussian_mixture,
        distance_matrix,
        matrix_multiply,
        exp,
        sin,
        add,
        normal_isf,
        pi,
        allocate,
        shared_counter,
    )
