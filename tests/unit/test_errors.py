"""Errors: what an engine reports, and what Glance sees of it."""

import pytest
from glance_store import exceptions

from glance_s3_fast.errors import EngineError, ErrorKind, to_glance

EXPECTED = {
    ErrorKind.NOT_FOUND: exceptions.NotFound,
    ErrorKind.NO_SUCH_BUCKET: exceptions.BackendException,
    ErrorKind.DUPLICATE: exceptions.Duplicate,
    ErrorKind.FORBIDDEN: exceptions.Forbidden,
    ErrorKind.SIZE_MISMATCH: exceptions.Invalid,
    ErrorKind.STORAGE_FULL: exceptions.StorageFull,
    ErrorKind.TOO_LARGE: exceptions.StorageFull,
    ErrorKind.WRONG_REGION: exceptions.BackendException,
    ErrorKind.OBJECT_CHANGED: exceptions.BackendException,
    ErrorKind.INTEGRITY: exceptions.BackendException,
    ErrorKind.TLS: exceptions.BackendException,
    ErrorKind.TIMEOUT: exceptions.BackendException,
    ErrorKind.CONNECTION: exceptions.BackendException,
    ErrorKind.THROTTLED: exceptions.BackendException,
    ErrorKind.BAD_RANGE: exceptions.Invalid,
    ErrorKind.CONFIGURATION: exceptions.BadStoreConfiguration,
    ErrorKind.SERVER: exceptions.BackendException,
}


def error(kind: str, **more: object) -> EngineError:
    arguments = {"operation": "UploadPart", "bucket": "the-bucket", "key": "the-key", **more}
    return EngineError(kind, "100% of the cause", **arguments)  # type: ignore[arg-type]


def test_the_table_is_whole() -> None:
    assert set(EXPECTED) == set(ErrorKind)


@pytest.mark.parametrize("kind", list(ErrorKind))
def test_glance_sees_the_right_exception_with_everything_in_it(kind: ErrorKind) -> None:
    engine_error = error(kind.value, status=503, code="SlowDown", request_id="r-1")
    seen = to_glance(engine_error, store_name="fast")
    assert type(seen) is EXPECTED[kind]
    # Glance shows .msg where there is one, else str().
    where = ("store fast", "bucket the-bucket", "key the-key")
    cause = (
        "UploadPart",
        "100% of the cause",
        "HTTP status 503",
        "code SlowDown",
        "request id r-1",
    )
    for text in {str(seen), getattr(seen, "msg", str(seen))}:
        for part in where:
            assert part in text
        for part in cause:
            # No server says that sizes differ: both numbers are the whole cause.
            assert (part in text) is (kind is not ErrorKind.SIZE_MISMATCH)


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        ("no_such_bucket", "s3_store_create_bucket_on_put"),
        ("forbidden", "s3_store_access_key"),
        ("tls", "s3_store_cacert"),
        ("wrong_region", "s3_store_region_name"),
        ("timeout", "s3_fast_progress_timeout_secs"),
        ("connection", "s3_store_host"),
        ("throttled", "s3_fast_max_attempts"),
    ],
)
def test_the_text_says_what_can_be_changed(kind: str, option: str) -> None:
    assert option in str(to_glance(error(kind), store_name="fast"))


def test_sizes_are_in_the_text_as_in_the_stock_drivers() -> None:
    more = to_glance(error("size_mismatch", expected=10, actual=12), store_name="fast")
    assert "Size exceeds: expected 10 bytes, got 12 bytes" in str(more)
    fewer = to_glance(error("size_mismatch", expected=10, actual=9), store_name="fast")
    assert "Size mismatch: expected 10 bytes, got 9 bytes" in str(fewer)
    assert "Size mismatch" in str(to_glance(error("size_mismatch"), store_name="fast"))


def test_the_stock_drivers_words_come_first() -> None:
    found = str(to_glance(error("not_found"), store_name="fast"))
    assert found.startswith("Image the-key not found")
    twice = str(to_glance(error("duplicate"), store_name="fast"))
    assert twice.startswith("Image the-key already exists")


def test_a_bucket_operation_names_no_key() -> None:
    assert "key" not in str(to_glance(error("server", key=""), store_name="fast"))


def test_kinds_are_plain_text_for_the_engines() -> None:
    assert error("throttled").kind is ErrorKind.THROTTLED
    assert [kind.value for kind in ErrorKind] == [kind.name.lower() for kind in ErrorKind]
    with pytest.raises(ValueError, match="no_such_kind"):
        error("no_such_kind")


def test_str_says_what_failed() -> None:
    assert str(error("server")) == "UploadPart: 100% of the cause"
    with_stop = EngineError("server", "It broke.", operation="PutObject", bucket="b")
    assert ": PutObject: It broke." in str(to_glance(with_stop, store_name="fast"))
    assert not str(to_glance(with_stop, store_name="fast")).endswith("..")
    assert str(error("server", status=500)) == "UploadPart: 100% of the cause (HTTP status 500)"
