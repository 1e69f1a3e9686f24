"""Images of any size: bytes that differ from MiB to MiB, made at next to no cost."""

import dataclasses
import hashlib
import random
from collections.abc import Iterator

MIB = 1024 * 1024
_BLOCK = random.Random(33).randbytes(MIB)


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an image. Each MiB begins with its number, and with `seed`."""

    size_bytes: int
    seed: int = 0

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` on and before `end`, at most one MiB at a time."""
        end = self.size_bytes if end is None else end
        while start < end:
            number, at = divmod(start, MIB)
            block = number.to_bytes(8, "big") + self.seed.to_bytes(8, "big") + _BLOCK[16:]
            piece = block[at : min(MIB, at + end - start)]
            yield piece
            start += len(piece)

    def read(self, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes from `start` on and before `end`."""
        return b"".join(self.pieces(start, end))

    def digest(self, name: str) -> str:
        """Return the digest by hashlib's algorithm `name`, in hexadecimal."""
        digest = hashlib.new(name, usedforsecurity=False)
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()
