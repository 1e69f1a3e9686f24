"""Ends a test process that does not move, and says what all its threads are at.

A pytest plugin. The tests have time limits of their own where something is to happen; this is for
what nobody has thought of. A test with its fixtures, or the end of the run, that takes longer than
``--hang-secs`` ends the process, with the stack of each thread on standard error; pytest-xdist
goes on with the others in a new process.

Rejected: pytest-timeout, and pytest's own ``faulthandler_timeout``. Both forget their clock as
soon as a test fails, which leaves the clean-up after a failure to hang; and the former waits for
the GIL, and writes where pytest-xdist shows nothing.
"""

import faulthandler
import os
from collections.abc import Iterator

import pytest

HANG_SECS = 600.0


class Watchdog:
    """Arms the clock anew whenever pytest comes to something else."""

    def __init__(self, secs: float) -> None:
        self._secs = secs
        # While a test runs, 2 is a file of pytest's.
        self._errors = os.fdopen(os.dup(2), "w")

    def arm(self) -> None:
        """Begin to count."""
        if self._secs > 0:
            faulthandler.dump_traceback_later(self._secs, exit=True, file=self._errors)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        """Count from the beginning of each test, and from its end."""
        self.arm()
        try:
            return (yield)
        finally:
            self.arm()

    @pytest.hookimpl(trylast=True)
    def pytest_exception_interact(self) -> None:
        """Go on where pytest's own faulthandler has ended the counting, as for a debugger."""
        self.arm()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Count what shared fixtures take to end."""
        self.arm()

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """Nobody waits any more."""
        faulthandler.cancel_dump_traceback_later()
        self._errors.close()
