# ruff: noqa: D103, S101
"""The model adds up, and finds what was measured: the record that the documentation shows.

Its costs are those of a machine that is left alone, so it is held against the record's quietest
runs: what a virtual machine's neighbours do only ever adds, in some hours half as much again.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from benchmarks import model, record

HERE = model.Site(cores=2, nic_mb_per_sec=10_000, tls=False)
DRIVERS = Path(__file__).parents[2] / "docs" / "reference" / "benchmarks" / "drivers.json"
TOLERANCE = 0.2
"""Between the record's days, the same differs by nearly as much even in the quietest runs."""


def measured(scenario: str, label: str, measure: str) -> float:
    """Return the record's best: the least CPU, the most MB/s."""
    summary = record.read(DRIVERS)["scenarios"][scenario]["summary"]
    best: float = summary["measures"][label][measure]["max" if "per_sec" in measure else "min"]
    return best


def test_one_upload_is_bound_by_its_own_hash() -> None:
    expected = model.upload(HERE)
    for measure in ("mb_per_sec", "cpu_secs_per_gb"):
        found = measured("upload-2gb", "native, unsigned", measure)
        assert getattr(expected, measure) == pytest.approx(found, rel=TOLERANCE)
    assert expected.bound_by == "the hash of each image"


@pytest.mark.parametrize(
    ("processes", "label"),
    [(1, "native, unsigned"), (8, "native, unsigned, hashed alone")],
)
def test_several_uploads_share_lanes_in_a_process_and_none_between_them(
    processes: int, label: str
) -> None:
    expected = model.upload(dataclasses.replace(HERE, images_at_once=8, processes=processes))
    found = measured("upload-8x500mb", label, "cpu_secs_per_gb")
    assert expected.cpu_secs_per_gb == pytest.approx(found, rel=TOLERANCE)
    assert expected.bound_by == "cores"


@pytest.mark.parametrize(("images", "label"), [(1, "native, one alone"), (8, "native")])
def test_uploads_share_other_lanes_without_avx512(images: int, label: str) -> None:
    site = dataclasses.replace(HERE, images_at_once=images, instructions="avx2")
    found = measured("upload-8x500mb-avx2", label, "cpu_secs_per_gb")
    assert model.upload(site).cpu_secs_per_gb == pytest.approx(found, rel=TOLERANCE)


def test_a_far_download_is_bound_by_its_connections() -> None:
    far = dataclasses.replace(HERE, connection_mb_per_sec=90, latency_ms=20)
    expected = model.download(far)
    # The time to find the streams is in what was measured.
    found = measured("download-far", "native", "mb_per_sec")
    assert expected.mb_per_sec == pytest.approx(found, rel=TOLERANCE)
    assert expected.bound_by == "connections"


@pytest.mark.parametrize("images", [1, 3, 8, 100])
def test_more_of_anything_is_never_slower(images: int) -> None:
    site = model.Site(cores=4, nic_mb_per_sec=500, images_at_once=images)
    for better in (
        dataclasses.replace(site, cores=8),
        dataclasses.replace(site, nic_mb_per_sec=5000),
        dataclasses.replace(site, latency_ms=0.1),
        dataclasses.replace(site, images_at_once=images + 1),
    ):
        for way in (model.upload, model.download):
            assert way(better).mb_per_sec >= way(site).mb_per_sec * 0.999


@pytest.mark.parametrize("image_gb", [0.001, 2, 500, 4000])
def test_the_advice_fits_the_image_into_the_parts(image_gb: float) -> None:
    site = model.Site(cores=4, nic_mb_per_sec=1250, image_gb=image_gb)
    options = model.advice(site)
    size = options["s3_store_large_object_chunk_size"] * model.MIB
    assert size * model.PARTS_MAX >= image_gb * 1e9
    assert options["s3_fast_memory_limit"] * model.MIB >= size * 2


def test_it_prints_options_that_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    assert model.main(["--cores", "16", "--nic-gbit", "25", "--images", "8"]) == 0
    assert "s3_fast_memory_limit = " in capsys.readouterr().out
