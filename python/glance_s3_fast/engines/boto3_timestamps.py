"""Timestamps in S3's answers, without `decimal`.

botocore gives each of them to dateutil, which calculates with `decimal`. Before Python 3.13, that
module keeps the context it used last in one place for all interpreters of a process (CPython's
issue 106078). Where uWSGI has several, a context that was freed may be written to when its memory
has become something else's; the process dies of it, later and somewhere else. Two interpreters at
once did so in 1 to 3 of 100 runs. S3's two forms need neither library. When keys of botocore's
credential chain expire, it reads their next end its own way still.
"""

import datetime
import email.utils
from typing import Any

import boto3.session
from botocore.utils import parse_timestamp


def parsed(text: str) -> datetime.datetime:
    """Return the moment that `text` names, in UTC where it names no zone.

    ISO 8601 stands in bodies, RFC 9110's date in headers (Amazon S3 API Reference, "ListParts" and
    "GetObject"); botocore reads what is neither. Raises what that raises: `ValueError` or
    `RuntimeError`.
    """
    try:
        if text[10:11] == "T":
            moment = datetime.datetime.fromisoformat(text)
        elif text.endswith(" GMT"):
            moment = email.utils.parsedate_to_datetime(text)
        else:
            moment = parse_timestamp(text)
    except (ValueError, OverflowError):
        moment = parse_timestamp(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)


def use_in(session: boto3.session.Session) -> None:
    """Have the session's clients read timestamps with `parsed`."""
    # boto3 shows botocore's session to nobody. If it is elsewhere one day, all else goes on.
    core = getattr(session, "_session", None)
    if core is None:
        return
    factory = core.get_component("response_parser_factory")
    factory.set_parser_defaults(timestamp_parser=parsed)
    # botocore itself tries whether this one, which is whatever an object was stored with, can be
    # read. Nobody here asks for it.
    session.events.register_first("before-parse.s3.*", _forget_expires)


def _forget_expires(response_dict: dict[str, Any], **_others: Any) -> None:
    response_dict["headers"].pop("Expires", None)
