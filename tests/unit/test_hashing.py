"""Both hashes see every byte in order, on whichever thread, and let go of every block."""

import hashlib
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glance_s3_fast.engines.hashing import ImageHashes

ALGORITHMS = ["md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b"]


class Done:
    """Counts calls from several threads."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.count += 1


def digests(data: bytes, algorithm: str) -> tuple[str, str]:
    return hashlib.md5(data).hexdigest(), hashlib.new(algorithm, data).hexdigest()


@settings(deadline=None)
@given(blocks=st.lists(st.binary(max_size=5000)), algorithm=st.sampled_from(ALGORITHMS))
def test_beside_the_caller(blocks: list[bytes], algorithm: str) -> None:
    hashes = ImageHashes(algorithm)
    done = Done()
    for block in blocks:
        hashes.submit(memoryview(block), done)
    assert hashes.finish() == digests(b"".join(blocks), algorithm)
    assert done.count == len(blocks) * hashes.thread_count


@given(data=st.binary(), algorithm=st.sampled_from(ALGORITHMS))
def test_on_the_caller_without_a_thread(data: bytes, algorithm: str) -> None:
    threads = threading.active_count()
    hashes = ImageHashes(algorithm)
    hashes.update(memoryview(data))
    assert threading.active_count() == threads
    assert hashes.finish() == digests(data, algorithm)


def test_md5_is_computed_once() -> None:
    assert ImageHashes("md5").thread_count == 1
    assert ImageHashes("sha512").thread_count == 2


@pytest.mark.parametrize("algorithm", ["no-such-hash", "shake_128"])
def test_a_hash_that_cannot_be_had_is_refused_at_once(algorithm: str) -> None:
    with pytest.raises(ValueError, match=algorithm):
        ImageHashes(algorithm)


class Slow:
    """A hash that waits in its first block until it may go on."""

    name = "slow"
    digest_size = 1

    def __init__(self) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self.calls = 0

    def update(self, data: Any) -> None:
        self.calls += 1
        self.began.set()
        self.go_on.wait(60)

    def hexdigest(self) -> str:
        return "00"


def test_stopping_lets_go_of_what_is_queued_unhashed(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = ImageHashes("sha512")
    slow = Slow()
    monkeypatch.setattr(hashes._multihash, "hasher", slow)
    done = Done()
    for _ in range(5):
        hashes.submit(memoryview(b"block"), done)
    assert slow.began.wait(60)
    hashes.stop()
    slow.go_on.set()
    hashes.finish()
    assert slow.calls == 1
    assert done.count == 10


class Broken:
    """A hash that fails at its second block."""

    name = "broken"
    digest_size = 1

    def __init__(self) -> None:
        self.calls = 0

    def update(self, data: Any) -> None:
        self.calls += 1
        if self.calls > 1:
            raise RuntimeError("out of order")

    def hexdigest(self) -> str:
        return "00"


def test_a_failing_hash_is_an_error_and_no_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = ImageHashes("sha512")
    monkeypatch.setattr(hashes._multihash, "hasher", Broken())
    done = Done()
    for _ in range(5):
        hashes.submit(memoryview(b"block"), done)
    with pytest.raises(RuntimeError, match="out of order"):
        hashes.finish()
    assert done.count == 10


@pytest.mark.usefixtures("fips")
def test_md5_on_a_fips_system() -> None:
    with pytest.raises(ValueError, match="unsupported"):
        hashlib.md5(b"image")
    hashes = ImageHashes("sha256")
    hashes.update(memoryview(b"image"))
    expected = hashlib.md5(b"image", usedforsecurity=False).hexdigest()
    assert hashes.finish() == (expected, hashlib.sha256(b"image").hexdigest())
