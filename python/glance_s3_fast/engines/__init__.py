"""What moves the bytes: one small interface, `Engine`, and the choice of who keeps it.

The choice is made once, when a store is configured, and never in the middle of a transfer. A
native module that cannot be loaded, for whatever reason, leaves a store that works, more slowly,
and a warning with the reason; it never makes the store vanish. Making an engine makes no thread,
socket or client, because Glance's workers fork after their stores are configured.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from glance_store.exceptions import BadStoreConfiguration

if TYPE_CHECKING:
    from glance_s3_fast.config import EngineConfig
    from glance_s3_fast.credentials import CredentialsSource

LOG = logging.getLogger(__name__)


class Reader(Protocol):
    """A source that is asked for its bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class Verifier(Protocol):
    """What checks an image's signature (Glance's ``cursive`` verifier)."""

    def update(self, data: bytes, /) -> None:
        """Take the image's next bytes."""


@dataclass(frozen=True, slots=True)
class PutResult:
    """An image that was stored.

    :ivar size_bytes: what the source gave
    :ivar checksum: its MD5, in hexadecimal
    :ivar multihash: its hash by the algorithm that was asked for, in hexadecimal
    :ivar parts: the parts of its multipart upload, 0 for a single PUT
    """

    size_bytes: int
    checksum: str
    multihash: str
    parts: int


class Download(Protocol):
    """The bytes of an object, in order, in pieces.

    Ends with EngineError when they cannot be had whole. Dropping the last reference closes it.

    :ivar size_bytes: the size of the whole object
    :ivar length_bytes: how many bytes are delivered
    """

    @property
    def size_bytes(self) -> int:
        """The size of the whole object."""

    @property
    def length_bytes(self) -> int:
        """How many bytes are delivered."""

    def __iter__(self) -> Iterator[bytes]:
        """Return itself."""

    def __next__(self) -> bytes:
        """Return the next piece."""

    def close(self) -> None:
        """Cancel what is under way, at once. May be called again."""

    def __enter__(self) -> Self:
        """Return itself."""

    def __exit__(self, *exc_info: object) -> None:
        """Close it."""


class Engine(Protocol):
    """Stores and fetches objects. Safe for many threads, and in a process that was forked.

    Everything that goes wrong with a request is an EngineError.
    """

    @property
    def name(self) -> str:
        """``native`` or ``boto3``."""

    def put(
        self,
        bucket: str,
        key: str,
        source: Reader | Iterable[bytes],
        *,
        size_bytes: int | None,
        hashing_algo: str,
        verifier: Verifier | None,
    ) -> PutResult:
        """Store an object that does not exist yet.

        :param source: read once, from where it stands to its end
        :param size_bytes: the size declared, None if unknown
        :param hashing_algo: any name hashlib knows, for the multihash
        :param verifier: given all bytes, in order
        :raises EngineError: DUPLICATE and NO_SUCH_BUCKET before anything is read
        :raises Exception: the source's own, unchanged
        """

    def get(
        self,
        bucket: str,
        key: str,
        *,
        offset: int = 0,
        length: int | None = None,
        chunk_bytes: int,
    ) -> Download:
        """Begin to fetch `length` bytes from `offset` on, or all from there to the end.

        :param length: None is to the end; more than there is ends at the end; 0 gives no bytes
        :param chunk_bytes: the size of the pieces, except the last
        :raises EngineError: NOT_FOUND, or BAD_RANGE: `offset` is neither 0 nor before the end
        """

    def size(self, bucket: str, key: str) -> int:
        """Return an object's size in bytes.

        :raises EngineError: NOT_FOUND
        """

    def delete(self, bucket: str, key: str) -> None:
        """Delete an object.

        :raises EngineError: NOT_FOUND (S3's own DELETE answers 204 for anything)
        """

    def bucket_exists(self, bucket: str) -> bool:
        """Tell whether there is such a bucket."""

    def create_bucket(self, bucket: str) -> None:
        """Create a bucket, in the store's region."""


def choose(config: "EngineConfig", credentials: "CredentialsSource") -> Engine:
    """Make the engine of a store, as ``s3_fast_engine`` says, and log which and why.

    :raises glance_store.exceptions.BadStoreConfiguration: ``native`` is demanded and cannot be
        loaded
    """
    from glance_s3_fast.engines import native  # noqa: PLC0415 - they import this package

    problem = None if config.engine == "boto3" else native.problem()
    if problem is not None and config.engine == "native":
        raise BadStoreConfiguration(
            store_name=config.store_name,
            reason=f"s3_fast_engine is native, but the native module cannot be loaded "
            f"({problem}). Where it is missing, install a wheel of glance-s3-fast for this "
            "platform and Python; or set s3_fast_engine to auto or boto3.",
        )
    if config.engine != "boto3" and problem is None:
        LOG.info("Store %s: engine native (s3_fast_engine = %s)", config.store_name, config.engine)
        return native.NativeEngine(config, credentials)
    if problem is None:
        LOG.info("Store %s: engine boto3 (s3_fast_engine = boto3)", config.store_name)
    else:
        LOG.warning(
            "Store %s: engine boto3, which is slower, because the native module cannot be loaded "
            "(%s)",
            config.store_name,
            problem,
        )
    from glance_s3_fast.engines.boto3 import Boto3Engine  # noqa: PLC0415 - only where it is used

    return Boto3Engine(config, credentials)
