"""How measurements are taken and shown: pairs of runs, side by side, by the median of their ratios.

A machine is never idle and no two are equal: only the ratio of two runs that follow each other says
anything.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

Work = Callable[[], Any]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement.

    Attributes:
        work: What was measured, and against what.
        claims: The size of the corpus.
        ratio: The figure.
        bar: What it should reach, such as "≤ 1.3"; empty where it only informs.
        detail: Anything else worth a line.
    """

    work: str
    claims: int
    ratio: float
    bar: str = ""
    detail: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached, None without one."""
        if not self.bar:
            return None
        sign, bar = self.bar[0], float(self.bar[1:])
        return self.ratio <= bar if sign == "≤" else self.ratio >= bar

    def __str__(self) -> str:
        said = {True: "reached", False: "MISSED", None: ""}[self.reached]
        bar = self.bar.replace("≤", "≤ ").replace("≥", "≥ ")
        return (
            f"{self.work:58} {self.claims:>8,} {self.ratio:>9.2f} {bar:>8} {said:8} {self.detail}"
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two works that were run in turns.

    Attributes:
        ratio: The median of first ÷ second, pair by pair.
        first: Median seconds of the first.
        second: Median seconds of the second.
    """

    ratio: float
    first: float
    second: float

    def __str__(self) -> str:
        return f"{self.first * 1000:,.1f} ms to {self.second * 1000:,.1f} ms"


def seconds(work: Work, clock: Clock = time.perf_counter) -> float:
    """Return how long `work` takes once."""
    start = clock()
    work()
    return clock() - start


def processor_seconds() -> float:
    """Return the processor time of this process and of all that it started, as Linux counts it.

    It takes no notice of what else the machine does, and finds the work of a worker.
    """
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = time.process_time() + ended.ru_utime + ended.ru_stime
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            # the clock of another process, by clock_getcpuclockid(3)
            spent += time.clock_gettime((~int(child) << 3) | 2)
    return spent


def paired(
    first: Work,
    second: Work,
    rounds: int = 5,
    clock: Clock = time.perf_counter,
    before: Work = lambda: None,
) -> Pair:
    """Run two works in turns, after one run of each that does not count.

    Args:
        first: What is measured.
        second: What it is measured against.
        rounds: How many pairs count.
        clock: `time.perf_counter`, or `time.process_time` for work that only computes.
        before: Called before each run, and not counted.
    """
    pairs = []
    for _ in range(rounds + 1):
        before()
        one = seconds(first, clock)
        before()
        pairs.append((one, seconds(second, clock)))
    return Pair(
        median(one / max(other, 1e-9) for one, other in pairs[1:]),
        median(one for one, _ in pairs[1:]),
        median(other for _, other in pairs[1:]),
    )
