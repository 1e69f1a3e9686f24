"""A proxy before the real server that spoils chosen requests: faults that no server makes at will.

Everything it does not spoil goes to the server as it came (the signature covers the Host header,
which is the proxy's own, and the server accepts that).

It can also be a client's HTTP proxy, for names that nobody resolves: whatever host a request, or
a tunnel for TLS, is for, it goes to the one server.
"""

import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from contract.fault import Fault, Request, error, flipped
from contract.proxy_handler import Handler
from contract.serving import serving

__all__ = ["Fault", "Proxy", "Request", "error", "flipped", "proxy_to"]


class _ServerV6(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


class Proxy:
    """The running proxy, on `host` and, if it is given, `port`.

    Below the path `prefix` is what the server has at its root.
    """

    def __init__(
        self,
        upstream_url: str,
        context: ssl.SSLContext | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
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
        self._earlier: set[str] = set()
        self._lock = threading.Lock()
        handler = type("ProxyHandler", (Handler,), {"proxy": self})
        kind = _ServerV6 if ":" in host else http.server.ThreadingHTTPServer
        self.server = kind((host, port), handler)
        if context is not None:
            # Each connection shakes hands on its own thread.
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if context else "http"
        shown = f"[{host}]" if ":" in host else host
        self.url = f"{scheme}://{shown}:{self.server.server_address[1]}{prefix}"

    def stop_listening(self) -> None:
        """Refuse connections from now on; those that are there go on."""
        self.server.shutdown()
        self.server.server_close()

    def forget(self) -> None:
        """Have no faults any more, and know of no request."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self.faults, self.requests = [], []
        self.choose = self.sign = None
        self.client_gone.clear()

    def begin_anew(self) -> None:
        """Forget, and leave alone what is yet to come of the objects that were seen until now.

        An upload that is given up may still abort, and look for what is left, after its test.
        """
        with self._lock:
            self._earlier.update(seen.object for seen in self.requests if seen.object)
            self._forget()

    def is_of_earlier(self, request: Request) -> bool:
        """Say whether it is about an object of before it last began anew."""
        return request.object in self._earlier

    def fault_for(self, request: Request) -> Fault | None:
        with self._lock:
            if self.is_of_earlier(request):
                return None
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
    **options: Any,
) -> Iterator[Proxy]:
    proxy = kind(upstream_url, context, **options)
    with serving(proxy.server):
        yield proxy
