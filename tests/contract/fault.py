"""What the proxy may do to a request, and what it knows of one."""

import dataclasses
import threading
from collections.abc import Callable


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
    def object(self) -> str | None:
        """Bucket and key of the object that it is about (of a list: its prefix), if of one.

        With the bucket in the path, as in all tests whose proxies begin anew.
        """
        bucket, _, key = self.path.lstrip("/").partition("/")
        key = key or self.query.get("prefix", [""])[0]
        return f"{bucket}/{key}" if key else None

    @property
    def operation(self) -> str:
        """The S3 operation's name, as far as the engines use it."""
        upload = "uploadId" in self.query
        return {
            "HEAD": "HeadObject",
            "GET": "ListParts" if upload else "GetObject",
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
    """The connection is reset, and nothing forwarded; with `cut_bytes`, where the answer ends."""
    corrupt: bool = False
    """One bit is flipped: of the request's body, or else of the answer's."""
    closed: bool = False
    """The connection is closed in good order without an answer, and nothing forwarded."""
    lost: bool = False
    """Forwarded, but its answer never arrives."""
    cut_bytes: int | None = None
    """The answer's body breaks off after so many bytes."""
    read_bytes: int | None = None
    """Only so much of the request's body is read before anything else happens to it."""
    each_read: Callable[[], object] | None = None
    """Called before each block of the request's body is read."""
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


def flipped(data: bytes | bytearray) -> bytes | bytearray:
    """Return `data` with one bit flipped, near its middle."""
    # The very middle of a part in signed chunks of even number is in what stands between two.
    place = len(data) // 2 + min(1000, len(data) // 4)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
