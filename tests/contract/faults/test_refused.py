"""A server that refuses connections for a while, as one that is started anew."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import pytest

from contract.conftest import Bucket, new_store, store_options
from contract.faults.common import ALWAYS, BACKSTOP_SECS, LARGE, SMALL, add, wait_until
from contract.images import image
from contract.proxy import Fault, proxy_to
from contract.rows import fault
from glance_s3_fast.demo.server import Server

BOTOCORE = logging.getLogger("botocore.retries.standard")


class Repeated(logging.Handler):
    """Counts the requests that are about to be sent again: botocore only logs them."""

    def __init__(self, native: ModuleType | None) -> None:
        super().__init__(logging.DEBUG)
        self._native = native
        self._by_botocore = 0
        self._before = self._by_native()

    def emit(self, record: logging.LogRecord) -> None:
        self._by_botocore += str(record.msg).startswith("Retry needed, retrying")

    def _by_native(self) -> int:
        return self._native.metrics().get("requests_repeated", 0) if self._native else 0

    @property
    def count(self) -> int:
        return self._by_native() - self._before + self._by_botocore


@pytest.fixture
def repeated(request: pytest.FixtureRequest, engine_name: str) -> Iterator[Repeated]:
    handler = Repeated(request.getfixturevalue("native") if engine_name == "native" else None)
    level = BOTOCORE.level
    BOTOCORE.addHandler(handler)
    BOTOCORE.setLevel(logging.DEBUG)
    yield handler
    BOTOCORE.removeHandler(handler)
    BOTOCORE.setLevel(level)


@fault("a part's connection")
@pytest.mark.parametrize(("size", "operation"), [(LARGE, "UploadPart"), (SMALL, "PutObject")])
def test_a_body_whose_connection_is_refused_is_sent_again(
    *,
    engine_name: str,
    server: Server,
    bucket: Bucket,
    key: str,
    repeated: Repeated,
    size: int,
    operation: str,
) -> None:
    """The server goes under the first request, refuses the second, and is back for another."""
    with contextlib.ExitStack() as stack:
        gone = stack.enter_context(proxy_to(server.endpoint_url))
        went = threading.Event()

        def go_away() -> None:
            gone.stop_listening()
            went.set()

        # A client may have made another connection already, which is reset as it is used.
        gone.faults = [
            Fault(operation, reset=True, before=go_away),
            Fault(operation, reset=True, times=ALWAYS),
        ]
        options = {
            "s3_store_host": gone.url,
            "s3_fast_max_attempts": 9,
            "s3_store_thread_pools": 1,  # so that only one is reset as the server goes
        }
        store = new_store(engine_name, store_options(server, **options))
        pool = stack.enter_context(ThreadPoolExecutor(1))
        upload = pool.submit(add, store, key, size)
        assert went.wait(BACKSTOP_SECS)
        # The one that was reset, and another.
        wait_until(lambda: repeated.count >= 2)
        port = gone.server.server_address[1]
        back = stack.enter_context(proxy_to(server.endpoint_url, port=port))
        upload.result(BACKSTOP_SECS)
        # While a part waits for its next attempt, another may take its turn.
        assert gone.seen(operation)[0].query in [sent.query for sent in back.seen(operation)]
    assert bucket.read(key) == image(size)
    assert bucket.open_uploads(key) == []
