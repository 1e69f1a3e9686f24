"""A bit that flips on the way."""

import hashlib

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, MakeStore
from contract.faults.common import ALWAYS, LARGE, SMALL, add, read
from contract.images import image
from contract.proxy import Fault, Proxy, flipped
from contract.rows import fault
from servers.features import Feature


@fault("a flipped bit")
@pytest.mark.parametrize("checksum", ["md5", "crc64nvme"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_flipped_bit_on_the_way_up_is_caught_with_a_checksum(
    *, make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str, size: int, checksum: str
) -> None:
    operation = "PutObject" if size == SMALL else "UploadPart"
    store = make_store(
        s3_store_host=proxy.url, s3_fast_part_checksum=checksum, s3_fast_payload_signing="whole"
    )
    proxy.faults = [Fault(operation, corrupt=True)]
    add(store, key, size)
    assert bucket.read(key) == image(size)
    proxy.faults = [Fault(operation, times=ALWAYS, corrupt=True)]
    with pytest.raises(exceptions.BackendException, match=f"{key}-2"):
        add(store, f"{key}-2", size)
    bucket.assert_nothing_of(f"{key}-2")


@fault("a flipped bit")
def test_a_flipped_bit_on_the_way_down_is_caught_with_the_option(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    stored = image(LARGE)
    bucket.write(key, stored, ChecksumAlgorithm="CRC32")
    store = make_store(
        s3_store_host=proxy.url,
        s3_store_enable_data_integrity_protection=True,
        s3_store_response_checksum_validation="when_supported",
    )
    assert read(store, locate, key) == stored
    proxy.faults = [Fault("GetObject", corrupt=True)]
    if not bucket.kind.has(Feature.CRC32):  # and so sends none to compare with
        assert read(store, locate, key) != stored
        return
    with pytest.raises(exceptions.BackendException, match=f"{key}.*checksum"):
        read(store, locate, key)


@fault("a flipped bit")
def test_a_flipped_bit_is_not_caught_without_them(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    """As the docs say, on a server that takes any signature of a payload."""
    store = make_store(s3_store_host=proxy.url, s3_fast_unsigned_payload_over_http=True)
    proxy.faults = [Fault("PutObject", corrupt=True)]
    checksum = add(store, key, SMALL)[2]
    assert bucket.read(key) == flipped(image(SMALL))
    # The image's own hashes are those of the source, so that whoever compares them sees it.
    assert checksum == hashlib.md5(image(SMALL)).hexdigest()
    bucket.client.delete_object(Bucket=bucket.name, Key=key)
    bucket.write(key, image(SMALL))
    proxy.faults = [Fault("GetObject", corrupt=True)]
    got = read(store, locate, key)
    assert sum(one != other for one, other in zip(got, image(SMALL), strict=True)) == 1
