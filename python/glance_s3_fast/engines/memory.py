"""One budget in bytes for all the uploads of a process.

Guarantees:

* Never more than the limit is granted. (A request above the limit is granted the whole limit, and
  so runs alone.)
* First come, first served: while somebody waits, nobody who came later is served, so that a large
  request is not starved by small ones.
* No deadlock at any number of uploads. An upload takes the bytes of a part *before* it reads the
  part, sends the part as soon as it is full, and only then asks for the next. So whoever waits
  here holds nothing but parts that are being sent and hashed, which ends without any further
  memory; what these give back serves the head of the queue. Bytes that a source hands over beyond
  what it was asked for are the source's own memory and are not counted.

Waiting is a plain lock per waiter: unlike `threading.Condition`, which has Python code between
taking its lock and the ``with`` block, it cannot be left locked by a KeyboardInterrupt. Rejected:
a budget per store or per upload, whose sum nobody could promise, and `threading.Semaphore`, which
is not fair.
"""

import threading
from collections import deque

from glance_s3_fast.engines.per_process import PerProcess


class Budget:
    """A number of bytes that reservations share."""

    def __init__(self, limit_bytes: int) -> None:
        """Have all of `limit_bytes` free."""
        self._lock = threading.Lock()
        self._queue: deque[Reservation] = deque()
        self._limit_bytes = limit_bytes
        self._used_bytes = 0
        self._peak_bytes = 0

    def raise_to(self, limit_bytes: int) -> None:
        """Make the limit at least `limit_bytes`: the largest of a process's stores holds."""
        with self._lock:
            self._limit_bytes = max(self._limit_bytes, limit_bytes)
            self._serve()

    def stats(self) -> dict[str, int]:
        """Return ``limit_bytes``, ``used_bytes``, ``peak_bytes`` and ``waiting`` (a count)."""
        with self._lock:
            return {
                "limit_bytes": self._limit_bytes,
                "used_bytes": self._used_bytes,
                "peak_bytes": self._peak_bytes,
                "waiting": len(self._queue),
            }

    def _serve(self) -> None:
        """Grant what the first in the queue want, as far as it goes. The caller holds the lock."""
        while self._queue:
            first = self._queue[0]
            wanted_bytes = min(first.wanted_bytes, self._limit_bytes)
            if self._used_bytes + wanted_bytes > self._limit_bytes:
                return
            self._queue.popleft()
            self._used_bytes += wanted_bytes
            self._peak_bytes = max(self._peak_bytes, self._used_bytes)
            first.held_bytes = wanted_bytes
            first.turn.release()


class Reservation:
    """Bytes of a budget, for one use: made empty, taken once, given back once.

    It exists before it holds anything, so that its owner can note it first and give it back
    however the wait ends.
    """

    __slots__ = ("_budget", "_closed", "held_bytes", "turn", "wanted_bytes")

    def __init__(self, budget: Budget) -> None:
        """Hold nothing of `budget` yet."""
        self._budget = budget
        self._closed = False
        self.wanted_bytes = 0
        self.held_bytes = 0
        # Taken from the start; whoever grants the bytes opens it.
        self.turn = threading.Lock()
        self.turn.acquire()

    def take(self, size_bytes: int) -> bool:
        """Wait until `size_bytes` are granted; False when `give_back` came first."""
        with self._budget._lock:
            if self._closed:
                return False
            self.wanted_bytes = size_bytes
            self._budget._queue.append(self)
            self._budget._serve()
        try:
            self.turn.acquire()
        except BaseException:
            self.give_back()
            raise
        return not self._closed

    def try_take(self, size_bytes: int) -> bool:
        """Take `size_bytes` if that needs no waiting and overtakes no one; whether it did."""
        budget = self._budget
        with budget._lock:
            if budget._queue or self._closed:
                return False
            if budget._used_bytes + size_bytes > budget._limit_bytes:
                return False
            budget._used_bytes += size_bytes
            budget._peak_bytes = max(budget._peak_bytes, budget._used_bytes)
            self.held_bytes = size_bytes
            return True

    def give_back(self) -> None:
        """Return what is held, or end the wait for it. A second call does nothing."""
        with self._budget._lock:
            if self._closed:
                return
            self._closed = True
            self._budget._used_bytes -= self.held_bytes
            self.held_bytes = 0
            if self in self._budget._queue:
                self._budget._queue.remove(self)
                self.turn.release()
            self._budget._serve()


_budget = PerProcess(lambda: Budget(0))


def process_budget(limit_bytes: int) -> Budget:
    """Return the budget of this process, with a limit of at least `limit_bytes`."""
    budget = _budget.get()
    budget.raise_to(limit_bytes)
    return budget
