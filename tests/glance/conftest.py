"""A real glance-api for each test, and the rule that none leaves anything behind.

One S3 server for all, and one glance-api at a time: pytest runs all tests of one before it starts
the next. Short form: preforked workers with the native engine, and ``lazy-apps`` with the boto3
engine and Glance's cache. GLANCE_S3_FAST_TESTS_LONG=1 adds the other two pairs.

Where Glance cannot be installed, GLANCE_S3_FAST_TESTS_WITHOUT_GLANCE=1 skips these tests, and
says so; without it they fail, so that no run passes without a Glance unnoticed.
"""

import os
import shutil
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from glance_rig import process
from glance_rig.api import Api
from glance_rig.buckets import Buckets
from glance_rig.configuration import S3, S3_STORES, Setup
from glance_rig.content import MIB
from glance_rig.process import Glance

from glance_s3_fast.demo.server import Server, embedded_server

WITHOUT_GLANCE = "GLANCE_S3_FAST_TESTS_WITHOUT_GLANCE"
LONG = os.environ.get("GLANCE_S3_FAST_TESTS_LONG") == "1"
ROOM_BYTES = 6 * 1024 * MIB

SETUPS = {
    "prefork-native": Setup(engine="native"),
    "lazy-boto3": Setup(lazy_apps=True, engine="boto3", caching=True),
}
if LONG:
    SETUPS |= {
        "prefork-boto3": Setup(engine="boto3"),
        "lazy-native": Setup(lazy_apps=True, engine="native", caching=True),
    }


def _directory() -> str | None:
    """Return a folder in memory when there is enough, so that no disk's speed matters."""
    path = "/dev/shm"
    if not os.access(path, os.W_OK):
        return None
    return path if shutil.disk_usage(path).free > ROOM_BYTES else None


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
def s3_server(_database: Future[Path]) -> Iterator[Server]:
    """Run the S3 server of all tests."""
    with embedded_server(directory=_directory()) as server:
        yield server


@pytest.fixture(scope="session", params=list(SETUPS))
def running_glance(
    request: pytest.FixtureRequest, s3_server: Server, _database: Future[Path]
) -> Iterator[Glance]:
    """Run each glance-api in turn, with buckets of its own."""
    setup = SETUPS[request.param]
    if setup.engine == "native":
        request.getfixturevalue("native")
    buckets = {store: f"{store}-{request.param}" for store in S3_STORES}
    client = s3_server.client()
    for bucket in buckets.values():
        client.create_bucket(Bucket=bucket)
    s3 = S3(s3_server.endpoint_url, s3_server.access_key, s3_server.secret_key, buckets)
    with process.running(s3, setup, _database.result(), base=_directory()) as glance:
        yield glance


@pytest.fixture(scope="session")
def buckets(running_glance: Glance, s3_server: Server) -> Buckets:
    """Return both buckets, seen without the driver."""
    return Buckets(s3_server.client(), running_glance.s3.buckets)


@pytest.fixture(autouse=True)
def _leaves_nothing(running_glance: Glance, buckets: Buckets) -> Iterator[None]:
    """See after each test that every object is an image's, and then delete all images."""
    yield
    api = running_glance.api
    images = api.images()
    owned = {
        store: {image["id"] for image in images if store in image.get("stores", "").split(",")}
        for store in S3_STORES
    }
    found = {store: buckets.objects(store) for store in S3_STORES}
    uploads = {store: buckets.open_uploads(store) for store in S3_STORES}
    for image in images:
        api.delete(image["id"])
    left = {store: buckets.objects(store) for store in S3_STORES}
    files = sorted(path.name for path in (running_glance.directory / "reliable").iterdir())
    buckets.empty()
    assert {store: found[store] - owned[store] for store in S3_STORES} == {
        store: set() for store in S3_STORES
    }, "objects that no image owns"
    assert uploads == {store: [] for store in S3_STORES}, "open multipart uploads"
    assert left == {store: set() for store in S3_STORES}, "objects of deleted images"
    assert files == [], "files of deleted images"


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
    glance = getattr(item, "funcargs", {}).get("running_glance")
    if glance is None or not glance.log_path.exists():
        return report
    if call.when == "setup":
        item.stash[LOG_START] = glance.log_path.stat().st_size
    elif report.failed:
        with glance.log_path.open("rb") as log:
            log.seek(item.stash.get(LOG_START, 0))
            text = log.read().decode(errors="replace")
        report.sections.append(("log of Glance and uWSGI", text[-20_000:]))
    return report


LOG_START = pytest.StashKey[int]()
