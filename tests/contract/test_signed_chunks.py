"""Parts whose payload is signed in chunks, and servers that do not take them."""

import pytest

from contract.conftest import Bucket, new_store, store_options
from contract.faults.common import add, wait_until
from contract.images import MIB, PART_BYTES, image
from contract.proxy import Fault, Proxy, error
from contract.rows import fault
from contract.signing import signed_anew
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store

CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
CHUNK_BYTES = 64 * 1024
PARTS = 4
LARGE = (PARTS - 1) * PART_BYTES + 5
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
    return new(server, proxy, s3_fast_payload_signing="chunks")


def in_chunks(proxy: Proxy) -> list[bool]:
    """Say of each part, in the order of their arrival, whether it was signed so."""
    parts = proxy.seen("UploadPart")
    return [part.headers["x-amz-content-sha256"] == CHUNKS for part in parts]


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
        # A window of five parts: while the first is out, the other three can be stored.
        wait_until(lambda: len(in_chunks(proxy)) == PARTS)
        seen.extend(in_chunks(proxy))

    proxy.faults = [Fault("UploadPart", before=wait_for_the_others)]
    add(store, key, LARGE)
    assert sorted(seen) == [False, False, False, True]
    assert bucket.read(key) == image(LARGE)


@fault("refused")
@pytest.mark.parametrize(
    ("status", "code"), [(501, "NotImplemented"), (403, "SignatureDoesNotMatch")]
)
def test_a_server_that_refuses_chunks_is_asked_once(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, status: int, code: str
) -> None:
    def refuse(request: object) -> Fault | None:
        known = proxy.requests[-1]
        if known.headers.get("x-amz-content-sha256") != CHUNKS:
            return None
        return Fault(known.operation, answer=(status, error(code)))

    proxy.choose = refuse
    add(store, key, LARGE)
    add(store, f"{key}-2", LARGE)
    assert bucket.read(key) == bucket.read(f"{key}-2") == image(LARGE)
    assert sum(in_chunks(proxy)) == 1


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
    proxy.faults = [
        Fault("UploadPart", headers=ANOTHER_ETAG),
        Fault("ListParts", answer=(403, error("AccessDenied"))),
    ]
    add(store, key, LARGE)
    add(store, f"{key}-2", LARGE)
    assert bucket.read(key) == bucket.read(f"{key}-2") == image(LARGE)
    assert sum(in_chunks(proxy)) == 1
    assert len(proxy.seen("ListParts")) == 1


@pytest.mark.parametrize("broken", [{"reset": True}, {"answer": (500, error("InternalError"))}])
def test_a_trial_that_was_unlucky_is_made_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, broken: dict[str, object]
) -> None:
    proxy.faults = [Fault("UploadPart", **broken)]  # type: ignore[arg-type]
    add(store, key, 2 * PART_BYTES)
    proxy.forget()
    add(store, f"{key}-2", 2 * PART_BYTES)
    add(store, f"{key}-3", 2 * PART_BYTES)
    assert bucket.read(key) == bucket.read(f"{key}-3") == image(2 * PART_BYTES)
    assert in_chunks(proxy)[-2:] == [True, True]


@fault("a flipped bit")
def test_a_flipped_bit_in_a_chunk_is_caught_and_the_part_sent_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    add(store, key, LARGE)
    proxy.forget()
    proxy.faults = [Fault("UploadPart", corrupt=True)]
    add(store, f"{key}-2", LARGE)
    assert bucket.read(f"{key}-2") == image(LARGE)
    # Signed as a whole if the answer may also mean that the keys are wrong.
    assert len(in_chunks(proxy)) == PARTS + 1


@pytest.mark.parametrize(
    "options",
    [
        {"s3_fast_payload_signing": "whole"},
        {"s3_fast_payload_signing": "chunks", "s3_fast_unsigned_payload_over_http": True},
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
