"""Forked children of a test process, which never become a second one."""

import os
import signal
import time
import traceback
from collections.abc import Callable

BACKSTOP_SECS = 120


def start_child(function: Callable[[], None]) -> int:
    """Run `function` in a forked process; return its process id.

    The child ends with status 0 when the function returns and with 1 when it raises, at the latest
    after `BACKSTOP_SECS`, whoever still waits for it: what it has inherited, pytest-xdist's
    connection above all, must not outlive the test.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(BACKSTOP_SECS)
            function()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            # Nothing of pytest's is to run twice.
            os._exit(status)
    return child


def assert_child_succeeds(child: int) -> None:
    """Wait until the child has ended, and see that its function returned."""
    give_up = time.monotonic() + BACKSTOP_SECS
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        if time.monotonic() > give_up:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise AssertionError("the child hangs")
        time.sleep(0.02)
