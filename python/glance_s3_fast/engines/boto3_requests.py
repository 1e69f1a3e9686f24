"""Every request on one object, with the fields that the configuration adds to it.

The only place that knows the S3 API's member names. Each method is one operation (sent again by
botocore where that may help) and raises `EngineError`.
"""

import base64
import dataclasses
import datetime
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines.boto3_body import Body
from glance_s3_fast.engines.boto3_checksum import Checksum
from glance_s3_fast.engines.boto3_errors import NO_SUCH_UPLOAD, translated
from glance_s3_fast.engines.boto3_retry import conflict_met, forget_conflict
from glance_s3_fast.errors import EngineError, ErrorKind

MARK = "glance-s3-fast-upload"
"""The user metadata that tells one upload's object from another's (a random value per upload)."""
IMAGE_ID = "glance-image-id"
WRONG_OBJECT = "WrongObject"
"""The code, our own, of an object whose ETag is not what was sent."""
SMALL_BYTES = 64 * 1024
"""Up to here a body is sent without ``Expect: 100-continue``, which costs a round trip."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """An object that exists; `size_bytes` is None where the server does not tell."""

    size_bytes: int | None
    mark: str | None
    etag: str


@dataclasses.dataclass(frozen=True, slots=True)
class StoredPart:
    """A part that the server has."""

    part_number: int
    size_bytes: int
    etag: str
    checksum: str | None


def bare_etag(answer: dict[str, Any]) -> str:
    """Return an answer's ETag without its quotes, in small letters; empty where it has none."""
    return str(answer.get("ETag", "")).strip('"').lower()


