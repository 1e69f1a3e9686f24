"""A proxy for each file, a store behind it, and an image that is there; no memory stays taken."""

from collections.abc import Iterator

import pytest

from contract.conftest import Bucket, MakeStore
from contract.faults.common import LARGE
from contract.held import assert_no_memory_is_held
from contract.images import image
from contract.proxy import Proxy, proxy_to
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store


@pytest.fixture(autouse=True)
def _gives_memory_back() -> Iterator[None]:
    """See that the memory of a test's transfers is free again, whatever has befallen them.

    Set up before a test's other fixtures, and so asked after all that they let go on.
    """
    yield
    assert_no_memory_is_held()


@pytest.fixture(scope="module")
def running_proxy(server: Server) -> Iterator[Proxy]:
    with proxy_to(server.endpoint_url) as running:
        yield running


@pytest.fixture
def proxy(running_proxy: Proxy) -> Proxy:
    running_proxy.begin_anew()
    return running_proxy


@pytest.fixture
def store(make_store: MakeStore, proxy: Proxy) -> Store:
    return make_store(s3_store_host=proxy.url)


@pytest.fixture
def stored(bucket: Bucket, key: str) -> bytes:
    data = image(LARGE)
    bucket.write(key, data)
    return data
