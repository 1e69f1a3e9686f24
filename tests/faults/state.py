"""What a process holds: memory budgets, transfers, descriptors, threads. Nothing may stay."""

import dataclasses
import importlib
import os
import threading
import time

from glance_s3_fast.engines.memory import process_budget

SETTLE_SECS = 30.0
POLL_SECS = 0.05
SLACK_DESCRIPTORS = 60
"""Idle connections of the clients' pools, which close in their time, not after a transfer."""


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
