"""Uploads that fail for good: one error, with its cause, and nothing left."""

import logging

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, MakeStore, new_store, store_options
from contract.faults.common import ALWAYS, BACKSTOP_SECS, LARGE, SMALL, add, wait_until
from contract.midst import Hold
from contract.proxy import Fault, Proxy, Request, error
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from glance_s3_fast.engines import boto3_retry
from glance_s3_fast.store import Store
from servers.features import Promise

FOR_GOOD: dict[str, tuple[Fault, type[Exception], str]] = {
    "a part's connection": (Fault("UploadPart", reset=True), exceptions.BackendException, "fast"),
    "a part, 500": (
        Fault("UploadPart", answer=(500, error("InternalError"))),
        exceptions.BackendException,
        "InternalError",
    ),
    "a part, 429": (
        Fault("UploadPart", answer=(429, error("TooManyRequests"))),
        exceptions.BackendException,
        "TooManyRequests",
    ),
    "a part, checksum": (
        Fault("UploadPart", answer=(400, error("BadDigest"))),
        exceptions.BackendException,
        "BadDigest",
    ),
    "a part, no ETag": (
        Fault("UploadPart", headers={"ETag": ""}),
        exceptions.BackendException,
        "ETag",
    ),
    "a part, forbidden": (
        Fault("UploadPart", answer=(403, error("AccessDenied"))),
        exceptions.Forbidden,
        "AccessDenied",
    ),
    "a part, full": (
        Fault("UploadPart", answer=(507, error("InsufficientStorage"))),
        exceptions.StorageFull,
        "InsufficientStorage",
    ),
    "a part, MinIO full": (
        Fault("UploadPart", answer=(507, error("XMinioStorageFull"))),
        exceptions.StorageFull,
        "XMinioStorageFull",
    ),
    "Complete, too large": (
        Fault("CompleteMultipartUpload", answer=(400, error("EntityTooLarge"))),
        exceptions.StorageFull,
        "EntityTooLarge",
    ),
    "Complete, 500": (
        Fault("CompleteMultipartUpload", answer=(500, error("InternalError"))),
        exceptions.BackendException,
        "InternalError",
    ),
    "Complete, 200 with an error": (
        Fault("CompleteMultipartUpload", answer=(200, error("InternalError"))),
        exceptions.BackendException,
        "InternalError",
    ),
    "Create, no bucket": (
        Fault("CreateMultipartUpload", answer=(404, error("NoSuchBucket"))),
        exceptions.BackendException,
        "s3_store_bucket",
    ),
    "Create, wrong region": (
        Fault(
            "CreateMultipartUpload",
            answer=(301, error("PermanentRedirect")),
            headers={"x-amz-bucket-region": "eu-middle-7"},
        ),
        exceptions.BackendException,
        "eu-middle-7",
    ),
}


ROW_OF = {
    "a part's connection": "a part's connection",
    "a part, 500": "server errors",
    "a part, 429": "server errors",
    "a part, checksum": "a refused checksum",
    "a part, no ETag": "a wrong ETag",
    "a part, forbidden": "refused",
    "a part, full": "storage full",
    "a part, MinIO full": "storage full",
    "Complete, too large": "storage full",
    "Complete, 500": "Complete fails",
    "Complete, 200 with an error": "Complete, 200 with an error",
    "Create, no bucket": "refused",
    "Create, wrong region": "wrong region",
}


@pytest.mark.promise(Promise.CLEAN)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=fault(ROW_OF[name])) for name in FOR_GOOD]
)
def test_an_upload_in_parts_that_fails_for_good_leaves_nothing(
    *, engine_name: str, server: Server, proxy: Proxy, bucket: Bucket, key: str, name: str
) -> None:
    made, exception, words = FOR_GOOD[name]
    # A store of its own: botocore goes on signing for the region that it was sent to.
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url))
    proxy.faults = [Fault(**{**vars(made), "times": ALWAYS})]
    with pytest.raises(exception, match=words) as caught:
        add(store, key, LARGE)
    assert type(caught.value) is exception
    assert key in str(caught.value)
    bucket.assert_nothing_of(key)


@fault("storage full", "refused")
@pytest.mark.parametrize(
    ("answer", "exception"),
    [
        ((403, error("AccessDenied")), exceptions.Forbidden),
        ((404, error("NoSuchBucket")), exceptions.BackendException),
        ((413, b""), exceptions.StorageFull),
        ((507, b""), exceptions.StorageFull),
        ((429, b""), exceptions.BackendException),
        ((500, b""), exceptions.BackendException),
        ((400, error("QuotaExceeded")), exceptions.StorageFull),
        ((400, error("XMinioAdminBucketQuotaExceeded")), exceptions.StorageFull),
        # Whatever stood in the way has gone: nobody else has stored it.
        ((412, error("PreconditionFailed")), exceptions.BackendException),
        ((409, error("ConditionalRequestConflict")), exceptions.BackendException),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, tuple) else "",
)
def test_a_single_put_that_fails_for_good_leaves_nothing(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    answer: tuple[int, bytes],
    exception: type[Exception],
) -> None:
    proxy.faults = [Fault("PutObject", times=ALWAYS, answer=answer)]
    with pytest.raises(exception) as caught:
        add(store, key, SMALL)
    assert type(caught.value) is exception
    bucket.assert_nothing_of(key)


