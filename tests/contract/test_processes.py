"""Workers are forked after the stores are configured, and have memory and sockets of their own."""

import hashlib
import threading

import pytest

from contract import images
from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, image
from contract.rows import fault
from forking import assert_child_succeeds, start_child
from glance_s3_fast.engines.memory import process_budget
from glance_s3_fast.store import Store
from servers.features import Promise


def round_trip(store: Store, locate: Locate, key: str) -> None:
    data = image(9 * MIB)
    assert store.add(key, images.exact(data), len(data), "sha256")[1] == len(data)
    assert b"".join(store.get(locate(store, key))[0]) == data
    store.delete(locate(store, key))


@pytest.mark.promise(Promise.FORKS)
@fault("a fork")
def test_a_store_used_before_the_fork_works_on_both_sides(
    make_store: MakeStore, locate: Locate, bucket: Bucket, key: str
) -> None:
    store = make_store()
    round_trip(store, locate, key)
    children = [
        start_child(lambda name=f"{key}-{number}": round_trip(store, locate, name))  # type: ignore[misc]
        for number in range(3)
    ]
    round_trip(store, locate, key)
    for child in children:
        assert_child_succeeds(child)
    round_trip(store, locate, key)
    bucket.assert_nothing_of(key)


@fault("a fork")
def test_a_fork_in_the_middle_of_a_download(
    make_store: MakeStore, locate: Locate, bucket: Bucket, key: str
) -> None:
    store = make_store()
    data = image(12 * MIB)
    bucket.write(key, data)
    pieces, _ = store.get(locate(store, key))
    got = next(pieces)
    child = start_child(lambda: round_trip(store, locate, f"{key}-child"))
    got += next(pieces)
    assert_child_succeeds(child)
    got += b"".join(pieces)
    assert got == data


@fault("more than the memory")
def test_more_uploads_than_there_is_memory_for(
    make_store: MakeStore, engine_name: str, bucket: Bucket, key: str
) -> None:
    """In a process of their own, where nobody has asked for more memory before."""
    uploads = 12
    store = make_store(s3_fast_memory_limit=16)
    data = [image(12 * MIB, number % 3) for number in range(uploads)]

    def upload_all() -> None:
        failures: list[BaseException] = []

        def upload(number: int) -> None:
            try:
                size = len(data[number]) if number % 2 else 0
                source = images.short_reads(data[number])
                result = store.add(f"{key}-{number}", source, size, "sha256")
                assert result[2] == hashlib.md5(data[number]).hexdigest()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=upload, args=(number,)) for number in range(uploads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        stats = memory_stats(engine_name)
        assert stats["used_bytes"] == 0
        assert 0 < stats["peak_bytes"] <= stats["limit_bytes"] == 16 * MIB

    assert_child_succeeds(start_child(upload_all))
    assert bucket.objects(key) == {f"{key}-{n}": 12 * MIB for n in range(uploads)}
    assert bucket.open_uploads(key) == []


def memory_stats(engine_name: str) -> dict[str, int]:
    if engine_name == "boto3":
        return process_budget(0).stats()
    from glance_s3_fast._native import memory_stats  # noqa: PLC0415 - may be missing

    return memory_stats()
