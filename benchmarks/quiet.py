"""How fast the machine is at this moment, by a fixed piece of work.

A virtual machine's cores are threads of cores whose other threads belong to somebody else: for
seconds or minutes everything takes half as long again, and nothing inside the machine says so. A
probe does. Each turn begins, if that can be had within a bounded time, when a probe takes little
longer than the shortest so far; and the longer of the probes before and after it is kept with the
run, so that the tables show how disturbed it was.

Rejected: leaving out disturbed runs, which is choosing among results; and waiting without a bound.
"""

from __future__ import annotations

import hashlib
import math
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.source import MIB

#: A turn may begin when a probe takes at most this much of the shortest one.
CALM = 1.1
_PAUSE_SECS = 0.2
_WORK = bytes(2 * MIB)


def probe_secs() -> float:
    """Time the work on all cores at once: the mean of each one's median, a few milliseconds."""
    cores = len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(cores) as threads:
        return statistics.mean(threads.map(lambda _: _median_secs(), range(cores)))


def _median_secs() -> float:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        hashlib.sha512(_WORK)  # without Python's lock
        times.append(time.perf_counter() - began)
    return statistics.median(times)


class Quiet:
    """Waits for quiet moments, and knows the quietest one of a command."""

    def __init__(self, patience_secs: float, shortest_secs: float = math.inf) -> None:
        """Wait at most `patience_secs` before each turn; 0 not to wait at all.

        :ivar shortest_secs: the shortest probe so far, or one of an earlier command if that was
            shorter
        """
        self._patience_secs = patience_secs
        self.shortest_secs = min(shortest_secs, *(probe_secs() for _ in range(10)))

    def probe_secs(self) -> float:
        """Probe once."""
        secs = probe_secs()
        self.shortest_secs = min(self.shortest_secs, secs)
        return secs

    def wait(self) -> float:
        """Give the probe that was quiet, or the last one when the patience is over."""
        ends = time.monotonic() + self._patience_secs
        while (secs := self.probe_secs()) > CALM * self.shortest_secs:
            if time.monotonic() >= ends:
                break
            time.sleep(_PAUSE_SECS)
        return secs
