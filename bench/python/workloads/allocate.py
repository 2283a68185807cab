"""The loop that makes an object per number."""

from __future__ import annotations

import math
from contextlib import ExitStack
from multiprocessing import Pool

from serve import Task, Work, serve


def f(count: int) -> None:
    """The document's function: two lists, the second of as many new objects."""
    y = [1] * count
    [math.exp(i) for i in y]


def list_pool(task: Task, stack: ExitStack) -> Work:
    """The document's form, in a pool that is running."""
    pool = stack.enter_context(Pool(task.workers))
    calls = [task.sizes["count"]] * task.sizes["rounds"]
    return Work(lambda: pool.map(f, calls, chunksize=1))


if __name__ == "__main__":
    serve(list_pool)
