"""A proxy before the real server that spoils chosen requests: faults that no server makes at will.

Everything it does not spoil goes to the server as it came (the signature covers the Host header,
which is the proxy's own, and the server accepts that).

It can also be a client's HTTP proxy, for names that nobody resolves: whatever host a request, or
a tunnel for TLS, is for, it goes to the one server.
"""

import dataclasses
import http.client
import http.server
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from contract.serving import serving

BLOCK_BYTES = 64 * 1024


@dataclasses.dataclass
class Request:
    """One request as the proxy saw it."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    target: str
    """Path and query as they came, without the host that a client gives its HTTP proxy."""

    @property
    def operation(self) -> str:
        """The S3 operation's name, as far as the engines use it."""
        upload = "uploadId" in self.query
        return {
            "HEAD": "HeadObject",
            "GET": "GetObject",
            "PUT": "UploadPart" if upload else "PutObject",
            "POST": "CompleteMultipartUpload" if upload else "CreateMultipartUpload",
            "DELETE": "AbortMultipartUpload" if upload else "DeleteObject",
        }[self.method]


@dataclasses.dataclass
class Fault:
    """What happens to the first `times` requests of `operation`."""

    operation: str
    times: int = 1
    answer: tuple[int, bytes] | None = None
    """Answered so, and not forwarded."""
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    """Headers of the answer instead of the server's own; an empty one takes that away."""
    reset: bool = False
    """The connection is reset, and nothing forwarded."""
    corrupt: bool = False
    """One bit is flipped: of the request's body, or else of the answer's."""
    closed: bool = False
    """The connection is closed in good order without an answer, and nothing forwarded."""
    lost: bool = False
    """Forwarded, but its answer never arrives."""
    cut_bytes: int | None = None
    """The answer's body breaks off after so many bytes."""
    before: Callable[[], object] | None = None
    """Called before the request is forwarded."""
    after: Callable[[], object] | None = None
    """Called when the server has answered, before the answer goes on."""
    each_block: Callable[[], object] | None = None
    """Called before each block of the answer's body goes on."""
    over: threading.Event = dataclasses.field(default_factory=threading.Event)
    """Set when a request that it befell is through."""


def error(code: str) -> bytes:
    """Return an S3 error's body."""
    return f"<Error><Code>{code}</Code><Message>It is so</Message></Error>".encode()


class _ServerV6(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


def flipped(data: bytes) -> bytes:
    """Return `data` with one bit in its middle flipped."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


class Proxy:
    """The running proxy, on `host`; below the path `prefix` is what the server has at its root."""

    def __init__(
        self,
        upstream_url: str,
        context: ssl.SSLContext | None = None,
        *,
        host: str = "127.0.0.1",
        prefix: str = "",
    ) -> None:
        self.upstream = urlsplit(upstream_url).netloc
        self.prefix = prefix
        self.faults: list[Fault] = []
        self.requests: list[Request] = []
        self.tunnels: list[str] = []
        self.choose: Callable[[Request], Fault | None] | None = None
        """Asked for each request's fault, one request at a time, instead of `faults`."""
        self.sign: Callable[[str, str, dict[str, str]], dict[str, str]] | None = None
        """Gives the headers that a request is forwarded with (`contract.signing`)."""
        self.client_gone = threading.Event()
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"proxy": self})
        kind = _ServerV6 if ":" in host else http.server.ThreadingHTTPServer
        self.server = kind((host, 0), handler)
        if context is not None:
            # Each connection shakes hands on its own thread.
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if context else "http"
        shown = f"[{host}]" if ":" in host else host
        self.url = f"{scheme}://{shown}:{self.server.server_address[1]}{prefix}"

    def forget(self) -> None:
        """Have no faults any more, and know of no request."""
        with self._lock:
            self.faults, self.requests = [], []
            self.choose = self.sign = None
        self.client_gone.clear()

    def fault_for(self, request: Request) -> Fault | None:
        with self._lock:
            self.requests.append(request)
            if self.choose is not None:
                return self.choose(request)
            for fault in self.faults:
                if fault.operation == request.operation and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    def seen(self, operation: str) -> list[Request]:
        with self._lock:
            return [request for request in self.requests if request.operation == operation]


