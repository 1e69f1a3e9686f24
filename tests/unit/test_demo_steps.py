"""The demo's steps find every difference there can be between what went in and what came out."""

import hashlib
import io
from pathlib import Path

import pytest
from glance_store import exceptions
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.demo import steps
from glance_s3_fast.demo.image import Image

DATA = bytes(range(256)) * 16


@pytest.fixture
def subject(tmp_path: Path):
    path = tmp_path / "image.raw"
    path.write_bytes(DATA)
    md5 = hashlib.md5(DATA).hexdigest()
    return Image(path, "raw", len(DATA), md5, hashlib.sha512(DATA).hexdigest())


class Download:
    """What a store's `get` gives, as pieces of 1000 bytes."""

    def __init__(self, data):
        self._pieces = iter([data[at : at + 1000] for at in range(0, len(data), 1000)])
        self.closed = False

    def __iter__(self):
        return self._pieces

    def close(self):
        self.closed = True


@pytest.fixture
def stored(monkeypatch):
    """Have every store give `data`, of which it says that it is `size_bytes` long."""

    def store(data, size_bytes=None):
        download = Download(data)
        size = len(data) if size_bytes is None else size_bytes
        monkeypatch.setattr(steps.multi_backend, "get", lambda uri, store: (download, size))
        return download

    return store


def test_the_same_bytes_pass(subject, stored):
    download = stored(DATA)
    told = []
    steps.compare(subject, "s3://x", "fast", told.append)
    assert sum(told) == len(DATA)
    assert download.closed


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (DATA[:2500] + b"\xff" + DATA[2501:], "between byte 2000 and byte 3000"),
        (DATA[:-1] + b"\0", "between byte 4000"),
        (DATA[:-1], "bytes delivered by 'fast': expected 4096, got 4095"),
        (DATA + b"\0", "other bytes"),
        (b"", "expected 4096, got 0"),
    ],
    ids=["one byte", "the last byte", "one too few", "one too many", "nothing"],
)
def test_any_other_bytes_are_found(subject, stored, data, message):
    download = stored(data, len(DATA))
    with pytest.raises(steps.MismatchError, match=message):
        steps.compare(subject, "s3://x", "fast", lambda _: None)
    assert download.closed


def test_a_wrong_size_is_found(subject, stored):
    stored(DATA, len(DATA) + 1)
    with pytest.raises(steps.MismatchError, match="size in bytes given by 'fast'"):
        steps.compare(subject, "s3://x", "fast", lambda _: None)


@pytest.mark.parametrize(
    ("position", "name"), [(1, "size"), (2, "MD5"), (3, "SHA-512")], ids=["size", "md5", "sha512"]
)
def test_a_wrong_answer_to_an_upload_is_found(subject, monkeypatch, position, name):
    answer = ["s3://x", subject.size_bytes, subject.md5, subject.sha512, {}]
    monkeypatch.setattr(steps.multi_backend, "add_with_multihash", lambda *_: tuple(answer))
    assert steps.upload(subject, "id", "fast", lambda _: None) == "s3://x"
    answer[position] = 0
    with pytest.raises(steps.MismatchError, match=name):
        steps.upload(subject, "id", "fast", lambda _: None)


@pytest.mark.parametrize("still", ["get", "get_size_from_uri_and_backend", None])
def test_an_image_that_is_not_gone_is_found(monkeypatch, still):
    deleted = []

    def delete(uri, store):
        if deleted:
            raise exceptions.NotFound
        deleted.append(uri)

    def missing(uri, store):
        raise exceptions.NotFound

    monkeypatch.setattr(steps.multi_backend, "delete", delete)
    for name in ("get", "get_size_from_uri_and_backend"):
        monkeypatch.setattr(
            steps.multi_backend, name, (lambda *_: None) if name == still else missing
        )
    if still is None:
        steps.delete("s3://x", "fast")
    else:
        with pytest.raises(steps.MismatchError, match="still finds it"):
            steps.delete("s3://x", "fast")
    assert deleted == ["s3://x"]


@given(st.lists(st.binary(max_size=50)), st.lists(st.integers(1, 60), min_size=1))
def test_chunks_read_as_a_file(chunks, sizes):
    reader = steps.ChunksReader(iter(chunks), lambda _: None)
    file = io.BytesIO(b"".join(chunks))
    for size in sizes * (len(chunks) + 1):
        assert reader.read(size) == file.read(size)
    assert reader.read() == file.read()
    assert reader.read(1) == b""
