"""Where and how new objects are kept: what the options ask for is what the server is asked for.

No server here does all of it, so the requests are looked at on their way, and not carried out.
"""

import io

import pytest
from glance_store import exceptions

from contract.conftest import MakeStore, new_store, store_options
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, error
from glance_s3_fast.demo.server import Server

SMALL, LARGE = 1000, 12 * MIB
OWNER = "123456789012"
OPTIONS = {
    "s3_fast_storage_class": "STANDARD_IA",
    "s3_fast_server_side_encryption": "aws:kms",
    "s3_fast_sse_kms_key_id": "alias/images",
    "s3_fast_content_type": "application/x-image",
    "s3_fast_image_id_metadata": True,
    "s3_fast_expected_bucket_owner": OWNER,
}


@pytest.mark.parametrize(
    ("size", "operation"), [(SMALL, "PutObject"), (LARGE, "CreateMultipartUpload")]
)
def test_what_the_options_ask_for_is_sent(
    *, engine_name: str, server: Server, proxy: Proxy, key: str, size: int, operation: str
) -> None:
    # The proxy speaks for the server, some of which know who owns the bucket: it is there, the
    # object is not, and writing it is forbidden.
    proxy.faults = [
        Fault("HeadObject", answer=(200, b"")),
        Fault("HeadObject", answer=(404, b"")),
        Fault(operation, answer=(403, error("AccessDenied"))),
        Fault("HeadObject", answer=(404, b"")),
    ]
    options = store_options(server, s3_store_host=proxy.url, **OPTIONS)
    store = new_store(engine_name, options)
    with pytest.raises(exceptions.Forbidden):
        store.add(key, io.BytesIO(image(size)), size, "sha256")
    (request,) = proxy.seen(operation)
    sent = request.headers
    assert sent["x-amz-storage-class"] == "STANDARD_IA"
    assert sent["x-amz-server-side-encryption"] == "aws:kms"
    assert sent["x-amz-server-side-encryption-aws-kms-key-id"] == "alias/images"
    assert sent["content-type"] == "application/x-image"
    assert sent["x-amz-meta-glance-image-id"] == key
    # Every request says whose bucket it must be.
    assert {seen.headers.get("x-amz-expected-bucket-owner") for seen in proxy.requests} == {OWNER}


def test_nothing_is_asked_for_by_default(make_store: MakeStore, proxy: Proxy, key: str) -> None:
    store = make_store(s3_store_host=proxy.url)
    store.add(key, io.BytesIO(image(SMALL)), SMALL, "sha256")
    (request,) = proxy.seen("PutObject")
    names = set(request.headers)
    assert not [name for name in names if name.startswith("x-amz-server-side")]
    assert "x-amz-storage-class" not in names
    assert "content-type" not in names
    assert "x-amz-meta-glance-image-id" not in names
