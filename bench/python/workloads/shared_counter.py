"""One counter, incremented by several processes."""

from __future__ import annotations

from contextlib import ExitStack
from multiprocessing import Pool, Value
from typing import Any

from serve import Task, Work, serve

_counter: Any


def _attach(counter: Any) -> None:
    global _counter
    _counter = counter


def _increment(times: int) -> None:
    for _ in range(times):
        with _counter.get_lock():
            _counter.value += 1


def value_with_lock(task: Task, stack: ExitStack) -> Work:
    """multiprocessing.Value with its lock around each increment, in a pool that is running."""
    counter: Any = Value("q", 0)
    pool = stack.enter_context(Pool(task.workers, _attach, (counter,)))
    parts = [part.stop - part.start for part in task.parts(task.sizes["increments"])]

    def run() -> int:
        counter.value = 0
        pool.map(_increment, parts, chunksize=1)
        return counter.value

    return Work(run, lambda actual: {"actual": actual})


if __name__ == "__main__":
    serve(value_with_lock)
