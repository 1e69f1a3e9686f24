"""Looks for keys and tokens in everything that the driver says while it is tested.

A pytest plugin. It learns each key when a store, a credentials object or a server comes to have
it, and looks for it in every log line (of the driver and of glance_store from DEBUG on), in every
error that the engines or glance_store make, in every location and ``repr`` of a configuration, in
the native module's metrics, and in the reports of the tests. What it finds fails the test during
which it was found, in whatever process of pytest-xdist, and is told without the key.

botocore's and urllib3's own loggers are only searched for secret keys: at DEBUG they show the
headers they send (SECURITY.md).
"""

import functools
import importlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from glance_store.exceptions import BackendException, GlanceStoreException

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.credentials import Credentials
from glance_s3_fast.demo.server import Server
from glance_s3_fast.errors import EngineError
from glance_s3_fast.location import StoreLocation

SHORTEST = 12
"""Keys that are shorter are words of a test, and would be found everywhere."""
WATCHED_FROM_DEBUG = ("glance_s3_fast", "glance_store")
SHOW_HEADERS = ("botocore", "boto3", "urllib3")

# Value: what it is. Only values that somebody could sign with.
_secret: dict[str, str] = {}
_telling: dict[str, str] = {}
_findings: list[str] = []


def learn(access_key: str | None, secret_key: str | None, token: str | None = None) -> None:
    """Look for these from now on."""
    for value, name, where in (
        (access_key, "an access key", _telling),
        (secret_key, "a secret key", _secret),
        (token, "a session token", _telling),
    ):
        if value and len(value) >= SHORTEST:
            where[value] = name


def without_keys(text: str) -> str:
    """Return `text` with every known key replaced by three stars."""
    for value in (*_secret, *_telling):
        text = text.replace(value, "***")
    return text


def look(text: str, place: str, *, only_secret: bool = False) -> None:
    """Note what is found in `text`."""
    known = _secret if only_secret else {**_secret, **_telling}
    for value, name in list(known.items()):  # others may learn meanwhile
        if value in text:
            _findings.append(f"{name} in {place}: {without_keys(text)[:1000]}")


class _Handler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = _format.format(record)
        except (TypeError, ValueError):
            return  # a line that cannot be made is nowhere to be seen
        top = record.name.partition(".")[0]
        look(text, f"a log line of {record.name}", only_secret=top in SHOW_HEADERS)


_format = logging.Formatter("%(name)s %(message)s")
_handler = _Handler(logging.DEBUG)


def _after(owner: Any, method: str, then: Callable[[Any, Any], None]) -> None:
    """Have `then` called with the object and the result whenever `method` has returned."""
    original = getattr(owner, method)

    @functools.wraps(original)
    def wrapped(self: Any, *arguments: Any, **named: Any) -> Any:
        result = original(self, *arguments, **named)
        then(self, result)
        return result

    setattr(owner, method, wrapped)


def pytest_sessionstart() -> None:
    """Begin to look."""
    logging.getLogger().addHandler(_handler)
    for name in WATCHED_FROM_DEBUG:
        logging.getLogger(name).setLevel(logging.DEBUG)
    _after(Server, "__init__", lambda made, _: learn(made.access_key, made.secret_key))
    _after(
        Credentials,
        "__init__",
        lambda made, _: learn(made.access_key, made.secret_key, made.session_token),
    )

    def configured(made: EngineConfig, _: None) -> None:
        learn(made.access_key, made.secret_key)
        look(repr(made), "the repr of a configuration")

    _after(EngineConfig, "__init__", configured)
    for error in (EngineError, GlanceStoreException, BackendException):
        _after(error, "__init__", lambda made, _: look(f"{made} {made!r}", "an error"))
    _after(StoreLocation, "get_uri", lambda _, uri: look(uri, "a location"))
    _after(StoreLocation, "__repr__", lambda _, text: look(text, "the repr of a location"))


def taken() -> str:
    """Return what was found since the last call, and forget it."""
    found = "\n".join(_findings)
    _findings.clear()
    return found


@pytest.fixture(autouse=True)
def _no_key_is_shown() -> Iterator[None]:
    """Fail a test during which a key was shown."""
    yield
    if found := taken():
        pytest.fail(found, pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def _no_key_is_in_metrics() -> Iterator[None]:
    """Fail the run when the native module's counters have a key, or one was shown at last."""
    yield
    try:
        native = importlib.import_module("glance_s3_fast._native")
    except ImportError:
        pass  # the tests that need it have said so
    else:
        look(repr(native.metrics()), "the metrics")
    if found := taken():
        pytest.fail(found, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Fail a test whose report, captured output included, shows a key."""
    report = yield
    look(report.longreprtext, "a report")
    for title, text in report.sections:
        # Log lines were looked at one by one, when it was known who wrote them.
        if "log" not in title:
            look(text, f"a report ({title})")
    if found := taken():
        # Why it failed, if it did, has to be told too: a test's arguments may be keys.
        report.longrepr = f"{found}\n\n{without_keys(report.longreprtext)}"
        report.outcome = "failed"
        report.sections = []
    return report
