"""What fails says what failed, where, and what to change, and never a key."""

import contextlib
import logging
import socket
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from glance_store import exceptions

import servers
from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, image
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store
from servers.features import Feature

WRONG_ACCESS_KEY = "AKIAWRONGWRONGWRONG0"
WRONG_SECRET_KEY = "the/wrong+secret/key=of-nobody"


@pytest.fixture
def operations(locate: Locate, key: str) -> dict[str, Callable[[Store], Any]]:
    """Return every operation of a store on one image, by name."""
    return {
        "add small": lambda store: store.add(key, iter([b"image"]), 5, "sha256"),
        "add large": lambda store: store.add(key, iter([image(9 * MIB)]), 9 * MIB, "sha256"),
        "get": lambda store: store.get(locate(store, key)),
        "get_size": lambda store: store.get_size(locate(store, key)),
        "delete": lambda store: store.delete(locate(store, key)),
    }


OPERATIONS = ["add small", "add large", "get", "get_size", "delete"]


def all_text(error: BaseException, caplog: pytest.LogCaptureFixture) -> str:
    return "".join(traceback.format_exception(error)) + caplog.text


@fault("refused")
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("wrong", ["access", "secret"])
def test_wrong_keys_are_forbidden_and_not_shown(
    *,
    make_store: MakeStore,
    operations: dict[str, Callable[[Store], Any]],
    server: Server,
    server_kind: servers.Kind,
    caplog: pytest.LogCaptureFixture,
    operation: str,
    wrong: str,
) -> None:
    caplog.set_level(logging.INFO)
    keys = {"s3_store_secret_key": WRONG_SECRET_KEY}
    if wrong == "access":
        keys["s3_store_access_key"] = WRONG_ACCESS_KEY
    store = make_store(**keys)
    tells = wrong == "secret" or server_kind.has(Feature.UNKNOWN_KEYS)
    if not tells and operation != "get":
        # They begin with a HEAD, whose answer cannot say what was not found.
        expected: type[Exception] = (
            exceptions.BackendException if "add" in operation else exceptions.NotFound
        )
        option = "s3_store_bucket"
    else:
        expected, option = exceptions.Forbidden, "s3_store_secret_key"
    with pytest.raises(expected) as caught:
        operations[operation](store)
    assert type(caught.value) is expected
    assert option in str(caught.value) or expected is exceptions.NotFound
    text = all_text(caught.value, caplog)
    for secret in (WRONG_SECRET_KEY, WRONG_ACCESS_KEY, server.access_key, server.secret_key):
        assert secret not in text


def test_a_refused_upload_of_a_large_image_is_not_read(
    make_store: MakeStore, key: str, bucket: Bucket
) -> None:
    store = make_store(s3_store_secret_key=WRONG_SECRET_KEY)
    given = []

    def pieces() -> Iterator[bytes]:
        given.append(1)
        yield b"x"

    with pytest.raises(exceptions.Forbidden):
        store.add(key, pieces(), 9 * MIB, "sha256")
    assert given == []
    bucket.assert_nothing_of(key)


@contextlib.contextmanager
def closed_port() -> Iterator[int]:
    """Give a port on which nobody listens, and nobody else can."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@fault("a part's connection")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unreachable_server(
    make_store: MakeStore, operations: dict[str, Callable[[Store], Any]], operation: str
) -> None:
    with closed_port() as port:
        store = make_store(s3_store_host=f"http://127.0.0.1:{port}")
        with pytest.raises(exceptions.BackendException) as caught:
            operations[operation](store)
    assert "s3_store_host" in str(caught.value)
    assert "fast" in str(caught.value)


@fault("TLS")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_tls_that_fails_names_the_ca_option(
    make_store: MakeStore,
    operations: dict[str, Callable[[Store], Any]],
    server: Server,
    operation: str,
) -> None:
    # The server speaks no TLS on this port.
    host = server.endpoint_url.replace("http://", "https://")
    store = make_store(s3_store_host=host)
    with pytest.raises(exceptions.BackendException) as caught:
        operations[operation](store)
    assert "s3_store_cacert" in str(caught.value)


def test_a_hash_that_does_not_exist(store: Store, bucket: Bucket, key: str) -> None:
    with pytest.raises(Exception, match=r"no.such.hash"):
        store.add(key, iter([b"image"]), 5, "no-such-hash")
    bucket.assert_nothing_of(key)


@fault("storage full")
def test_an_image_that_no_parts_can_hold(make_store: MakeStore, bucket: Bucket, key: str) -> None:
    """10,000 parts of at most half of the memory limit each; nothing is read to find that out."""
    store = make_store(s3_fast_memory_limit=16)
    given: list[int] = []

    def pieces() -> Iterator[bytes]:
        given.append(1)
        yield b"x"

    with pytest.raises(exceptions.StorageFull, match="s3_fast_memory_limit"):
        store.add(key, pieces(), 10_000 * 8 * MIB + 1, "sha256")
    assert given == []
    bucket.assert_nothing_of(key)


@fault("refused")
def test_a_bucket_that_vanished_after_it_was_seen(
    make_store: MakeStore, bucket: Bucket, key: str, new_bucket_name: str, locate: Locate
) -> None:
    bucket.client.create_bucket(Bucket=new_bucket_name)
    store = make_store(s3_store_bucket=new_bucket_name)
    store.add(key, iter([b"image"]), 5, "sha256")
    store.delete(locate(store, key))
    bucket.client.delete_bucket(Bucket=new_bucket_name)
    for size in (5, 9 * MIB):
        with pytest.raises(exceptions.BackendException, match=new_bucket_name):
            store.add(key, iter([image(size)]), size, "sha256")
    with pytest.raises(exceptions.BackendException, match=new_bucket_name):
        store.get(locate(store, key))
