"""What the demo found, as a table for people and as JSON for programs."""

import dataclasses
from typing import Any

from rich.console import Console
from rich.table import Table

from glance_s3_fast.demo.measure import Cost

MB = 1_000_000
MIB = 1024 * 1024


@dataclasses.dataclass(slots=True)
class Operation:
    """One thing done with the image in `store` by `engine`.

    `checked` names what was found the same. `parts` is 0 for a single PUT, None where none apply.
    """

    name: str
    store: str
    engine: str
    size_bytes: int
    cost: Cost
    checked: tuple[str, ...]
    parts: int | None = None

    @property
    def mb_per_second(self) -> float:
        """Megabytes (not MiB) of image per second."""
        return self.size_bytes / MB / self.cost.seconds if self.cost.seconds else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """The result of a demo in which everything was right."""

    server: str
    image_format: str
    image_size_bytes: int
    md5: str
    sha512: str
    operations: tuple[Operation, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON's types; sizes are in bytes."""
        document = dataclasses.asdict(self)
        for entry, operation in zip(document["operations"], self.operations, strict=True):
            entry["mb_per_second"] = round(operation.mb_per_second, 1)
        return document

    def print(self, console: Console) -> None:
        """Print the table and the checksums."""
        table = Table(title="What it took", title_justify="left", header_style="bold")
        for title in ("operation", "store", "engine"):
            table.add_column(title)
        for title in ("parts", "seconds", "MB/s", "CPU s", "peak MiB"):
            table.add_column(title, justify="right")
        table.add_column("found the same")
        for operation in self.operations:
            table.add_row(
                operation.name,
                operation.store,
                operation.engine,
                _parts(operation.parts),
                f"{operation.cost.seconds:.2f}",
                f"{operation.mb_per_second:.0f}" if operation.size_bytes else "",
                f"{operation.cost.cpu_seconds:.2f}",
                _memory(operation.cost),
                ", ".join(operation.checked),
            )
        console.print(table)
        console.print(
            "MB = 1,000,000 bytes. Parts come from the object's ETag. A download's times include "
            "comparing every byte and computing both checksums; peak memory is the whole process "
            "and, in brackets, its growth during the operation.",
            style="dim",
        )
        console.print(f"MD5      {self.md5}", highlight=False)
        console.print(f"SHA-512  {self.sha512}", highlight=False, soft_wrap=True)


def _parts(parts: int | None) -> str:
    if parts is None:
        return ""
    return str(parts) if parts else "one PUT"


def _memory(cost: Cost) -> str:
    if cost.start_memory_bytes is None or cost.peak_memory_bytes is None:
        return "unknown"
    growth_bytes = max(0, cost.peak_memory_bytes - cost.start_memory_bytes)
    return f"{cost.peak_memory_bytes / MIB:.0f} (+{growth_bytes / MIB:.0f})"
