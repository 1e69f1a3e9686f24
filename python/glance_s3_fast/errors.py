"""What an engine reports, and what Glance gets to see instead.

An engine raises `EngineError` and nothing else of its own (exceptions of the image's source pass
through untouched). `to_glance` is the one place where those become glance_store exceptions, so
both engines fail alike, and every text names the store, the bucket, the key, the cause and what
can be changed. Engines put no credentials into messages; nothing here adds any.
"""

import enum

from glance_store import exceptions


class ErrorKind(enum.StrEnum):
    """Why an engine could not do what it was asked."""

    NOT_FOUND = "not_found"
    NO_SUCH_BUCKET = "no_such_bucket"
    DUPLICATE = "duplicate"
    FORBIDDEN = "forbidden"
    SIZE_MISMATCH = "size_mismatch"
    STORAGE_FULL = "storage_full"
    TOO_LARGE = "too_large"
    WRONG_REGION = "wrong_region"
    OBJECT_CHANGED = "object_changed"
    INTEGRITY = "integrity"
    TLS = "tls"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    THROTTLED = "throttled"
    BAD_RANGE = "bad_range"
    CONFIGURATION = "configuration"
    SERVER = "server"


class EngineError(Exception):
    """A request, or the transfer it belongs to, failed for good.

    :param kind: an `ErrorKind` or its value
    :param message: the cause, in words, without credentials
    :param operation: the S3 operation, as the S3 API reference names it (``PutObject``)
    :param bucket: the bucket it went to
    :param key: the object's key, empty for operations on a bucket
    :param status: the HTTP status, if there was an answer
    :param code: the S3 error code, if there was one (``AccessDenied``)
    :param request_id: the server's own name for the request
    :param upload_id: set only when a multipart upload could not be aborted and may be open still
    :param expected: the size in bytes that was declared (`ErrorKind.SIZE_MISMATCH`)
    :param actual: the size in bytes that came (`ErrorKind.SIZE_MISMATCH`)
    """

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        operation: str,
        bucket: str,
        key: str = "",
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        upload_id: str | None = None,
        expected: int | None = None,
        actual: int | None = None,
    ) -> None:
        """Take what is known of the failure; see the class."""
        super().__init__(message)
        self.kind = ErrorKind(kind)
        self.message = message
        self.operation = operation
        self.bucket = bucket
        self.key = key
        self.status = status
        self.code = code
        self.request_id = request_id
        self.upload_id = upload_id
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        """Give operation, cause and the server's own words for it on one line."""
        answer = [
            f"{name} {value}"
            for name, value in (
                ("HTTP status", self.status),
                ("code", self.code),
                ("request id", self.request_id),
            )
            if value is not None
        ]
        cause = self.message.rstrip(".")  # servers end theirs with one, `to_glance` adds it
        return f"{self.operation}: {cause}" + (f" ({', '.join(answer)})" if answer else "")


_BACKEND = exceptions.BackendException
_INVALID = exceptions.Invalid

# kind: the glance_store exception, and what the operator can change about it.
_TABLE: dict[ErrorKind, tuple[type[Exception], str]] = {
    ErrorKind.NOT_FOUND: (exceptions.NotFound, ""),
    ErrorKind.NO_SUCH_BUCKET: (
        _BACKEND,
        "Create the bucket, correct s3_store_bucket, or set the s3_store_create_bucket_on_put "
        "option to add the bucket to S3 automatically.",
    ),
    ErrorKind.DUPLICATE: (exceptions.Duplicate, ""),
    ErrorKind.FORBIDDEN: (
        exceptions.Forbidden,
        "Check s3_store_access_key and s3_store_secret_key, and that they may do this in the "
        "bucket.",
    ),
    ErrorKind.SIZE_MISMATCH: (_INVALID, ""),
    ErrorKind.STORAGE_FULL: (exceptions.StorageFull, "Make room on the S3 server or its quota."),
    ErrorKind.TOO_LARGE: (exceptions.StorageFull, ""),
    ErrorKind.WRONG_REGION: (_BACKEND, "Correct s3_store_region_name or s3_store_host."),
    ErrorKind.OBJECT_CHANGED: (_BACKEND, "Nothing was mixed: start the download again."),
    ErrorKind.INTEGRITY: (_BACKEND, ""),
    ErrorKind.TLS: (
        _BACKEND,
        "Check s3_store_cacert (the CA bundle that signs the server's certificate) and that "
        "s3_store_host is a name in the certificate.",
    ),
    ErrorKind.TIMEOUT: (
        _BACKEND,
        "Check the network, or raise s3_fast_connect_timeout_secs or "
        "s3_fast_progress_timeout_secs.",
    ),
    ErrorKind.CONNECTION: (_BACKEND, "Check s3_store_host and the network to it."),
    ErrorKind.THROTTLED: (
        _BACKEND,
        "Lower s3_store_thread_pools or s3_fast_download_concurrency, or raise "
        "s3_fast_max_attempts.",
    ),
    ErrorKind.BAD_RANGE: (_INVALID, ""),
    ErrorKind.CONFIGURATION: (exceptions.BadStoreConfiguration, ""),
    ErrorKind.SERVER: (_BACKEND, ""),
}


def to_glance(error: EngineError, *, store_name: str) -> Exception:
    """Return the glance_store exception that stands for `error`, to be raised ``from`` it.

    :param error: what the engine raised
    :param store_name: the store's identifier, as in ``enabled_backends``
    :returns: NotFound, Duplicate, Invalid, Forbidden, StorageFull, BadStoreConfiguration or
        BackendException
    """
    exception, advice = _TABLE[error.kind]
    where = f"store {store_name}, bucket {error.bucket}"
    if error.key:
        where += f", key {error.key}"
    # The opening words are those the stock driver's callers know.
    match error.kind:
        case ErrorKind.NOT_FOUND:
            opening = f"Image {error.key} not found"
        case ErrorKind.DUPLICATE:
            opening = f"Image {error.key} already exists"
        case ErrorKind.SIZE_MISMATCH:
            opening = _sizes(error)
        case _:
            opening = "S3 request failed"
    # Of sizes that differ, both numbers have been said.
    cause = "" if error.kind is ErrorKind.SIZE_MISMATCH else f": {error}"
    text = " ".join(filter(None, (f"{opening} ({where}){cause}.", advice)))
    if error.kind is ErrorKind.CONFIGURATION:
        text = f"Store {store_name} could not be configured correctly. Reason: {text}"
    return exception(text)


def _sizes(error: EngineError) -> str:
    if error.expected is None or error.actual is None:
        return "Size mismatch"
    verb = "exceeds" if error.actual > error.expected else "mismatch"
    return f"Size {verb}: expected {error.expected} bytes, got {error.actual} bytes"
