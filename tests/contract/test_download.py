"""A download gives exactly the bytes that were asked for, of one object, and then ends."""

import random
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import BUCKET, Bucket, Locate, MakeStore
from contract.images import MIB, image
from glance_s3_fast.store import Store
from servers.features import Promise

SIZE = 3 * MIB + 321
KEY = "test-download-image"
EMPTY = "test-download-empty"


@pytest.fixture(scope="module")
def stored(bucket: Bucket) -> bytes:
    """Store one image for all tests here, written by neither engine; return its bytes."""
    data = image(SIZE)
    bucket.write(KEY, data)
    bucket.write(EMPTY, b"")
    return data


def fetch(store: Store, locate: Locate, key: str, **where: Any) -> tuple[bytes, int]:
    pieces, size = store.get(locate(store, key), **where)
    return b"".join(pieces), size


@pytest.mark.parametrize("chunk_kib", [64, 1000, 1024, 4096])
def test_the_whole_in_pieces_of_the_size_asked_for(
    make_store: MakeStore, locate: Locate, stored: bytes, chunk_kib: int
) -> None:
    store = make_store(s3_fast_read_chunk_kib=chunk_kib)
    pieces, size = store.get(locate(store, KEY))
    assert size == len(pieces) == SIZE
    lengths = []
    whole = b""
    for piece in pieces:
        lengths.append(len(piece))
        whole += piece
    assert whole == stored
    assert set(lengths[:-1]) <= {chunk_kib * 1024}
    assert 0 < lengths[-1] <= chunk_kib * 1024


