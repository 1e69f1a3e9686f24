"""The boto3 engine: what `Engine` promises, in Python, for platforms without the native module.

Slower than the native one and never less correct: the same sizes, errors, memory budget and
clean-up. Nothing starts before the first call: no client, thread or connection.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.credentials import CredentialsSource
from glance_s3_fast.engines import PutResult, Reader, Verifier
from glance_s3_fast.engines.boto3_checksum import Checksum, checksum_for
from glance_s3_fast.engines.boto3_client import LazyClient
from glance_s3_fast.engines.boto3_download import Boto3Download
from glance_s3_fast.engines.boto3_errors import translated
from glance_s3_fast.engines.boto3_requests import ObjectRequests
from glance_s3_fast.engines.boto3_upload import Upload, new_mark
from glance_s3_fast.errors import EngineError, ErrorKind

_NO_CONSTRAINT = (None, "us-east-1")


class Boto3Engine:
    """An `Engine` on boto3. Safe for threads, and in forked processes."""

    name = "boto3"

    def __init__(self, config: EngineConfig, credentials: CredentialsSource) -> None:
        """Keep what is needed for the first call."""
        self._config = config
        self._client = LazyClient(config, credentials)

    @cached_property
    def _checksum(self) -> Checksum | None:
        return checksum_for(self._config.part_checksum)

    def put(
        self,
        bucket: str,
        key: str,
        source: Reader | Iterable[bytes],
        *,
        size_bytes: int | None,
        hashing_algo: str,
        verifier: Verifier | None,
    ) -> PutResult:
        """See `Engine.put`."""
        requests = ObjectRequests(
            self._client.get(),
            self._config,
            bucket,
            key,
            checksum=self._checksum,
            mark=new_mark(),
        )
        upload = Upload(
            requests,
            self._config,
            source,
            size_bytes=size_bytes,
            hashing_algo=hashing_algo,
            verifier=verifier,
        )
        return upload.run()

    def get(
        self,
        bucket: str,
        key: str,
        *,
        offset: int = 0,
        length: int | None = None,
        chunk_bytes: int,
    ) -> Boto3Download:
        """See `Engine.get`."""
        return Boto3Download(
            self._requests(bucket, key),
            self._config,
            offset=offset,
            length=length,
            chunk_bytes=chunk_bytes,
        )

    def size(self, bucket: str, key: str) -> int:
        """See `Engine.size`."""
        return self._requests(bucket, key).size()

    def delete(self, bucket: str, key: str) -> None:
        """See `Engine.delete`."""
        requests = self._requests(bucket, key)
        if requests.head() is None:
            raise _missing(bucket, key)
        requests.delete()

    def bucket_exists(self, bucket: str) -> bool:
        """See `Engine.bucket_exists`."""
        fields = {"Bucket": bucket}
        if self._config.expected_bucket_owner:
            fields["ExpectedBucketOwner"] = self._config.expected_bucket_owner
        client = self._client.get()
        try:
            with translated("HeadBucket", bucket, config=self._config):
                client.head_bucket(**fields)
        except EngineError as error:
            if error.kind in (ErrorKind.NOT_FOUND, ErrorKind.NO_SUCH_BUCKET):
                return False
            raise
        return True

    def create_bucket(self, bucket: str) -> None:
        """See `Engine.create_bucket`."""
        fields: dict[str, Any] = {"Bucket": bucket}
        if self._config.region_name not in _NO_CONSTRAINT:
            # us-east-1 is named by leaving it out (S3 API reference, CreateBucket).
            constraint = {"LocationConstraint": self._config.region_name}
            fields["CreateBucketConfiguration"] = constraint
        client = self._client.get()
        with translated("CreateBucket", bucket, config=self._config):
            client.create_bucket(**fields)

    def _requests(self, bucket: str, key: str) -> ObjectRequests:
        return ObjectRequests(self._client.get(), self._config, bucket, key)


def _missing(bucket: str, key: str) -> EngineError:
    return EngineError(
        ErrorKind.NOT_FOUND,
        "there is no such object",
        operation="HeadObject",
        bucket=bucket,
        key=key,
    )
