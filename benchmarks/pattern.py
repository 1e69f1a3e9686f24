"""The bytes of the server's objects, to look whether what was downloaded stands in its place.

The same as ``sink/src/pattern.rs``: one block of a prime length, repeated, so that no two places
that differ by whole KiB carry the same bytes. A run looks at the ends of one piece in every MiB,
which costs nothing: what is lost or doubled shifts all that follows and is found by that.
"""

from __future__ import annotations

import functools

PERIOD_BYTES = 1_048_573
_LOOK_BYTES = 32
_MASK = (1 << 64) - 1


@functools.cache
def block() -> bytes:
    """Make the period and a little more, so that a look across its end needs no seam."""
    word = 0x9E3779B97F4A7C15
    made = bytearray()
    while len(made) < PERIOD_BYTES:
        word ^= (word << 13) & _MASK
        word ^= word >> 7
        word ^= (word << 17) & _MASK
        made += word.to_bytes(8, "little")
    del made[PERIOD_BYTES:]
    return bytes(made + made[:_LOOK_BYTES])


def check(piece: bytes | memoryview, offset: int) -> None:
    """Raise ``ValueError`` when the ends of `piece` are not what stands at `offset`."""
    length = min(_LOOK_BYTES, len(piece))
    for at in (0, len(piece) - length):
        place = (offset + at) % PERIOD_BYTES
        if bytes(piece[at : at + length]) != block()[place : place + length]:
            raise ValueError(f"wrong bytes at offset {offset + at}")
