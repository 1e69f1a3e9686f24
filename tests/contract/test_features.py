"""What the server itself does, asked without the driver: `servers.Kind` has to be right about it.

A server that is newer may do more than it says there. Then the test of that feature fails, and
tells where to correct it.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

import servers
from contract import raw
from contract.conftest import Bucket
from contract.images import PART_BYTES, image
from glance_s3_fast.demo.client import Server, s3_client
from servers.features import Feature
from servers.report import FEATURE

pytestmark = pytest.mark.probe

DATA = b"what the servers are asked to store"
ALL_ZERO = "0" * 64

Shows = Callable[[Feature, bool], None]


@pytest.fixture
def shows(record_property: Callable[[str, object], None], server_kind: servers.Kind) -> Shows:
    """Return a function that notes what was found, and compares it with what was said."""

    def compare(feature: Feature, found: bool) -> None:
        record_property(FEATURE, json.dumps([feature, found]))
        assert found == server_kind.has(feature), (
            f"{server_kind.title}: {feature}: {found}; see `lacks` in "
            f"tests/servers/{server_kind.name}.py"
        )

    return compare


def status_of(call: Callable[..., Any], **fields: Any) -> int:
    """Return the HTTP status with which a call of boto3 was answered."""
    try:
        answer = call(**fields)
    except ClientError as error:
        answer = error.response
    return int(answer["ResponseMetadata"]["HTTPStatusCode"])


@pytest.fixture
def upload_id(bucket: Bucket, key: str) -> str:
    return bucket.client.create_multipart_upload(Bucket=bucket.name, Key=key)["UploadId"]


def part(bucket: Bucket, key: str, upload_id: str, number: int, data: bytes = DATA) -> Any:
    etag = bucket.client.upload_part(
        Bucket=bucket.name, Key=key, UploadId=upload_id, PartNumber=number, Body=data
    )["ETag"]
    return {"PartNumber": number, "ETag": etag}


def test_create_only_put(bucket: Bucket, key: str, shows: Shows) -> None:
    bucket.write(key, b"first")
    status = status_of(
        bucket.client.put_object, Bucket=bucket.name, Key=key, Body=DATA, IfNoneMatch="*"
    )
    assert (status == 412) == (bucket.read(key) == b"first")
    shows(Feature.CREATE_ONLY_PUT, status == 412)


def test_create_only_complete(bucket: Bucket, key: str, upload_id: str, shows: Shows) -> None:
    parts = [part(bucket, key, upload_id, 1)]
    bucket.write(key, b"first")
    status = status_of(
        bucket.client.complete_multipart_upload,
        Bucket=bucket.name,
        Key=key,
        UploadId=upload_id,
        MultipartUpload={"Parts": parts},
        IfNoneMatch="*",
    )
    assert (status == 412) == (bucket.read(key) == b"first")
    shows(Feature.CREATE_ONLY_COMPLETE, status == 412)


@pytest.mark.parametrize(
    ("feature", "algorithm", "size_bytes"),
    [
        (Feature.CRC32, "CRC32", 4),
        (Feature.CRC32C, "CRC32C", 4),
        (Feature.CRC64NVME, "CRC64NVME", 8),
        (Feature.SHA256, "SHA256", 32),
    ],
    ids=["crc32", "crc32c", "crc64nvme", "sha256"],
)
def test_wrong_checksum_headers(
    *, bucket: Bucket, key: str, shows: Shows, feature: Feature, algorithm: str, size_bytes: int
) -> None:
    wrong: Any = {f"Checksum{algorithm}": base64.b64encode(bytes(size_bytes)).decode()}
    target: Any = {"Bucket": bucket.name, "Key": key}
    declared: Any = {"ChecksumAlgorithm": algorithm}
    upload_id = bucket.client.create_multipart_upload(**target, **declared)["UploadId"]
    of_part = status_of(
        bucket.client.upload_part,
        **{**target, **wrong, "UploadId": upload_id, "PartNumber": 1, "Body": DATA},
    )
    bucket.client.abort_multipart_upload(**target, UploadId=upload_id)
    of_object = status_of(bucket.client.put_object, **target, **wrong, Body=DATA)
    assert {of_part, of_object} <= {200, 400}
    assert of_part == of_object
    shows(feature, of_part == 400)


def test_wrong_content_md5(bucket: Bucket, key: str, upload_id: str, shows: Shows) -> None:
    wrong = base64.b64encode(hashlib.md5(b"something else").digest()).decode()
    status = status_of(
        bucket.client.upload_part,
        **{"Bucket": bucket.name, "Key": key, "UploadId": upload_id, "PartNumber": 1},
        Body=DATA,
        ContentMD5=wrong,
    )
    shows(Feature.CONTENT_MD5, status == 400)


def test_etag_of_a_part(bucket: Bucket, key: str, upload_id: str, shows: Shows) -> None:
    etag = part(bucket, key, upload_id, 1)["ETag"]
    shows(Feature.ETAG_IS_MD5, etag.strip('"') == hashlib.md5(DATA).hexdigest())


def test_wrong_payload_hash(server: Server, bucket: Bucket, key: str, shows: Shows) -> None:
    status = raw.put(server, f"/{bucket.name}/{key}", DATA, ALL_ZERO, {})
    assert bool(bucket.objects(key)) == (status == 200)
    shows(Feature.PAYLOAD_HASH, status == 400)


def test_unsigned_payload(server: Server, bucket: Bucket, key: str, shows: Shows) -> None:
    status = raw.put(server, f"/{bucket.name}/{key}", DATA, "UNSIGNED-PAYLOAD", {})
    shows(Feature.UNSIGNED_PAYLOAD, status == 200 and bucket.read(key) == DATA)


def test_checksum_trailers(server: Server, bucket: Bucket, key: str, shows: Shows) -> None:
    checksum = base64.b64encode(zlib.crc32(DATA).to_bytes(4)).decode()
    body = b"%x\r\n%s\r\n0\r\nx-amz-checksum-crc32:%s\r\n\r\n" % (
        len(DATA),
        DATA,
        checksum.encode(),
    )
    headers = {
        "Content-Encoding": "aws-chunked",
        "x-amz-decoded-content-length": str(len(DATA)),
        "x-amz-trailer": "x-amz-checksum-crc32",
    }
    payload = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    status = raw.put(server, f"/{bucket.name}/{key}", body, payload, headers)
    shows(Feature.TRAILERS, status == 200 and bucket.read(key) == DATA)


def test_part_order(bucket: Bucket, key: str, upload_id: str, shows: Shows) -> None:
    parts = [part(bucket, key, upload_id, number, image(PART_BYTES)) for number in (1, 2)]
    status = status_of(
        bucket.client.complete_multipart_upload,
        Bucket=bucket.name,
        Key=key,
        UploadId=upload_id,
        MultipartUpload={"Parts": parts[::-1]},
    )
    shows(Feature.PART_ORDER, status == 400)


def test_part_numbers(bucket: Bucket, key: str, upload_id: str, shows: Shows) -> None:
    status = status_of(
        bucket.client.upload_part,
        **{"Bucket": bucket.name, "Key": key, "UploadId": upload_id, "PartNumber": 10_001},
        Body=DATA,
    )
    shows(Feature.PART_NUMBERS, status == 400)


def test_bucket_owner(bucket: Bucket, shows: Shows) -> None:
    status = status_of(
        bucket.client.head_bucket, Bucket=bucket.name, ExpectedBucketOwner="123456789012"
    )
    shows(Feature.BUCKET_OWNER, status == 403)


def test_unknown_access_keys(server: Server, bucket: Bucket, shows: Shows) -> None:
    stranger = s3_client(
        server.endpoint_url, "AKIANOBODYNOBODYNOBO", "secret", ca_path=server.ca_path, proxies={}
    )
    status = status_of(stranger.head_bucket, Bucket=bucket.name)
    shows(Feature.UNKNOWN_KEYS, status == 403)


def test_uploads_by_prefix(bucket: Bucket, key: str, upload_id: str, shows: Shows) -> None:
    def listed(prefix: str) -> list[str]:
        answer = bucket.client.list_multipart_uploads(Bucket=bucket.name, Prefix=prefix)
        return [upload["UploadId"] for upload in answer.get("Uploads", [])]

    assert listed(key) == [upload_id]
    # What the other tests look at sees it, too.
    assert bucket.open_uploads(key) == [key]
    assert bucket.open_uploads(key[:8]) == [key]
    shows(Feature.UPLOADS_BY_PREFIX, listed(key[:8]) == [upload_id])