@contextmanager
def proxy_to(
    upstream_url: str,
    context: ssl.SSLContext | None = None,
    *,
    kind: type[Proxy] = Proxy,
    **options: str,
) -> Iterator[Proxy]:
    proxy = kind(upstream_url, context, **options)
    with serving(proxy.server):
        yield proxy


class _Handler(http.server.BaseHTTPRequestHandler):
    proxy: ClassVar[Proxy]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True
            self.proxy.client_gone.set()

    def _handle(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query, keep_blank_values=True)
        headers = {name.lower(): value for name, value in self.headers.items()}
        target = f"{url.path}?{url.query}" if url.query else url.path
        request = Request(self.command, url.path, query, headers, target)
        body = self.rfile.read(int(headers.get("content-length", 0)))
        fault = self.proxy.fault_for(request) or Fault("")
        try:
            if fault.before is not None:
                fault.before()
            if fault.corrupt and body:
                body = flipped(body)
            if fault.reset:
                self._reset()
            elif fault.closed:
                self._end()
            elif fault.answer is not None:
                self._answer(fault)
            else:
                self._forward(request, body, fault)
        finally:
            fault.over.set()

    do_HEAD = do_GET = do_PUT = do_POST = do_DELETE = _handle

    def do_CONNECT(self) -> None:
        """Pass on what comes from either side until one of them has ended."""
        self.proxy.tunnels.append(self.path)
        host, _, port = self.proxy.upstream.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port))) as upstream:
            self.send_response(200)
            self.end_headers()
            other = {self.connection: upstream, upstream: self.connection}
            while True:
                for ready in select.select([*other], [], [])[0]:
                    if not (data := ready.recv(BLOCK_BYTES)):
                        self.close_connection = True
                        return
                    other[ready].sendall(data)

    def _reset(self) -> None:
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._end()

    def _end(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.close()

    def _answer(self, fault: Fault) -> None:
        assert fault.answer is not None
        status, body = fault.answer
        self._begin_answer(status, fault)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _forward(self, request: Request, body: bytes, fault: Fault) -> None:
        upstream = http.client.HTTPConnection(self.proxy.upstream, timeout=60)
        try:
            target = request.target.removeprefix(self.proxy.prefix)
            upstream.putrequest(self.command, target, skip_host=True, skip_accept_encoding=True)
            # The signature covers the path as the client wrote it; SeaweedFS is told by this.
            upstream.putheader("X-Forwarded-Prefix", self.proxy.prefix)
            headers = request.headers
            if self.proxy.sign is not None:
                headers = self.proxy.sign(self.command, target, headers)
            for name, value in headers.items():
                if name not in ("expect", "connection"):
                    upstream.putheader(name, value)
            upstream.endheaders(body)
            answer = upstream.getresponse()
            if fault.after is not None:
                fault.after()
            if fault.lost:
                answer.read()
                self._reset()
                return
            self._begin_answer(answer.status, fault)
            dropped = {name.lower() for name in fault.headers}
            for name, value in answer.getheaders():
                if name.lower() not in {"connection", "server", "date", *dropped}:
                    self.send_header(name, value)
            self.end_headers()
            self._pass_on(answer, fault)
        finally:
            upstream.close()

    def _begin_answer(self, status: int, fault: Fault) -> None:
        if "Date" in fault.headers:
            self.send_response_only(status)
        else:
            self.send_response(status)
        for name, value in fault.headers.items():
            if value:
                self.send_header(name, value)

    def _pass_on(self, answer: http.client.HTTPResponse, fault: Fault) -> None:
        left = fault.cut_bytes if fault.cut_bytes is not None else 1 << 62
        while piece := answer.read(min(BLOCK_BYTES, left)):
            if fault.each_block is not None:
                fault.each_block()
            if fault.corrupt and self.command == "GET":
                piece, fault.corrupt = flipped(piece), False
            self.wfile.write(piece)
            left -= len(piece)
        if fault.cut_bytes is not None:
            self._end()
