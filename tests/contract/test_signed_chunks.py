"""Parts whose payload is signed in chunks, and servers that do not take them."""

from collections.abc import Callable
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, new_store, store_options
from contract.faults.common import ALWAYS, add, wait_until
from contract.images import MIB, PART_BYTES, image
from contract.proxy import Fault, Proxy, Request, error
from contract.rows import fault
from contract.signing import signed_anew
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store


def _lanes() -> bool:
    try:
        from glance_s3_fast import _native  # noqa: PLC0415
    except ImportError:
        return False
    return "avx512" in _native.Md5Sha512.available()


CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
CHUNK_BYTES = 64 * 1024
PARTS = 4
LARGE = (PARTS - 1) * PART_BYTES + 7
needs_lanes = pytest.mark.skipif(
    not _lanes(), reason="without AVX-512, chunks have to be asked for"
)
ANOTHER_ETAG = {"ETag": f'"{"0" * 32}"'}


@pytest.fixture(autouse=True)
def _native_only(engine_name: str) -> None:
    if engine_name != "native":
        pytest.skip("botocore signs a payload as a whole")


def new(server: Server, proxy: Proxy, **options: object) -> Store:
    """Return a store that has sent nothing yet."""
    return new_store("native", store_options(server, s3_store_host=proxy.url, **options))


@pytest.fixture
def store(server: Server, proxy: Proxy) -> Store:
    return new(server, proxy)


def is_in_chunks(request: Request) -> bool:
    return request.headers.get("x-amz-content-sha256") == CHUNKS


def is_wrong(request: Request) -> bool:
    """Say whether it is the one whose signatures are wrong, of a few bytes."""
    return is_in_chunks(request) and int(request.headers["x-amz-decoded-content-length"]) == 5


def in_chunks(proxy: Proxy) -> list[bool]:
    """Say of each part, in the order of their arrival, whether it was signed so."""
    return [is_in_chunks(part) for part in proxy.seen("UploadPart")]


def first_in_chunks(**fault: Any) -> Callable[[Request], Fault | None]:
    """Return what spoils the first part that is signed so."""
    left = [Fault("", **fault)]
    return lambda request: left.pop() if left and is_in_chunks(request) else None


@pytest.mark.parametrize(
    "size",
    [
        2 * PART_BYTES,
        2 * PART_BYTES + 1,
        2 * PART_BYTES + CHUNK_BYTES,
        2 * PART_BYTES + MIB + CHUNK_BYTES - 1,
    ],
)
def test_parts_in_chunks_are_stored_as_they_are(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, size: int
) -> None:
    add(store, key, size)
    proxy.forget()
    add(store, f"{key}-2", size)
    assert bucket.read(key) == bucket.read(f"{key}-2") == image(size)
    assert all(in_chunks(proxy))
    for part in proxy.seen("UploadPart"):
        assert part.headers["content-encoding"] == "aws-chunked"
        decoded = int(part.headers["x-amz-decoded-content-length"])
        assert decoded < int(part.headers["content-length"]) < decoded * 1.01 + 200


