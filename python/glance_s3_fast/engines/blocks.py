"""An upload's blocks of memory: how many, how large, and until when.

A block holds the bytes of one part from before they are read until they are stored and hashed.
Guarantees:

* an upload has at most ``parts_in_flight + 1`` blocks: those being sent, and one being read;
* each block's bytes come from the process's budget first (see `memory`, also for why nothing here
  can deadlock);
* every block is given back once, by the last of those who use it, and all of them at the upload's
  end.

A block is one buffer that pieces are copied into, not a list of pieces: a source that gives one
byte a read would cost fifty times its size, and the source may use its own buffer again.
"""

import queue
import threading

from glance_s3_fast.engines.memory import Budget, Reservation


class WindowClosedError(Exception):
    """The upload has failed; there is no more memory for it."""


class Block:
    """Bytes of one part, which go back to `window` after one `done` for each user."""

    def __init__(self, window: "Window", reservation: Reservation, capacity_bytes: int) -> None:
        """Hold `reservation`, which covers `capacity_bytes`, for one user."""
        self.capacity_bytes = capacity_bytes
        self.size_bytes = 0
        # Zeroed pages cost nothing until they are written to.
        self._buffer = bytearray(capacity_bytes)
        self._window = window
        self._reservation = reservation
        self._lock = threading.Lock()
        self._users = 1

    @property
    def full(self) -> bool:
        """Whether there is no room left."""
        return self.size_bytes == self.capacity_bytes

    def append(self, piece: memoryview) -> None:
        """Copy `piece`, which fits, behind what is there."""
        end = self.size_bytes + len(piece)
        self._buffer[self.size_bytes : end] = piece
        self.size_bytes = end

    def view(self) -> memoryview:
        """Return a view of what was appended."""
        return memoryview(self._buffer)[: self.size_bytes]

    def add_users(self, count: int) -> None:
        """Have `count` more calls of `done` needed; there is one user from the start."""
        with self._lock:
            self._users += count

    def done(self) -> None:
        """One user needs the bytes no more."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self._buffer = bytearray()
            self._window.give_back(self._reservation)


class Window:
    """Hands out the blocks of one upload."""

    def __init__(self, budget: Budget, blocks: int) -> None:
        """`blocks` is how many there are at most at a time."""
        self._budget = budget
        # Not a Semaphore: this is in C, so that no KeyboardInterrupt can leave its lock taken.
        self._slots: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(blocks):
            self._slots.put(None)
        self._reservations: set[Reservation] = set()
        self._waiting: Reservation | None = None
        self._closed = False

    def take(self, size_bytes: int) -> Block:
        """Wait for a block of `size_bytes`. Raise `WindowClosedError` once `close` was called."""
        self._slots.get()
        reservation = Reservation(self._budget)
        self._reservations.add(reservation)
        self._waiting = reservation
        # After the line above: `close` sets this first and looks there next.
        if self._closed or not reservation.take(size_bytes):
            raise WindowClosedError
        self._waiting = None
        return Block(self, reservation, size_bytes)

    def try_take(self, size_bytes: int) -> Block | None:
        """Return a block if there is one without waiting."""
        try:
            self._slots.get_nowait()
        except queue.Empty:
            return None
        reservation = Reservation(self._budget)
        self._reservations.add(reservation)
        if not reservation.try_take(size_bytes):
            self.give_back(reservation)
            return None
        return Block(self, reservation, size_bytes)

    def give_back(self, reservation: Reservation) -> None:
        """Take a block's memory back. A second call for it does nothing."""
        if reservation in self._reservations:
            self._reservations.discard(reservation)
            reservation.give_back()
            self._slots.put(None)

    def close(self) -> None:
        """End the wait for a block, and have no further one begin; callable from any thread."""
        self._closed = True
        waiting = self._waiting
        if waiting is not None:
            waiting.give_back()
        self._slots.put(None)

    def reclaim(self) -> None:
        """Take back all memory. Only when nobody uses a block any more."""
        for reservation in list(self._reservations):
            self.give_back(reservation)
