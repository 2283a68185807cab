"""A Python form of a workload as a process that repeats it on request.

Started as ``python3 <workload>.py <form> <task as JSON>``, it makes everything ready, answers ``ready``, and then reads lines:

    run           -> {"seconds": ..., "result": {...}}     one repetition, timed around the work itself
    check <file>  -> {"error": ...}                        the array of the last repetition against that of a .npy file; null without one

Each answer is one line of JSON. It ends with its standard input, so nothing is left behind when the driver dies.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Callable

import numpy


@dataclass(frozen=True)
class Task:
    """What the driver asks for."""

    workers: int
    inputs: list[str] = field(default_factory=list)
    sizes: dict[str, Any] = field(default_factory=dict)

    def load(self, index: int = 0) -> numpy.ndarray:
        """The numbers of an input file, in memory of this process."""
        return numpy.load(self.inputs[index])

    def parts(self, count: int) -> list[slice]:
        """As many equal slices as there are workers; the remainder is spread over them."""
        borders = [count * i // self.workers for i in range(self.workers + 1)]
        return [slice(a, b) for a, b in zip(borders, borders[1:])]


@dataclass(frozen=True)
class Work:
    """A form that is ready to be repeated."""

    run: Callable[[], Any]
    #: The fields of our program's result that this form knows, from what run returned; not timed.
    result: Callable[[Any], dict[str, Any]] = lambda value: {}
    #: The array result; not timed.
    array: Callable[[Any], numpy.ndarray] | None = None
    #: Gives back what a repetition made and our program's figure does not hold either; not timed.
    after: Callable[[], None] = lambda: None


#: Makes a form ready; pools are entered into the stack and end with the process.
Form = Callable[[Task, ExitStack], Work]


def segment_name(purpose: str) -> str:
    """Of a segment in /dev/shm that the driver removes if this process is killed."""
    return f"{os.environ['COMPARE_PREFIX']}-{os.getpid()}-{purpose}"


def relative_error(actual: numpy.ndarray, expected: numpy.ndarray) -> float:
    """The largest relative error of any element; infinite where the shapes differ or a number is missing."""
    if actual.shape != expected.shape:
        return float("inf")
    worst = 0.0
    # A gigabyte of results is compared in pieces, along the axis in which they lie.
    if actual.flags.f_contiguous and not actual.flags.c_contiguous:
        actual, expected = actual.T, expected.T
    step = max(1, len(actual) * (1 << 20) // max(1, actual.size))
    for start in range(0, len(actual), step):
        a, b = actual[start : start + step], expected[start : start + step]
        scale = numpy.maximum(numpy.abs(a), numpy.abs(b))
        error = numpy.abs(a - b) / numpy.where(scale == 0, 1, scale)
        worst = max(worst, float("inf") if numpy.isnan(error).any() else float(error.max()))
    return worst


def serve(*forms: Form) -> None:
    """Runs the form that the command line names until standard input ends."""
    # Whatever a library prints must not look like an answer.
    answers, sys.stdout = sys.stdout, sys.stderr

    def answer(value: dict[str, Any]) -> None:
        print(json.dumps(value), file=answers, flush=True)

    make = {form.__name__: form for form in forms}[sys.argv[1]]
    with ExitStack() as stack:
        work = make(Task(**json.loads(sys.argv[2])), stack)
        last: Any = None
        answer({"ready": True})
        for line in sys.stdin:
            command, _, argument = line.strip().partition(" ")
            if command == "run":
                # What the last repetition made is given back before the clock starts.
                last = None
                begin = perf_counter()
                last = work.run()
                seconds = perf_counter() - begin
                work.after()
                answer({"seconds": seconds, "result": work.result(last)})
            elif command == "check":
                answer({"error": work.array and relative_error(work.array(last), numpy.load(argument, mmap_mode="r"))})
            else:
                raise ValueError(f"{command}: is not understood")
