"""What to expect of a machine that is not at hand: ``python -m benchmarks.model --help``.

A transfer is as fast as the narrowest of these: its own hash, which no second core can help; the
cores, which all transfers share; the network card; and the connections, each of which distance or
the far end may limit. The costs are CPU-seconds a GB, as measured by the scenarios that are named
beside them, on an Emerald Rapids core at 2.9 GHz. Another processor has others; what carries over
is how they add up, and where the knees are. What several images are bound by when they share
lanes, besides the cores, is not in it: while one thread hashes for eight, the others wait.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import sys
from typing import Any

MIB = 1024 * 1024
#: S3 takes no more parts of an object.
PARTS_MAX = 10_000
#: Beyond so many lanes a pass through the hashes costs more.
LANES = 8
#: From so many images on they share lanes.
SHARED_FROM = 4
AVX2_SHARED_FROM = 3
#: So much of a part's time may go to waiting for its answer; others are under way meanwhile.
WAITING_SHARE = 0.5
USUAL_PART_BYTES = 10 * MIB
FEWEST_IN_FLIGHT, MOST_IN_FLIGHT = 4, 64


@dataclasses.dataclass(frozen=True)
class Costs:
    """CPU-seconds a GB."""

    #: Both hashes of one image, `upload-2gb`'s ``native-hashes``; of eight at once, their share of
    #: all samples of `upload-8x500mb`.
    hash_alone: float = 1.68
    hash_of_eight: float = 0.68
    #: hashlib's pair: subject ``hashes``. With AVX2 one image takes as much, eight that together.
    hashlib: float = 3.4
    avx2_of_several: float = 1.6
    #: The payload's signature over plain HTTP, in chunks: `upload-1gb-signing`; and as a whole,
    #: where the processor has no AVX-512: `upload-2gb`, signed so less unsigned.
    sign: float = 0.4
    sign_whole: float = 0.7
    #: Reading, copying, sending: `peers-upload-fresh`'s ``native-unhashed``.
    send: float = 0.5
    #: The same over TLS, in addition: `peers-upload-tls-fresh`.
    encrypt: float = 0.28
    #: One stream over plain HTTP, and ranges beside it: `download-2gb`, `download-far`.
    receive: float = 0.15
    receive_ranges: float = 0.5


COSTS = Costs()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Site:
    """A machine, its way to the server, and its work."""

    cores: float
    nic_mb_per_sec: float
    connection_mb_per_sec: float = math.inf
    latency_ms: float = 0.5
    images_at_once: int = 1
    processes: int = 1
    image_gb: float = 2.0
    tls: bool = True
    unsigned_payload: bool = True
    instructions: str = "avx512"
    parts_in_flight: int = 10
    part_size_bytes: int = 10 * MIB
    streams: int = 16


@dataclasses.dataclass(frozen=True)
class Expected:
    """Of all images together: MB/s, CPU-seconds a GB, and what is narrowest."""

    mb_per_sec: float
    cpu_secs_per_gb: float
    bound_by: str


def connection_mb_per_sec(site: Site, bytes_a_request: int) -> float:
    """Give what one connection brings when each request waits `latency_ms` for its answer."""
    wait_secs = site.latency_ms / 1000
    move_secs = bytes_a_request / 1e6 / min(site.connection_mb_per_sec, site.nic_mb_per_sec)
    return bytes_a_request / 1e6 / (wait_secs + move_secs)


def hash_cost(site: Site) -> float:
    """Give the CPU-seconds a GB for both hashes: cheaper where a process has several images."""
    if site.instructions == "none":
        return COSTS.hashlib
    images = site.images_at_once // site.processes
    if site.instructions == "avx2":
        shared = images >= AVX2_SHARED_FROM and images > site.cores / 2
        return COSTS.avx2_of_several if shared else COSTS.hashlib
    together = min(LANES, images)
    if together < SHARED_FROM or together <= site.cores / 2:
        return COSTS.hash_alone
    return min(COSTS.hash_alone, COSTS.hash_of_eight * LANES / together)


def upload(site: Site) -> Expected:
    """Say what uploads with both image hashes reach."""
    cpu = hash_cost(site) + COSTS.send + COSTS.encrypt * site.tls
    if not site.tls and not site.unsigned_payload:
        cpu += COSTS.sign if site.instructions == "avx512" else COSTS.sign_whole
    # Others' two run on a thread each; the slower one is half of their sum.
    own_hash = COSTS.hash_alone if site.instructions == "avx512" else COSTS.hashlib / 2
    wire = connection_mb_per_sec(site, site.part_size_bytes) * site.parts_in_flight
    return _narrowest(
        cpu,
        {
            "the hash of each image": site.images_at_once * 1000 / own_hash,
            "cores": site.cores * 1000 / cpu,
            "network card": site.nic_mb_per_sec,
            "connections": site.images_at_once * wire,
        },
    )


def download(site: Site) -> Expected:
    """Say what downloads reach; streams are added only where one is limited."""
    one = min(site.connection_mb_per_sec, site.nic_mb_per_sec)
    limited = one * site.images_at_once < site.nic_mb_per_sec
    streams = site.streams if limited else 1
    cpu = (COSTS.receive_ranges if limited else COSTS.receive) + COSTS.encrypt * site.tls
    each = connection_mb_per_sec(site, 8 * MIB) * streams if limited else one
    return _narrowest(
        cpu,
        {
            "cores": site.cores * 1000 / cpu,
            "network card": site.nic_mb_per_sec,
            "connections": site.images_at_once * each,
        },
    )


def _narrowest(cpu: float, limits: dict[str, float]) -> Expected:
    bound_by = min(limits, key=lambda name: limits[name])
    return Expected(limits[bound_by], cpu, bound_by)


def advice(site: Site) -> dict[str, int]:
    """Recommend a part size, parts in flight and a memory limit for this site.

    A part is as large as it takes for its answer's wait not to matter, and for the image to fit
    into 10,000; there are as many in flight as one image's own hash can keep busy.
    """
    per_connection = min(site.connection_mb_per_sec, site.nic_mb_per_sec)
    worth_waiting = site.latency_ms / 1000 / WAITING_SHARE * per_connection * 1e6
    needed = max(USUAL_PART_BYTES, worth_waiting, site.image_gb * 1e9 / PARTS_MAX)
    part_mib = min(512, math.ceil(needed / MIB))
    alone = dataclasses.replace(site, images_at_once=1, processes=1)
    own_rate = min(1000 / hash_cost(alone), site.nic_mb_per_sec)
    rate = connection_mb_per_sec(site, part_mib * MIB)
    in_flight = min(MOST_IN_FLIGHT, max(FEWEST_IN_FLIGHT, math.ceil(own_rate / rate) + 1))
    images = math.ceil(site.images_at_once / site.processes)
    # A sixteenth more is taken for what comes with a part.
    limit_mib = math.ceil(images * (in_flight + 1) * part_mib * 17 / 16)
    return {
        "s3_store_large_object_chunk_size": part_mib,
        "s3_store_thread_pools": in_flight,
        "s3_fast_memory_limit": max(64, limit_mib),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.model", description=__doc__)
    parser.add_argument("--cores", type=float, required=True, help="of the machine, for Glance")
    parser.add_argument("--nic-gbit", type=float, required=True, help="of the network card")
    parser.add_argument("--connection-mb", type=float, help="MB/s at most of one connection")
    parser.add_argument("--latency-ms", type=float, default=0.5, help="of an answer (0.5)")
    parser.add_argument("--images", type=int, default=1, help="at once, in all processes (1)")
    parser.add_argument("--processes", type=int, default=1, help="workers of uWSGI (1)")
    parser.add_argument("--image-gb", type=float, default=2.0, help="the largest image (2)")
    parser.add_argument("--http", action="store_true", help="plain HTTP instead of TLS")
    parser.add_argument("--signed", action="store_true", help="with --http: payloads are signed")
    parser.add_argument(
        "--instructions",
        choices=("avx512", "avx2", "none"),
        default="avx512",
        help="what the processor hashes with (avx512)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Print what is to be expected, and options for it."""
    given = _parser().parse_args(arguments)
    site = Site(
        cores=given.cores,
        nic_mb_per_sec=given.nic_gbit * 125,
        connection_mb_per_sec=given.connection_mb or math.inf,
        latency_ms=given.latency_ms,
        images_at_once=given.images,
        processes=given.processes,
        image_gb=given.image_gb,
        tls=not given.http,
        unsigned_payload=not given.signed,
        instructions=given.instructions,
    )
    options = advice(site)
    site = dataclasses.replace(
        site,
        part_size_bytes=options["s3_store_large_object_chunk_size"] * MIB,
        parts_in_flight=options["s3_store_thread_pools"],
    )
    found: dict[str, Any] = {
        "upload": dataclasses.asdict(upload(site)),
        "download": dataclasses.asdict(download(site)),
        "options": options,
    }
    if given.json:
        print(json.dumps(found, indent=2))
        return 0
    for name in ("upload", "download"):
        row = found[name]
        print(
            f"{name + 's':<10} {row['mb_per_sec']:7.0f} MB/s together, "
            f"{row['cpu_secs_per_gb']:.2f} CPU-s/GB, bound by: {row['bound_by']}"
        )
    print("\nWith these options:")
    for name, value in options.items():
        print(f"{name} = {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
