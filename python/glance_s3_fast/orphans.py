"""Multipart uploads that nobody goes on with: found by their age, and aborted.

A process that is killed cannot abort its upload, and neither can one whose server is gone. Such an
upload is not visible as an object, but its parts take up space.

An upload that is alive must not be aborted. What tells them apart is how long ago something was
last heard of one: its beginning, or its newest part, by the server's clock. An upload that any
process works on gets a part now and then, however slow its source. So what has been silent for a
day (the default) is taken for dead. It is looked at once more just before it is aborted. Only keys
that are image ids are taken for Glance's, unless all are asked for.
"""

import dataclasses
import datetime
import email.utils
import uuid
from collections.abc import Iterator
from typing import Any

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines.boto3_errors import translated
from glance_s3_fast.errors import EngineError, ErrorKind


@dataclasses.dataclass(frozen=True, slots=True)
class OpenUpload:
    """A multipart upload that was neither completed nor aborted.

    :ivar initiated: when it began
    :ivar last_active: when its newest part was stored, or when it began
    :ivar silent_secs: how long ago that is, by the server's clock
    :ivar size_bytes: what its parts take up
    """

    bucket: str
    key: str
    upload_id: str
    initiated: datetime.datetime
    last_active: datetime.datetime
    silent_secs: float
    parts: int
    size_bytes: int


class Orphans:
    """The open uploads of one bucket."""

    def __init__(self, client: Any, config: EngineConfig, *, all_keys: bool = False) -> None:
        """Ask nothing yet.

        :param client: a boto3 client for the server
        :param config: the store, of which the bucket and its expected owner count
        :param all_keys: also uploads whose key is no image id
        """
        self._client = client
        self._config = config
        self._all_keys = all_keys
        self._address = {"Bucket": config.bucket}
        if config.expected_bucket_owner:
            self._address["ExpectedBucketOwner"] = config.expected_bucket_owner

    def find(self, prefix: str, silent_secs: float) -> Iterator[OpenUpload]:
        """Yield the uploads under `prefix` of which nothing was heard for `silent_secs`.

        :raises EngineError: they cannot be listed
        """
        pages = self._client.get_paginator("list_multipart_uploads")
        with translated("ListMultipartUploads", self._config.bucket, config=self._config):
            for page in pages.paginate(Prefix=prefix, **self._address):
                now = _server_time(page)
                for found in page.get("Uploads", []):
                    # Parts are asked for only where the beginning is long enough ago.
                    age_secs = _silent_secs(now, found["Initiated"])
                    if age_secs < silent_secs or not self._is_wanted(found["Key"]):
                        continue
                    upload = self._look(found["Key"], found["UploadId"], found["Initiated"])
                    if upload is not None and upload.silent_secs >= silent_secs:
                        yield upload

    def abort(self, upload: OpenUpload, silent_secs: float) -> bool:
        """Abort `upload`, unless something was heard of it meanwhile; tell whether it is gone.

        :raises EngineError: it could not be aborted
        """
        now = self._look(upload.key, upload.upload_id, upload.initiated)
        if now is None:
            return True
        if now.silent_secs < silent_secs:
            return False
        with translated(
            "AbortMultipartUpload", self._config.bucket, upload.key, config=self._config
        ):
            self._client.abort_multipart_upload(
                Key=upload.key, UploadId=upload.upload_id, **self._address
            )
        return True

    def _is_wanted(self, key: str) -> bool:
        if self._all_keys:
            return True
        try:
            return str(uuid.UUID(key)) == key
        except ValueError:
            return False

    def _look(self, key: str, upload_id: str, initiated: datetime.datetime) -> OpenUpload | None:
        """Return what its parts tell of an upload, None if it is gone."""
        last_active, now = initiated, initiated
        sizes: dict[int, int] = {}
        pages = self._client.get_paginator("list_parts")
        try:
            with translated("ListParts", self._config.bucket, key, config=self._config):
                for page in pages.paginate(Key=key, UploadId=upload_id, **self._address):
                    now = _server_time(page)
                    for part in page.get("Parts", []):
                        # A part that was sent twice may be listed twice.
                        sizes[part["PartNumber"]] = part["Size"]
                        last_active = max(last_active, part["LastModified"])
        except EngineError as error:
            if error.kind is ErrorKind.NOT_FOUND:
                return None
            raise
        return OpenUpload(
            bucket=self._config.bucket,
            key=key,
            upload_id=upload_id,
            initiated=initiated,
            last_active=last_active,
            silent_secs=_silent_secs(now, last_active),
            parts=len(sizes),
            size_bytes=sum(sizes.values()),
        )


def _silent_secs(now: datetime.datetime, last_active: datetime.datetime) -> float:
    """Return how long ago `last_active` is: not less than 0, for `now` has whole seconds."""
    return max(0.0, (now - last_active).total_seconds())


def _server_time(answer: dict[str, Any]) -> datetime.datetime:
    """Return when the server answered, so that no other clock counts."""
    date = answer["ResponseMetadata"]["HTTPHeaders"].get("date", "")
    try:
        return email.utils.parsedate_to_datetime(date)
    except ValueError:
        return datetime.datetime.now(datetime.UTC)
