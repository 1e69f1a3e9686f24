"""The one mapping from what botocore raises to `EngineError`.

The S3 error code decides, then the HTTP status (answers to HEAD have no code), then the kind of
exception. Codes are those of the Amazon S3 API reference ("Error responses",
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), and those that MinIO and Ceph
add.

No key gets into a text: the server's message is kept, as it says best what is wrong, but the
configured keys and whatever looks like an AWS access key are blacked out in it. URLs are never
repeated, as they can carry a signature.
"""

import contextlib
import email.utils
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

import urllib3.exceptions
from botocore import exceptions as boto

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.errors import EngineError, ErrorKind

NO_SUCH_UPLOAD = "NoSuchUpload"

_BY_CODE: dict[str, ErrorKind] = {
    code: kind
    for kind, codes in {
        ErrorKind.NOT_FOUND: "NoSuchKey NotFound",
        # Of Complete and UploadPart; an abort takes it for done.
        ErrorKind.SERVER: NO_SUCH_UPLOAD,
        ErrorKind.NO_SUCH_BUCKET: "NoSuchBucket",
        ErrorKind.DUPLICATE: "PreconditionFailed",
        ErrorKind.FORBIDDEN: (
            "AccessDenied AccountProblem AllAccessDisabled ExpiredToken InvalidAccessKeyId "
            "InvalidToken NotSignedUp RequestTimeTooSkewed SignatureDoesNotMatch "
            "TokenRefreshRequired "
            "XAdminUserNotFound"  # versitygw's, with status 404, for an unknown access key
        ),
        ErrorKind.STORAGE_FULL: (
            "DiskFull InsufficientStorage QuotaExceeded XMinioStorageFull "
            "XMinioAdminBucketQuotaExceeded"
        ),
        ErrorKind.TOO_LARGE: "EntityTooLarge XMinioObjectTooLarge",
        ErrorKind.WRONG_REGION: (
            "AuthorizationHeaderMalformed IllegalLocationConstraintException PermanentRedirect "
            "TemporaryRedirect"
        ),
        ErrorKind.INTEGRITY: (
            "BadDigest InvalidDigest XAmzContentChecksumMismatch XAmzContentSHA256Mismatch"
        ),
        # The body did not arrive, or not in the server's time.
        ErrorKind.CONNECTION: "IncompleteBody RequestTimeout",
        # The conflicts are of two requests at once; S3 asks to send such a one again.
        ErrorKind.THROTTLED: (
            "ConditionalRequestConflict OperationAborted RequestLimitExceeded ServiceUnavailable "
            "SlowDown SlowDownRead SlowDownWrite "
            "ThrottlingException TooManyRequests TooManyRequestsException"
        ),
        ErrorKind.BAD_RANGE: "InvalidRange",
    }.items()
    for code in codes.split()
}

_BY_STATUS = {
    301: ErrorKind.WRONG_REGION,
    307: ErrorKind.WRONG_REGION,
    401: ErrorKind.FORBIDDEN,
    403: ErrorKind.FORBIDDEN,
    404: ErrorKind.NOT_FOUND,
    408: ErrorKind.CONNECTION,
    412: ErrorKind.DUPLICATE,
    413: ErrorKind.TOO_LARGE,
    416: ErrorKind.BAD_RANGE,
    429: ErrorKind.THROTTLED,
    503: ErrorKind.THROTTLED,
    507: ErrorKind.STORAGE_FULL,
}

# In this order: the first that fits wins, and botocore's SSLError is a ConnectionError to it.
_BY_EXCEPTION: tuple[tuple[tuple[type[Exception], ...], ErrorKind, str], ...] = (
    (
        (boto.SSLError,),
        ErrorKind.TLS,
        "TLS failed or the server's certificate is not trusted; s3_store_cacert names the "
        "CA bundle to trust",
    ),
    (
        (boto.ConnectTimeoutError,),
        ErrorKind.TIMEOUT,
        "no connection within s3_fast_connect_timeout_secs",
    ),
    (
        (boto.ReadTimeoutError,),
        ErrorKind.TIMEOUT,
        "no progress for s3_fast_progress_timeout_secs",
    ),
    ((boto.ProxyConnectionError,), ErrorKind.CONNECTION, "the proxy cannot be reached"),
    ((boto.EndpointConnectionError,), ErrorKind.CONNECTION, "the server cannot be reached"),
    (
        (boto.IncompleteReadError, boto.ResponseStreamingError, boto.ConnectionClosedError),
        ErrorKind.CONNECTION,
        "the server broke the connection off",
    ),
    # urllib3's own come from a body that is read, where botocore wraps only some.
    (
        (boto.HTTPClientError, urllib3.exceptions.HTTPError),
        ErrorKind.CONNECTION,
        "the connection failed",
    ),
    (
        (boto.ChecksumError, boto.FlexibleChecksumError),
        ErrorKind.INTEGRITY,
        "the checksum does not match",
    ),
    (
        (
            boto.NoCredentialsError,
            boto.PartialCredentialsError,
            boto.CredentialRetrievalError,
            boto.NoRegionError,
            boto.InvalidDNSNameError,
            boto.ParamValidationError,
            boto.ProfileNotFound,
            ValueError,
        ),
        ErrorKind.CONFIGURATION,
        "the request cannot be made",
    ),
    ((boto.BotoCoreError,), ErrorKind.SERVER, "the server's answer was not understood"),
)

