"""What our program takes, with all its workers."""

from __future__ import annotations

import math
import subprocess
import time
from statistics import median

from . import program
from .outcome import Memory
from .processes import ProcessTree
from .sides import OurSide
from .workspace import Workspace

# Seconds of repetitions to look at.
_WHILE = 3


def measure(side: OurSide, bar: float, workspace: Workspace) -> Memory:
    """Runs a side once more and looks at its processes from outside, again and again."""
    repeat = max(20, math.ceil(_WHILE / median(side.document["seconds"]["runs"])))
    arguments = program.command(side.ours, workspace, repeat, warmup=1)
    tree = ProcessTree(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    samples = []
    try:
        while tree.process.poll() is None:
            samples.append(tree.proportional_bytes())
            time.sleep(0.05)
    finally:
        tree.end(None)
    # Processes are looked at one after another, so that the sum may count twice what one more of them begins to share meanwhile. The upper half is
    # when they all have it; its middle is no such moment.
    return Memory(side.label, median(sorted(samples)[len(samples) // 2 :]), bar)