def test_one_part_tries_it_while_the_others_are_signed_as_a_whole(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    seen: list[bool] = []

    def wait_for_the_others() -> None:
        # A window of five parts: while one is out, the other three can be stored.
        wait_until(lambda: len(in_chunks(proxy)) == PARTS)
        seen.extend(in_chunks(proxy))

    proxy.choose = first_in_chunks(before=wait_for_the_others)
    add(store, key, LARGE)
    assert sorted(seen) == [False, False, False, True]
    assert bucket.read(key) == image(LARGE)


@needs_lanes
def test_a_server_has_to_refuse_a_wrong_signature_first(
    server: Server, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    store = new(server, proxy, s3_fast_payload_signing="auto")
    add(store, key, LARGE)
    wrong = [part for part in proxy.seen("UploadPart") if is_wrong(part)]
    # SeaweedFS answers 500, and is asked again.
    assert len(wrong) in (1, 2)
    proxy.forget()
    add(store, f"{key}-2", LARGE)
    assert bucket.read(key) == bucket.read(f"{key}-2") == image(LARGE)
    assert in_chunks(proxy) == [True] * PARTS


@needs_lanes
@pytest.mark.parametrize("code", ["AccessDenied", "ExpiredToken"])
def test_a_refusal_for_another_reason_proves_nothing(
    server: Server, proxy: Proxy, bucket: Bucket, key: str, code: str
) -> None:
    proxy.choose = lambda request: (
        Fault("", answer=(403, error(code))) if is_wrong(request) else None
    )
    store = new(server, proxy, s3_fast_payload_signing="auto")
    add(store, key, LARGE)
    assert bucket.read(key) == image(LARGE)
    assert all(is_wrong(part) for part in proxy.seen("UploadPart") if is_in_chunks(part))


@needs_lanes
def test_a_server_that_takes_a_wrong_signature_is_no_good(
    server: Server, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    proxy.choose = lambda request: (
        Fault("", answer=(200, b""), headers=ANOTHER_ETAG) if is_wrong(request) else None
    )
    store = new(server, proxy, s3_fast_payload_signing="auto")
    add(store, key, LARGE)
    add(store, f"{key}-2", LARGE)
    assert bucket.read(key) == bucket.read(f"{key}-2") == image(LARGE)
    assert sum(in_chunks(proxy)) == 1


@fault("refused")
@pytest.mark.parametrize(
    "answer",
    [
        (501, error("NotImplemented")),
        (403, error("SignatureDoesNotMatch")),
        (400, error("EntityTooLarge")),
    ],
)
def test_a_server_that_refuses_chunks_is_asked_three_times(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, answer: tuple[int, bytes]
) -> None:
    proxy.choose = lambda request: Fault("", answer=answer) if is_in_chunks(request) else None
    for number in range(4):
        add(store, f"{key}-{number}", 2 * PART_BYTES)
        assert bucket.read(f"{key}-{number}") == image(2 * PART_BYTES)
    assert sum(in_chunks(proxy)) == 3


@fault("refused")
def test_what_has_nothing_to_do_with_chunks_is_not_sent_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    proxy.choose = first_in_chunks(answer=(507, error("InsufficientStorage")))
    with pytest.raises(exceptions.StorageFull):
        add(store, key, LARGE)
    bucket.assert_nothing_of(key)


def test_a_server_that_stores_the_frames_is_found_out(
    store: Store, proxy: Proxy, server: Server, bucket: Bucket, key: str
) -> None:
    """A server that does not know of chunks: it is told nothing of them, and keeps what comes."""
    anew = signed_anew(server)

    def sign(method: str, path: str, headers: dict[str, str]) -> dict[str, str]:
        of_chunks = ("content-encoding", "x-amz-decoded-content-length")
        return anew(method, path, {k: v for k, v in headers.items() if k not in of_chunks})

    proxy.sign = sign
    add(store, key, LARGE)
    add(store, f"{key}-2", LARGE)
    assert bucket.read(key) == bucket.read(f"{key}-2") == image(LARGE)
    assert sum(in_chunks(proxy)) == 1


def test_what_neither_its_etag_nor_its_size_proves_is_sent_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """As of a server that encrypts, for whom may not list parts."""

    def encrypting(request: Request) -> Fault | None:
        if request.operation == "ListParts":
            return Fault("", answer=(403, error("AccessDenied")))
        return Fault("", headers=ANOTHER_ETAG) if is_in_chunks(request) else None

    proxy.choose = encrypting
    add(store, key, LARGE)
    assert bucket.read(key) == image(LARGE)
    # A part that is read after the first trial's end may make another.
    assert 1 <= sum(in_chunks(proxy)) == len(proxy.seen("ListParts")) <= 3


@pytest.mark.parametrize("broken", [{"reset": True}, {"answer": (500, error("InternalError"))}])
def test_a_trial_that_was_unlucky_is_made_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, broken: dict[str, Any]
) -> None:
    proxy.choose = first_in_chunks(**broken)
    for number in range(2):
        add(store, f"{key}-{number}", 2 * PART_BYTES)
        assert bucket.read(f"{key}-{number}") == image(2 * PART_BYTES)
    proxy.forget()
    add(store, key + "-3", 2 * PART_BYTES)
    assert in_chunks(proxy) == [True, True]


@fault("a flipped bit")
def test_a_flipped_bit_in_a_chunk_is_caught_and_the_part_sent_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    add(store, key, LARGE)
    proxy.forget()
    proxy.faults = [Fault("UploadPart", corrupt=True)]
    add(store, f"{key}-2", LARGE)
    assert bucket.read(f"{key}-2") == image(LARGE)
    assert in_chunks(proxy) == [True] * (PARTS + 1)
    proxy.faults = [Fault("UploadPart", times=ALWAYS, corrupt=True)]
    with pytest.raises((exceptions.BackendException, exceptions.Forbidden)):
        add(store, f"{key}-3", LARGE)
    bucket.assert_nothing_of(f"{key}-3")


@fault("refused")
def test_a_server_that_refuses_chunks_later_is_put_on_trial_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    add(store, key, 2 * PART_BYTES)
    proxy.forget()
    proxy.choose = lambda request: (
        Fault("", answer=(501, error("NotImplemented"))) if is_in_chunks(request) else None
    )
    with pytest.raises(exceptions.BackendException):
        add(store, f"{key}-2", 2 * PART_BYTES)
    add(store, f"{key}-3", 2 * PART_BYTES)
    assert bucket.read(f"{key}-3") == image(2 * PART_BYTES)
    bucket.assert_nothing_of(f"{key}-2")


@pytest.mark.parametrize(
    "options",
    [
        {"s3_fast_payload_signing": "whole"},
        {"s3_fast_payload_signing": "auto", "s3_fast_hashing": "avx2"},
        {"s3_fast_unsigned_payload_over_http": True},
    ],
)
def test_the_way_is_the_operators(
    server: Server, proxy: Proxy, bucket: Bucket, key: str, options: dict[str, object]
) -> None:
    store = new(server, proxy, **options)
    add(store, key, LARGE)
    add(store, f"{key}-2", LARGE)
    assert bucket.read(f"{key}-2") == image(LARGE)
    assert not any(in_chunks(proxy))
