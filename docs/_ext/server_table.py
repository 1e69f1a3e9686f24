"""Directives ``server-features`` and ``driver-promises``: what the runs have shown of each server.

The cells are in ``reference/servers.json``, which ``nox --session servers`` writes; the rows and
their order are those of ``tests/servers/features.py``. A row that no run has filled fails the
build, so the table cannot say more, or less, than was tried.
"""

import enum
import importlib.util
import json
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from from_code import markdown_table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

TOP = Path(__file__).parents[2]
RECORD = TOP / "docs" / "reference" / "servers.json"
ROWS = TOP / "tests" / "servers" / "features.py"
ORDER = ("seaweedfs", "minio", "versitygw", "rgw")
ENGINES = ("boto3", "native")


def rows(name: str) -> type[enum.StrEnum]:
    """Return an enumeration of the file of rows, without the package around it."""
    spec = importlib.util.spec_from_file_location("server_table_rows", ROWS)
    if spec is None or spec.loader is None:
        raise ImportError(f"{ROWS} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[enum.StrEnum] = getattr(module, name)
    return found


class ServerTable(SphinxDirective):
    """A table with a column for each server that has been recorded."""

    section: ClassVar[str]
    enumeration: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Read the record; fail when a row of it is missing or unknown."""
        for path in (RECORD, ROWS):
            self.env.note_dependency(str(path))
        record = json.loads(RECORD.read_text())
        servers = [server for server in ORDER if server in record]
        names = [str(row) for row in rows(self.enumeration)]
        for server in servers:
            found = record[server].get(self.section, {})
            if different := sorted(set(found) ^ set(names)):
                raise self.error(f"{RECORD.name} is not of today's rows ({server}): {different}")
        header = [f"{record[server]['title']} {short(record[server])}" for server in servers]
        lines = [
            [name, *(self.cell(record[server][self.section][name]) for server in servers)]
            for name in names
        ]
        return self.parse_text_to_nodes(
            markdown_table(["", *header], [*lines, *self.foot(record)])
        )

    def cell(self, value: Any) -> str:
        """Return a cell's words."""
        raise NotImplementedError

    def foot(self, record: dict[str, Any]) -> list[list[str]]:
        """Return further rows."""
        return []


def short(entry: dict[str, Any]) -> str:
    """Return a version as it fits over a column: of a Go pseudo-version its date and commit."""
    version = str(entry["version"])
    parts = version.split("-")
    is_pseudo = len(parts) == 3 and len(parts[1]) == 14  # noqa: PLR2004 - v0.0.0-date-commit
    return f"{parts[1][:8]}-{parts[2][:7]}" if is_pseudo else version.removeprefix("v")


class ServerFeatures(ServerTable):
    """What each server does."""

    section, enumeration = "features", "Feature"

    def cell(self, value: Any) -> str:
        """Say yes or no."""
        return "yes" if value else "**no**"


class DriverPromises(ServerTable):
    """What the driver does on each, with both engines."""

    section, enumeration = "promises", "Promise"

    def cell(self, value: Any) -> str:
        """Say yes, or which engine does not."""
        failing = [engine for engine in ENGINES if not value.get(engine, False)]
        return f"**not with {', '.join(failing)}**" if failing else "yes"

    def foot(self, record: dict[str, Any]) -> list[list[str]]:
        """Count the tests that it was found with."""
        counts = [record[server]["tests"] for server in ORDER if server in record]
        return [
            [f"*contract tests {outcome}*", *(str(count.get(outcome, 0)) for count in counts)]
            for outcome in ("passed", "skipped", "failed")
        ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register both."""
    app.add_directive("server-features", ServerFeatures)
    app.add_directive("driver-promises", DriverPromises)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
