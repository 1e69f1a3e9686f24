"""A source's pieces, however they are cut, are the image's bytes."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.engines.source import READ_BYTES, Source


def whole(source: Source, limits: list[int]) -> bytes:
    """Take all of `source`, at most as much each time as `limits` say, over and over."""
    taken = b""
    while True:
        for limit in limits:
            piece = source.take(limit)
            assert len(piece) <= limit
            if not piece:
                assert not source.take(limit)
                return taken
            taken += piece


class Reader:
    """Gives pieces of the given lengths, whatever it is asked for."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = iter(pieces)
        self.asked: list[int] = []

    def read(self, size: int) -> bytes:
        self.asked.append(size)
        # An empty piece would be the end.
        return next((piece for piece in self.pieces if piece), b"")


kinds = st.sampled_from([bytes, bytearray, memoryview])
pieces = st.lists(st.binary(max_size=300), max_size=30)
takes = st.lists(st.integers(1, 500), min_size=1, max_size=5)


@given(pieces=pieces, limits=takes)
def test_a_reader_that_gives_what_it_likes(pieces: list[bytes], limits: list[int]) -> None:
    assert whole(Source(Reader(pieces)), limits) == b"".join(pieces)


@given(pieces=pieces, limits=takes, kind=kinds)
def test_an_iterable(pieces: list[bytes], limits: list[int], kind: Any) -> None:
    assert whole(Source([kind(piece) for piece in pieces]), limits) == b"".join(pieces)


@given(data=st.binary(max_size=5000), limits=takes)
def test_a_file(data: bytes, limits: list[int]) -> None:
    assert whole(Source(io.BytesIO(data)), limits) == data


def test_a_reader_is_asked_for_what_there_is_room_for_and_1_mib_at_most() -> None:
    reader = Reader([b"abc", b"de", b"f", b""])
    source = Source(reader)
    assert bytes(source.take(2)) == b"ab"
    assert bytes(source.take(2)) == b"c"
    assert bytes(source.take(100 * READ_BYTES)) == b"de"
    assert bytes(source.take(READ_BYTES + 1)) == b"f"
    assert bytes(source.take(7)) == b""
    # Not at all while something is left, nor again after the end.
    assert bytes(source.take(7)) == b""
    assert reader.asked == [2, READ_BYTES, READ_BYTES, 7]


def test_nothing_is_copied() -> None:
    data = bytearray(READ_BYTES)
    view = Source([data]).take(READ_BYTES)
    data[5] = 7
    assert view[5] == 7


def test_a_view_of_other_items_is_taken_as_bytes() -> None:
    assert whole(Source([memoryview(b"abcdefgh").cast("I")]), [3]) == b"abcdefgh"
    assert whole(Source([memoryview(b"abcdefgh")[::2]]), [3]) == b"aceg"


def test_none_is_no_bytes() -> None:
    assert whole(Source([b"a", None, b"b"]), [3]) == b"ab"
    assert whole(Source(Reader([b"a"])), [3]) == b"a"


@pytest.mark.parametrize("piece", ["text", 5])
def test_what_is_not_bytes_is_named(piece: Any) -> None:
    with pytest.raises(TypeError, match=type(piece).__name__):
        Source([piece]).take(1)


def test_its_error_is_the_very_same() -> None:
    error = KeyboardInterrupt()

    def pieces() -> Iterator[bytes]:
        yield b"a"
        raise error

    source = Source(pieces())
    assert bytes(source.take(10)) == b"a"
    with pytest.raises(KeyboardInterrupt) as caught:
        source.take(10)
    assert caught.value is error
