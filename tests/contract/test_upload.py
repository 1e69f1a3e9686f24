"""An image is stored whole and right, or refused with nothing left."""

import hashlib
import io
import threading
from typing import Any

import pytest
from glance_store import exceptions

from contract import images
from contract.conftest import BUCKET, Bucket, MakeStore
from contract.images import MIB, PART_BYTES, THRESHOLD_BYTES, Failing, Reader, Verifier, image
from contract.rows import fault
from glance_s3_fast.store import Store
from servers.features import Promise

SIZES = [
    0,
    1,
    MIB,
    MIB + 1,
    PART_BYTES - 1,
    PART_BYTES,
    PART_BYTES + 1,
    THRESHOLD_BYTES - 1,
    THRESHOLD_BYTES,
    THRESHOLD_BYTES + 1,
    2 * PART_BYTES - 1,
    2 * PART_BYTES,
    2 * PART_BYTES + 1,
    23 * MIB + 17,
]


def add(store: Store, key: str, source: Any, size: int, algorithm: str = "sha256") -> Any:
    return store.add(key, source, size, algorithm)


@pytest.mark.promise(Promise.SIZES)
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
@pytest.mark.parametrize("size", SIZES)
def test_every_size(store: Store, bucket: Bucket, key: str, size: int, known: bool) -> None:
    data = image(size)
    uri, stored, checksum, multihash, metadata = add(
        store, key, io.BytesIO(data), size if known else 0
    )
    assert uri == f"s3://{store.s3_host}/{BUCKET}/{key}"
    assert stored == size
    assert checksum == hashlib.md5(data).hexdigest()
    assert multihash == hashlib.sha256(data).hexdigest()
    assert metadata == {"store": "fast"}
    assert bucket.read(key) == data
    assert bucket.open_uploads(key) == []
    assert bucket.is_multipart(key) == (size >= THRESHOLD_BYTES)


@pytest.mark.parametrize("threshold_mib", [0, 1])
@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, 3 * MIB, PART_BYTES, PART_BYTES + 1])
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_a_threshold_below_the_part_size(
    *, make_store: MakeStore, bucket: Bucket, key: str, threshold_mib: int, size: int, known: bool
) -> None:
    store = make_store(s3_store_large_object_size=threshold_mib)
    data = image(size)
    add(store, key, io.BytesIO(data), size if known else 0)
    assert bucket.read(key) == data
    assert bucket.is_multipart(key) == (size > 0 and size >= threshold_mib * MIB)


@pytest.mark.promise(Promise.SIZES)
@fault("odd reads")
@pytest.mark.parametrize("source", images.SOURCES, ids=lambda source: source.__name__)
@pytest.mark.parametrize("size", [100_003, 12 * MIB + 5])
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_every_way_to_hand_over_an_image(
    *, store: Store, bucket: Bucket, key: str, source: Any, size: int, known: bool
) -> None:
    data = image(size)
    _, stored, checksum, _, _ = add(store, key, source(data), size if known else 0)
    assert (stored, checksum) == (size, hashlib.md5(data).hexdigest())
    assert bucket.read(key) == data


@fault("odd reads")
def test_one_byte_a_read(store: Store, bucket: Bucket, key: str) -> None:
    data = image(100_000)
    add(store, key, images.one_byte_a_read(data), 0)
    assert bucket.read(key) == data


def test_a_source_that_uses_one_buffer_again(store: Store, bucket: Bucket, key: str) -> None:
    data = image(12 * MIB)

    class Reusing:
        """Gives views of one buffer, which it overwrites with each read."""

        def __init__(self) -> None:
            self.buffer, self.stream = bytearray(MIB), io.BytesIO(data)

        def read(self, size: int) -> memoryview:
            count = self.stream.readinto(memoryview(self.buffer)[:size])
            return memoryview(self.buffer)[:count]

    _, _, checksum, _, _ = add(store, key, Reusing(), len(data))
    assert checksum == hashlib.md5(data).hexdigest()
    assert bucket.read(key) == data


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_no_more_than_1_mib_is_asked_for(store: Store, key: str, known: bool) -> None:
    data = image(12 * MIB)
    reader = Reader(data, lambda size: size)
    add(store, key, reader, len(data) if known else 0)
    assert max(reader.asked) <= MIB
    assert min(reader.asked) > 0
    # And not much less: reading has its price, too.
    assert len(reader.asked) < 20


