"""Timestamps in S3's answers, without `decimal`.

botocore gives each `Last-Modified` to dateutil, which calculates with `decimal`. Before Python
3.13, that module keeps the context it used last in one place for all interpreters of a process
(CPython, issue 106078). Where uWSGI has several, a context that was freed may be written to when
its memory has become something else's; the process dies of it, later and somewhere else. Two
interpreters at once did so in 1 to 3 of 100 runs. S3's two forms need neither library.
"""

import contextlib
import datetime
import email.utils

from botocore.utils import parse_timestamp


def parsed(text: str) -> datetime.datetime:
    """Return the moment, with its time zone.

    ISO 8601 stands in bodies, RFC 9110's date in headers (Amazon S3 API Reference, "ListParts" and
    "GetObject"). What is neither goes the way of all botocore's. Raises `ValueError` if that knows
    no better.
    """
    for parse in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        with contextlib.suppress(ValueError):
            moment = parse(text)
            if moment.tzinfo is not None:
                return moment
    return parse_timestamp(text)
