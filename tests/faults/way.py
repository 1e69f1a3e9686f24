"""How a driver comes to the server: straight, by TLS, through a proxy, or not at all."""

import contextlib
import dataclasses
import socket
import ssl
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contract.proxy import Proxy, proxy_to
from glance_s3_fast.demo.server import Server
from servers import certificates

NOBODY = "nobody"
OTHER_AUTHORITY = "another authority"
ENDED = "an ended certificate"
OTHER_NAME = "another's certificate"
HTTP_PROXY = "an HTTP proxy"
IPV6 = "IPv6"
_CERTIFICATES: dict[str, dict[str, Any]] = {
    OTHER_AUTHORITY: {},
    ENDED: {"ended": True},
    OTHER_NAME: {"addresses": ["127.0.0.9"]},
}


@dataclasses.dataclass(frozen=True)
class Way:
    """The proxy between driver and server, and what the driver is told to come to it."""

    proxy: Proxy
    options: dict[str, Any]
    environment: dict[str, str]


@contextlib.contextmanager
def way_to(server: Server, kind: str) -> Iterator[Way]:
    """Run a proxy that spoils nothing yet before `server`; `kind` is empty or one of the above."""
    with contextlib.ExitStack() as stack:
        options, environment, context = dict[str, Any](), dict[str, str](), None
        if kind in _CERTIFICATES:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            context, options["s3_store_cacert"] = _tls(folder, kind)
        host = "::1" if kind == IPV6 else "127.0.0.1"
        proxy = stack.enter_context(proxy_to(server.endpoint_url, context, host=host))
        options["s3_store_host"] = proxy.url
        if kind == HTTP_PROXY:
            options["s3_store_host"] = server.endpoint_url
            environment = {"HTTP_PROXY": proxy.url, "http_proxy": proxy.url}
        elif kind == NOBODY:
            # Taken, so that nobody else begins to listen there.
            taken = stack.enter_context(contextlib.closing(socket.socket()))
            taken.bind(("127.0.0.1", 0))
            options["s3_store_host"] = f"http://127.0.0.1:{taken.getsockname()[1]}"
        yield Way(proxy, options, environment)


def _tls(folder: Path, kind: str) -> tuple[ssl.SSLContext, str]:
    """Return what a server speaks TLS with, and the bundle that its clients are given."""
    made = certificates.make(folder, **_CERTIFICATES[kind])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate_path, made.private_key_path)
    if kind == OTHER_AUTHORITY:
        made.ca_path.write_bytes(certificates.pem(certificates.authority("another").certificate))
    return context, str(made.ca_path)