@pytest.mark.promise(Promise.RANGES)
@pytest.mark.parametrize("offset", [1, 1000, MIB, SIZE // 2, SIZE - 1])
def test_from_an_offset_to_the_end(
    store: Store, locate: Locate, stored: bytes, offset: int
) -> None:
    assert fetch(store, locate, KEY, offset=offset)[0] == stored[offset:]


@pytest.mark.promise(Promise.RANGES)
@pytest.mark.parametrize(
    ("offset", "length"),
    [
        (0, 1),
        (0, SIZE - 1),
        (0, SIZE),
        (0, SIZE + 1),
        (5, 7),
        (MIB - 1, 2),
        (SIZE - 1, 1),
        (SIZE - 1, 1000),
        (SIZE - MIB - 1, MIB),
        (2 * MIB, 10 * MIB),
    ],
)
def test_a_range(store: Store, locate: Locate, stored: bytes, offset: int, length: int) -> None:
    data, size = fetch(store, locate, KEY, offset=offset, chunk_size=length)
    assert data == stored[offset : offset + length]
    assert size == length


@pytest.mark.promise(Promise.RANGES)
def test_random_ranges(store: Store, locate: Locate, stored: bytes) -> None:
    rng = random.Random(5)
    for _ in range(30):
        offset = rng.randrange(SIZE)
        length = rng.choice([rng.randint(1, 100), rng.randint(1, SIZE)])
        data, _ = fetch(store, locate, KEY, offset=offset, chunk_size=length)
        assert data == stored[offset : offset + length]


def test_a_range_of_no_bytes(store: Store, locate: Locate, stored: bytes) -> None:
    for offset in (0, 5, SIZE - 1):
        assert fetch(store, locate, KEY, offset=offset, chunk_size=0)[0] == b""


@pytest.mark.parametrize(
    ("offset", "length"), [(SIZE, None), (SIZE, 5), (SIZE + 1, 0), (10**15, None)]
)
def test_beyond_the_end_is_refused_clearly(
    store: Store, locate: Locate, stored: bytes, offset: int, length: int | None
) -> None:
    with pytest.raises(exceptions.Invalid) as caught:
        fetch(store, locate, KEY, offset=offset, chunk_size=length)
    assert KEY in str(caught.value)
    assert str(offset) in str(caught.value)


@pytest.mark.parametrize("length", [None, 0, 5])
def test_an_empty_object(store: Store, locate: Locate, stored: bytes, length: int | None) -> None:
    pieces, _ = store.get(locate(store, EMPTY), chunk_size=length)
    assert list(pieces) == []


def test_an_empty_object_has_no_second_byte(store: Store, locate: Locate, stored: bytes) -> None:
    with pytest.raises(exceptions.Invalid):
        fetch(store, locate, EMPTY, offset=1)


def test_an_image_that_was_uploaded_in_parts(
    store: Store, locate: Locate, bucket: Bucket, key: str
) -> None:
    data = image(17 * MIB + 1)
    store.add(key, iter([data]), len(data), "sha256")
    assert bucket.is_multipart(key)
    assert fetch(store, locate, key) == (data, len(data))
    at = 10 * MIB - 3
    assert fetch(store, locate, key, offset=at, chunk_size=6)[0] == data[at : at + 6]


@pytest.mark.promise(Promise.AUTO)
@pytest.mark.parametrize("validation", ["when_required", "when_supported"])
def test_response_checksums(
    make_store: MakeStore, locate: Locate, key: str, validation: str
) -> None:
    store = make_store(
        s3_store_enable_data_integrity_protection=True,
        s3_store_request_checksum_calculation="when_supported",
        s3_store_response_checksum_validation=validation,
    )
    for size in (1000, 11 * MIB):
        data = image(size)
        store.add(f"{key}-{size}", iter([data]), size, "sha256")
        assert fetch(store, locate, f"{key}-{size}")[0] == data
        assert fetch(store, locate, f"{key}-{size}", offset=7)[0] == data[7:]


def test_closed_early_it_gives_nothing_more(store: Store, locate: Locate, stored: bytes) -> None:
    pieces, _ = store.get(locate(store, KEY))
    assert next(pieces) == stored[:MIB]
    pieces.close()
    pieces.close()
    assert list(pieces) == []
    # The store goes on as before.
    assert fetch(store, locate, KEY)[0] == stored


def test_dropped_ones_do_no_harm(store: Store, locate: Locate, stored: bytes) -> None:
    for _ in range(30):
        pieces, _ = store.get(locate(store, KEY))
        next(pieces)
    assert fetch(store, locate, KEY)[0] == stored


def test_a_missing_image(store: Store, locate: Locate, key: str) -> None:
    for request in (store.get, store.get_size, store.delete):
        with pytest.raises(exceptions.NotFound, match=key):
            request(locate(store, key))


def test_a_missing_image_from_an_offset(store: Store, locate: Locate, key: str) -> None:
    for where in ({"offset": 5}, {"chunk_size": 5}, {"chunk_size": 0}):
        with pytest.raises(exceptions.NotFound, match=key):
            store.get(locate(store, key), **where)


def test_the_size(store: Store, locate: Locate, stored: bytes) -> None:
    assert store.get_size(locate(store, KEY)) == SIZE
    assert store.get_size(locate(store, EMPTY)) == 0


def test_a_deleted_image_is_gone(store: Store, locate: Locate, bucket: Bucket, key: str) -> None:
    bucket.write(key, b"to be deleted")
    bucket.write(f"{key}-other", b"to be kept")
    store.delete(locate(store, key))
    assert bucket.objects(key) == {f"{key}-other": 10}
    with pytest.raises(exceptions.NotFound):
        store.get(locate(store, key))


def test_a_location_that_names_another_bucket(
    store: Store, locate: Locate, bucket: Bucket, key: str
) -> None:
    """Images stay where they are when the store's bucket is changed."""
    other = f"{BUCKET}-another"
    if other not in {found["Name"] for found in bucket.client.list_buckets()["Buckets"]}:
        bucket.client.create_bucket(Bucket=other)
    Bucket(bucket.client, other).write(key, b"elsewhere")
    where = locate(store, key)
    assert where.store_location.bucket == BUCKET
    where.store_location.bucket = other
    pieces, _ = store.get(where)
    assert b"".join(pieces) == b"elsewhere"
    store.delete(where)
    assert Bucket(bucket.client, other).objects(key) == {}
