"""A download: one GET, delivered in pieces, going on where it broke.

Guarantees: the bytes are those of one object. When the connection breaks, the rest is asked for
with If-Match on the first answer's ETag, so that an object which was replaced meanwhile is refused
(OBJECT_CHANGED), never mixed. The number of bytes is that which the first answer announced. With
the stock option for response checksums, botocore verifies the whole object, unless the download
was a range or had to go on.

It gives up after ``s3_fast_max_attempts`` breaks in a row without a byte in between; botocore
tries each request as often.

One stream, nothing read ahead: at most one piece is in memory, which is not taken from the memory
budget. A download that waited there could be the source of an upload that holds memory: the one
thing that must not wait (see `memory`).
"""

import contextlib
import random
import re
import threading
import time
from collections.abc import Iterator
from typing import Any, Self

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines.boto3_errors import translated
from glance_s3_fast.engines.boto3_requests import ObjectRequests
from glance_s3_fast.errors import EngineError, ErrorKind

CAREFUL_BYTES = 64 * 1024
"""What is read at a time after a break: it loses what its read had not returned yet."""
BACKOFF_SECS = 0.05
MAX_BACKOFF_SECS = 5.0
_BROKEN = (ErrorKind.CONNECTION, ErrorKind.TIMEOUT)
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class Boto3Download:
    """The bytes of an object, as an iterator of pieces. See `engines.Download`."""

    def __init__(
        self,
        requests: ObjectRequests,
        config: EngineConfig,
        *,
        offset: int,
        length: int | None,
        chunk_bytes: int,
    ) -> None:
        """Send the request. Raises EngineError: NOT_FOUND, or BAD_RANGE beyond the end."""
        self._requests = requests
        self._config = config
        self._chunk_bytes = chunk_bytes
        self._breaks = 0
        self._closed = False
        self._turn = threading.RLock()
        self._reading = False
        self._body: Any = None
        self._etag: str | None = None
        self.size_bytes = self.length_bytes = 0
        self._position = self._end = offset
        if min(offset, length or 0) < 0:
            raise self._error(
                ErrorKind.BAD_RANGE, f"offset {offset} and length {length} must not be negative"
            )
        if length == 0 or not self._begin(offset, length):
            self._begin_empty(offset)
        self.length_bytes = self._end - self._position

    def _begin(self, offset: int, length: int | None) -> bool:
        """Ask for the bytes; False when the object may be empty, where no range is right."""
        last = "" if length is None else str(offset + length - 1)
        try:
            # No range for the whole: an empty object has none (RFC 9110, 416).
            whole = not offset and length is None
            answer = self._requests.get(**({} if whole else {"Range": f"bytes={offset}-{last}"}))
        except EngineError as error:
            if error.kind == ErrorKind.BAD_RANGE and not offset:
                return False
            if error.kind == ErrorKind.BAD_RANGE:
                error.message = f"the object ends before offset {offset}"
            raise
        self._etag = answer.get("ETag")
        self._body = answer["Body"]
        if whole:
            self.size_bytes = self._end = self._length(answer)
        else:
            # Content-Length may be missing here: an answer in HTTP chunks has none.
            self.size_bytes = self._whole_size(answer, offset)
            asked_end = self.size_bytes if length is None else offset + length
            self._end = min(asked_end, self.size_bytes)
        return True

    def _begin_empty(self, offset: int) -> None:
        self.size_bytes = self._requests.size()
        if offset > self.size_bytes:
            raise self._error(ErrorKind.BAD_RANGE, f"the object ends before offset {offset}")

    def _length(self, answer: dict[str, Any]) -> int:
        if "ContentLength" not in answer:
            answer["Body"].close()
            raise self._error(ErrorKind.SERVER, "the answer does not tell the object's size")
        return int(answer["ContentLength"])

    def _whole_size(self, answer: dict[str, Any], start: int) -> int:
        """Check that the answer starts where it should; return the size of the whole object."""
        match = _CONTENT_RANGE.fullmatch(answer.get("ContentRange", ""))
        if match is None or int(match[1]) != start:
            answer["Body"].close()
            raise self._error(ErrorKind.SERVER, f"the server did not answer from byte {start} on")
        return int(match[3])

    def __iter__(self) -> Iterator[bytes]:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next piece, of ``chunk_bytes`` except for the last.

        Threads take turns. Raises ValueError, as a generator does, in a signal handler that reads
        what its own thread is reading.
        """
        with self._turn:
            if self._reading:
                raise ValueError("the download is being read already")
            self._reading = True
            try:
                return self._next()
            finally:
                self._reading = False

    def _next(self) -> bytes:
        wanted = min(self._chunk_bytes, self._end - self._position)
        if wanted <= 0:
            self.close()
            raise StopIteration
        try:
            pieces = [self._read(wanted)]
            while missing := wanted - sum(map(len, pieces)):
                pieces.append(self._read(missing))
            if self._position == self._end:
                self._finish()
        except BaseException:
            closed_meanwhile = self._closed
            self.close()
            if closed_meanwhile:
                # By another thread. An error, so that nobody takes what came for the whole.
                raise RuntimeError("the download was closed while it was read") from None
            raise
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _read(self, limit: int) -> bytes:
        """Return at least one byte and at most `limit`, over a new connection if need be."""
        while True:
            if self._closed:
                raise self._error(ErrorKind.CONNECTION, "the download was closed")
            try:
                if self._body is None:
                    self._go_on()
                piece = self._read_once(min(limit, CAREFUL_BYTES) if self._breaks else limit)
            except EngineError as error:
                if error.kind not in _BROKEN or self._body is None or self._closed:
                    raise
                self._close_body()
                self._breaks += 1
                if self._breaks >= self._config.max_attempts or not self._etag:
                    raise
                backoff_secs = min(BACKOFF_SECS * 2**self._breaks, MAX_BACKOFF_SECS)
                time.sleep(random.random() * backoff_secs)  # noqa: S311
            else:
                self._position += len(piece)
                self._breaks = 0
                return piece

    def _read_once(self, limit: int) -> bytes:
        with translated(
            "GetObject", self._requests.bucket, self._requests.key, config=self._config
        ):
            piece: bytes = self._body.read(limit)
        if not piece and limit:
            raise self._error(ErrorKind.CONNECTION, "the server broke the connection off")
        return piece

    def _go_on(self) -> None:
        """Ask for the rest, of the very same object."""
        byte_range = f"bytes={self._position}-{self._end - 1}"
        try:
            answer = self._requests.get(Range=byte_range, IfMatch=self._etag)
        except EngineError as error:
            # 416: it is shorter now. 412 is what create-only requests call a duplicate.
            if error.kind in (ErrorKind.DUPLICATE, ErrorKind.BAD_RANGE):
                raise self._changed() from error
            raise
        size_bytes = self._whole_size(answer, self._position)
        if answer.get("ETag") != self._etag or size_bytes != self.size_bytes:
            answer["Body"].close()
            raise self._changed()
        self._body = answer["Body"]

    def _finish(self) -> None:
        """Read the end of the answer, which is when botocore compares the checksum."""
        with translated(
            "GetObject", self._requests.bucket, self._requests.key, config=self._config
        ):
            self._body.read(1)
        self._close_body()

    def _close_body(self) -> None:
        body, self._body = self._body, None
        if body is not None:
            body.close()

    def close(self) -> None:
        """Close the connection; what is left is not delivered. May be called again.

        Also from another thread, under one that waits for a piece.
        """
        unread = self._position < self._end
        self._closed = True
        self._position = self._end
        body = self._body
        if body is not None and unread:
            # Closing alone would wait for the read; urllib3 older than 2.3 has only that.
            with contextlib.suppress(AttributeError, OSError, RuntimeError, ValueError):
                body._raw_stream.shutdown()
        self._close_body()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close it."""
        self.close()

    def _changed(self) -> EngineError:
        return self._error(
            ErrorKind.OBJECT_CHANGED, "the object was replaced while it was downloaded"
        )

    def _error(self, kind: ErrorKind, message: str) -> EngineError:
        return self._requests.error(kind, message, "GetObject")