_AWS_KEY = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b")
_HTTP_REDIRECT_STATUS = 300
_HTTP_ERROR_STATUS = 400
SKEW_MAX_SECS = 4 * 60
"""Signatures of another time than the server's are refused from 15 minutes on, by some earlier."""


@contextlib.contextmanager
def translated(
    operation: str, bucket: str, key: str = "", *, config: EngineConfig
) -> Iterator[None]:
    """Turn botocore's exceptions from the ``with`` block into `EngineError`, no others.

    :param operation: the S3 operation's name, as in the API reference
    :param key: the object's key, empty when the operation is on the bucket
    """
    try:
        yield
    except boto.ClientError as error:
        raise _from_answer(error.response, operation, bucket, key, config) from error
    except (boto.BotoCoreError, urllib3.exceptions.HTTPError, ValueError) as error:
        raise _from_exception(error, operation, bucket, key, config) from error


def is_cut_off(error: Exception) -> bool:
    """Tell whether a TLS connection just broke off, which botocore takes for an error of TLS."""
    return isinstance(error, boto.SSLError) and "EOF occurred" in str(error)


def kind_of_answer(response: Mapping[str, Any]) -> ErrorKind | None:
    """Return what an answer, as botocore has parsed it, stands for; None if it is no error."""
    status, code = _status_and_code(response)
    if not code and status < _HTTP_REDIRECT_STATUS:
        return None
    return _BY_CODE.get(code) or _BY_STATUS.get(status, ErrorKind.SERVER)


def _status_and_code(response: Mapping[str, Any]) -> tuple[int, str]:
    status: int = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = str(response.get("Error", {}).get("Code", ""))
    # Digits are what botocore gives for an answer without a code, such as that to a HEAD.
    return (int(code), "") if code.isdigit() else (status, code)


def _from_answer(
    response: Mapping[str, Any], operation: str, bucket: str, key: str, config: EngineConfig
) -> EngineError:
    answer = response.get("Error", {})
    metadata = response.get("ResponseMetadata", {})
    status, code = _status_and_code(response)
    headers = metadata.get("HTTPHeaders", {})
    kind = kind_of_answer(response) or ErrorKind.SERVER
    region = headers.get("x-amz-bucket-region") or answer.get("Region")
    if operation.startswith("Head") and status == _HTTP_ERROR_STATUS and region:
        # All that the answer to a HEAD has room for when the region is wrong.
        kind = ErrorKind.WRONG_REGION
    message = _without_keys(str(answer.get("Message") or "the request was refused"), config)
    if kind == ErrorKind.WRONG_REGION and region:
        message += f"; the bucket is in region {region}"
    apart_secs = _seconds_from_now(headers.get("date", ""))
    if kind == ErrorKind.FORBIDDEN and apart_secs > SKEW_MAX_SECS:
        message += f"; the clocks of this host and the server differ by {apart_secs} s"
    return EngineError(
        kind,
        message,
        operation=operation,
        bucket=bucket,
        key=key,
        status=status or None,
        code=code or None,
        request_id=metadata.get("RequestId"),
    )


def _from_exception(
    error: Exception, operation: str, bucket: str, key: str, config: EngineConfig
) -> EngineError:
    seen_as = boto.ConnectionClosedError if is_cut_off(error) else type(error)
    kind, words = next(
        (kind, words) for classes, kind, words in _BY_EXCEPTION if issubclass(seen_as, classes)
    )
    # What botocore's exception wraps has the errno or the TLS library's reason.
    cause = getattr(error, "kwargs", {}).get("error")
    if kind in (ErrorKind.CONFIGURATION, ErrorKind.SERVER):
        cause = error
    if cause is not None and (text := _without_keys(_last_reason(str(cause)), config)):
        words += f": {text}"
    return EngineError(kind, words, operation=operation, bucket=bucket, key=key)


def _seconds_from_now(date: str) -> int:
    """Return how far an HTTP date is from now, 0 for what is none."""
    try:
        return round(abs(time.time() - email.utils.parsedate_to_datetime(date).timestamp()))
    except ValueError:
        return 0


def _last_reason(text: str) -> str:
    """Drop the object that urllib3 puts first (``<…HTTPConnection object at 0x7f…>: ``)."""
    return re.sub(r"^.*?object at 0x[0-9a-f]+>?(?:, |: )", "", text)


def _without_keys(text: str, config: EngineConfig) -> str:
    # One may be the beginning of the other.
    for key in sorted(filter(None, (config.secret_key, config.access_key)), key=len, reverse=True):
        text = text.replace(key, "***")
    text = re.sub(r"https?://\S*", "(URL)", text)
    return _AWS_KEY.sub("***", text)
