"""Timestamps of S3's answers, as botocore itself would read them."""

import datetime
import email.utils

import pytest
from botocore.utils import parse_timestamp
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.engines import boto3_timestamps
from glance_s3_fast.engines.boto3_timestamps import parsed

UTC = datetime.UTC
MOMENTS = st.datetimes(min_value=datetime.datetime(1970, 1, 1), timezones=st.just(UTC))


@pytest.fixture(autouse=True)
def _botocore_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3_timestamps, "parse_timestamp", pytest.fail)


@given(MOMENTS)
def test_what_stands_in_headers(moment: datetime.datetime) -> None:
    text = email.utils.format_datetime(moment, usegmt=True)
    assert parsed(text) == parse_timestamp(text) == moment.replace(microsecond=0)


@given(MOMENTS, st.sampled_from(["seconds", "milliseconds", "microseconds"]))
def test_what_stands_in_bodies(moment: datetime.datetime, precision: str) -> None:
    text = moment.isoformat(timespec=precision)
    for zulu in (text, text.replace("+00:00", "Z")):
        assert parsed(zulu) == parse_timestamp(zulu)
        assert moment - parsed(zulu) < datetime.timedelta(seconds=1)


def test_a_moment_without_a_zone_is_in_utc() -> None:
    assert parsed("2026-11-27T20:15:00") == parsed("2026-11-27T20:15:00Z")


@pytest.mark.parametrize(
    "text",
    [
        "1790000000",
        "1790000000.5",
        "20261127",
        "20261127T201500Z",
        "20261127201500Z",
        "2026-11-27 20:15:00",
        "27 Nov 2026 20:15",
        "Fri, 27 Nov 2026 20:15:00 +03",
        "Fri, 27 Nov 2026 20:15:00 -0000",
    ],
)
def test_others_are_read_as_botocore_reads_them(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(boto3_timestamps, "parse_timestamp", parse_timestamp)
    botocores = parse_timestamp(text)
    assert parsed(text) == (botocores if botocores.tzinfo else botocores.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "Fri, 99999999999999999999 Nov 2026 20:15:00 GMT",
    ],
)
def test_what_is_no_timestamp(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(boto3_timestamps, "parse_timestamp", parse_timestamp)
    with pytest.raises(ValueError, match=r"."):
        parsed(text)
