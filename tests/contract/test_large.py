"""A 1 GiB image goes up and comes back the same through either engine."""

import hashlib
from collections.abc import Iterator

import pytest

from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, image
from servers.features import Promise

SIZE = 1024 * MIB + 12_345


class Numbered:
    """An image that is never in memory: one random MiB, begun with its number each time."""

    def __init__(self) -> None:
        self._block = image(MIB)[8:]
        self._pieces = self.pieces()
        self._rest = b""

    def pieces(self) -> Iterator[bytes]:
        for number in range(SIZE // MIB):
            yield number.to_bytes(8, "big") + self._block
        yield self._block[: SIZE % MIB]

    def read(self, size: int) -> bytes:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


@pytest.mark.promise(Promise.GIBIBYTE)
def test_1_gib_up_and_down(
    make_store: MakeStore, locate: Locate, bucket: Bucket, key: str
) -> None:
    store = make_store(
        s3_store_large_object_chunk_size=16, s3_fast_unsigned_payload_over_http=True
    )
    expected = hashlib.sha256()
    for piece in Numbered().pieces():
        expected.update(piece)
    try:
        _, size, _, multihash, _ = store.add(key, Numbered(), SIZE, "sha256")
        assert (size, multihash) == (SIZE, expected.hexdigest())
        assert bucket.objects(key) == {key: SIZE}
        got = hashlib.sha256()
        pieces, _ = store.get(locate(store, key))
        for piece in pieces:
            got.update(piece)
        assert got.hexdigest() == expected.hexdigest()
    finally:
        bucket.client.delete_object(Bucket=bucket.name, Key=key)
