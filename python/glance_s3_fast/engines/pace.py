"""How many parts of one upload are sent at once: fewer while the server asks for fewer.

An answer that says so (503 SlowDown, 429) halves the number; from there it grows by one whenever
as many parts as it allows have been stored. The answers to requests that were under way together
halve it once: they say the same thing. The pauses between attempts are beside that
(`boto3_retry`).

The same as ``rust/src/upload/pace.rs``. botocore sends again by itself, on the same thread; so a
thread's turn is kept where `boto3_retry`, which sees each answer, finds it.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator

LOOK_SECS = 0.25
"""How often somebody who waits for a turn looks whether it is still wanted."""

_thread = threading.local()


def current_turn() -> "Turn | None":
    """Return the turn in which the calling thread sends a part, if it does."""
    return getattr(_thread, "turn", None)


class Turn:
    """The right to send one part."""

    def __init__(self, pace: "Pace", slowed: int) -> None:
        """Remember how often the server had asked for fewer when this began."""
        self._pace = pace
        self._slowed = slowed

    def slow_down(self) -> None:
        """Note that the server has asked for fewer requests, in answer to this one."""
        self._slowed = self._pace.slow_down(self._slowed)


class Pace:
    """Hands out turns, at most `most` at once."""

    def __init__(self, most: int, stopped: Callable[[], bool]) -> None:
        """Let everybody through once `stopped()` is true: nothing is sent then anyway."""
        self._most = self._now = max(most, 1)
        self._stopped = stopped
        self._sending = 0
        self._stored = 0
        self._slowed = 0
        self._changed = threading.Condition()

    @property
    def now(self) -> int:
        """How many turns there are at the moment."""
        return self._now

    @contextlib.contextmanager
    def turn(self) -> Iterator[Turn]:
        """Wait for a turn, and have it for the ``with`` block, which sends one part.

        A block that ends without an exception has stored its part.
        """
        with self._changed:
            self._wait()
            self._sending += 1
            turn = _thread.turn = Turn(self, self._slowed)
        try:
            yield turn
            self._went_well()
        finally:
            _thread.turn = None
            with self._changed:
                self._sending -= 1
                self._changed.notify_all()

    def slow_down(self, slowed: int) -> int:
        """Halve the number unless that was done since `slowed`; return the new `slowed`.

        The caller's turn goes to the end of the line, and it waits there: botocore sends its part
        again as soon as it returns.
        """
        with self._changed:
            if slowed == self._slowed:
                self._slowed += 1
                self._stored = 0
                self._now = max(self._now // 2, 1)
            self._sending -= 1
            self._changed.notify_all()
            self._wait()
            self._sending += 1
            return self._slowed

    def _wait(self) -> None:
        """Wait until there is a turn, or none is needed any more. The lock is held."""
        while self._sending >= self._now and not self._stopped():
            self._changed.wait(LOOK_SECS)

    def _went_well(self) -> None:
        with self._changed:
            self._stored += 1
            if self._now < self._most and self._stored >= self._now:
                self._stored = 0
                self._now += 1
