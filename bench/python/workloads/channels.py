"""Numbers to another process, one message each."""

from __future__ import annotations

from contextlib import ExitStack
from multiprocessing import JoinableQueue, Pipe, Process, Queue
from typing import Any, Callable

from serve import Task, Work, serve


def _receive(take: Callable[[], Any], answer: Callable[[Any], None], done: Callable[[], None] = lambda: None) -> None:
    # Sums what arrives up to a None, and says so; ends at a second None.
    while True:
        total, first = 0, take()
        done()
        if first is None:
            return
        total = first
        for number in iter(take, None):
            total += number
            done()
        done()
        answer(total)


def _from_pipe(numbers: Any, sums: Any) -> None:
    _receive(numbers.recv, sums.send)


def _from_queue(numbers: Any, sums: Any) -> None:
    _receive(numbers.get, sums.send)


def _from_joinable_queue(numbers: Any, sums: Any) -> None:
    _receive(numbers.get, sums.send, numbers.task_done)


def _work(task: Task, stack: ExitStack, receiver: Callable[[Any, Any], None], source: Any, put: Callable[[Any], None], join: Any = None) -> Work:
    count = task.sizes["numbers"]
    sums, answers = Pipe(duplex=False)
    process = Process(target=receiver, args=(source, answers))
    process.start()
    stack.callback(process.join)
    stack.callback(put, None)

    def run() -> int:
        for number in range(count):
            put(number)
        if join:
            join()
        put(None)
        return sums.recv()

    def check(total: int) -> dict[str, Any]:
        if total != count * (count - 1) // 2:
            raise AssertionError(f"{total}: is not the sum of what was sent")
        return {}

    return Work(run, check)


def pipe(task: Task, stack: ExitStack) -> Work:
    """multiprocessing.Pipe."""
    source, sink = Pipe(duplex=False)
    return _work(task, stack, _from_pipe, source, sink.send)


def queue(task: Task, stack: ExitStack) -> Work:
    """multiprocessing.Queue: a feeder thread writes to a pipe."""
    numbers: Any = Queue()
    return _work(task, stack, _from_queue, numbers, numbers.put)


def joinable_queue(task: Task, stack: ExitStack) -> Work:
    """multiprocessing.JoinableQueue: each number is acknowledged, and the sender waits for all."""
    numbers: Any = JoinableQueue()
    return _work(task, stack, _from_joinable_queue, numbers, numbers.put, numbers.join)


if __name__ == "__main__":
    serve(pipe, queue, joinable_queue)
