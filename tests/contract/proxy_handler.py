"""One connection to the proxy: what comes is spoiled as its fault says, or passed on."""

import http.client
import http.server
import select
import socket
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from contract.fault import Fault, Request, flipped
from contract.sockets import reset_at_close, wait_until_arrived

if TYPE_CHECKING:
    from contract.proxy import Proxy

BLOCK_BYTES = 64 * 1024


class Handler(http.server.BaseHTTPRequestHandler):
    proxy: ClassVar["Proxy"]
    latest: Request | None = None
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True
            if self.latest is None or not self.proxy.is_of_earlier(self.latest):
                self.proxy.client_gone.set()

    def _handle(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query, keep_blank_values=True)
        headers = {name.lower(): value for name, value in self.headers.items()}
        target = f"{url.path}?{url.query}" if url.query else url.path
        request = self.latest = Request(self.command, url.path, query, headers, target)
        size_bytes = int(headers.get("content-length", 0))
        fault = self.proxy.fault_for(request) or Fault("")
        first_bytes = size_bytes if fault.read_bytes is None else min(fault.read_bytes, size_bytes)
        try:
            body: bytes | bytearray = bytearray(size_bytes)
            space = memoryview(body)
            self._read(space[:first_bytes], fault)
            if fault.before is not None:
                fault.before()
            if fault.reset and fault.cut_bytes is None:
                self._reset()
                return
            if fault.closed:
                self._end()
                return
            self._read(space[first_bytes:], fault)
            if fault.corrupt and body:
                body = flipped(body)
            if fault.answer is not None:
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

    def _read(self, space: memoryview, fault: Fault) -> None:
        """Read so much of the request's body; whoever sends less of it has gone."""
        for start in range(0, len(space), BLOCK_BYTES):
            if fault.each_read is not None:
                fault.each_read()
            block = space[start : start + BLOCK_BYTES]
            if self.rfile.readinto(block) < len(block):
                raise ConnectionAbortedError("the body ended early")

    def _reset(self) -> None:
        reset_at_close(self.connection)
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

    def _forward(self, request: Request, body: bytes | bytearray, fault: Fault) -> None:
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
            if answer.chunked:  # as RGW's lists: passed on as it is read, and ended by the close
                dropped.add("transfer-encoding")
                self.send_header("Connection", "close")
            for name, value in answer.getheaders():
                if name.lower() not in {"connection", "server", "date", *dropped}:
                    self.send_header(name, value)
            self.end_headers()
            self._pass_on(answer, fault)
            if answer.chunked and fault.cut_bytes is None:
                self._end()
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
            if fault.reset:
                wait_until_arrived(self.connection)
                reset_at_close(self.connection)
            self._end()
