"""Where a Python peer's downloads go: nowhere, after a look at the bytes."""

from __future__ import annotations

import io
import threading
import time

from benchmarks import pattern

_LOOK_EVERY_BYTES = 1024 * 1024


class Nowhere(io.RawIOBase):
    """A file that can be written in any order, keeps nothing, and knows what should come.

    `seekable` says whether the peer may send pieces out of order. Looks once in every MiB or so
    for wrong bytes: raises ``ValueError`` then.
    """

    def __init__(self, began: float, *, seekable: bool) -> None:
        """Count from `began` (``time.perf_counter()``)."""
        super().__init__()
        self._began = began
        self._seekable = seekable
        self._at = 0
        self._next_look = 0
        self._lock = threading.Lock()
        self.first_byte_secs = 0.0
        self.written_bytes = 0

    def seekable(self) -> bool:
        """Tell whether `seek` is to be used."""
        return self._seekable

    def writable(self) -> bool:
        """Tell that it is to be written."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to `offset`."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the start")
        self._at = offset
        return offset

    def tell(self) -> int:
        """Give the place."""
        return self._at

    def write(self, piece: bytes | memoryview) -> int:  # type: ignore[override]
        """Take a piece."""
        length = len(piece)
        with self._lock:
            if not self.written_bytes:
                self.first_byte_secs = time.perf_counter() - self._began
            self.written_bytes += length
            if self.written_bytes >= self._next_look:
                self._next_look += _LOOK_EVERY_BYTES
                pattern.check(piece, self._at)
            self._at += length
        return length

    def done(self, size_bytes: int) -> float:
        """Give the seconds to the first byte; raises ``ValueError`` if bytes are missing."""
        if self.written_bytes != size_bytes:
            raise ValueError(f"{self.written_bytes} bytes came instead of {size_bytes}")
        return self.first_byte_secs
