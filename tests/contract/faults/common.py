"""What these tests do with a store."""

import io
import time
from collections.abc import Callable
from typing import Any

from contract.conftest import Locate
from contract.images import MIB, image
from glance_s3_fast.store import Store

LARGE = 12 * MIB
"""Three parts."""
SMALL = 100_000
ALWAYS = 1_000
BACKSTOP_SECS = 30


def add(store: Store, key: str, size: int, known: bool = True) -> Any:
    return store.add(key, io.BytesIO(image(size)), size if known else 0, "sha256")


def read(store: Store, locate: Locate, key: str, **where: Any) -> bytes:
    pieces, _ = store.get(locate(store, key), **where)
    return b"".join(pieces)


def wait_until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + BACKSTOP_SECS
    while not condition():
        assert time.monotonic() < give_up, "it never happened"
        time.sleep(0.02)
