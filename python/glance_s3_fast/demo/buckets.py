"""The demo's buckets, seen through boto3 and so independently of the driver that is shown.

Everything the demo says about the far side comes from here: how many parts an object was stored
in, and that nothing is left. `remove` touches only buckets that this demo made.
"""

import contextlib
import dataclasses
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DEFAULT_LOCATION = "us-east-1"
"""The one region that CreateBucket does not take as a LocationConstraint (S3 API reference)."""

POLL_SECS = 0.2


@dataclasses.dataclass
class Buckets:
    """One bucket for each store, by the store's name."""

    client: "S3Client"
    names: Mapping[str, str]
    _made: list[str] = dataclasses.field(default_factory=list)

    def make(self) -> None:
        """Make the buckets; raise botocore's errors when that is refused."""
        region = self.client.meta.region_name
        for name in self.names.values():
            if region == DEFAULT_LOCATION:
                self.client.create_bucket(Bucket=name)
            else:
                self.client.create_bucket(
                    Bucket=name,
                    CreateBucketConfiguration={"LocationConstraint": region},  # type: ignore[typeddict-item]
                )
            self._made.append(name)

    def parts(self, store: str, key: str) -> int:
        """Return the number of parts that `key` was stored in, from its ETag; 0 for a single PUT.

        The ETag of a multipart upload ends in a hyphen and the number of parts (Amazon S3 user
        guide, "Checking object integrity").
        """
        etag = self.client.head_object(Bucket=self.names[store], Key=key)["ETag"].strip('"')
        _, hyphen, count = etag.rpartition("-")
        return int(count) if hyphen and count.isdecimal() else 0

    def open_uploads(self, bucket: str) -> list[tuple[str, str]]:
        """Return key and upload_id of every multipart upload that is open in `bucket`."""
        pages = self.client.get_paginator("list_multipart_uploads").paginate(Bucket=bucket)
        return [
            (upload["Key"], upload["UploadId"])
            for page in pages
            for upload in page.get("Uploads", ())
        ]

    def objects(self, bucket: str) -> list[str]:
        """Return the keys of all objects in `bucket`."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return [item["Key"] for page in pages for item in page.get("Contents", ())]

    def left_over(self) -> list[str]:
        """Describe every object and every open multipart upload in the buckets."""
        return [
            text
            for bucket in self.names.values()
            for text in (
                *(f"object {bucket}/{key}" for key in self.objects(bucket)),
                *(f"open upload of {bucket}/{key}" for key, _ in self.open_uploads(bucket)),
            )
        ]

    def remove(self, settle_secs: float = 0.0) -> None:
        """Remove the buckets this demo made with all they hold; raise botocore's errors.

        After an interruption, see for `settle_secs` that they stay away: a server may be busy yet
        with a part whose sender is gone, and SeaweedFS then makes the bucket's folder once more.
        """
        if not self._made:
            return
        give_up = time.monotonic() + 10 * settle_secs
        settled = time.monotonic() + settle_secs
        while True:
            for bucket in self._made:
                if self._exists(bucket):
                    self._remove(bucket)
                    settled = time.monotonic() + settle_secs
            if time.monotonic() >= min(settled, give_up):
                break
            time.sleep(POLL_SECS)
        self._made.clear()

    def _exists(self, bucket: str) -> bool:
        try:
            self.client.head_bucket(Bucket=bucket)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                return False
            raise
        return True

    def _remove(self, bucket: str) -> None:
        for key, upload_id in self.open_uploads(bucket):
            # Gone in between is as good: the driver's own abort may still be under way.
            with contextlib.suppress(self.client.exceptions.NoSuchUpload):
                self.client.abort_multipart_upload(Bucket=bucket, Key=key, UploadId=upload_id)
        for key in self.objects(bucket):
            self.client.delete_object(Bucket=bucket, Key=key)
        with contextlib.suppress(self.client.exceptions.NoSuchBucket):
            self.client.delete_bucket(Bucket=bucket)


def why(error: ClientError) -> str:
    """Return the error's code and text, without the request that may carry keys."""
    detail = error.response.get("Error", {})
    return f"{error.operation_name}: {detail.get('Code', '?')}: {detail.get('Message', '')}"
