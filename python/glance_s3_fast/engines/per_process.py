"""A value made once per process, on first use, and never inherited.

Glance's workers are forked after the stores are configured, and uWSGI runs no
`os.register_at_fork` hook, so whoever needs a fresh client or lock in a forked child must notice
the fork by itself: by the process id. What the parent made stays in the child's copy of memory
untouched: neither used nor closed, as its sockets belong to the parent.

The lock is per process as well: one that another thread of the parent held during the fork would
never open again. `dict.setdefault` is one step under the GIL, so that all threads get the same
lock without a lock around it.
"""

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class PerProcess(Generic[T]):
    """Makes its value with `make`, once in each process that asks for it; safe for threads."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Make nothing yet."""
        self._make = make
        self._values: dict[int, T] = {}
        self._locks: dict[int, threading.Lock] = {}

    def get(self) -> T:
        """Return this process's value. Raises what `make` raises, and asks it again next time."""
        pid = os.getpid()
        try:
            return self._values[pid]
        except KeyError:
            pass
        with self._locks.setdefault(pid, threading.Lock()):
            if pid not in self._values:
                self._values[pid] = self._make()
            return self._values[pid]
