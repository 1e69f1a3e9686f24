"""Signals in the middle of a request."""

import itertools
import os
import signal
import threading
import time

import pytest

from contract.conftest import Bucket, Locate
from contract.faults.common import BACKSTOP_SECS, LARGE, SMALL, add, wait_until
from contract.midst import Hold
from contract.proxy import Fault, Proxy
from contract.rows import fault
from glance_s3_fast.store import Store


@pytest.mark.parametrize(
    ("size", "operation"),
    [
        (LARGE, "CreateMultipartUpload"),
        (LARGE, "UploadPart"),
        (LARGE, "CompleteMultipartUpload"),
        (SMALL, "PutObject"),
    ],
)
def test_an_interrupt_while_a_request_hangs(
    *, store: Store, proxy: Proxy, hold: Hold, bucket: Bucket, key: str, size: int, operation: str
) -> None:
    """It ends the upload at once, and nothing is left when the request comes back after all."""

    def interrupt_and_hang() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        hold()

    hanging = Fault(operation, before=interrupt_and_hang)
    proxy.faults = [hanging]
    with pytest.raises(KeyboardInterrupt):
        add(store, key, size)
    assert not hanging.over.is_set(), "it waited for the request"
    hold.let_go()
    assert hanging.over.wait(BACKSTOP_SECS)
    wait_until(lambda: not bucket.objects(key) and not bucket.open_uploads(key))


@fault("a slow or leaving consumer")
def test_a_signal_handler_that_reads_what_its_thread_is_reading(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str
) -> None:
    """It gets a generator's error instead of waiting for itself; the reading goes on."""
    begun, handled = threading.Event(), threading.Event()
    refused: list[BaseException] = []
    got: list[bytes] = []
    numbers = itertools.count()

    def handler(*_: object) -> None:
        try:
            # Returns if the signal came just before the thread began to read.
            got.append(next(pieces))
        except ValueError as error:
            refused.append(error)
        handled.set()

    def in_the_middle_of_a_chunk() -> None:
        if next(numbers) == 1:
            begun.wait(BACKSTOP_SECS)
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGUSR1)
            handled.wait(1)

    proxy.faults = [Fault("GetObject", each_block=in_the_middle_of_a_chunk)]
    pieces, _ = store.get(locate(store, key))
    previous = signal.signal(signal.SIGUSR1, handler)
    try:
        begun.set()
        for piece in pieces:
            got.append(piece)
    finally:
        signal.signal(signal.SIGUSR1, previous)
    assert handled.is_set()
    assert b"".join(got) == stored