@pytest.mark.parametrize(
    "algorithm", ["md5", "sha1", "sha256", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s"]
)
@pytest.mark.parametrize("size", [1000, 9 * MIB])
def test_every_hash(store: Store, key: str, algorithm: str, size: int) -> None:
    data = image(size)
    _, _, checksum, multihash, _ = add(store, key, io.BytesIO(data), size, algorithm)
    assert checksum == hashlib.md5(data).hexdigest()
    assert multihash == hashlib.new(algorithm, data).hexdigest()


@pytest.mark.parametrize("size", [0, 1000, 9 * MIB + 1])
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_a_verifier_gets_every_byte_in_order(
    store: Store, key: str, size: int, known: bool
) -> None:
    data = image(size)
    verifier = Verifier()
    store.add(key, images.short_reads(data), size if known else 0, "sha256", verifier=verifier)
    assert verifier.seen == data


@pytest.mark.promise(Promise.DECLARED)
@fault("a bad source")
@pytest.mark.parametrize("declared", [1000, THRESHOLD_BYTES - 1, THRESHOLD_BYTES, 12 * MIB])
@pytest.mark.parametrize(
    ("difference", "source"),
    [
        (-(6 * MIB), images.exact),
        (-1, images.exact),
        (1, images.exact),
        (6 * MIB, images.exact),
        (-1, images.iterator),
        (1, images.one_list),
    ],
)
def test_another_size_than_declared_is_refused(
    *, store: Store, bucket: Bucket, key: str, declared: int, difference: int, source: Any
) -> None:
    actual = max(0, declared + difference)
    with pytest.raises(exceptions.Invalid) as caught:
        add(store, key, source(image(actual)), declared)
    assert str(declared) in str(caught.value)
    # What it says of a surplus is what it has seen of it.
    assert str(actual) in str(caught.value) or actual > declared
    bucket.assert_nothing_of(key)


@pytest.mark.promise(Promise.CLEAN)
@fault("a bad source")
@pytest.mark.parametrize(
    ("given", "declared"),
    [(0, 0), (1000, 1001), (7 * MIB, 14 * MIB), (13 * MIB, 14 * MIB), (13 * MIB, 0)],
)
@pytest.mark.parametrize(
    "error", [OSError("the client is gone"), KeyboardInterrupt(), GeneratorExit()], ids=repr
)
def test_what_a_source_raises_reaches_the_caller_as_it_was(
    *, store: Store, bucket: Bucket, key: str, given: int, declared: int, error: BaseException
) -> None:
    with pytest.raises(type(error)) as caught:
        add(store, key, Failing(image(given), error), declared)
    assert caught.value is error
    bucket.assert_nothing_of(key)


def test_what_a_verifier_raises_reaches_the_caller_as_it_was(
    store: Store, bucket: Bucket, key: str
) -> None:
    error = RuntimeError("the signature's library is broken")

    class Broken(Verifier):
        def update(self, data: bytes) -> None:
            super().update(data)
            if len(self.seen) > 9 * MIB:
                raise error

    with pytest.raises(RuntimeError) as caught:
        store.add(key, images.exact(image(12 * MIB)), 0, "sha256", verifier=Broken())
    assert caught.value is error
    bucket.assert_nothing_of(key)


def test_a_reader_that_ends_with_none(store: Store, bucket: Bucket, key: str) -> None:
    data = image(1000)
    reader = Reader(data, lambda size: size, lambda piece: piece or None)
    assert add(store, key, reader, 0)[1] == 1000
    assert bucket.read(key) == data


@pytest.mark.parametrize("piece", ["text", 5], ids=repr)
def test_a_source_that_gives_no_bytes_is_refused(
    store: Store, bucket: Bucket, key: str, piece: Any
) -> None:
    with pytest.raises(TypeError):
        add(store, key, Reader(b"", lambda size: 0, lambda data: piece), 1000)
    bucket.assert_nothing_of(key)


@pytest.mark.promise(Promise.DUPLICATE)
@pytest.mark.parametrize("size", [1000, 9 * MIB])
def test_an_image_that_exists_keeps_its_bytes(
    store: Store, bucket: Bucket, key: str, size: int
) -> None:
    bucket.write(key, b"the first")
    source = Reader(image(size), lambda asked: asked)
    with pytest.raises(exceptions.Duplicate, match=key):
        add(store, key, source, size)
    assert source.asked == []  # nothing was read for nothing
    assert bucket.read(key) == b"the first"
    assert bucket.open_uploads(key) == []


@pytest.mark.promise(Promise.RACE)
@fault("twice at once")
@pytest.mark.parametrize("size", [1000, 9 * MIB])
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_of_two_uploads_at_once_exactly_one_wins(
    make_store: MakeStore, bucket: Bucket, key: str, size: int, known: bool
) -> None:
    both_have_read = threading.Barrier(2, timeout=60)
    candidates = [image(size, seed) for seed in (1, 2)]
    outcomes: list[Any] = [None, None]

    class Racing:
        """Meets the other source at its end, when both have found no object of that name."""

        def __init__(self, data: bytes) -> None:
            self.stream, self.met = io.BytesIO(data), False

        def read(self, size: int) -> bytes:
            piece = self.stream.read(size)
            if not piece and not self.met:
                self.met = True
                both_have_read.wait()
            return piece

    def upload(number: int) -> None:
        try:
            source = Racing(candidates[number])
            outcomes[number] = add(make_store(), key, source, size if known else 0)
        except Exception as error:
            outcomes[number] = error

    threads = [threading.Thread(target=upload, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    losers = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(loser) for loser in losers] == [exceptions.Duplicate], outcomes
    winner = 1 - outcomes.index(losers[0])
    assert bucket.read(key) == candidates[winner]
    assert outcomes[winner][2] == hashlib.md5(candidates[winner]).hexdigest()
    assert bucket.open_uploads(key) == []


@pytest.mark.parametrize("size", [1000, 9 * MIB])
def test_an_object_is_marked_by_its_upload(
    make_store: MakeStore, bucket: Bucket, key: str, size: int
) -> None:
    store = make_store(s3_fast_image_id_metadata=True, s3_fast_content_type="application/x-image")
    add(store, key, images.exact(image(size)), size)
    metadata = bucket.metadata(key)
    assert metadata["glance-image-id"] == key
    assert len(metadata["glance-s3-fast-upload"]) == 32
    head = bucket.client.head_object(Bucket=bucket.name, Key=key)
    assert head["ContentType"] == "application/x-image"


def test_without_the_option_no_image_id_is_written(store: Store, bucket: Bucket, key: str) -> None:
    add(store, key, images.exact(b"x"), 1)
    assert set(bucket.metadata(key)) == {"glance-s3-fast-upload"}


@pytest.mark.promise(Promise.CHECKSUMS)
@pytest.mark.parametrize("checksum", ["crc64nvme", "crc32c", "crc32", "sha256", "md5"])
@pytest.mark.parametrize("unsigned", [True, False], ids=["unsigned", "signed"])
def test_every_part_checksum(
    make_store: MakeStore, bucket: Bucket, key: str, checksum: str, unsigned: bool
) -> None:
    store = make_store(s3_fast_part_checksum=checksum, s3_fast_unsigned_payload_over_http=unsigned)
    for size in (1000, 11 * MIB):
        data = image(size)
        add(store, f"{key}-{size}", images.exact(data), size)
        assert bucket.read(f"{key}-{size}") == data


@pytest.mark.promise(Promise.AUTO)
@pytest.mark.parametrize("calculation", ["when_required", "when_supported"])
def test_the_stock_integrity_options(
    make_store: MakeStore, bucket: Bucket, key: str, calculation: str
) -> None:
    store = make_store(
        s3_store_enable_data_integrity_protection=True,
        s3_store_request_checksum_calculation=calculation,
        s3_store_response_checksum_validation=calculation,
    )
    for size in (1000, 11 * MIB):
        data = image(size)
        add(store, f"{key}-{size}", images.exact(data), size)
        assert bucket.read(f"{key}-{size}") == data


def test_a_missing_bucket_is_created_if_the_option_says_so(
    make_store: MakeStore, bucket: Bucket, key: str, new_bucket_name: str
) -> None:
    store = make_store(s3_store_bucket=new_bucket_name, s3_store_create_bucket_on_put=True)
    add(store, key, images.exact(b"first"), 5)
    add(store, f"{key}-2", images.exact(b"second"), 6)
    created = Bucket(bucket.client, new_bucket_name)
    assert created.read(key) == b"first"
    assert created.read(f"{key}-2") == b"second"


@pytest.mark.parametrize("size", [5, 9 * MIB])
def test_a_missing_bucket_is_an_error_that_names_it(
    make_store: MakeStore, key: str, new_bucket_name: str, size: int
) -> None:
    store = make_store(s3_store_bucket=new_bucket_name)
    source = Reader(image(size), lambda asked: asked)
    with pytest.raises(exceptions.BackendException) as caught:
        add(store, key, source, size)
    assert new_bucket_name in str(caught.value)
    assert "s3_store_create_bucket_on_put" in str(caught.value)
    assert source.asked == []


@fault("more than the memory")
def test_many_uploads_at_once(store: Store, bucket: Bucket, key: str) -> None:
    """Twelve threads on one store: images of all kinds, half of unknown size."""
    sizes = [1000, 6 * MIB, 12 * MIB] * 4
    data = {f"{key}-{n}": image(size, n) for n, size in enumerate(sizes)}
    failures: list[BaseException] = []

    def upload(number: int, name: str) -> None:
        try:
            known = number % 2
            result = add(store, name, images.exact(data[name]), len(data[name]) if known else 0)
            assert result[2] == hashlib.md5(data[name]).hexdigest()
        except BaseException as error:
            failures.append(error)

    threads = [
        threading.Thread(target=upload, args=(number, name)) for number, name in enumerate(data)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()
    assert failures == []
    assert bucket.objects(key) == {name: len(content) for name, content in data.items()}
    for name, content in data.items():
        assert bucket.read(name) == content
