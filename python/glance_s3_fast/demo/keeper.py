"""Keep one server process for as long as the process that asked for it lives, then leave nothing.

Run as a script (``python -I keeper.py DIRECTORY SOCKET... -- COMMAND...``) with a pipe as its
standard input. It starts COMMAND in a process group of its own and waits. When the pipe closes, it
ends the server and removes DIRECTORY and the SOCKET files.

A process of its own, because only that covers every way to end: the pipe closes when its owner
leaves the ``with`` block, when it raises, and also when it is killed with SIGKILL, where neither
``finally`` nor ``atexit`` run. ``PR_SET_PDEATHSIG`` straight from the owner was rejected: the
kernel ties it to the *thread* that started the server, which need not live as long as the owner
does. Here it only guards against the death of this keeper, whose only thread is its main one.

Standard library only and nothing from the package, so that it starts in hundredths of a second.
"""

import contextlib
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys

POLL_SECS = 0.5
"""How late the keeper may notice that the server ended by itself."""

TERMINATE_SECS = 1.0
"""The server's time to end after SIGTERM. Its files are thrown away: no reason to wait longer."""

KEEPER_SECS = 60.0
"""An owner's patience: a process that hangs in the kernel cannot be ended by its keeper either."""

LOG_NAME = "server.log"

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _die_with_keeper() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _remove_all_but(name: str, directory: str) -> None:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.name != name:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def keep(directory: str, sockets: list[str], command: list[str]) -> int:
    """Run `command` until standard input closes; return its exit status, negative for a signal."""
    with open(os.path.join(directory, LOG_NAME), "ab") as log:
        process = subprocess.Popen(  # noqa: S603 - the command is our caller's, not a user's text
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=directory,
            start_new_session=True,
            preexec_fn=_die_with_keeper,  # noqa: PLW1509 - this process has one thread
        )
    try:
        while process.poll() is None:
            if select.select([0], [], [], POLL_SECS)[0]:
                break
        if process.poll() is not None:
            # Killed for want of memory, as a rule, of which its files may be gigabytes.
            if process.returncode == -signal.SIGKILL:
                _remove_all_but(LOG_NAME, directory)
            # The end of our output tells the owner. It still wants the log: the folder stays
            # until it lets go.
            os.close(1)
            sys.stdin.buffer.read()
    finally:
        _signal_group(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(TERMINATE_SECS)
        _signal_group(process, signal.SIGKILL)
        process.wait()
        for socket_path in sockets:
            with contextlib.suppress(OSError):
                os.unlink(socket_path)
        shutil.rmtree(directory, ignore_errors=True)
    return process.returncode


def wait_for(process: subprocess.Popen[bytes]) -> None:
    """Wait, as its owner, for a keeper whose standard input was closed."""
    try:
        process.wait(KEEPER_SECS)
    except subprocess.TimeoutExpired:
        # What it keeps goes with it (`_die_with_keeper`), but its folder.
        process.kill()
        process.wait()


def main() -> int:
    """Split the arguments at the first ``--`` and keep the command behind it."""
    # Only the pipe says when to stop. Handlers, because the server would inherit SIG_IGN.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: None)
    split = sys.argv.index("--")
    directory, *sockets = sys.argv[1:split]
    return 0 if keep(directory, sockets, sys.argv[split + 1 :]) <= 0 else 1


if __name__ == "__main__":
    sys.exit(main())
