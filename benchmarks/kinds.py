"""All who can take a turn, by name, and what makes each of them in the measured process."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.endpoint import Endpoint
from benchmarks.peers import PEERS, PROGRAMS

#: The driver with either engine.
OURS = ("native", "boto3")
UNHASHED = "native-unhashed"
STORES = ("stock", *OURS)
#: Nothing is sent or fetched.
HASHES_ALONE = ("hashes", "native-hashes")
FLOORS = ("raw", *HASHES_ALONE, "hashed-raw")
#: In the order of tables.
SUBJECTS = (*STORES, UNHASHED, *PEERS, *FLOORS)
#: These load the native module; any other subject that does is not what it says.
NATIVE = ("native", UNHASHED, "native-hashes", "hashed-raw")
#: These give no digest of an image.
WITHOUT_HASHES = (UNHASHED, *PEERS, "raw")

__all__ = [
    "FLOORS",
    "HASHES_ALONE",
    "NATIVE",
    "OURS",
    "PEERS",
    "PROGRAMS",
    "STORES",
    "SUBJECTS",
    "UNHASHED",
    "WITHOUT_HASHES",
]


def missing(kind: str, site_name: str) -> str | None:
    """Say why a subject cannot take part and how it could; None if it can."""
    if kind in FLOORS and kind in NATIVE and not _hashes_natively():
        return "the native module's hashes are not here, or the processor lacks what they need"
    if kind in FLOORS and site_name != "s3-sink":
        return "it signs nothing, so only the suite's own server takes it: --server sink"
    return PEERS[kind].missing() if kind in PEERS else None


def _hashes_natively() -> bool:
    try:
        native = importlib.import_module("glance_s3_fast._native")
    except ImportError:
        return False
    return bool(native.Md5Sha512.available())


def make(job: dict[str, Any], endpoint: Endpoint) -> Any:
    """Make the subject of a job (`benchmarks.runner.job_for`).

    What is imported for it is imported here: no subject has another's modules in its process.
    """
    kind = job["subject"]
    if kind in PEERS:
        return PEERS[kind].load()(endpoint, job["part_bytes"], job["concurrency"], job["at_once"])
    if kind in FLOORS:
        return importlib.import_module("benchmarks.floors").Floor(kind, endpoint)
    options = {
        name: value
        for name, value in job["options"].items()
        if kind != "stock" or not name.startswith("s3_fast_")
    }
    if job["part_bytes"]:
        options["s3_store_large_object_chunk_size"] = job["part_bytes"] // (1024 * 1024)
        options["s3_store_large_object_size"] = job["part_bytes"] // (1024 * 1024)
    if job["concurrency"]:
        options["s3_store_thread_pools"] = job["concurrency"]
        if kind != "stock":
            options["s3_fast_download_concurrency"] = job["concurrency"]
    if kind == UNHASHED:
        return importlib.import_module("benchmarks.unhashed").Unhashed(
            endpoint, options, job["backend"]
        )
    return importlib.import_module("benchmarks.stores").Subject(
        kind, endpoint, options, job["backend"]
    )
