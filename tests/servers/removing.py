"""Give back what a bucket holds, as soon as nobody needs it any more.

Some servers keep the bytes of deleted objects until they tidy up one day: SeaweedFS does. With the
bucket they are gone at once.
"""

import contextlib
from typing import TYPE_CHECKING

import botocore.exceptions

from glance_s3_fast.demo.client import Server
from servers.kind import Kind

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def empty_bucket(client: "S3Client", bucket: str) -> None:
    """Remove all that is in a bucket, uploads that are still open too."""
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    for key in [found["Key"] for page in pages for found in page.get("Contents", ())]:
        client.delete_object(Bucket=bucket, Key=key)
    for upload in client.list_multipart_uploads(Bucket=bucket).get("Uploads", ()):
        client.abort_multipart_upload(
            Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"]
        )


def remove_bucket(server: Server, bucket: str) -> None:
    """Remove a bucket with all that is in it."""
    with contextlib.closing(server.client()) as client:
        _remove(client, bucket)


def _remove(client: "S3Client", bucket: str) -> None:
    empty_bucket(client, bucket)
    client.delete_bucket(Bucket=bucket)


def renew_bucket(server: Server, bucket: str, kind: Kind) -> None:
    """Give back what a bucket holds that is still needed."""
    with contextlib.closing(server.client()) as client:
        renew_bucket_by(client, bucket, kind)


def renew_bucket_by(client: "S3Client", bucket: str, kind: Kind) -> None:
    """Do the same by a client that is there: making one takes memory that stays for a while.

    Where deleting is enough, the bucket stays: elsewhere than on loopback, one that was removed
    may be kept from coming back for a while.
    """
    if not kind.keeps_deleted:
        empty_bucket(client, bucket)
        return
    # What comes in late keeps it from being removed, and stays until the next time.
    with contextlib.suppress(botocore.exceptions.ClientError):
        _remove(client, bucket)
    if bucket not in [found["Name"] for found in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=bucket)
