"""A server that asks for fewer requests gets fewer, and later more again."""

import io
import threading

import pytest

from contract.conftest import Bucket, MakeStore
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, Request, error
from contract.rows import fault

IN_FLIGHT = 4
PARTS = 18
SIZE = PARTS * 5 * MIB
BACKSTOP_SECS = 30


class Parts:
    """Sees how many parts are under way at once, and gives the first four `answer`."""

    def __init__(self, answer: tuple[int, bytes]) -> None:
        self._answer = answer
        self.most: list[int] = []
        self._now = 0
        self._seen = 0
        self._lock = threading.Lock()
        self._together = threading.Barrier(IN_FLIGHT)
        self._again = threading.Barrier(IN_FLIGHT)
        self.four_again = threading.Event()

    def choose(self, request: Request) -> Fault | None:
        if request.operation != "UploadPart":
            return None
        self._seen += 1
        if self._seen <= IN_FLIGHT:
            # All four are under way before the first is answered.
            return Fault("UploadPart", answer=self._answer, before=lambda: self._together.wait(30))
        return Fault("UploadPart", before=self._begin, after=self._end)

    def _begin(self) -> None:
        with self._lock:
            self._now += 1
            self.most.append(self._now)
            number = len(self.most)
        if number > PARTS - IN_FLIGHT and not self.four_again.is_set():
            # By now as many are sent at once as at the start: they wait for each other.
            self._again.wait(BACKSTOP_SECS)
            self.four_again.set()

    def _end(self) -> None:
        with self._lock:
            self._now -= 1


@fault("slow down", "server errors")
@pytest.mark.parametrize(
    "answer", [(503, error("SlowDown")), (429, error("TooManyRequests"))], ids=["503", "429"]
)
def test_fewer_parts_at_a_time_and_more_again(
    *, make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str, answer: tuple[int, bytes]
) -> None:
    parts = Parts(answer)
    proxy.choose = parts.choose
    store = make_store(s3_store_host=proxy.url, s3_store_thread_pools=IN_FLIGHT)
    store.add(key, io.BytesIO(image(SIZE)), SIZE, "md5")
    # Two at a time until two are stored, then three; four of them take two and three more.
    assert max(parts.most[:2]) <= 2
    assert max(parts.most[:4]) <= 3
    assert parts.four_again.is_set()
    assert bucket.read(key) == image(SIZE)
