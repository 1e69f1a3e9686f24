"""The images that are uploaded: random bytes without end, made at next to no cost.

Content is one block of random bytes repeated, so digests depend on size and start only and can be
computed apart. Two ways to hand it out. *Fresh*: each read is a new ``bytes`` object, as it is in
Glance, where data comes from a socket; a driver that holds on to many of them pays for the memory.
*Ring*: a read of a usual size gives one of a few objects made beforehand; nothing but the driver
costs anything then, but holding them is free, so memory must not be judged by such a run.
"""

from __future__ import annotations

import functools
import hashlib
import random
import threading

MIB = 1024 * 1024
#: Of the multihash; Glance's default.
ALGO = "sha512"
BLOCK_BYTES = 40 * MIB
#: Read sizes for which ring objects exist; divisors of the block.
RING_READ_BYTES = (64 * 1024, MIB, 5 * MIB, 8 * MIB, 10 * MIB)


@functools.cache
def block() -> bytes:
    """Give the block that every image repeats."""
    return random.Random(20261).randbytes(BLOCK_BYTES)  # noqa: S311


@functools.cache
def ring(read_bytes: int) -> tuple[bytes, ...]:
    """Give the block cut into objects of one size."""
    return tuple(block()[at : at + read_bytes] for at in range(0, BLOCK_BYTES, read_bytes))


def start_of(index: int, *, fresh: bool) -> int:
    """Say where in the block the image number `index` of a run begins.

    Images differ, except where objects made beforehand are handed out: those begin at the start.
    """
    return index * MIB % BLOCK_BYTES if fresh else 0


class Source:
    """A reader of `size_bytes`, as Glance gives one: a read gives what is asked until the end."""

    def __init__(self, size_bytes: int, *, start: int, max_read_bytes: int, fresh: bool) -> None:
        """Begin at `start` of the block; `max_read_bytes` 0 means without a limit a read."""
        self._left = size_bytes
        self._at = start
        self._most = max_read_bytes or size_bytes
        self._fresh = fresh

    def read(self, size: int = -1) -> bytes:
        """Give at most `size` bytes, b"" at the end."""
        wanted = min(self._left, self._most, size if size >= 0 else self._left)
        at = self._at % BLOCK_BYTES
        self._at += wanted
        self._left -= wanted
        if not self._fresh and wanted in RING_READ_BYTES and at % wanted == 0:
            return ring(wanted)[at // wanted]
        piece = block()[at : at + wanted]
        while len(piece) < wanted:
            piece += block()[: wanted - len(piece)]
        return piece


@functools.cache
def digests(size_bytes: int, start: int, algo: str) -> tuple[str, str]:
    """Compute MD5 and `algo` of an image, each in a thread, as hex."""
    hashes = (hashlib.md5(usedforsecurity=False), hashlib.new(algo))

    def feed(lane: int) -> None:
        source = Source(size_bytes, start=start, max_read_bytes=MIB, fresh=False)
        while piece := source.read(MIB):
            hashes[lane].update(piece)

    threads = [threading.Thread(target=feed, args=(lane,)) for lane in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return hashes[0].hexdigest(), hashes[1].hexdigest()
