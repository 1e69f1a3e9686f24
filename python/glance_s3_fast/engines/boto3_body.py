"""What botocore sends for one part: a file-like view of blocks in memory, which can be stopped.

A file rather than bytes, for three reasons: a send that makes progress is never cut, as the
socket's timeout then holds for one piece instead of the whole part (`socket.sendall`); a failed or
interrupted upload stops its sends at once, as the next read raises; and an image in several blocks
is sent without joining them.

urllib3 reads 16 KiB at a time, which costs more CPU than the sending. It sends whatever comes, so
`read` gives pieces of 256 KiB even when asked for less. Views, not copies.
"""

import io
from collections.abc import Callable, Sequence

SEND_BYTES = 256 * 1024


class Stopped(BaseException):
    """The upload has ended; this send is not wanted any more, nor is another attempt at it.

    Not an Exception: botocore would take it for a failed connection and send again.
    """


class Body:
    """The bytes of `views` one after the other, seekable, for one request at a time."""

    def __init__(self, views: Sequence[memoryview], stopped: Callable[[], bool]) -> None:
        """Have `read` raise `Stopped` once `stopped()` is true."""
        self.views = views
        self.size_bytes = sum(len(view) for view in views)
        self._stopped = stopped
        self._position = 0

    def read(self, amount: int | None = None) -> bytes | memoryview:
        """Return the next piece, of `amount` or 256 KiB, whichever is more, at most.

        Raises `Stopped`, but not at the end: a server that has everything may act on it, so its
        answer must be waited for.
        """
        if self._position < self.size_bytes and self._stopped():
            raise Stopped
        return self._next(max(amount or 0, SEND_BYTES))

    def readinto(self, buffer: memoryview) -> int:
        """Fill `buffer` as far as a block goes; return how many bytes, 0 at the end.

        For the signer of the AWS Common Runtime, which botocore takes where that is installed: it
        reads this way if it can, and takes no more than it asked for. It sends nothing that would
        have to be stopped.
        """
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, limit: int) -> bytes | memoryview:
        start = self._position
        for view in self.views:
            if start < len(view):
                piece = view[start : start + limit]
                self._position += len(piece)
                return piece
            start -= len(view)
        return b""

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move as `io.IOBase.seek` does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size_bytes}
        self._position = base[whence] + offset
        return self._position

    def tell(self) -> int:
        """Return the position in bytes."""
        return self._position
