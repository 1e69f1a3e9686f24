# ruff: noqa: D103, S101
"""The model adds up, and finds what was measured."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks import model

HERE = model.Site(cores=2, nic_mb_per_sec=10_000, tls=False)


def test_one_upload_is_bound_by_its_own_hash() -> None:
    expected = model.upload(HERE)
    # `upload-2gb`, unsigned: 625 MB/s.
    assert expected.mb_per_sec == pytest.approx(625, rel=0.1)
    assert expected.bound_by == "the hash of each image"


def test_several_uploads_are_bound_by_cores_and_share_lanes() -> None:
    eight = model.upload(dataclasses.replace(HERE, images_at_once=8))
    apart = model.upload(dataclasses.replace(HERE, images_at_once=8, processes=8))
    # `upload-8x500mb`, unsigned, and hashed alone: 1.24 and 2.15 CPU-s/GB.
    assert eight.cpu_secs_per_gb == pytest.approx(1.24, rel=0.15)
    assert apart.cpu_secs_per_gb == pytest.approx(2.15, rel=0.15)
    assert eight.bound_by == apart.bound_by == "cores"


def test_a_far_download_is_bound_by_its_connections() -> None:
    far = dataclasses.replace(HERE, connection_mb_per_sec=90, latency_ms=20)
    expected = model.download(far)
    # `download-far`: 1,064 MB/s, the time to find the streams included.
    assert expected.mb_per_sec == pytest.approx(1064, rel=0.15)
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
