"""A run that is wrong is no run: whether what was measured is what was to be done."""

from __future__ import annotations

import itertools
from typing import Any

from benchmarks import source
from benchmarks.kinds import HASHES_ALONE, NATIVE, WITHOUT_HASHES
from benchmarks.turns import Turn

#: After so many parts the size of a part doubles when the image's size is unknown.
_PARTS_PER_STEP = 1000


class RunFailed(Exception):
    """A subject failed, or did something else than it was to do."""


def check_answers(turn: Turn, result: dict[str, Any]) -> None:
    """Refuse a run by another engine, or whose sizes or digests are wrong."""
    scenario = turn.scenario
    if result["native_loaded"] != (turn.subject in NATIVE):
        raise RunFailed(f"{turn.label}: native module loaded: {result['native_loaded']}")
    if scenario.direction != "upload":
        return
    fresh = scenario.fresh_bytes and scenario.data == "reader"
    for index, (size_bytes, checksum, multihash) in enumerate(result["uploads"]):
        if size_bytes != scenario.size_bytes:
            raise RunFailed(f"{turn.label}: {size_bytes} bytes stored, not {scenario.size_bytes}")
        if scenario.check_digests and turn.subject not in WITHOUT_HASHES:
            start = source.start_of(index, fresh=fresh)
            wanted = source.digests(scenario.size_bytes, start, source.ALGO)
            if (checksum, multihash) != wanted:
                raise RunFailed(f"{turn.label}: wrong digests of upload {index}")


def check_sink(turn: Turn, server: dict[str, Any]) -> None:
    """Refuse a run after which the suite's own server has other objects or open uploads."""
    scenario = turn.scenario
    if scenario.direction != "upload" or turn.subject in HASHES_ALONE:
        return
    stored = [each for each in server["objects"] if "/warm-" not in each["name"]]
    if [each["size_bytes"] for each in stored] != [scenario.size_bytes] * scenario.at_once:
        raise RunFailed(f"{turn.label}: the server has other objects: {stored}")
    if server["open_uploads"]:
        raise RunFailed(f"{turn.label}: uploads left open: {server['open_uploads']}")
    if scenario.expect_part_plan:
        base_bytes = scenario.options["s3_store_large_object_chunk_size"] * source.MIB
        wanted_runs = growing_part_runs(scenario.size_bytes, base_bytes)
        if stored[0]["part_runs"] != wanted_runs:
            raise RunFailed(
                f"{turn.label}: parts {stored[0]['part_runs']}, the plan says {wanted_runs}"
            )


def growing_part_runs(
    size_bytes: int, base_bytes: int, limit_bytes: int = 512 * source.MIB
) -> list[list[int]]:
    """List the parts of an image of unknown size as runs of [size in bytes, how many].

    The documented table, said once more apart from the code that it checks: 1,000 parts of the
    base size, then 1,000 of twice that, and so on, never more than `limit_bytes` (the memory
    limit).
    """
    sizes: list[int] = []
    left = size_bytes
    while left:
        step = len(sizes) // _PARTS_PER_STEP
        sizes.append(min(left, base_bytes * 2**step, limit_bytes))
        left -= sizes[-1]
    return [[size, len(list(run))] for size, run in itertools.groupby(sizes)]
