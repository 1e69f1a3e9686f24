"""The S3 stores' buckets, seen through boto3 and so without the drivers under test."""

import dataclasses
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

WAIT_SECS = 120.0
POLL_SECS = 0.05


@dataclasses.dataclass(frozen=True, slots=True)
class Buckets:
    """One bucket for each S3 store, by the store's name.

    :param lists_uploads: the server lists all open uploads of a bucket; MinIO only those of a key
    """

    client: "S3Client"
    names: dict[str, str]
    lists_uploads: bool = True

    def objects(self, store: str) -> set[str]:
        """Return the keys of all objects."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.names[store])
        return {found["Key"] for page in pages for found in page.get("Contents", ())}

    def open_uploads(self, store: str, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Return key and upload_id of each open multipart upload.

        :param keys: those there may be; asked for one by one where nothing else is answered
        """
        answers = [
            self.client.list_multipart_uploads(Bucket=self.names[store], Prefix=prefix)
            for prefix in ([""] if self.lists_uploads else keys)
        ]
        return [
            (upload["Key"], upload["UploadId"])
            for answer in answers
            for upload in answer.get("Uploads", ())
        ]

    def wait_for_open_upload(self, store: str, key: str) -> None:
        """Wait until there is an open multipart upload of `key`; raise `TimeoutError`."""
        give_up = time.monotonic() + WAIT_SECS
        while key not in (found for found, _ in self.open_uploads(store, [key])):
            if time.monotonic() > give_up:
                raise TimeoutError(f"no multipart upload of {key} was begun")
            time.sleep(POLL_SECS)

    def read(self, store: str, key: str) -> bytes:
        """Return an object's bytes."""
        return self.client.get_object(Bucket=self.names[store], Key=key)["Body"].read()

    def head(self, store: str, key: str) -> "HeadObjectOutputTypeDef":
        """Return what the server says of an object."""
        return self.client.head_object(Bucket=self.names[store], Key=key)

    def write(self, store: str, key: str, data: bytes) -> None:
        """Put an object where Glance knows nothing of it."""
        self.client.put_object(Bucket=self.names[store], Key=key, Body=data)

    def remove(self, store: str, key: str) -> None:
        """Remove an object behind Glance's back."""
        self.client.delete_object(Bucket=self.names[store], Key=key)

    def empty(self, keys: Iterable[str]) -> None:
        """Remove all objects and abort all uploads: for the next test, when one has failed."""
        for store, bucket in self.names.items():
            for key, upload_id in self.open_uploads(store, keys):
                self.client.abort_multipart_upload(Bucket=bucket, Key=key, UploadId=upload_id)
            for key in self.objects(store):
                self.remove(store, key)
