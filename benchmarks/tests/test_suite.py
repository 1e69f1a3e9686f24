# ruff: noqa: D103, PLR2004, S101
"""The suite's Python: sources, checks, judgement."""

import contextlib
import hashlib

import pytest

from benchmarks import checks, pattern, quiet, runner, scenarios, sites, source, summary

MIB = source.MIB


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize("read_bytes", [1, 4096, 64 * 1024, MIB, 5 * MIB, 7 * MIB + 3])
def test_a_source_gives_the_same_bytes_however_it_is_read(fresh: bool, read_bytes: int) -> None:
    size_bytes = 2000 if read_bytes == 1 else 41 * MIB + 5
    reader = source.Source(size_bytes, start=3 * MIB, max_read_bytes=0, fresh=fresh)
    md5 = hashlib.md5(usedforsecurity=False)
    lengths = []
    while piece := reader.read(read_bytes):
        lengths.append(len(piece))
        md5.update(piece)
    assert set(lengths[:-1]) <= {read_bytes}
    assert sum(lengths) == size_bytes
    assert md5.hexdigest() == source.digests(size_bytes, 3 * MIB, source.ALGO)[0]


def test_fresh_reads_are_objects_of_their_own_and_ring_reads_are_not() -> None:
    for fresh in (True, False):
        reader = source.Source(80 * MIB, start=0, max_read_bytes=MIB, fresh=fresh)
        kept = [reader.read(5 * MIB) for _ in range(80)]
        assert len({id(piece) for piece in kept}) == (80 if fresh else 40)


def test_misplaced_bytes_are_found() -> None:
    piece = pattern.block()[1024:2048]
    pattern.check(piece, 1024)
    pattern.check(piece, 1024 + 5 * pattern.PERIOD_BYTES)
    with pytest.raises(ValueError, match="wrong bytes"):
        pattern.check(piece, 1024 + MIB)


def test_the_plan_of_growing_parts() -> None:
    first = 1000 * 10 * MIB
    assert checks.growing_part_runs(first, 10 * MIB) == [[10 * MIB, 1000]]
    assert checks.growing_part_runs(first + 1, 10 * MIB) == [[10 * MIB, 1000], [1, 1]]
    runs = checks.growing_part_runs(60_000_000_000, 10 * MIB)
    assert runs[:2] == [[10 * MIB, 1000], [20 * MIB, 1000]]
    assert [size for size, _ in runs[2:-1]] == [40 * MIB]
    assert sum(size * count for size, count in runs) == 60_000_000_000


def test_targets_are_judged_by_the_median_of_pairs() -> None:
    target = scenarios.Target(measure="wall_secs", against="stock", at_most_ratio=0.5)
    scenario = scenarios.Scenario(
        name="x",
        summary="x",
        direction="upload",
        size_bytes=1,
        subjects=("stock", "native"),
        targets=(target,),
    )
    walls = {"stock": [10.0, 10.0, 10.0], "native": [4.0, 5.0, 9.0]}
    runs = [
        {
            "label": label,
            "series": label,
            "point": None,
            "pair": pair,
            "wall_secs": walls[label][pair],
        }
        | {"cpu_secs_per_gb": 1.0, "peak_bytes": 1}
        for pair in range(3)
        for label in walls
    ]
    (judged,) = summary.summarise(scenario, runs)["targets"]
    assert judged["met"]
    assert judged["found"] == {"median": 0.5, "min": 0.4, "max": 0.9}
    runs[3]["wall_secs"] = 5.1
    (judged,) = summary.summarise(scenario, runs)["targets"]
    assert not judged["met"]


def test_the_file_of_scenarios_is_readable() -> None:
    for scenario in scenarios.load().values():
        measured = [target.measure for target in scenario.targets]
        assert set(measured) <= set(summary.COLUMNS)


@pytest.mark.parametrize(("patience_secs", "given_secs"), [(5.0, 1.05), (0.4, 1.3), (0.0, 1.5)])
def test_a_turn_waits_for_a_quiet_moment_as_long_as_it_may(
    monkeypatch: pytest.MonkeyPatch, patience_secs: float, given_secs: float
) -> None:
    probes = iter([*[1.0] * 10, 1.5, 1.4, 1.3, 1.2, 1.05, 9.0])
    now = [0.0]

    def sleep(secs: float) -> None:
        now[0] += secs

    monkeypatch.setattr(quiet, "probe_secs", lambda: next(probes))
    monkeypatch.setattr(quiet.time, "sleep", sleep)
    monkeypatch.setattr(quiet.time, "monotonic", lambda: now[0])
    assert quiet.Quiet(patience_secs).wait() == given_secs


def test_a_run_says_how_disturbed_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    probes = iter([*[1.0] * 10, 1.0, 1.5, 0.8, 0.8])
    monkeypatch.setattr(quiet, "probe_secs", lambda: next(probes))
    answer = {"wall_secs": 1.0, "mb_per_sec": 1.0, "cpu_secs_per_gb": 1.0, "peak_bytes": 1}
    monkeypatch.setattr(runner, "run_turn", lambda *_: dict(answer))
    monkeypatch.setattr(sites, "site", contextlib.nullcontext)
    scenario = scenarios.Scenario(
        name="x", summary="x", direction="upload", size_bytes=1, subjects=("stock",)
    )
    runs = runner.run_scenario(
        scenario,
        ("stock",),
        range(2),
        "minio",
        backend=None,
        quiet=quiet.Quiet(0),
        say=lambda _: None,
    )
    assert [run["slowdown"] for run in runs] == pytest.approx([1.5 / 0.8, 1.0])
