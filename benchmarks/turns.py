"""Who takes turns in a scenario, under which name, with what to do."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from benchmarks.endpoint import Endpoint
from benchmarks.kinds import HASHES_ALONE, PROGRAMS
from benchmarks.scenarios import Scenario
from benchmarks.source import MIB

_GIB = 1024 * MIB


@dataclasses.dataclass(frozen=True)
class Turn:
    """Who runs, under which name in the tables, and what.

    :ivar series: the label without the point: a line of a plot
    :ivar point: the place on the scenario's axis; None where it has none
    """

    label: str
    subject: str
    scenario: Scenario
    series: str = ""
    point: int | None = None


def turns_of(scenario: Scenario, subjects: tuple[str, ...]) -> list[Turn]:
    """List the turns of a pair: the subjects, then their variants, each at all points."""
    if scenario.direction == "download":
        subjects = tuple(subject for subject in subjects if subject not in HASHES_ALONE)
    turns = []
    for subject in subjects:
        # A program takes files only.
        own = dataclasses.replace(scenario, data="file") if subject in PROGRAMS else scenario
        label = subject if own.data == scenario.data else f"{subject}, file"
        turns.append(Turn(label, subject, own, label))
    for subject in subjects:
        for variant in scenario.variants:
            if subject in variant.subjects:
                label = f"{subject}, {variant.label}"
                turns.append(Turn(label, subject, scenario.with_variant(variant), label))
    if scenario.axis is None:
        return turns
    # Point by point, so that what is compared runs close together.
    return [
        dataclasses.replace(
            turn,
            label=f"{turn.label}, {point_words(scenario.axis, point)}",
            scenario=turn.scenario.at_point(point),
            point=point,
        )
        for point in scenario.points
        for turn in turns
        if turn.subject not in scenario.subjects_up_to
        or point <= scenario.subjects_up_to[turn.subject]
    ]


def point_words(axis: str, point: int) -> str:
    """Say a point of an axis in words."""
    if axis == "at_once":
        return f"{point} at once"
    if axis == "parts":
        return f"{point} parts"
    size, unit = (point / _GIB, "GiB") if point >= _GIB else (point / MIB, "MiB")
    return f"{size:g} {unit}"


def job_for(
    turn: Turn,
    endpoint: Endpoint,
    backend: str | None,
    folder: Path | None,
    options: dict[str, Any],
) -> dict[str, Any]:
    """Say to the measured process what to do.

    `folder` is where its files go, if it has any; `options` are the site's, below the scenario's.
    """
    scenario = turn.scenario
    return {
        "subject": turn.subject,
        "endpoint": endpoint.as_job(),
        "backend": backend,
        "direction": scenario.direction,
        "size_bytes": scenario.size_bytes,
        "at_once": scenario.at_once,
        "folder": None if folder is None else str(folder),
        "part_bytes": scenario.part_bytes,
        "concurrency": scenario.concurrency,
        "declared_size": scenario.declared_size,
        "max_read_bytes": scenario.max_read_bytes,
        "fresh_bytes": scenario.fresh_bytes,
        "consume_bytes_per_sec": scenario.consume_bytes_per_sec,
        "options": options | scenario.options,
    }
