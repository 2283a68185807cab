"""Tasks in pools of processes: how long one takes that does nothing, and how many short ones are done in a second."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import Pool
from time import perf_counter
from typing import Any, Callable

from serve import Task, Work, serve


def _nothing() -> int:
    return 1


def _spin(microseconds: int) -> int:
    until = perf_counter() + microseconds * 1e-6
    while perf_counter() < until:
        pass
    return microseconds


def _one_at_a_time(task: Task, call: Callable[[], Any]) -> Work:
    def run() -> None:
        for _ in range(task.sizes["tasks"]):
            assert call() == 1

    return Work(run)


def pool_apply(task: Task, stack: ExitStack) -> Work:
    """The pool of multiprocessing."""
    pool = stack.enter_context(Pool(task.workers))
    return _one_at_a_time(task, lambda: pool.apply(_nothing))


def executor_submit(task: Task, stack: ExitStack) -> Work:
    """That of concurrent.futures."""
    executor = stack.enter_context(ProcessPoolExecutor(task.workers))
    return _one_at_a_time(task, lambda: executor.submit(_nothing).result())


def loky_submit(task: Task, stack: ExitStack) -> Work:
    """That of joblib."""
    from joblib.externals.loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=task.workers)
    stack.callback(executor.shutdown)
    return _one_at_a_time(task, lambda: executor.submit(_nothing).result())


def executor_map(task: Task, stack: ExitStack) -> Work:
    """Short tasks, each in a message of its own."""
    executor = stack.enter_context(ProcessPoolExecutor(task.workers))
    inputs = [task.sizes["microseconds"]] * task.sizes["tasks"]

    def run() -> None:
        assert sum(executor.map(_spin, inputs, chunksize=1)) == sum(inputs)

    return Work(run)


if __name__ == "__main__":
    serve(pool_apply, executor_submit, loky_submit, executor_map)
