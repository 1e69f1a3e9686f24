"""Real servers, and stores on them.

One server for the whole run, which ``--server`` chooses, and SeaweedFS as a second one for those
tests that need two. Tests share a bucket and use keys of their own; after each module it is given
back and made anew. What a server lacks is in its `servers.Kind`, and allowed for where it matters.

Every store has parts of 5 MiB and a threshold of 8 MiB, so that small images go through
everything.
"""

import contextlib
import dataclasses
import os
import secrets
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from glance_store import location
from oslo_config import cfg

import servers
from contract.images import MIB, PART_BYTES, THRESHOLD_BYTES
from contract.midst import Hold
from contract.proxy import Proxy, proxy_to
from contract.stores import configure
from glance_s3_fast.config import ENGINE_VARIABLE
from glance_s3_fast.demo.server import Server
from glance_s3_fast.options import OPTIONS
from glance_s3_fast.store import Store, StoreLocation
from servers.certificates import Certificates
from servers.certificates import make as make_certificates
from servers.features import Feature
from servers.removing import renew_bucket

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["configure"]  # a fixture

BUCKET = f"glance-{secrets.token_hex(4)}"
"""All other buckets begin with it: a server that runs already is rid of all of them at the end."""


_running: list[tuple[Server, servers.Kind]] = []
"""Those that have been started; most modules need none but the first."""


@contextlib.contextmanager
def _shared(name: str) -> Iterator[Server]:
    with servers.start(name, buckets=[BUCKET], directory=servers.folder()) as started:
        _running.append((started, servers.kind(name)))
        try:
            yield started
        finally:
            _running.pop()


@pytest.fixture(scope="session")
def server(server_name: str) -> Iterator[Server]:
    """Run the server that all tests share."""
    with _shared(server_name) as started:
        yield started


@pytest.fixture(scope="session")
def other_server() -> Iterator[Server]:
    """Run a second server, with keys of its own."""
    with _shared("seaweedfs") as started:
        yield started


@pytest.fixture(autouse=True, scope="module")
def _gives_back() -> Iterator[None]:
    """Give back what a module stored: all of it together is more than some machines have."""
    yield
    for running, kind in _running:
        renew_bucket(running, BUCKET, kind)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Make an authority, and what a server needs to speak TLS."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def _no_outside_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own AWS and proxy settings out of the tests."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name.lower().endswith("_proxy") or name == ENGINE_VARIABLE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@dataclasses.dataclass
class Bucket:
    """A bucket as its server shows it, seen by a client that is not under test."""

    client: "S3Client"
    name: str = BUCKET
    kind: servers.Kind = servers.KINDS["seaweedfs"]

    def objects(self, prefix: str = "") -> dict[str, int]:
        answer = self.client.list_objects_v2(Bucket=self.name, Prefix=prefix)
        return {found["Key"]: found["Size"] for found in answer.get("Contents", [])}

    def open_uploads(self, prefix: str = "") -> list[str]:
        # Where a prefix has to be a whole key, all that the server remembers is asked for, too.
        asked = {prefix} if self.kind.has(Feature.UPLOADS_BY_PREFIX) else {prefix, ""}
        answers = [
            self.client.list_multipart_uploads(Bucket=self.name, Prefix=text) for text in asked
        ]
        keys = {
            (upload["Key"], upload["UploadId"])
            for answer in answers
            for upload in answer.get("Uploads", [])
        }
        return sorted(key for key, _ in keys if key.startswith(prefix))

    def read(self, key: str) -> bytes:
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def write(self, key: str, data: bytes, **more: Any) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=data, **more)

    def metadata(self, key: str) -> dict[str, str]:
        return self.client.head_object(Bucket=self.name, Key=key)["Metadata"]

    def is_multipart(self, key: str) -> bool:
        # The ETag of an object in parts ends with their number (S3 API reference, Object).
        return "-" in self.client.head_object(Bucket=self.name, Key=key)["ETag"]

    def assert_nothing_of(self, key: str) -> None:
        assert self.objects(key) == {}
        assert self.open_uploads(key) == []


@pytest.fixture(scope="session")
def bucket(server: Server, server_kind: servers.Kind) -> Bucket:
    return Bucket(server.client(), kind=server_kind)


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """Run a proxy before the server that spoils nothing yet."""
    with proxy_to(server.endpoint_url) as running:
        yield running


@pytest.fixture
def hold() -> Iterator[Hold]:
    """Let what hangs go on at the end."""
    held = Hold()
    yield held
    held.let_go()


@pytest.fixture
def key() -> str:
    """Return an image id of the test's own."""
    return str(uuid.uuid4())


MakeStore = Callable[..., Store]


def store_options(server: Server, **options: Any) -> dict[str, Any]:
    """Return the options of a store on `server`, with `options` on top."""
    return {
        "s3_store_host": server.endpoint_url,
        "s3_store_access_key": server.access_key,
        "s3_store_secret_key": server.secret_key,
        "s3_store_bucket": BUCKET,
        "s3_store_large_object_size": THRESHOLD_BYTES // MIB,
        "s3_store_large_object_chunk_size": PART_BYTES // MIB,
        "s3_store_thread_pools": 4,
        "s3_fast_max_attempts": 3,
        # On every processor, and without the part that shows whether signatures are compared.
        "s3_fast_payload_signing": "chunks",
        **options,
    }


def new_store(engine: str, options: dict[str, Any], group: str = "fast") -> Store:
    """Configure a store from a configuration of its own, as backend `group`."""
    conf = cfg.ConfigOpts()
    conf.register_opts(OPTIONS, group=group)
    conf.register_opts(OPTIONS, group="backend_defaults")
    conf(args=[], default_config_files=[], default_config_dirs=[])
    for name, value in {**options, "s3_fast_engine": engine}.items():
        conf.set_override(name, value, group=group)
    store = Store(conf, backend=group)
    store.configure(re_raise_bsc=True)
    return store


_stores: dict[tuple[Any, ...], Store] = {}


@pytest.fixture
def make_store(engine_name: str, server: Server) -> MakeStore:
    """Return a function that configures a store on the server, with each engine in turn.

    The same options give the same store again, as Glance uses one store for ever.
    """

    def make(**options: Any) -> Store:
        all_options = store_options(server, **options)
        which = (engine_name, *sorted(all_options.items()))
        if which not in _stores:
            _stores[which] = new_store(engine_name, all_options)
        return _stores[which]

    return make


@pytest.fixture
def store(make_store: MakeStore) -> Store:
    return make_store()


Locate = Callable[[Store, str], Any]


@pytest.fixture
def locate() -> Locate:
    """Return a function that makes an image's location, as Glance hands it to a store."""

    def make(store: Store, key: str) -> Any:
        uri = f"{store.scheme}://{store.s3_host}/{store.bucket}/{key}"
        return location.Location(
            "s3", StoreLocation, store.conf, uri=uri, backend=store.backend_group
        )

    return make


@pytest.fixture
def new_bucket_name() -> str:
    """Return the name of a bucket that does not exist."""
    return f"{BUCKET}-{secrets.token_hex(4)}"
