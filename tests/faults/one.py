"""One transfer in a process of its own, by any of the three drivers; says as JSON how it ended.

Started by `faults.table`, which ends it when it hangs. What to do comes on standard input.
"""

import hashlib
import importlib
import io
import json
import os
import signal
import sys
from typing import Any

from glance_store import location
from oslo_config import cfg

from contract.images import Failing, image

MODULES = {
    "stock": "glance_store._drivers.s3",
    "native": "glance_s3_fast.store",
    "boto3": "glance_s3_fast.store",
}


def make_store(driver: str, options: dict[str, Any]) -> Any:
    """Configure a store as the backend ``fast`` of its own configuration."""
    module = importlib.import_module(MODULES[driver])
    conf = cfg.ConfigOpts()
    for group in ("fast", "backend_defaults"):
        conf.register_opts(module.Store.OPTIONS, group=group)
    conf(args=[], default_config_files=[], default_config_dirs=[])
    known = {option.dest for option in module.Store.OPTIONS}
    for name, value in {**options, "s3_fast_engine": driver}.items():
        if name in known:
            conf.set_override(name, value, group="fast")
    store = module.Store(conf, backend="fast")
    store.configure(re_raise_bsc=True)
    return store


class Dying:
    """A source in whose middle the process is killed."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        if not piece:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece


def source_of(kind: str, data: bytes) -> Any:
    cut = len(data) - 2 * 1024 * 1024
    return {
        "whole": lambda: io.BytesIO(data),
        "raises": lambda: Failing(data[:cut], OSError("the client is gone")),
        "ends early": lambda: io.BytesIO(data[:cut]),
        "gives too much": lambda: io.BytesIO(data + b"more"),
        "is killed": lambda: Dying(data),
    }[kind]()


def upload(store: Any, work: dict[str, Any]) -> dict[str, Any]:
    source = source_of(work["source"], image(work["size"]))
    declared = work["size"] if work["known"] else 0
    result = store.add(work["key"], source, declared, "sha512")
    return {"size": result[1], "sha512": result[3]}


def download(store: Any, work: dict[str, Any]) -> dict[str, Any]:
    host = work["options"]["s3_store_host"].removeprefix("http://")
    uri = f"s3://{host}/{work['options']['s3_store_bucket']}/{work['key']}"
    module = sys.modules[type(store).__module__]
    where = location.Location("s3", module.StoreLocation, store.conf, uri=uri, backend="fast")
    seen, size = hashlib.sha512(), 0
    pieces, _ = store.get(where)
    for piece in pieces:
        seen.update(piece)
        size += len(piece)
    return {"size": size, "sha512": seen.hexdigest()}


def main() -> None:
    work = json.load(sys.stdin)
    try:
        store = make_store(work["driver"], work["options"])
        done = (upload if work["action"] == "upload" else download)(store, work)
        answer = {"ended": "returned", **done}
    except BaseException as error:
        answer = {
            "ended": "raised",
            "error": type(error).__name__,
            "module": type(error).__module__,
            "text": str(error),
        }
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # threads that hang do not matter any more


if __name__ == "__main__":
    main()
