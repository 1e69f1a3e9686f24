"""A request's body is the blocks' bytes, however it is read, until the upload is stopped."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.engines import boto3_body
from glance_s3_fast.engines.boto3_body import SEND_BYTES, Body, Stopped


def body(blocks: list[bytes], stopped: bool = False) -> Body:
    return Body([memoryview(block) for block in blocks], lambda: stopped)


def rest(of: Body, amount: int | None = 10) -> bytes:
    read = b""
    while piece := of.read(amount):
        read += piece
    return read


@given(
    blocks=st.lists(st.binary(max_size=50)), send_bytes=st.integers(1, 60), start=st.floats(0, 1)
)
def test_blocks_are_read_as_one(blocks: list[bytes], send_bytes: int, start: float) -> None:
    whole = b"".join(blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boto3_body, "SEND_BYTES", send_bytes)
        one = body(blocks)
        assert rest(one, 1) == whole
        assert one.tell() == len(whole) == one.size_bytes
        offset = int(start * len(whole))
        assert one.seek(offset) == offset
        assert rest(one) == whole[offset:]
        # As botocore measures it, and reads it for the signature.
        assert one.seek(0, io.SEEK_END) == len(whole)
        one.seek(0)
        digest = hashlib.sha256()
        for piece in iter(lambda: one.read(1024), b""):
            digest.update(piece)
        assert digest.digest() == hashlib.sha256(whole).digest()


@given(blocks=st.lists(st.binary(max_size=50)), size=st.integers(1, 60))
def test_read_into_a_buffer_it_gives_no_more_than_fits(blocks: list[bytes], size: int) -> None:
    """As the signer of the AWS Common Runtime reads it, also once the upload is stopped."""
    one, read, buffer = body(blocks, stopped=True), b"", bytearray(size)
    while count := one.readinto(memoryview(buffer)):
        assert count <= size
        read += buffer[:count]
    assert read == b"".join(blocks)
    assert len(buffer) == size


def test_pieces_are_large_and_no_copies() -> None:
    data = bytearray(3 * SEND_BYTES)
    piece = Body([memoryview(data)], lambda: False).read(16 * 1024)
    assert len(piece) == SEND_BYTES
    data[0] = 5
    assert piece[0] == 5
    assert len(Body([memoryview(data)], lambda: False).read(2 * SEND_BYTES)) == 2 * SEND_BYTES


def test_stopped_it_ends_the_request() -> None:
    with pytest.raises(Stopped):
        body([b"more to come"], stopped=True).read()


def test_a_request_that_is_sent_whole_is_not_ended() -> None:
    """The server may act on it, so that its answer is still wanted."""
    sent = body([b"all of it"], stopped=True)
    sent.seek(0, io.SEEK_END)
    assert sent.read() == b""


def test_it_ends_what_catches_exceptions() -> None:
    """As botocore does, to send again."""
    assert not issubclass(Stopped, Exception)
