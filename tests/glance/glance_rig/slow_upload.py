"""An upload in steps, for tests that do something in its middle, or end there."""

import socket
import struct
from collections.abc import Iterable

from glance_rig.api import ADMIN, OCTETS, Answer, Api


class SlowUpload:
    """The data of one image on its way to Glance.

    :param size_bytes: what Content-Length says; without it the body is chunked
    """

    def __init__(self, api: Api, image_id: str, size_bytes: int | None = None) -> None:
        self._chunked = size_bytes is None
        self._connection = api.connect()
        self._connection.putrequest("PUT", f"/v2/images/{image_id}/file")
        self._connection.putheader("X-Auth-Token", ADMIN)
        self._connection.putheader("Content-Type", OCTETS)
        if size_bytes is None:
            self._connection.putheader("Transfer-Encoding", "chunked")
        else:
            self._connection.putheader("Content-Length", str(size_bytes))
        self._connection.endheaders()

    @property
    def port(self) -> int:
        """The client's port."""
        return int(self._connection.sock.getsockname()[1])

    def send(self, pieces: Iterable[bytes]) -> None:
        """Send some bytes."""
        for piece in pieces:
            if self._chunked:
                self._connection.send(b"%x\r\n%b\r\n" % (len(piece), piece))
            else:
                self._connection.send(piece)

    def finish(self) -> Answer:
        """Return the answer. Everything must have been sent."""
        if self._chunked:
            self._connection.send(b"0\r\n\r\n")
        try:
            answer = self._connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            self._connection.close()

    def go(self, *, reset: bool) -> None:
        """Be gone: end the connection in the middle, or `reset` it as a client's crash does."""
        sock = self._connection.sock
        if reset:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()
