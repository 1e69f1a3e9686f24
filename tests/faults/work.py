"""What the chaos run and its like do with a store: transfers whose right outcome is known."""

import dataclasses
import hashlib
import io
import random
from typing import Any

from glance_store import exceptions, location

from contract.images import MIB, image
from glance_s3_fast.store import Store, StoreLocation

SIZES = (0, 1000, 3 * MIB, 9 * MIB, 12 * MIB + 5, 23 * MIB + 17)
SEEDS = 3
CLEAR = (
    exceptions.BackendException,
    exceptions.StorageFull,
    exceptions.Forbidden,
    exceptions.NotFound,
    exceptions.Invalid,
)


class WrongOutcomeError(AssertionError):
    """A transfer ended in a way that it must not."""


@dataclasses.dataclass(frozen=True)
class Picture:
    """An image by its description."""

    size_bytes: int
    seed: int

    @property
    def data(self) -> bytes:
        return image(self.size_bytes, self.seed)


def make_pictures() -> None:
    """Make all of them, which are then kept (`contract.images.image`)."""
    for size_bytes in SIZES:
        for seed in range(SEEDS):
            image(size_bytes, seed)


def any_picture(chance: random.Random) -> Picture:
    return Picture(chance.choice(SIZES), chance.randrange(SEEDS))


def short_reads(data: bytes, chance: random.Random) -> Any:
    """Return a source that gives pieces of any length."""

    class Source:
        def __init__(self) -> None:
            self.stream = io.BytesIO(data)

        def read(self, size: int) -> bytes:
            return self.stream.read(chance.randint(1, size))

    return Source()


def upload(store: Store, key: str, picture: Picture, chance: random.Random) -> str:
    """Upload; return ``whole`` or the name of the clear error. Raises WrongOutcomeError."""
    known = chance.random() < 0.5
    source = short_reads(picture.data, chance) if chance.random() < 0.5 else picture.data
    if isinstance(source, bytes):
        source = io.BytesIO(source)
    try:
        result = store.add(key, source, picture.size_bytes if known else 0, "sha512")
    except CLEAR as error:
        if key not in str(error):
            raise WrongOutcomeError(f"{key}: the error names no key: {error}") from error
        return type(error).__name__
    except Exception as error:
        raise WrongOutcomeError(f"{key}: a bare {error!r}") from error
    digest = hashlib.sha512(picture.data).hexdigest()
    if result[1] != picture.size_bytes or result[3] != digest:
        raise WrongOutcomeError(f"{key}: reported {result[1]} bytes, {result[3]}")
    return "whole"


def locate(store: Store, key: str) -> Any:
    uri = f"{store.scheme}://{store.s3_host}/{store.bucket}/{key}"
    return location.Location("s3", StoreLocation, store.conf, uri=uri, backend=store.backend_group)


def download(store: Store, key: str, picture: Picture, chance: random.Random) -> str:
    """Download all, a range, or the beginning only; ``whole`` or the name of the clear error."""
    data = picture.data
    offset = chance.randrange(len(data)) if data and chance.random() < 0.5 else 0
    leave_after = chance.randrange(4) if chance.random() < 0.2 else None
    got = b""
    try:
        pieces, _ = store.get(locate(store, key), offset=offset)
        try:
            for number, piece in enumerate(pieces):
                got += piece
                if number == leave_after:
                    break
        finally:
            pieces.close()
    except CLEAR as error:
        if key not in str(error):
            raise WrongOutcomeError(f"{key}: the error names no key: {error}") from error
        outcome = type(error).__name__
    except Exception as error:
        raise WrongOutcomeError(f"{key}: a bare {error!r}") from error
    else:
        whole = len(got) == len(data) - offset
        outcome = "whole" if whole else "left"
        if not whole and leave_after is None:
            raise WrongOutcomeError(f"{key}: {len(got)} bytes came instead of {len(data)}")
    # Whatever was delivered, also before an error, is right.
    if got != data[offset : offset + len(got)]:
        raise WrongOutcomeError(f"{key}: wrong bytes from {offset} on")
    return outcome
