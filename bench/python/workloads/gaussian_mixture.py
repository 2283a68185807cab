"""Gaussian mixtures by EM, from given means, unit covariances and equal weights, which stay equal as in the document."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Callable

import numpy

from serve import Task, Work, serve

Parameters = tuple[numpy.ndarray, numpy.ndarray]


def _result(parameters: Parameters) -> dict[str, Any]:
    means, covariances = parameters
    return {"means": means.ravel().tolist(), "covariances": covariances.ravel().tolist()}


def _expectation_maximization(task: Task, step: Callable[[numpy.ndarray, numpy.ndarray], Parameters]) -> Parameters:
    means = task.load(1)
    covariances = numpy.array([numpy.eye(means.shape[1])] * len(means))
    for _ in range(task.sizes["iterations"]):
        means, covariances = step(means, covariances)
    return means, covariances


def _one_pass(task: Task, add_statistics: Callable[..., None]) -> Work:
    x, components = task.load(), len(task.load(1))

    def step(means: numpy.ndarray, covariances: numpy.ndarray) -> Parameters:
        sums = numpy.zeros((task.workers, components, 6))
        add_statistics(x, means, numpy.linalg.inv(covariances), -0.5 * numpy.linalg.slogdet(covariances)[1], sums)
        members, u, v, uu, uv, vv = sums.sum(axis=0).T
        means = numpy.stack([u, v], axis=1) / members[:, None]
        squares = numpy.stack([uu, uv, uv, vv], axis=1).reshape(-1, 2, 2) / members[:, None, None]
        return means, squares - means[:, :, None] * means[:, None, :]

    return Work(lambda: _expectation_maximization(task, step), _result)


def cython_fused(task: Task, stack: ExitStack) -> Work:
    """One pass over the points per iteration, point by point."""
    import mixture_fused

    return _one_pass(task, mixture_fused.add_statistics)


def cython_fused_blocks(task: Task, stack: ExitStack) -> Work:
    """One pass over the points per iteration, in blocks whose loops the compiler vectorises."""
    import mixture_fused_blocks

    return _one_pass(task, mixture_fused_blocks.add_statistics)


def _covariance(x: numpy.ndarray, weights: numpy.ndarray, mean: numpy.ndarray) -> numpy.ndarray:
    d = x.shape[1]
    covariance = numpy.zeros((d, d))
    for i in range(d):
        for j in range(i + 1):
            covariance[i, j] = covariance[j, i] = weights.dot((x[:, i] - mean[i]) * (x[:, j] - mean[j]))
    return covariance / weights.sum()


def _maximization(x: numpy.ndarray, r: numpy.ndarray) -> Parameters:
    means = numpy.array([numpy.average(x, axis=0, weights=r[:, c]) for c in range(r.shape[1])])
    return means, numpy.array([_covariance(x, r[:, c], means[c]) for c in range(r.shape[1])])


def cython_model_parallel(task: Task, stack: ExitStack) -> Work:
    """The document's fastest form: densities a component to a thread, everything else in NumPy."""
    import mixture_model_parallel

    x = task.load()

    def step(means: numpy.ndarray, covariances: numpy.ndarray) -> Parameters:
        r = numpy.zeros((len(means), len(x)))
        precisions, log_dets = numpy.linalg.inv(covariances), numpy.linalg.slogdet(covariances)[1]
        mixture_model_parallel.expectation(x, means, precisions, log_dets, r, task.workers)
        return _maximization(x, (r / r.sum(axis=0)).T)

    return Work(lambda: _expectation_maximization(task, step), _result)


def _density(x: numpy.ndarray, mean: numpy.ndarray, covariance: numpy.ndarray) -> numpy.ndarray:
    from scipy.stats import multivariate_normal

    return multivariate_normal.pdf(x, mean, covariance)[:, numpy.newaxis]


def joblib_processes(task: Task, stack: ExitStack) -> Work:
    """The document's form: densities a component to a process (loky, which maps the points by itself), everything else in NumPy."""
    from joblib import Parallel, delayed

    x = task.load()

    def run() -> Parameters:
        # joblib keeps its processes from one context to the next.
        with Parallel(n_jobs=task.workers) as parallel:

            def step(means: numpy.ndarray, covariances: numpy.ndarray) -> Parameters:
                r = numpy.hstack(parallel(delayed(_density)(x, mean, covariance) for mean, covariance in zip(means, covariances)))
                return _maximization(x, (r.T / r.T.sum(axis=0)).T)

            return _expectation_maximization(task, step)

    return Work(run, _result)


if __name__ == "__main__":
    serve(cython_fused, cython_fused_blocks, cython_model_parallel, joblib_processes)
