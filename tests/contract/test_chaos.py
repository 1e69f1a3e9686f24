"""The chaos run in short: some rounds, so many transfers, the seed in the report of a failure."""

import random
from collections.abc import Callable
from types import ModuleType

import pytest

import servers
from contract.conftest import Bucket
from contract.proxy import Proxy
from contract.rows import fault
from faults import state, work
from faults.chaos import Chaos
from faults.work import Picture
from glance_s3_fast.demo.server import Server

ROUNDS = 3
TRANSFERS = 24


@fault("chaos")
@pytest.mark.parametrize("engines", ["native and boto3"])
def test_random_faults_leave_nothing_wrong(
    *,
    native: ModuleType,
    server: Server,
    server_kind: servers.Kind,
    proxy: Proxy,
    engines: str,
) -> None:
    seed = random.randrange(2**32)
    run = Chaos(seed, server, proxy, kind=server_kind, renewed_every=2)
    for _ in range(ROUNDS):
        run.round(TRANSFERS, rate=0.1)
    # In words: pytest would shorten the list.
    assert not run.totals.problems, "\n".join([f"seed {seed}", *run.totals.problems])
    assert run.totals.faults > 0
    # The third round is done in a bucket that was made anew.
    assert run.totals.renewals == 1


def left_open(bucket: Bucket, key: str) -> str:
    bucket.client.create_multipart_upload(Bucket=bucket.name, Key=key)
    return "BackendException"


def wrong_bytes(bucket: Bucket, key: str) -> str:
    bucket.write(key, b"not the image")
    return "whole"


def nothing_stored(bucket: Bucket, key: str) -> str:
    return "whole"


def there_all_the_same(bucket: Bucket, key: str) -> str:
    bucket.write(key, b"")
    return "BackendException"


@pytest.mark.parametrize(
    ("upload", "problem"),
    [
        (left_open, "is open, unlogged"),
        (wrong_bytes, "other bytes than the image's"),
        (nothing_stored, "is not there"),
        (there_all_the_same, "is there all the same"),
    ],
)
def test_what_is_wrong_or_left_is_seen(
    *,
    native: ModuleType,
    server: Server,
    proxy: Proxy,
    bucket: Bucket,
    monkeypatch: pytest.MonkeyPatch,
    upload: Callable[[Bucket, str], str],
    problem: str,
) -> None:
    monkeypatch.setattr(work, "any_picture", lambda chance: Picture(0, 0))
    monkeypatch.setattr(work, "upload", lambda store, key, picture, chance: upload(bucket, key))
    run = Chaos(7, server, proxy)
    run.round(8, rate=0.0)
    assert any(problem in found for found in run.totals.problems), run.totals.problems


def test_memory_threads_and_descriptors_that_stay_are_seen(
    native: ModuleType, server: Server, proxy: Proxy
) -> None:
    run = Chaos(7, server, proxy)
    run.totals.resident_mib = [200, 500, 210]
    run.check_memory()
    assert run.totals.problems == []
    run.totals.resident_mib.append(300)
    run.check_memory()
    assert run.totals.problems == ["300 MiB of memory, at the start 200 MiB"]
    start = state.State(used_bytes=0, transfers=0, descriptors=20, threads=("MainThread",))
    later = state.State(
        used_bytes=1, transfers=1, descriptors=200, threads=("MainThread", "glance-s3-part_0")
    )
    assert start.differences(start) == []
    assert len(start.differences(later)) == 4
