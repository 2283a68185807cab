"""Pi from random points, in a few large tasks."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Callable

import numba
import numpy

from serve import Task, Work, serve


def _seeds(tasks: int) -> list[numpy.ndarray]:
    return [numpy.random.SeedSequence(2026, spawn_key=(i,)).generate_state(32, numpy.uint64).reshape(16, 2) for i in range(tasks)]


def _in_threads(task: Task, stack: ExitStack, count_inside: Callable[[numpy.ndarray, int], int]) -> Work:
    samples, tasks = task.sizes["samples"] // task.sizes["tasks"], task.sizes["tasks"]
    threads, seeds = stack.enter_context(ThreadPoolExecutor(task.workers)), _seeds(tasks)

    def run() -> int:
        return sum(threads.map(lambda seed: count_inside(seed, samples), seeds))

    return Work(run, lambda inside: {"estimate": 4 * inside / (samples * tasks)})


def cython_threads(task: Task, stack: ExitStack) -> Work:
    """A generator of its own for each task, two draws for each point, without the interpreter's lock."""
    from pi_xoroshiro import count_inside

    return _in_threads(task, stack, count_inside)


def cython_lanes_threads(task: Task, stack: ExitStack) -> Work:
    """Sixteen generators side by side for each task, vectorised by the compiler; one draw for each point."""
    from pi_xoroshiro_lanes import count_inside

    return _in_threads(task, stack, count_inside)


@numba.njit(cache=True)
def mc_pi(n: int) -> float:
    """The document's kernel."""
    inside = 0
    for _ in range(n):
        x = numpy.random.uniform(-1, 1)
        y = numpy.random.uniform(-1, 1)
        if x**2 + y**2 < 1:
            inside += 1
    return 4 * inside / n


def _task(samples: int) -> float:
    return mc_pi(samples)


def numba_processes(task: Task, stack: ExitStack) -> Work:
    """The document's form: an executor made for the call. Its workers inherit one generator, so that estimates repeat."""
    mc_pi(1)
    tasks = [task.sizes["samples"] // task.sizes["tasks"]] * task.sizes["tasks"]

    def run() -> list[float]:
        with ProcessPoolExecutor(task.workers) as pool:
            return list(pool.map(_task, tasks))

    def result(estimates: list[float]) -> dict[str, Any]:
        return {"estimate": sum(estimates) / len(estimates)}

    return Work(run, result)


if __name__ == "__main__":
    serve(cython_threads, cython_lanes_threads, numba_processes)
