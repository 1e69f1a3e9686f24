# ruff: noqa: D103, PLR2004, S101
"""Every subject once, with little, on the suite's own server: plain and over TLS."""

import dataclasses
from typing import Any

import pytest

from benchmarks import kinds, runner, scenarios, sites, turns

SIZE_BYTES = 17 * 1024 * 1024 + 3
PART_BYTES = 8 * 1024 * 1024


def run(
    subject: str, direction: str, *, tls: bool, data: str = "reader", **options: str
) -> dict[str, Any]:
    if why := kinds.missing(subject, "s3-sink"):
        pytest.skip(why)
    scenario = scenarios.Scenario(
        name="little",
        summary="",
        direction=direction,
        size_bytes=SIZE_BYTES,
        at_once=2,
        subjects=(subject,),
        data=data,
        part_bytes=PART_BYTES,
        concurrency=4,
        server={"tls": True} if tls else {},
        options=options,
    )
    (turn,) = turns.turns_of(scenario, (subject,))
    with sites.site("sink") as site:
        # What comes of it is checked there: sizes, digests, bytes, objects, open uploads.
        found = runner.run_turn(turn, site, None)
    assert found["total_bytes"] == 2 * SIZE_BYTES
    return found


SUBJECTS = ("stock", *kinds.OURS, kinds.UNHASHED, *kinds.PEERS)


@pytest.mark.parametrize("direction", ["upload", "download"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_does_what_it_is_measured_by(subject: str, direction: str) -> None:
    assert run(subject, direction, tls=False)["requests"] >= 2


def test_a_part_in_chunks_is_known_by_its_size_where_etags_are_no_md5() -> None:
    whole, chunks = (
        run("native", "upload", tls=False, s3_fast_payload_signing=way)["requests"]
        for way in ("whole", "chunks")
    )
    # ListParts; a part that is sent again would be one more.
    assert chunks == whole + 1


@pytest.mark.parametrize("subject", kinds.HASHES_ALONE)
def test_what_only_hashes_has_the_digests_and_sends_nothing(subject: str) -> None:
    if why := kinds.missing(subject, "s3-sink"):
        pytest.skip(why)
    assert run(subject, "upload", tls=False)["requests"] == 0


@pytest.mark.parametrize("subject", ["raw", "hashed-raw"])
def test_a_floor_that_sends_sends_each_image_in_one_request(subject: str) -> None:
    if why := kinds.missing(subject, "s3-sink"):
        pytest.skip(why)
    assert run(subject, "upload", tls=False)["requests"] == 2


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_speaks_tls(subject: str) -> None:
    pytest.importorskip("cryptography")
    run(subject, "upload", tls=True)


@pytest.mark.parametrize("direction", ["upload", "download"])
@pytest.mark.parametrize("subject", ["native", kinds.UNHASHED, "aws-crt", "obstore", "s3transfer"])
def test_files_both_ways(subject: str, direction: str) -> None:
    run(subject, direction, tls=False, data="file")


def test_a_floor_is_left_out_where_requests_must_be_signed() -> None:
    assert kinds.missing("raw", "minio")
    assert not kinds.missing("raw", "s3-sink")


def test_what_is_slow_on_purpose_needs_the_suites_own_server() -> None:
    scenario = dataclasses.replace(scenarios.load()["download-far"])
    (turn, *_) = turns.turns_of(scenario, ("native",))
    real = sites.Real("minio", endpoint=None, client=None)  # type: ignore[arg-type]
    with pytest.raises(runner.RunFailed, match="slow on purpose"), real.turn(turn):
        pass
