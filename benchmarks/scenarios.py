"""The scenarios of ``scenarios.toml`` as objects; a misspelt name in the file is an error."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("scenarios.toml")

#: Our own driver with either engine, and the driver it is measured against.
OURS = ("native", "boto3")
#: What else can take a turn: the floors, see ``floors.py``.
SUBJECTS = ("stock", *OURS, "raw", "hashes")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Variant:
    """A further turn of our own subjects: the scenario with some values replaced."""

    label: str
    size_bytes: int | None = None
    at_once: int | None = None
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
    """One row of work; the fields are explained in ``scenarios.toml``."""

    name: str
    summary: str
    direction: str
    size_bytes: int
    subjects: tuple[str, ...]
    at_once: int = 1
    declared_size: bool = True
    max_read_bytes: int = 0
    fresh_bytes: bool = True
    check_digests: bool = True
    consume_bytes_per_sec: int = 0
    expect_part_plan: bool = False
    timeout_secs: int = 900
    server: dict[str, int | str] = dataclasses.field(default_factory=dict)
    options: dict[str, Any] = dataclasses.field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    targets: tuple[Target, ...] = ()

    def __post_init__(self) -> None:
        """Refuse values that no run could have."""
        if self.direction not in ("upload", "download"):
            raise ValueError(f"{self.name}: direction is upload or download")
        if unknown := set(self.subjects) - set(SUBJECTS):
            raise ValueError(f"{self.name}: unknown subjects {sorted(unknown)}")

    def with_variant(self, variant: Variant) -> Scenario:
        """Give the scenario as the variant has it."""
        return dataclasses.replace(
            self,
            size_bytes=variant.size_bytes or self.size_bytes,
            at_once=variant.at_once or self.at_once,
            options={**self.options, **variant.options},
        )

    @property
    def total_bytes(self) -> int:
        """All images of one run together."""
        return self.size_bytes * self.at_once


def load(path: Path = FILE) -> dict[str, Scenario]:
    """Read all scenarios, by name, in the order of the file."""
    found: dict[str, Scenario] = {}
    for table in tomllib.loads(path.read_text())["scenario"]:
        table["subjects"] = tuple(table["subjects"])
        table["variants"] = tuple(Variant(**each) for each in table.get("variants", ()))
        table["targets"] = tuple(Target(**each) for each in table.get("targets", ()))
        scenario = Scenario(**table)
        if scenario.name in found:
            raise ValueError(f"two scenarios are called {scenario.name}")
        found[scenario.name] = scenario
    return found
