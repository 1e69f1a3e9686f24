"""A real glance-api for each test, and the rule that none leaves anything behind.

One S3 server for all, and one glance-api at a time: pytest runs all tests of one before it starts
the next. Short form: preforked workers with the native engine, and ``lazy-apps`` with the boto3
engine and Glance's cache. GLANCE_S3_FAST_TESTS_LONG=1 adds the other two pairs. Tests of other
configurations start a glance-api of their own, with the fixture `start`.

The S3 server is the one that ``--server`` names. What a test leaves there is removed as soon as
nobody needs it: many images of hundreds of MiB go through.

Where Glance cannot be installed, GLANCE_S3_FAST_TESTS_WITHOUT_GLANCE=1 skips these tests, and
says so; without it they fail, so that no run passes without a Glance unnoticed.
"""

import contextlib
import os
import uuid
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from glance_rig import process, secrets
from glance_rig.api import Api
from glance_rig.buckets import Buckets
from glance_rig.configuration import LONG, S3, S3_STORES, Setup
from glance_rig.nothing_left import assert_nothing_left
from glance_rig.process import Glance
from glance_rig.starter import Starter

import servers
from glance_s3_fast.demo.client import Server
from servers.features import Feature
from servers.removing import remove_bucket, renew_bucket

WITHOUT_GLANCE = "GLANCE_S3_FAST_TESTS_WITHOUT_GLANCE"
BUCKET = f"glance-{uuid.uuid4().hex[:8]}"
"""All buckets begin with it: a server that runs already is rid of all of them at the end."""

SETUPS = {
    "prefork-native": Setup(engine="native"),
    "lazy-boto3": Setup(lazy_apps=True, engine="boto3", caching=True),
}
if LONG:
    SETUPS |= {
        "prefork-boto3": Setup(engine="boto3"),
        "lazy-native": Setup(lazy_apps=True, engine="native", caching=True),
    }


@pytest.fixture(scope="session")
def _installed() -> None:
    if names := process.missing():
        reason = f"not installed: {', '.join(names)}"
        if os.environ.get(WITHOUT_GLANCE) == "1":
            pytest.skip(f"{WITHOUT_GLANCE}=1 and {reason}")
        pytest.fail(f"{reason} (install the group 'glance', or set {WITHOUT_GLANCE}=1)", False)


@pytest.fixture(scope="session")
def _database(
    _installed: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Future[Path]]:
    """Make an empty database, beside what follows: its migrations take their seconds."""
    path = tmp_path_factory.mktemp("database") / "glance.sqlite"
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(process.make_database, path)


@pytest.fixture(scope="session")
def s3_server(_database: Future[Path], server_name: str) -> Iterator[Server]:
    """Run the S3 server of all tests."""
    with servers.start(server_name, buckets=[BUCKET], directory=servers.folder()) as server:
        yield server


@contextlib.contextmanager
def new_buckets(server: Server, kind: servers.Kind, name: str) -> Iterator[Buckets]:
    """Make a bucket for each S3 store, with `name` in its own; remove them all at the end.

    The name of the one of `fast`, which is ours, begins the name of the other.
    """
    names = {
        store: f"{BUCKET}-{name}" if store == "fast" else f"{BUCKET}-{name}-{store}"
        for store in S3_STORES
    }
    made = Buckets(server.client(), dict(names), kind.has(Feature.UPLOADS_BY_PREFIX))
    for bucket in names.values():
        made.client.create_bucket(Bucket=bucket)
    try:
        yield made
    finally:
        for bucket in names.values():
            remove_bucket(server, bucket)


MODES = {name: (setup.engine, setup.lazy_apps) for name, setup in SETUPS.items()}


@pytest.fixture(params=list(MODES) if LONG else ["prefork-native"])
def mode(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return what a `Setup` of a test's own takes of engine and workers, of each kind in turn."""
    engine, lazy_apps = MODES[request.param]
    if engine == "native":
        request.getfixturevalue("native")
    return {"engine": engine, "lazy_apps": lazy_apps}


@pytest.fixture(scope="session", params=list(SETUPS))
def _setup_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if SETUPS[name].engine == "native":
        request.getfixturevalue("native")
    return name


@pytest.fixture(scope="session")
def buckets(_setup_name: str, s3_server: Server, server_kind: servers.Kind) -> Iterator[Buckets]:
    """Return the buckets of the running glance-api, seen without the driver."""
    with new_buckets(s3_server, server_kind, _setup_name) as made:

        def give_back() -> None:
            for bucket in made.names.values():
                renew_bucket(s3_server, bucket, server_kind)

        _in_use.append(give_back)
        try:
            yield made
        finally:
            _in_use.remove(give_back)


@pytest.fixture(scope="session")
def running_glance(
    _setup_name: str, s3_server: Server, buckets: Buckets, _database: Future[Path]
) -> Iterator[Glance]:
    """Run each glance-api in turn, with buckets of its own."""
    s3 = S3(s3_server.endpoint_url, s3_server.access_key, s3_server.secret_key, buckets.names)
    setup, database = SETUPS[_setup_name], _database.result()
    with process.running(s3, setup, database, base=servers.folder()) as glance:
        yield glance


_in_use: list[Callable[[], None]] = []
"""What empties the buckets of the running glance-api."""


@pytest.fixture(autouse=True, scope="module")
def _gives_back() -> Iterator[None]:
    """Give back what a module's images took: hundreds of MiB each."""
    yield
    for give_back in _in_use:
        give_back()


@pytest.fixture(autouse=True)
def _leaves_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    """See after each test that every object is an image's, and then delete all images."""
    if "running_glance" not in request.fixturenames:  # it starts its own, and `start` looks
        yield
        return
    glance: Glance = request.getfixturevalue("running_glance")
    buckets: Buckets = request.getfixturevalue("buckets")
    yield
    secrets.look(glance)
    assert_nothing_left(glance, buckets)


@pytest.fixture
def start(
    s3_server: Server, server_kind: servers.Kind, _database: Future[Path], tmp_path: Path
) -> Iterator[Starter]:
    """Return what starts a glance-api of the test's own, on buckets of its own."""
    with new_buckets(s3_server, server_kind, uuid.uuid4().hex[:8]) as buckets:
        names = buckets.names
        s3 = S3(s3_server.endpoint_url, s3_server.access_key, s3_server.secret_key, names)
        starter = Starter(s3, buckets, _database.result(), tmp_path, servers.folder())
        yield starter
        for store in names:
            assert buckets.objects(store) == set()
            assert buckets.open_uploads(store, starter.created) == []


@pytest.fixture
def glance(running_glance: Glance) -> Glance:
    """Return the running glance-api."""
    return running_glance


@pytest.fixture
def api(running_glance: Glance) -> Api:
    """Return the running glance-api's HTTP interface."""
    return running_glance.api


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what Glance logged during a test that failed."""
    report = yield
    fixtures = getattr(item, "funcargs", {})
    glance, start = fixtures.get("running_glance"), fixtures.get("start")
    text = start.log if start is not None else ""
    if glance is not None and glance.log_path.exists():
        if call.when == "setup":
            item.stash[LOG_START] = glance.log_path.stat().st_size
        with glance.log_path.open("rb") as log:
            log.seek(item.stash.get(LOG_START, 0))
            text = log.read().decode(errors="replace")
    if report.failed and text:
        report.sections.append(("log of Glance and uWSGI", text[-20_000:]))
    return report


LOG_START = pytest.StashKey[int]()
