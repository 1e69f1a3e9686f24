"""Timestamps of S3's answers, as botocore itself would read them."""

import datetime
import email.utils

import pytest
from botocore.utils import parse_timestamp
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.engines.boto3_timestamps import parsed

MOMENTS = st.datetimes(min_value=datetime.datetime(1970, 1, 1), timezones=st.just(datetime.UTC))


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


@pytest.mark.parametrize(
    "text",
    ["1790000000", "1790000000.5", "2026-11-27T20:15:00", "27 Nov 2026 20:15", "20261127T201500Z"],
)
def test_others_are_read_as_botocore_reads_them(text: str) -> None:
    read, botocores = parsed(text), parse_timestamp(text)
    assert (read, read.utcoffset()) == (botocores, botocores.utcoffset())


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_what_is_no_timestamp(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(text)
