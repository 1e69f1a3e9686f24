"""Connections that are patient for progress as soon as they are open.

urllib3 has the connect timeout in force on a connection until a request's body is sent: a link
that is slow, but moves, would be given up after the time that is meant for finding the server, and
a stalled one be waited for by another option than the one that says so. So each connection takes
the read timeout, which is the time without progress, when it is open and when it is used again.
urllib3 sets the same before it reads the answer.

A kernel takes megabytes that it then sends at the link's speed: on a slow link, a socket that
takes nothing for a minute, and an answer that comes minutes after the last byte was taken. So
little is let wait in the socket beyond what the link has under way, which is there within a round
trip (TCP_NOTSENT_LOWAT, which Linux has). Ten uploads of 512 MiB in turns with and without it took
the same CPU and time.

botocore has no setting for that. It names its connection classes in a dictionary of its HTTP
session, which is not part of its interface: where a version has none, its own classes stay, and a
send has the connect timeout.
"""

import contextlib
import logging
import socket
from typing import Any

from botocore.awsrequest import AWSHTTPConnectionPool, AWSHTTPSConnectionPool

LOG = logging.getLogger(__name__)

UNSENT_BYTES = 256 * 1024


def _patient(pool: Any, timeout_secs: float) -> Any:
    """Return `pool`, with connections that have `timeout_secs` once they are open."""

    class Connection(pool.ConnectionCls):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            if self.sock is not None:
                self.sock.settimeout(timeout_secs)
                # Not every system has it, and no TLS within a proxy's TLS.
                with contextlib.suppress(AttributeError, OSError):
                    self.sock.setsockopt(
                        socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES
                    )

        def request(self, *arguments: Any, **named: Any) -> Any:
            if self.sock is not None:
                self.timeout = timeout_secs
            return super().request(*arguments, **named)

    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})


def make_patient(client: Any, timeout_secs: float) -> None:
    """Have all connections of a client, which has none yet, wait `timeout_secs` for progress."""
    session = getattr(getattr(client, "_endpoint", None), "http_session", None)
    classes = getattr(session, "_pool_classes_by_scheme", None)
    if not isinstance(classes, dict) or not {"http", "https"} <= set(classes):
        LOG.debug("This botocore's connections cannot be told how long to wait while they send")
        return
    classes["http"] = _patient(AWSHTTPConnectionPool, timeout_secs)
    classes["https"] = _patient(AWSHTTPSConnectionPool, timeout_secs)
