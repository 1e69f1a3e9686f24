"""The scenarios in the folder of that name as objects; a misspelt name in a file is an error."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.kinds import OURS, SUBJECTS

AXES = ("at_once", "size_bytes", "parts")
FOLDER = Path(__file__).with_name("scenarios")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Variant:
    """A further turn of some subjects: the scenario with some values replaced."""

    label: str
    subjects: tuple[str, ...] = OURS
    size_bytes: int | None = None
    at_once: int | None = None
    data: str | None = None
    part_bytes: int | None = None
    options: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Target:
    """What a measure must not exceed, as a number or as a ratio to another turn.

    `variant` says whose measure, by the variant's label; ``None`` is the scenario as it is.
    """

    measure: str
    variant: str | None = None
    at_most: float | None = None
    against: str | None = None
    at_most_ratio: float | None = None
    also_boto3: bool = False

    def __post_init__(self) -> None:
        """Refuse a target that says neither or both."""
        if (self.at_most is None) == (self.at_most_ratio is None):
            raise ValueError(f"a target has at_most or at_most_ratio: {self}")
        if (self.against is None) != (self.at_most_ratio is None):
            raise ValueError(f"at_most_ratio and against belong together: {self}")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scenario:
    """One row of work; the fields are explained in ``scenarios/README.md``."""

    name: str
    summary: str
    direction: str
    size_bytes: int
    subjects: tuple[str, ...]
    at_once: int = 1
    data: str = "reader"
    part_bytes: int = 0
    concurrency: int = 0
    declared_size: bool = True
    max_read_bytes: int = 0
    fresh_bytes: bool = True
    check_digests: bool = True
    consume_bytes_per_sec: int = 0
    expect_part_plan: bool = False
    axis: str | None = None
    points: tuple[int, ...] = ()
    subjects_up_to: dict[str, int] = dataclasses.field(default_factory=dict)
    opt_in: bool = False
    timeout_secs: int = 900
    server: dict[str, int | str] = dataclasses.field(default_factory=dict)
    options: dict[str, Any] = dataclasses.field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    targets: tuple[Target, ...] = ()

    def __post_init__(self) -> None:
        """Refuse values that no run could have."""
        if self.direction not in ("upload", "download"):
            raise ValueError(f"{self.name}: direction is upload or download")
        if self.data not in ("reader", "file"):
            raise ValueError(f"{self.name}: data is reader or file")
        if self.axis not in (None, *AXES) or bool(self.axis) != bool(self.points):
            raise ValueError(f"{self.name}: an axis is one of {AXES}, and goes with points")
        if self.axis == "parts" and not self.part_bytes:
            raise ValueError(f"{self.name}: the axis parts needs part_bytes")
        named = {*self.subjects, *(name for each in self.variants for name in each.subjects)}
        if unknown := named - set(SUBJECTS):
            raise ValueError(f"{self.name}: unknown subjects {sorted(unknown)}")

    def with_variant(self, variant: Variant) -> Scenario:
        """Give the scenario as the variant has it."""
        return dataclasses.replace(
            self,
            size_bytes=variant.size_bytes or self.size_bytes,
            at_once=variant.at_once or self.at_once,
            data=variant.data or self.data,
            part_bytes=variant.part_bytes or self.part_bytes,
            options={**self.options, **variant.options},
        )

    def at_point(self, point: int) -> Scenario:
        """Give the scenario at one point of its axis."""
        if self.axis == "at_once":
            return dataclasses.replace(self, at_once=point)
        size_bytes = point * self.part_bytes if self.axis == "parts" else point
        return dataclasses.replace(self, size_bytes=size_bytes)

    @property
    def total_bytes(self) -> int:
        """All images of one run together."""
        return self.size_bytes * self.at_once


def load(folder: Path = FOLDER) -> dict[str, Scenario]:
    """Read all scenarios of a folder, by name, in the order of files and within them."""
    found: dict[str, Scenario] = {}
    for path in sorted(folder.glob("*.toml")):
        for table in tomllib.loads(path.read_text())["scenario"]:
            table["subjects"] = tuple(table["subjects"])
            table["points"] = tuple(table.get("points", ()))
            table["variants"] = tuple(_variant(each) for each in table.get("variants", ()))
            table["targets"] = tuple(Target(**each) for each in table.get("targets", ()))
            scenario = Scenario(**table)
            if scenario.name in found:
                raise ValueError(f"two scenarios are called {scenario.name}")
            found[scenario.name] = scenario
    return found


def _variant(table: dict[str, Any]) -> Variant:
    if "subjects" in table:
        table["subjects"] = tuple(table["subjects"])
    return Variant(**table)