@fault("server errors")
def test_a_part_that_waits_for_its_next_attempt_ends_with_its_upload(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the boto3 engine, whose pauses are a thread's: else it would keep the part's memory."""
    monkeypatch.setattr(boto3_retry, "pause_secs", lambda _attempts: 1000.0)
    failing = Fault("UploadPart", times=ALWAYS, answer=(500, error("InternalError")))
    refused = Fault(
        "UploadPart",
        answer=(403, error("AccessDenied")),
        before=lambda: failing.over.wait(BACKSTOP_SECS),
    )

    def choose(request: Request) -> Fault | None:
        if request.operation != "UploadPart":
            return None
        return failing if request.query["partNumber"] == ["1"] else refused

    proxy.choose = choose
    with pytest.raises(exceptions.Forbidden):
        add(store, key, LARGE)
    bucket.assert_nothing_of(key)


@fault("a refused checksum")
def test_what_came_of_a_body_that_may_have_been_damaged_is_not_kept(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    refused = Fault("PutObject", times=ALWAYS, answer=(400, error("BadDigest")))
    proxy.faults = [Fault("PutObject", lost=True), refused]
    with pytest.raises(exceptions.BackendException, match="BadDigest"):
        add(store, key, SMALL)
    assert proxy.seen("DeleteObject"), "nothing was stored, or what was is kept"
    bucket.assert_nothing_of(key)


@fault("a wrong ETag")
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_etag_that_cannot_be_right_is_no_success(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str, size: int
) -> None:
    wrong = {"ETag": '"00000000000000000000000000000000"'}
    operation = "PutObject" if size == SMALL else "UploadPart"
    proxy.faults = [Fault(operation, times=ALWAYS, headers=wrong)]
    store = make_store(s3_store_host=proxy.url, s3_fast_part_checksum="md5")
    with pytest.raises(exceptions.BackendException):
        add(store, key, size)
    bucket.assert_nothing_of(key)


@fault("refused")
def test_keys_that_a_server_repeats_are_in_no_text(
    make_store: MakeStore,
    server: Server,
    proxy: Proxy,
    key: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    access_key, secret_key = "tell-nobody-this-key", "nor-this-secret"
    message = (
        f"who is {access_key} with {secret_key}? AKIAIOSFODNN7EXAMPLE is known, "
        "see https://s3.example.com/bucket?X-Amz-Signature=0123456789abcdef"
    )
    text = f"<Error><Code>AccessDenied</Code><Message>{message}</Message></Error>".encode()
    keys = {"s3_store_access_key": access_key, "s3_store_secret_key": secret_key}
    store = make_store(s3_store_host=proxy.url, **keys)

    def refuse(request: Request) -> Fault:
        if request.method == "HEAD":  # the bucket is there, and the object is not
            return Fault(request.operation, answer=(404 if key in request.path else 200, b""))
        return Fault(request.operation, answer=(403, text))

    proxy.choose = refuse
    with pytest.raises(exceptions.Forbidden, match="who is") as caught:
        add(store, key, SMALL)
    for said in (str(caught.value), repr(caught.value), caplog.text):
        for secret in (access_key, secret_key, "AKIAIOSFODNN7EXAMPLE", "0123456789abcdef"):
            assert secret not in said


@fault("refused")
def test_what_is_refused_is_not_asked_again(store: Store, proxy: Proxy, key: str) -> None:
    proxy.faults = [Fault("PutObject", times=ALWAYS, answer=(403, error("AccessDenied")))]
    with pytest.raises(exceptions.Forbidden):
        add(store, key, SMALL)
    assert len(proxy.seen("PutObject")) == 1


@fault("the abort fails")
def test_an_abort_that_fails_is_logged_and_hides_nothing(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    proxy.faults = [
        Fault("UploadPart", times=ALWAYS, answer=(403, error("AccessDenied"))),
        Fault("AbortMultipartUpload", times=ALWAYS, answer=(500, error("InternalError"))),
    ]
    with pytest.raises(exceptions.Forbidden, match="AccessDenied"):
        add(store, key, LARGE)
    upload_id = proxy.seen("UploadPart")[0].query["uploadId"][0]
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert any(upload_id in record.getMessage() for record in errors)
    bucket.client.abort_multipart_upload(Bucket=bucket.name, Key=key, UploadId=upload_id)


@fault("the abort fails")
def test_an_abort_that_is_not_answered_keeps_nobody_waiting(
    *,
    store: Store,
    proxy: Proxy,
    hold: Hold,
    bucket: Bucket,
    key: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    held = Fault("AbortMultipartUpload", before=hold)
    # Nor is a part that is under way.
    late = Fault("UploadPart", before=hold)
    refused = Fault("UploadPart", times=ALWAYS, answer=(403, error("AccessDenied")))
    proxy.faults = [late, refused, held]
    with pytest.raises(exceptions.Forbidden, match="AccessDenied"):
        add(store, key, LARGE)
    assert not held.over.is_set(), "the abort was waited for"
    upload_id = proxy.seen("UploadPart")[0].query["uploadId"][0]
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert any(upload_id in record.getMessage() for record in errors)
    hold.let_go()
    # It goes on by itself.
    wait_until(lambda: bucket.open_uploads(key) == [])
