"""A consumer that takes its time: what is fetched for it is bounded, and all comes in the end."""

import itertools
import time

import pytest

from contract import held as held_memory
from contract.conftest import Bucket, Locate, MakeStore
from contract.held import assert_no_memory_is_held, budgets, held
from contract.images import MIB, image
from contract.proxy import Fault, Proxy
from contract.proxy_handler import BLOCK_BYTES
from contract.rows import fault
from glance_s3_fast.engines.memory import Reservation, process_budget

SIZE = 96 * MIB
TAKEN_CHUNKS = 16
CHUNK_BYTES = MIB
CONCURRENCY = 4
AHEAD_BYTES = CONCURRENCY * 8 * MIB
"""The ranges that the native engine reads at once, the one that is being delivered too."""
SOCKETS_BYTES = 40 * MIB
"""More than Linux lets a connection's two sockets hold (tcp(7), tcp_rmem and tcp_wmem)."""
POLL_SECS = 0.02
STILL_POLLS = 50


class Sent:
    """Counts the blocks that the proxy passes on."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.blocks = 0

    def __call__(self) -> None:
        self.blocks = next(self._numbers)
        time.sleep(0.001)  # so that further connections bring more

    def wait_until_all_wait(self) -> None:
        """Wait until no block has gone on for a while."""
        still = 0
        while still < STILL_POLLS:
            before = self.blocks
            time.sleep(POLL_SECS)
            still = still + 1 if self.blocks == before else 0


@fault("a slow or leaving consumer")
@pytest.mark.parametrize("comes_back", [True, False])
def test_what_waits_for_a_slow_consumer_is_bounded(
    *,
    make_store: MakeStore,
    proxy: Proxy,
    bucket: Bucket,
    locate: Locate,
    key: str,
    comes_back: bool,
) -> None:
    data = image(SIZE)
    bucket.write(key, data)
    sent = Sent()
    proxy.faults = [Fault("GetObject", times=1000, each_block=sent)]
    store = make_store(s3_store_host=proxy.url, s3_fast_download_concurrency=CONCURRENCY)
    pieces, _ = store.get(locate(store, key))
    got = list(itertools.islice(pieces, TAKEN_CHUNKS))
    sent.wait_until_all_wait()
    assert sum(held().values()) <= AHEAD_BYTES
    assert all(stats["used_bytes"] <= stats["limit_bytes"] for stats in budgets().values())
    waiting_bytes = sent.blocks * BLOCK_BYTES - TAKEN_CHUNKS * CHUNK_BYTES
    assert waiting_bytes <= AHEAD_BYTES + SOCKETS_BYTES < SIZE - TAKEN_CHUNKS * CHUNK_BYTES
    if comes_back:
        got += pieces
        assert b"".join(got) == data
    else:
        pieces.close()
        assert proxy.client_gone.wait(30)
    assert_no_memory_is_held()


def test_memory_that_stays_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_memory, "SETTLE_SECS", 0)
    stays = Reservation(process_budget(MIB))
    assert stays.try_take(1000)
    try:
        with pytest.raises(AssertionError, match="1000"):
            assert_no_memory_is_held()
    finally:
        stays.give_back()
    assert_no_memory_is_held()
