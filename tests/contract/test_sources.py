"""Open files that are not what they seem: only a plain file may be read by its descriptor."""

import bz2
import gzip
import io
from pathlib import Path

import pytest

from contract.conftest import Bucket
from contract.images import MIB, image
from glance_s3_fast.store import Store

SIZE = 9 * MIB + 1


@pytest.fixture
def data() -> bytes:
    return image(SIZE)


def test_a_buffered_reader_over_a_decompressor(
    store: Store, bucket: Bucket, key: str, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "image.gz"
    path.write_bytes(gzip.compress(data, 1))
    with gzip.open(path) as unpacked, io.BufferedReader(unpacked) as source:  # type: ignore[arg-type]
        store.add(key, source, 0, "sha256")
    assert bucket.read(key) == data


def test_a_decompressor(
    store: Store, bucket: Bucket, key: str, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "image.bz2"
    path.write_bytes(bz2.compress(data[:MIB]))
    with bz2.open(path) as source:
        store.add(key, source, 0, "sha256")
    assert bucket.read(key) == data[:MIB]


@pytest.mark.parametrize("buffering", [-1, 0])
def test_a_file_from_the_middle(
    store: Store, bucket: Bucket, key: str, tmp_path: Path, data: bytes, buffering: int
) -> None:
    path = tmp_path / "image"
    path.write_bytes(b"before" + data)
    with path.open("rb", buffering=buffering) as source:
        source.read(6)
        store.add(key, source, SIZE, "sha256")
        # The caller finds the file as reading it would have left it.
        assert source.tell() == 6 + SIZE
    assert bucket.read(key) == data
