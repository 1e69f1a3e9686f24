"""Images to store, and the ways in which a source hands them over."""

import functools
import io
import random
from collections.abc import Callable, Iterator
from typing import Any

MIB = 1024 * 1024
PART_BYTES = 5 * MIB
THRESHOLD_BYTES = 8 * MIB


@functools.lru_cache(maxsize=20)
def image(size_bytes: int, seed: int = 0) -> bytes:
    """Return incompressible bytes, the same for the same arguments."""
    return random.Random(f"{size_bytes}-{seed}").randbytes(size_bytes)


class Reader:
    """Hands out `data` in pieces whose lengths `length` says, given what was asked for."""

    def __init__(
        self, data: bytes, length: Callable[[int], int], kind: Callable[[bytes], Any] = bytes
    ) -> None:
        self.asked: list[int] = []
        self.position = 0
        self._data, self._length, self._kind = data, length, kind

    def read(self, size: int = -1) -> Any:
        self.asked.append(size)
        piece = self._data[self.position : self.position + self._length(size)]
        self.position += len(piece)
        return self._kind(piece)


def exact(data: bytes) -> Any:
    return io.BytesIO(data)


def one_byte_a_read(data: bytes) -> Any:
    return Reader(data, lambda size: 1)


def short_reads(data: bytes) -> Any:
    lengths = random.Random(len(data))
    return Reader(data, lambda size: lengths.randint(1, max(1, min(size, 200_000))))


def huge_reads(data: bytes) -> Any:
    return Reader(data, lambda size: 7 * MIB + 1)


def bytearrays(data: bytes) -> Any:
    return Reader(data, lambda size: size, bytearray)


def memoryviews(data: bytes) -> Any:
    return Reader(data, lambda size: size, memoryview)


def iterator(data: bytes) -> Any:
    return iter([b"", *(data[i : i + 123_457] for i in range(0, len(data), 123_457)), b""])


def generator(data: bytes) -> Any:
    def pieces() -> Iterator[bytes]:
        yield data[: len(data) // 2]
        yield b""
        yield data[len(data) // 2 :]

    return pieces()


def one_list(data: bytes) -> Any:
    return [data]


SOURCES = [
    exact,
    short_reads,
    huge_reads,
    bytearrays,
    memoryviews,
    iterator,
    generator,
    one_list,
]


class Failing:
    """A source that gives `data` and then raises `error`."""

    def __init__(self, data: bytes, error: BaseException) -> None:
        self._stream, self._error = io.BytesIO(data), error

    def read(self, size: int = -1) -> bytes:
        if piece := self._stream.read(size):
            return piece
        raise self._error


class Verifier:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.seen = b""

    def update(self, data: bytes) -> None:
        self.seen += data
