"""What `faults.one` may be asked to do with a store, each by name."""

import gc
import hashlib
import json
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from glance_store import location

from contract.images import MIB, image
from faults.sources import SOURCES, Meeting, Repeated
from forking import start_child

UPLOADS_AT_ONCE = 8
LEAVING_SECS = 5.0
"""How long a connection that nobody reads from any more may take to close."""

Work = dict[str, Any]
Answer = dict[str, Any]


def how_it_ended(transfer: Callable[[], Answer]) -> Answer:
    try:
        return {"ended": "returned", **transfer()}
    except BaseException as error:
        return {
            "ended": "raised",
            "error": type(error).__name__,
            "module": type(error).__module__,
            "text": str(error),
        }


def at_once(transfers: list[Callable[[], Answer]]) -> list[Answer]:
    """Do all, each on a thread of its own; return how they ended."""
    answers: list[Answer] = [{} for _ in transfers]

    def run(number: int) -> None:
        answers[number] = how_it_ended(transfers[number])

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(transfers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def store_image(store: Any, key: str, source: Any, declared: int) -> Answer:
    result = store.add(key, source, declared, "sha512")
    return {"size": result[1], "sha512": result[3]}


def upload(store: Any, work: Work) -> Answer:
    source = SOURCES[work["source"]](image(work["size"]))
    return store_image(store, work["key"], source, work["size"] if work["known"] else 0)


def opened(store: Any, work: Work) -> Any:
    """Return the image's pieces."""
    host = urlsplit(work["options"]["s3_store_host"]).netloc
    uri = f"s3://{host}/{work['options']['s3_store_bucket']}/{work['key']}"
    module = sys.modules[type(store).__module__]
    where = location.Location("s3", module.StoreLocation, store.conf, uri=uri, backend="fast")
    return store.get(where)[0]


def download(store: Any, work: Work) -> Answer:
    seen, size = hashlib.sha512(), 0
    for piece in opened(store, work):
        seen.update(piece)
        size += len(piece)
    return {"size": size, "sha512": seen.hexdigest()}


def leave(store: Any, work: Work) -> Answer:
    """Take one piece, and leave as a WSGI server does: close what can be closed, and let it go."""
    pieces = opened(store, work)
    right = image(work["size"]).startswith(next(iter(pieces)))
    began = time.monotonic()
    if hasattr(pieces, "close"):
        pieces.close()
    del pieces
    gc.collect()
    port = urlsplit(work["options"]["s3_store_host"]).port
    left = 1
    while left and time.monotonic() < began + LEAVING_SECS:
        time.sleep(0.5)  # until what the server still sends has come
        left = unread_connections(port)
    return {"right": right, "unread_connections": left}


def unread_connections(port: int | None) -> int:
    """Return how many of this process's connections to `port` hold bytes that nobody has read."""
    count = 0
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(name))) as copy:
                if copy.getpeername()[1] == port:
                    count += bool(copy.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except OSError:  # it listens, has nothing to read, or is gone
            continue
    return count


def twice(store: Any, work: Work) -> Answer:
    """Two images of one id: neither ends before both have begun."""
    size, barrier = work["size"], threading.Barrier(2)

    def one(seed: int) -> Callable[[], Answer]:
        return lambda: store_image(store, work["key"], Meeting(image(size, seed), barrier), size)

    return {"each": at_once([one(0), one(1)])}


def fork(store: Any, work: Work) -> Answer:
    """Use the store, fork, and use it on both sides."""

    def round_trip(name: str) -> Answer:
        there = {**work, "key": f"{work['key']}{name}"}
        upload(store, there)
        return download(store, there)

    round_trip("-before")
    reading, writing = os.pipe()

    def childs() -> None:
        answer = how_it_ended(lambda: round_trip("-child"))
        os.write(writing, json.dumps(answer).encode())

    child = start_child(childs)
    os.close(writing)
    parents = how_it_ended(lambda: round_trip("-parent"))
    with os.fdopen(reading) as answers:
        text = answers.read()
    os.waitpid(child, 0)
    return {"each": [parents, json.loads(text) if text else {"ended": "crashed"}]}


def many(store: Any, work: Work) -> Answer:
    """Upload several images at once; say how much memory that took at its height."""
    size = work["size"]
    pieces = [image(MIB, seed) for seed in range(UPLOADS_AT_ONCE)]
    store_image(store, f"{work['key']}-first", Repeated(pieces[0], MIB), MIB)
    Path("/proc/self/clear_refs").write_text("5")  # proc(5): VmHWM begins anew
    before = memory_kib("VmRSS")

    def one(number: int) -> Callable[[], Answer]:
        source = Repeated(pieces[number], size)
        return lambda: store_image(store, f"{work['key']}-{number}", source, size)

    each = at_once([one(number) for number in range(UPLOADS_AT_ONCE)])
    return {"each": each, "peak_bytes": (memory_kib("VmHWM") - before) * 1024}


def memory_kib(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1])


ACTIONS: dict[str, Callable[[Any, Work], Answer]] = {
    "upload": upload,
    "download": download,
    "leave": leave,
    "twice": twice,
    "fork": fork,
    "many": many,
}
