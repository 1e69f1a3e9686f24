"""The sources of images that the cases upload, by name."""

import contextlib
import io
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from contract import images
from contract.images import MIB, Failing

MEETING_SECS = 30


class Dying:
    """A source in whose middle the process is killed."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        if not piece:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece


class Meeting:
    """A source that does not end before the others of `barrier` are at their ends."""

    def __init__(self, data: bytes, barrier: threading.Barrier) -> None:
        self._stream, self._barrier = io.BytesIO(data), barrier
        self._met = False

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        if not piece and not self._met:
            self._met = True
            with contextlib.suppress(threading.BrokenBarrierError):
                self._barrier.wait(MEETING_SECS)
        return piece


class Repeated:
    """A source that gives one MiB over and over, and so holds no more."""

    def __init__(self, piece: bytes, size_bytes: int) -> None:
        self._piece, self._left = memoryview(piece), size_bytes
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        limit = min(len(self._piece) - self._at, self._left)
        given = bytes(self._piece[self._at :][: limit if size < 0 else min(limit, size)])
        self._at = (self._at + len(given)) % len(self._piece)
        self._left -= len(given)
        return given


SOURCES: dict[str, Callable[[bytes], Any]] = {
    "whole": io.BytesIO,
    "raises": lambda data: Failing(data[: -2 * MIB], OSError("the client is gone")),
    "ends early": lambda data: io.BytesIO(data[: -2 * MIB]),
    "gives too much": lambda data: io.BytesIO(data + b"more"),
    "is killed": Dying,
    "1 byte a read": images.one_byte_a_read,
    "7 MiB a read": images.huge_reads,
}
