"""Taking a download's pieces, as fast as they come or more slowly, and looking at them."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks import pattern

#: A look at each small piece would cost more than reading it does.
_LOOK_EVERY_BYTES = 1024 * 1024


def consume(
    pieces: Iterator[bytes | memoryview], size_bytes: int, began: float, bytes_per_sec: int
) -> float:
    """Take all pieces, at `bytes_per_sec` (0: at once); look in every MiB for wrong bytes.

    Returns seconds from `began` to the first piece; raises ``ValueError`` on wrong bytes or
    length.
    """
    first_byte_secs = 0.0
    done = next_look = 0
    piece: bytes | memoryview = b""
    for piece in pieces:
        if done >= next_look:
            if not done:
                first_byte_secs = time.perf_counter() - began
            pattern.check(piece, done)
            next_look += _LOOK_EVERY_BYTES
        done += len(piece)
        if bytes_per_sec:
            early = began + done / bytes_per_sec - time.perf_counter()
            time.sleep(max(0.0, early))
    if done != size_bytes:
        raise ValueError(f"{done} bytes came instead of {size_bytes}")
    pattern.check(piece, done - len(piece))
    return first_byte_secs
