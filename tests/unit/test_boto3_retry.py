"""What may pass next time is waited out and sent again, while attempts are left."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import (
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    SSLError,
)

from glance_s3_fast.engines import boto3_retry
from glance_s3_fast.engines.boto3_body import Stopped
from glance_s3_fast.engines.boto3_retry import Answers, pause_secs, until

URL = "http://127.0.0.1"
UPLOAD_PART = SimpleNamespace(name="UploadPart")


def answer(status: int, code: str = "") -> Any:
    error = {"Error": {"Code": code}} if code else {}
    return (None, {"ResponseMetadata": {"HTTPStatusCode": status}, **error})


def test_pauses_double_up_to_a_limit_and_half_is_left_to_chance() -> None:
    for attempts, longest in ((1, 0.2), (2, 0.4), (5, 3.2), (8, 20.0), (1000, 20.0)):
        pauses = [pause_secs(attempts) for _ in range(200)]
        assert longest / 2 <= min(pauses) < max(pauses) <= longest


@pytest.mark.parametrize(
    ("response", "exception", "waits"),
    [
        (None, EndpointConnectionError(endpoint_url=URL, error="refused"), True),
        (None, ConnectTimeoutError(endpoint_url=URL), True),
        (None, HTTPClientError(error="reset"), True),
        (None, SSLError(endpoint_url=URL, error="unknown authority"), False),
        (None, SSLError(endpoint_url=URL, error="EOF occurred in violation of protocol"), True),
        (None, ValueError(), False),
        (answer(500, "InternalError"), None, True),
        (answer(503, "SlowDown"), None, True),
        (answer(429), None, True),
        (answer(409, "ConditionalRequestConflict"), None, True),
        (answer(409, "BucketAlreadyExists"), None, False),
        (answer(403, "AccessDenied"), None, False),
        (answer(404, "NoSuchKey"), None, False),
        (answer(507, "XMinioStorageFull"), None, False),
        (answer(501, "NotImplemented"), None, False),
        (answer(400, "IncompleteBody"), None, True),
        (answer(400, "BadDigest"), None, True),
        (answer(400, "MalformedXML"), None, False),
        (answer(308), None, False),
        (answer(408), None, True),
        (answer(200, "InternalError"), None, True),
        (answer(200), None, False),
    ],
)
def test_only_what_may_pass_is_waited_for_and_only_before_another_attempt(
    monkeypatch: pytest.MonkeyPatch, response: Any, exception: Exception | None, waits: bool
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(boto3_retry.time, "sleep", waited.append)
    answers = Answers(None, max_attempts=3)
    # Sent again at once after the pause; else botocore decides.
    again = 0.0 if waits else None
    for attempts, decided in ((1, again), (2, again), (3, None)):
        assert answers._look(response, UPLOAD_PART, exception, attempts=attempts) == decided
    assert len(waited) == (2 if waits else 0)


def test_a_pause_ends_when_its_upload_does(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(boto3_retry.time, "sleep", waited.append)
    monkeypatch.setattr(boto3_retry, "pause_secs", lambda _attempts: 20.0)
    answers = Answers(None, max_attempts=3)
    with until(lambda: len(waited) == 3), pytest.raises(Stopped):
        answers._look(answer(503, "SlowDown"), UPLOAD_PART, attempts=1)
    assert sum(waited) < 1
    with until(lambda: False):
        answers._look(answer(503, "SlowDown"), UPLOAD_PART, attempts=1)
    assert sum(waited[3:]) == 20
    # What comes after the upload, such as its abort, is not given up with it.
    answers._look(answer(503, "SlowDown"), UPLOAD_PART, attempts=1)
    assert waited[-1] == 20
