"""Any image, however its source hands it over, by any part size: stored whole, and read back.

The same examples in every run; ``nox -s fuzz`` tries many more, and others each time.
"""

import hashlib
import io
import itertools
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from glance_store import exceptions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, PART_BYTES, THRESHOLD_BYTES, image
from contract.rows import fault

MOST_BYTES = 17 * MIB
HASHES = ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b")
EXAMPLES = max(settings.default.max_examples // 5, 1)  # type: ignore[union-attr]

edges = st.sampled_from(
    [0, 1, MIB, PART_BYTES, 2 * PART_BYTES, 3 * PART_BYTES, THRESHOLD_BYTES, 6 * MIB, 12 * MIB]
)
sizes = st.one_of(
    st.integers(0, 3 * MIB),
    st.builds(lambda edge, off: max(edge + off, 0), edges, st.integers(-2, 2)),
    st.integers(0, MOST_BYTES),
)
lengths = st.lists(
    st.one_of(st.integers(1000, 70_000), st.integers(1, 3 * MIB), st.just(MOST_BYTES)),
    min_size=1,
    max_size=5,
)
"""What reads return at most, one after the other and again from the first."""
options = st.fixed_dictionaries(
    {
        "s3_store_large_object_chunk_size": st.integers(5, 7),
        "s3_store_thread_pools": st.integers(1, 4),
        "s3_fast_equal_parts": st.booleans(),
        "s3_fast_hashing": st.sampled_from(["auto", "avx2", "alone", "hashlib"]),
    }
)


class Reader:
    """Returns as many bytes as it likes, and no more than it was asked for."""

    def __init__(self, data: bytes, lengths: Sequence[int]) -> None:
        self.stream, self.lengths = io.BytesIO(data), itertools.cycle(lengths)

    def read(self, size: int = -1) -> bytes:
        return self.stream.read(min(size, next(self.lengths)))


def pieces(data: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    """Yield them, some of them empty."""
    stream = io.BytesIO(data)
    for length in itertools.cycle(lengths):
        yield b""
        piece = stream.read(length)
        if not piece:
            return
        yield piece


SOURCES = {"reader": Reader, "iterable": pieces, "file": lambda data, _: io.BytesIO(data)}


@fault("odd reads")
@given(
    size=sizes,
    lengths=lengths,
    kind=st.sampled_from(sorted(SOURCES)),
    known=st.booleans(),
    algorithm=st.sampled_from(HASHES),
    options=options,
    offset=st.floats(0, 1, exclude_max=True),
)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_image_is_stored_and_read_back(
    *,
    make_store: MakeStore,
    locate: Locate,
    bucket: Bucket,
    size: int,
    lengths: list[int],
    kind: str,
    known: bool,
    algorithm: str,
    options: dict[str, Any],
    offset: float,
) -> None:
    key, data, store = str(uuid.uuid4()), image(MOST_BYTES)[:size], make_store(**options)
    source: Any = SOURCES[kind]  # type: ignore[type-abstract]
    added = store.add(key, source(data, lengths), size if known else 0, algorithm)
    assert added[1:4] == (
        size,
        hashlib.md5(data).hexdigest(),
        hashlib.new(algorithm, data).hexdigest(),
    )
    assert b"".join(store.get(locate(store, key))[0]) == data
    begin = int(offset * size)
    got, _ = store.get(locate(store, key), offset=begin, chunk_size=size // 2)
    assert b"".join(got) == data[begin:][: size // 2]
    store.delete(locate(store, key))
    bucket.assert_nothing_of(key)


@fault("a bad source")
@given(size=sizes, lengths=lengths, off=st.integers(-3, 3).filter(bool), options=options)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_other_size_than_declared_is_refused(
    *,
    make_store: MakeStore,
    bucket: Bucket,
    size: int,
    lengths: list[int],
    off: int,
    options: dict[str, Any],
) -> None:
    key, data = str(uuid.uuid4()), image(MOST_BYTES)[:size]
    declared = size + off
    if declared <= 0:  # 0 stands for a size that is not known
        declared = size + 4
    with pytest.raises(exceptions.Invalid, match=str(declared)):
        make_store(**options).add(key, Reader(data, lengths), declared, "sha256")
    bucket.assert_nothing_of(key)
