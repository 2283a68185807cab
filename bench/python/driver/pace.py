"""How often and how long."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Of a comparison."""

    #: Turns of each side.
    rounds: int
    #: Seconds of repetitions before those that count. In its first half second our program compiles what it has found to be hot.
    warm: float
    #: Seconds of repetitions that count, in each round; of their times the median is taken.
    counted: float
    #: At least so many repetitions count.
    fewest: int

    def warmup(self, seconds: float) -> int:
        """Repetitions of such a length before those that count."""
        return max(1, math.ceil(self.warm / max(seconds, 1e-6)))

    def repetitions(self, seconds: float) -> int:
        """Repetitions of such a length that count."""
        return min(MOST, max(self.fewest, math.ceil(self.counted / max(seconds, 1e-6))))


#: More do not make a median any better.
MOST = 101

FULL = Pace(rounds=5, warm=0.6, counted=0.4, fewest=3)
QUICK = Pace(rounds=2, warm=0, counted=0, fewest=1)
