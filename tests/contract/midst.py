"""What befalls a request in its midst: it hangs until it is let go on, or moves slowly."""

import threading
import time

BACKSTOP_SECS = 60


class Hold:
    """Called in the midst of a request, hangs until `let_go`."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def __call__(self) -> None:
        self._event.wait(BACKSTOP_SECS)

    def let_go(self) -> None:
        self._event.set()

    @property
    def is_over(self) -> bool:
        return self._event.is_set()


class Slowly:
    """Called for each block of a body, sleeps for a moment."""

    def __init__(self, pause_secs: float) -> None:
        self._pause_secs = pause_secs
        self._sleeps_secs: list[float] = []

    def __call__(self) -> None:
        time.sleep(self._pause_secs)
        self._sleeps_secs.append(self._pause_secs)

    def slept_secs(self) -> float:
        """Return how long it was in all."""
        return sum(self._sleeps_secs)
