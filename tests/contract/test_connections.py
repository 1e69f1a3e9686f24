"""Answers that are framed in every way HTTP/1.1 has, and connections that are used again or not.

A scripted server: a real one frames its answers in one way only. The native engine reads plain
answers from the socket itself and leaves the others to its HTTP client; the bytes are the same.
"""

import http.server
import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from glance_store import exceptions

from contract.conftest import Locate, new_store
from contract.images import MIB, image
from contract.serving import serving
from glance_s3_fast.store import Store

DATA = image(2 * MIB + 77)


class ScriptedServer(http.server.ThreadingHTTPServer):
    """Answers every GET with `DATA`, framed as `framing` says."""

    daemon_threads = True

    def __init__(self) -> None:
        self.framing = "length"
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing about a client that has gone, as one that refuses an answer does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    server: ScriptedServer
    protocol_version: ClassVar[str] = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        framing = self.server.framing
        first = 0
        if (asked := self.headers.get("Range")) is None:
            self.send_response(200)
        else:
            first = int(asked.removeprefix("bytes=").split("-")[0])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{len(DATA) - 1}/{len(DATA)}")
        data = DATA[first:]
        self.send_header("ETag", '"scripted"')
        if framing == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(data)))
        if framing == "close":
            self.send_header("Connection", "close")
        self.end_headers()
        if framing == "chunked":
            for start in range(0, len(data), 100_000):
                piece = data[start : start + 100_000]
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.wfile.write(data)
        if framing == "gone":
            # Nothing in the answer tells that the connection will not stay.
            self.close_connection = True


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    with serving(server):
        yield server


@pytest.fixture
def store(scripted: ScriptedServer, engine_name: str) -> Store:
    options = {
        "s3_store_host": scripted.url,
        "s3_store_access_key": "somebody",
        "s3_store_secret_key": "something",
        "s3_store_bucket": "glance",
        "s3_store_bucket_url_format": "path",
        "s3_fast_max_attempts": 2,
    }
    return new_store(engine_name, options)


def fetch(store: Store, locate: Locate, offset: int = 0) -> bytes:
    pieces, _size = store.get(locate(store, "scripted"), offset=offset)
    return b"".join(pieces)


@pytest.mark.parametrize("framing", ["length", "close", "gone"])
def test_every_download_is_whole(
    store: Store, locate: Locate, scripted: ScriptedServer, framing: str
) -> None:
    scripted.framing = framing
    for _ in range(3):
        assert fetch(store, locate) == DATA


def test_an_answer_in_http_chunks(store: Store, locate: Locate, scripted: ScriptedServer) -> None:
    scripted.framing = "chunked"
    for _ in range(2):
        assert fetch(store, locate, offset=5) == DATA[5:]


def test_an_answer_that_does_not_tell_its_size_is_refused(
    store: Store, locate: Locate, scripted: ScriptedServer
) -> None:
    scripted.framing = "chunked"
    with pytest.raises(exceptions.BackendException, match="size"):
        fetch(store, locate)


def test_one_connection_for_one_download_after_the_other(
    store: Store, locate: Locate, scripted: ScriptedServer
) -> None:
    for _ in range(5):
        assert fetch(store, locate) == DATA
    assert scripted.connections == 1


def test_a_download_that_was_not_read_to_its_end_gives_no_connection_back(
    store: Store, locate: Locate, scripted: ScriptedServer
) -> None:
    pieces, _size = store.get(locate(store, "scripted"))
    assert next(iter(pieces)) == DATA[:MIB]
    pieces.close()
    assert fetch(store, locate) == DATA
    assert scripted.connections == 2


def test_a_server_that_is_gone(store: Store, locate: Locate, scripted: ScriptedServer) -> None:
    assert fetch(store, locate) == DATA
    scripted.shutdown()
    scripted.server_close()
    scripted.framing = "gone"
    assert fetch(store, locate) == DATA  # On the connection that was kept.
    with pytest.raises(exceptions.BackendException):
        fetch(store, locate)
