"""Pi in thousands of small tasks, handed out one by one."""

from __future__ import annotations

from contextlib import ExitStack
from multiprocessing import Pool

from monte_carlo_pi import mc_pi
from serve import Task, Work, serve


def _task(samples: int) -> float:
    # A plain function travels by its name; what Numba makes of one would take its code along with every task.
    return mc_pi(samples)


def numba_pool(task: Task, stack: ExitStack) -> Work:
    """The document's tasks with a kernel compiled by Numba, in a pool that is running."""
    mc_pi(1)
    pool = stack.enter_context(Pool(task.workers))
    tasks = [task.sizes["samples-per-task"]] * task.sizes["tasks"]
    return Work(
        lambda: pool.map(_task, tasks, chunksize=1),
        lambda estimates: {"tasks": len(estimates), "estimate": sum(estimates) / len(estimates)},
    )


if __name__ == "__main__":
    serve(numba_pool)