class ObjectRequests:
    """Requests on `key` in `bucket`."""

    def __init__(
        self,
        client: Any,
        config: EngineConfig,
        bucket: str,
        key: str,
        *,
        checksum: Checksum | None = None,
        mark: str = "",
    ) -> None:
        """`mark` goes into the metadata of what is written."""
        self.bucket = bucket
        self.key = key
        self._client = client
        self._config = config
        self._checksum = checksum
        self.mark = mark
        # What tells the object from all others of this process.
        self.where = (config.endpoint_url or "", bucket, key)
        self._address: dict[str, Any] = {"Bucket": bucket, "Key": key}
        if config.expected_bucket_owner:
            self._address["ExpectedBucketOwner"] = config.expected_bucket_owner

    def head(self) -> Found | None:
        """Return what HeadObject tells, None when there is no such object (or no such bucket)."""
        try:
            answer = self._call("HeadObject", "head_object")
        except EngineError as error:
            if error.kind == ErrorKind.NOT_FOUND:
                return None
            raise
        # S3 keeps names of metadata in lower case; some servers give them back otherwise.
        metadata = {name.lower(): value for name, value in answer.get("Metadata", {}).items()}
        return Found(answer.get("ContentLength"), metadata.get(MARK), bare_etag(answer))

    def size(self) -> int:
        """Return the object's size in bytes. Raises NOT_FOUND, or SERVER if it is not told."""
        found = self.head()
        if found is None:
            raise self.error(ErrorKind.NOT_FOUND, "there is no such object", "HeadObject")
        if found.size_bytes is None:
            raise self.error(
                ErrorKind.SERVER, "the server's answer has no Content-Length", "HeadObject"
            )
        return found.size_bytes

    def put(self, body: Body) -> None:
        """Create the object if there is none yet: one PutObject with If-None-Match."""
        fields = self._created()
        self._if_none_match(
            lambda **condition: self._store("PutObject", "put_object", body, **condition, **fields)
        )

    def create_upload(self) -> tuple[str, bool]:
        """CreateMultipartUpload; return its upload id, and whether it was sent more than once."""
        fields = self._created()
        if self._checksum is not None and self._checksum.algorithm is not None:
            fields["ChecksumAlgorithm"] = self._checksum.algorithm
        answer = self._call("CreateMultipartUpload", "create_multipart_upload", **fields)
        repeated = answer.get("ResponseMetadata", {}).get("RetryAttempts", 0) > 0
        return str(answer["UploadId"]), repeated

    def uploads_since(self, oldest: datetime.datetime) -> list[str]:
        """ListMultipartUploads; return the ids of those of this very key, begun after `oldest`."""
        address = {name: value for name, value in self._address.items() if name != "Key"}
        with translated("ListMultipartUploads", self.bucket, self.key, config=self._config):
            answer = self._client.list_multipart_uploads(Prefix=self.key, **address)
        return [
            str(found["UploadId"])
            for found in answer.get("Uploads", [])
            if found["Key"] == self.key and found["Initiated"] >= oldest
        ]

    def upload_part(self, upload_id: str, part_number: int, body: Body) -> StoredPart:
        """UploadPart; return the part with the ETag that the server gave it."""
        etag, checksum = self._store(
            "UploadPart", "upload_part", body, UploadId=upload_id, PartNumber=part_number
        )
        return StoredPart(part_number, body.size_bytes, etag, checksum)

    def complete_upload(self, upload_id: str, parts: Sequence[StoredPart]) -> str:
        """CompleteMultipartUpload with If-None-Match; `parts` in order. Return the `bare_etag`."""
        listed: list[dict[str, Any]] = []
        for part in parts:
            entry: dict[str, Any] = {"PartNumber": part.part_number, "ETag": part.etag}
            if part.checksum is not None and self._checksum is not None:
                entry[self._checksum.header] = part.checksum
            listed.append(entry)
        operation = "CompleteMultipartUpload"
        forget_conflict()
        try:
            answer = self._if_none_match(
                lambda **condition: self._call(
                    operation,
                    "complete_multipart_upload",
                    UploadId=upload_id,
                    MultipartUpload={"Parts": listed},
                    **condition,
                )
            )
        except EngineError as error:
            conflict = conflict_met()
            if error.code != NO_SUCH_UPLOAD or conflict is None:
                raise
            # S3 ends the upload with some conflicts: the first is the cause, and not what comes of
            # trying again.
            with translated(operation, self.bucket, self.key, config=self._config):
                raise ClientError(conflict, operation) from error
        return bare_etag(answer)

    def _if_none_match(self, request: Callable[..., Any]) -> Any:
        """Make a request that only creates; where a server has no condition, look before it."""
        try:
            return request(IfNoneMatch="*")
        except EngineError as error:
            if error.status != HTTPStatus.NOT_IMPLEMENTED and error.code != "NotImplemented":
                raise
            if self.head() is not None:
                message = "there is such an object already"
                raise self.error(ErrorKind.DUPLICATE, message, "put") from error
            return request()

    def abort_upload(self, upload_id: str) -> None:
        """AbortMultipartUpload; an upload that is gone already is as good."""
        try:
            self._call("AbortMultipartUpload", "abort_multipart_upload", UploadId=upload_id)
        except EngineError as error:
            if error.code != NO_SUCH_UPLOAD and error.kind != ErrorKind.NOT_FOUND:
                raise

    def delete(self) -> None:
        """DeleteObject; S3 answers the same whether the object was there or not."""
        self._call("DeleteObject", "delete_object")

    def get(self, **fields: Any) -> dict[str, Any]:
        """GetObject; return botocore's answer, whose Body is an open stream."""
        return self._call("GetObject", "get_object", **fields)

    def _call(self, operation: str, method: str, **fields: Any) -> dict[str, Any]:
        with translated(operation, self.bucket, self.key, config=self._config):
            answer: dict[str, Any] = getattr(self._client, method)(**self._address, **fields)
            return answer

    def _created(self) -> dict[str, Any]:
        """Return the fields of the two operations that create an object."""
        metadata = {MARK: self.mark}
        if self._config.image_id_metadata:
            metadata[IMAGE_ID] = self.key
        optional = {
            "StorageClass": self._config.storage_class,
            "ServerSideEncryption": self._config.server_side_encryption,
            "SSEKMSKeyId": self._config.sse_kms_key_id,
            "ContentType": self._config.content_type,
        }
        return {"Metadata": metadata} | {name: value for name, value in optional.items() if value}

    def _store(
        self, operation: str, method: str, body: Body, **fields: Any
    ) -> tuple[str, str | None]:
        """Send `body` until the server has it; return its ETag and the checksum for Complete.

        botocore does not notice an ETag that is missing or wrong.
        """
        checksum = self._checksum.base64(body.views) if self._checksum is not None else None
        if self._checksum is not None:
            fields[self._checksum.header] = checksum
        for attempt in range(1, self._config.max_attempts + 1):
            body.seek(0)
            sent = body if body.size_bytes > SMALL_BYTES else b"".join(body.views)
            try:
                answer = self._call(
                    operation, method, Body=sent, ContentLength=body.size_bytes, **fields
                )
                etag = self._checked_etag(operation, answer, checksum)
            except EngineError as error:
                # What was answered with an error has had its attempts; and an object that was
                # stored wrong stands in the way of a second try.
                answered = error.kind != ErrorKind.INTEGRITY or error.status is not None
                final = attempt == self._config.max_attempts or error.code == WRONG_OBJECT
                if answered or final:
                    raise
            else:
                break
        return etag, checksum if fields.get("ContentMD5") is None else None

    def _checked_etag(self, operation: str, answer: dict[str, Any], checksum: str | None) -> str:
        etag, bare = str(answer.get("ETag", "")), bare_etag(answer)
        code = None
        problem = "" if bare else "the server's answer has no ETag"
        is_md5 = self._checksum is not None and self._checksum.header == "ContentMD5"
        # With KMS the ETag is not the MD5 (S3 API reference, Object).
        if is_md5 and not problem and "kms" not in answer.get("ServerSideEncryption", ""):
            expected = base64.b64decode(checksum or "").hex()
            if bare != expected:
                problem = f"the server's ETag {etag} is not the MD5 {expected} of what was sent"
                code = WRONG_OBJECT if operation == "PutObject" else None
        if problem:
            raise self.error(ErrorKind.INTEGRITY, problem, operation, code)
        return etag

    def error(
        self, kind: ErrorKind, message: str, operation: str, code: str | None = None
    ) -> EngineError:
        """Return an error about the object: of an S3 `operation`, or of ``put`` as a whole."""
        return EngineError(
            kind, message, operation=operation, bucket=self.bucket, key=self.key, code=code
        )
