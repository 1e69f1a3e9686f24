"""Turns: every subject runs once, then all again, so that a noisy minute hits all alike."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from benchmarks import sink_server, source, stores
from benchmarks.scenarios import OURS, Scenario

GB = 1_000_000_000
#: After so many parts the size of a part doubles when the image's size is unknown.
_PARTS_PER_STEP = 1000


@dataclasses.dataclass(frozen=True)
class Turn:
    """Who runs, under which name in the tables, and what."""

    label: str
    subject: str
    scenario: Scenario


class RunFailed(Exception):
    """A subject failed, or did something else than it was to do."""


def turns_of(scenario: Scenario, subjects: tuple[str, ...]) -> list[Turn]:
    """List the turns of a pair: the subjects, then the variants of our own among them."""
    if scenario.direction == "download":
        subjects = tuple(subject for subject in subjects if subject != "hashes")
    turns = [Turn(subject, subject, scenario) for subject in subjects]
    turns += [
        Turn(f"{subject}, {variant.label}", subject, scenario.with_variant(variant))
        for subject in subjects
        if subject in OURS
        for variant in scenario.variants
    ]
    return turns


def job_for(turn: Turn, port: int, backend: str | None) -> dict[str, Any]:
    """Say to the measured process what to do."""
    scenario = turn.scenario
    return {
        "subject": turn.subject,
        "port": port,
        "backend": backend,
        "direction": scenario.direction,
        "size_bytes": scenario.size_bytes,
        "at_once": scenario.at_once,
        "declared_size": scenario.declared_size,
        "max_read_bytes": scenario.max_read_bytes,
        "fresh_bytes": scenario.fresh_bytes,
        "consume_bytes_per_sec": scenario.consume_bytes_per_sec,
        "options": scenario.options,
    }


def run_turn(turn: Turn, backend: str | None) -> dict[str, Any]:
    """Run one subject once, against a server of its own; raises `RunFailed`."""
    # No proxy between a subject and loopback; no AWS setting that would change a subject.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith(("AWS_", "GLANCE_S3_FAST_"))
    }
    with sink_server.serving(turn.scenario.server) as port:
        job = json.dumps(job_for(turn, port, backend))
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "benchmarks.subject", job],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                timeout=turn.scenario.timeout_secs,
            )
        except subprocess.TimeoutExpired as error:
            secs = turn.scenario.timeout_secs
            raise RunFailed(f"{turn.label}: not done after {secs} s") from error
        except subprocess.CalledProcessError as error:
            raise RunFailed(f"{turn.label}: failed, see above") from error
    result: dict[str, Any] = json.loads(done.stdout)
    _check(turn, result)
    return _with_rates(turn, result)


def _check(turn: Turn, result: dict[str, Any]) -> None:
    """Refuse a run by another engine, or whose upload is not what was to be uploaded."""
    scenario = turn.scenario
    if result["native_loaded"] != (turn.subject == "native"):
        raise RunFailed(f"{turn.label}: native module loaded: {result['native_loaded']}")
    if scenario.direction != "upload":
        return
    for index, (size_bytes, checksum, multihash) in enumerate(result["uploads"]):
        if size_bytes != scenario.size_bytes:
            raise RunFailed(f"{turn.label}: {size_bytes} bytes stored, not {scenario.size_bytes}")
        if scenario.check_digests and turn.subject != "raw":
            wanted = source.digests(scenario.size_bytes, source.start_of(index), stores.ALGO)
            if (checksum, multihash) != wanted:
                raise RunFailed(f"{turn.label}: wrong digests of upload {index}")
    if turn.subject == "hashes":
        return
    server = result["server"]
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


def _with_rates(turn: Turn, result: dict[str, Any]) -> dict[str, Any]:
    """Add what tables and targets are made of."""
    total_bytes, server = turn.scenario.total_bytes, result["server"]
    cpu_secs = result["cpu_user_secs"] + result["cpu_system_secs"]
    server_cpu_secs = server["cpu_user_secs"] + server["cpu_system_secs"]
    others_cpu_secs = result["machine_cpu_secs"] - cpu_secs - server_cpu_secs
    if turn.scenario.direction == "download":
        result["first_byte_secs"] = max(result["first_byte_secs"])
    return {
        **result,
        "label": turn.label,
        "subject": turn.subject,
        "total_bytes": total_bytes,
        "mb_per_sec": total_bytes / 1e6 / result["wall_secs"],
        "cpu_secs_per_gb": cpu_secs / (total_bytes / GB),
        "server_cpu_secs_per_gb": server_cpu_secs / (total_bytes / GB),
        "others_cores": max(0.0, others_cpu_secs / result["wall_secs"]),
        "requests": sum(server["requests"].values()),
        "max_open_connections": server["max_open_connections"],
    }


def run_scenario(
    scenario: Scenario,
    subjects: tuple[str, ...],
    pairs: int,
    backend: str | None,
    say: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Run `pairs` rounds of turns; gives all runs in order, each with its ``pair``."""
    runs = []
    for pair in range(pairs):
        for turn in turns_of(scenario, subjects):
            run = run_turn(turn, backend)
            run["pair"] = pair
            runs.append(run)
            say(
                f"{scenario.name} {pair + 1}/{pairs} {turn.label}: {run['wall_secs']:.2f} s, "
                f"{run['mb_per_sec']:.0f} MB/s, {run['cpu_secs_per_gb']:.2f} CPU-s/GB, "
                f"peak {run['peak_bytes'] / 1e6:.0f} MB"
            )
    return runs
