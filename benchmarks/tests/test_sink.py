# ruff: noqa: D103, PLR2004, S101, S106, S324
"""What the numbers rest on: a server that is true to HTTP and S3."""

import hashlib
import http.client
import io
import json
from collections.abc import Iterator
from typing import Any, Literal

import boto3
import botocore.config
import botocore.exceptions
import pytest

from benchmarks import pattern, sink_server

MIB = 1024 * 1024
Checksums = Literal["when_required", "when_supported"]
SIZE_BYTES = 3 * MIB + 17


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    sink_server.build()


@pytest.fixture(params=["cheap", "md5"])
def etag(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def port(etag: str) -> Iterator[int]:
    with sink_server.serving({"etag": etag}) as endpoint:
        assert endpoint.sink_port
        yield endpoint.sink_port


def client(port: int, checksums: Checksums) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
        config=botocore.config.Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation=checksums,
            retries={"total_max_attempts": 1},
        ),
    )


def report(port: int) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/_sink/report")
    return json.loads(connection.getresponse().read())


def expected(size_bytes: int) -> bytes:
    period = pattern.block()[: pattern.PERIOD_BYTES]
    return (period * (size_bytes // len(period) + 1))[:size_bytes]


@pytest.mark.parametrize("checksums", ["when_required", "when_supported"])
def test_put_is_counted_without_its_framing(port: int, etag: str, checksums: Checksums) -> None:
    body = b"x" * SIZE_BYTES
    s3 = client(port, checksums)
    answer = s3.put_object(Bucket="b", Key="k", Body=io.BytesIO(body), Metadata={"mark": "me"})
    wanted = f'"{hashlib.md5(body).hexdigest()}"'
    assert (answer["ETag"] == wanted) == (etag == "md5")
    head = s3.head_object(Bucket="b", Key="k")
    assert head["ContentLength"] == SIZE_BYTES
    assert head["Metadata"] == {"mark": "me"}
    with pytest.raises(botocore.exceptions.ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="b", Key="k", Body=b"y", IfNoneMatch="*")
    s3.delete_object(Bucket="b", Key="k")
    with pytest.raises(botocore.exceptions.ClientError, match="404"):
        s3.head_object(Bucket="b", Key="k")


def test_chunked_body_then_another_request_on_the_same_connection(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("PUT", "/b/k", iter([b"abc", b"d" * 300_000]), encode_chunked=True)
    assert connection.getresponse().read() == b""
    connection.request("HEAD", "/b/k")
    answer = connection.getresponse()
    answer.read()
    assert answer.headers["Content-Length"] == "300003"
    assert report(port)["connections"] == 2  # this one and the report's


def test_multipart_is_made_of_the_parts_listed(port: int) -> None:
    s3 = client(port, "when_required")
    target = {"Bucket": "b", "Key": "k"}
    upload_id = s3.create_multipart_upload(**target)["UploadId"]
    sizes = [5 * MIB, 5 * MIB, 6 * MIB, 1]
    parts = []
    for number, size in enumerate(sizes, 1):
        answer = s3.upload_part(**target, UploadId=upload_id, PartNumber=number, Body=bytes(size))
        parts.append({"PartNumber": number, "ETag": answer["ETag"]})
    (left_open,) = report(port)["open_uploads"]
    assert (left_open["parts"], left_open["size_bytes"]) == (4, sum(sizes))
    listed = s3.list_parts(**target, UploadId=upload_id, PartNumberMarker=1, MaxParts=2)
    assert [(part["PartNumber"], part["Size"]) for part in listed["Parts"]] == [
        (2, sizes[1]),
        (3, sizes[2]),
    ]
    assert listed["IsTruncated"]

    def complete(listed: list[dict[str, Any]]) -> Any:
        return s3.complete_multipart_upload(
            **target, UploadId=upload_id, MultipartUpload={"Parts": listed}
        )

    with pytest.raises(botocore.exceptions.ClientError, match="InvalidPartOrder"):
        complete(parts[::-1])
    with pytest.raises(botocore.exceptions.ClientError, match="InvalidPart"):
        complete([{"PartNumber": 1, "ETag": '"no"'}])
    answer = s3.upload_part(**target, UploadId=upload_id, PartNumber=5, Body=b"z")
    with pytest.raises(botocore.exceptions.ClientError, match="EntityTooSmall"):
        complete([*parts, {"PartNumber": 5, "ETag": answer["ETag"]}])
    complete(parts)
    seen = report(port)
    assert seen["open_uploads"] == []
    assert seen["objects"][0]["size_bytes"] == sum(sizes)
    assert seen["objects"][0]["part_runs"] == [[5 * MIB, 2], [6 * MIB, 1], [1, 1]]


def test_abort_forgets_the_upload(port: int) -> None:
    s3 = client(port, "when_required")
    upload_id = s3.create_multipart_upload(Bucket="b", Key="k")["UploadId"]
    s3.abort_multipart_upload(Bucket="b", Key="k", UploadId=upload_id)
    assert report(port)["open_uploads"] == []
    with pytest.raises(botocore.exceptions.ClientError, match="NoSuchUpload"):
        s3.upload_part(Bucket="b", Key="k", UploadId=upload_id, PartNumber=1, Body=b"x")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=1048570-2097150", 1_048_570, 2_097_150),
        ("bytes=3000000-", 3_000_000, SIZE_BYTES - 1),
        ("bytes=-5", SIZE_BYTES - 5, SIZE_BYTES - 1),
        ("bytes=7-99999999", 7, SIZE_BYTES - 1),
    ],
)
def test_ranges(port: int, asked: str, first: int, last: int) -> None:
    s3 = client(port, "when_required")
    key = f"gen-{SIZE_BYTES}"
    answer = s3.get_object(Bucket="b", Key=key, Range=asked)
    assert answer["ContentRange"] == f"bytes {first}-{last}/{SIZE_BYTES}"
    assert answer["Body"].read() == expected(SIZE_BYTES)[first : last + 1]


def test_whole_objects_and_preconditions(port: int) -> None:
    s3 = client(port, "when_required")
    key = f"gen-{SIZE_BYTES}"
    answer = s3.get_object(Bucket="b", Key=key)
    assert answer["Body"].read() == expected(SIZE_BYTES)
    s3.get_object(Bucket="b", Key=key, IfMatch=answer["ETag"])["Body"].read()
    with pytest.raises(botocore.exceptions.ClientError, match="PreconditionFailed"):
        s3.get_object(Bucket="b", Key=key, IfMatch='"other"')
    with pytest.raises(botocore.exceptions.ClientError, match="InvalidRange"):
        s3.get_object(Bucket="b", Key=key, Range=f"bytes={SIZE_BYTES}-")
    with pytest.raises(botocore.exceptions.ClientError, match="NoSuchKey"):
        s3.get_object(Bucket="b", Key="other")
