"""What a process holds: memory, transfers, descriptors, threads. Nothing may stay."""

import ctypes
import dataclasses
import gc
import importlib
import os
import threading
import time
from pathlib import Path

from glance_s3_fast.engines.memory import process_budget

SETTLE_SECS = 30.0
POLL_SECS = 0.05
SLACK_DESCRIPTORS = 60
"""Idle connections of the clients' pools, which close in their time, not after a transfer."""
M_MMAP_THRESHOLD = -3
"""Its number in malloc.h."""
SLACK_BYTES = 32 * 1024 * 1024
"""What the runtimes and the tests' own proxy may come to hold for good: a few parts, while
a run moves some thousand times as much."""


@dataclasses.dataclass(frozen=True)
class State:
    """One moment's counts."""

    used_bytes: int
    transfers: int
    descriptors: int
    threads: tuple[str, ...]

    def differences(self, later: "State") -> list[str]:
        """Say what of `later` is more than it was."""
        found = []
        if later.used_bytes:
            found.append(f"{later.used_bytes} bytes of the memory budgets are still taken")
        if later.transfers:
            found.append(f"{later.transfers} transfers are still counted")
        if later.descriptors > self.descriptors + SLACK_DESCRIPTORS:
            found.append(f"{later.descriptors} descriptors, at the start {self.descriptors}")
        more = [name for name in later.threads if name.startswith("glance-s3")]
        if more:
            found.append(f"threads: {', '.join(more)}")
        return found


def now() -> State:
    """Return the counts of this process, both engines together."""
    native = importlib.import_module("glance_s3_fast._native")
    return State(
        used_bytes=native.memory_stats()["used_bytes"] + process_budget(0).stats()["used_bytes"],
        transfers=native.metrics().get("transfers_active", 0),
        descriptors=len(os.listdir("/proc/self/fd")),
        threads=tuple(thread.name for thread in threading.enumerate()) + _native_threads(),
    )


def let_memory_go() -> None:
    """Have the C library give back large blocks at once, for as long as the process lives.

    By itself it keeps blocks of up to 32 MiB that were freed, in an arena for each of many threads
    (mallopt(3), M_MMAP_THRESHOLD): by the hundred MiB here, which is no leak and would hide one.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # else it is not glibc
        mallopt(M_MMAP_THRESHOLD, 128 * 1024)


def resident_bytes() -> int:
    """Return the process's resident memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])  # proc(5): the second is resident
    return pages * os.sysconf("SC_PAGE_SIZE")


def _native_threads() -> tuple[str, ...]:
    """Return the names of the threads that hash, which end with their upload."""
    names = []
    for task in os.listdir("/proc/self/task"):
        try:
            with open(f"/proc/self/task/{task}/comm") as file:
                names.append(file.read().strip())
        except OSError:  # it ended
            continue
    return tuple(name for name in names if name.startswith("glance-s3-hash"))


def settle(before: State | None) -> None:
    """Wait, for a while, until nothing is under way any more."""
    give_up = time.monotonic() + SETTLE_SECS
    while time.monotonic() < give_up:
        if not (before or now()).differences(now()):
            return
        time.sleep(POLL_SECS)
