"""What the documentation says of runs, taken from the files that the runs wrote.

Directives: ``glance-statuses``, the table of exceptions and HTTP statuses; ``chaos-runs``, what
came of the long runs with random faults.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from from_code import markdown_table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

OPERATIONS = ("upload", "download", "delete")


class GlanceStatuses(SphinxDirective):
    """One line for each failure; the file is what ``glance_rig.statuses`` writes."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {"file": str}

    def run(self) -> list[nodes.Node]:
        """Set ours beside what the stock driver does otherwise."""
        path = Path(self.env.doc2path(self.env.docname)).parent / self.options["file"]
        self.env.note_dependency(str(path))
        by_driver: dict[str, list[dict[str, str]]] = {}
        for row in json.loads(path.read_text()):
            by_driver.setdefault(row["driver"], []).append(row)
        rows = []
        for ours, stock in zip(by_driver["s3_fast"], by_driver["s3"], strict=True):
            differs = [
                f"{operation} {_cell(stock, operation)}"
                for operation in OPERATIONS
                if _cell(stock, operation) != _cell(ours, operation)
            ]
            cells = [_cell(ours, operation) for operation in OPERATIONS]
            rows.append([f"`{ours['exception']}`", ours["when"], *cells, "; ".join(differs)])
        header = ["exception", "when", *OPERATIONS, "stock driver"]
        return self.parse_text_to_nodes(markdown_table(header, rows))


def _cell(row: dict[str, str], operation: str) -> str:
    return f"{row[operation]}, {row['after ' + operation]}" if operation in row else ""


class ChaosRuns(SphinxDirective):
    """One column for each run; the file is a list of what ``nox -s chaos -- --json`` prints."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {"file": str}

    def run(self) -> list[nodes.Node]:
        """Set the runs side by side."""
        path = Path(self.env.doc2path(self.env.docname)).parent / self.options["file"]
        self.env.note_dependency(str(path))
        runs = json.loads(path.read_text())
        rows = [[words, *(str(value(run)) for run in runs)] for words, value in CHAOS_ROWS]
        header = ["seed", *(str(run["seed"]) for run in runs)]
        return self.parse_text_to_nodes(markdown_table(header, rows))


def _transfers(run: dict[str, Any], direction: str, *, failed: bool) -> int:
    """Count the transfers of a direction that failed or that did not."""
    return sum(
        count
        for outcome, count in run["outcomes"].items()
        if f" {direction} " in outcome and outcome.endswith((" whole", " left")) is not failed
    )


CHAOS_ROWS: tuple[tuple[str, Callable[[dict[str, Any]], Any]], ...] = (
    ("server", lambda run: run["server"]),
    ("minutes", lambda run: f"{run['minutes']:g}"),
    ("requests", lambda run: run["requests"]),
    ("faults made", lambda run: run["faults"]),
    ("kinds of faults, by operation", lambda run: len(run["kinds"])),
    (
        "faults in 100 requests, by round",
        lambda run: ", ".join(
            f"{100 * float(rate):g}" for rate in sorted(run["rates"], key=float)
        ),
    ),
    ("uploads that were stored", lambda run: _transfers(run, "up", failed=False)),
    ("uploads that ended with an error", lambda run: _transfers(run, "up", failed=True)),
    ("downloads", lambda run: _transfers(run, "down", failed=False)),
    ("downloads that ended with an error", lambda run: _transfers(run, "down", failed=True)),
    ("uploads left open, with a line in the log", lambda run: run["left_open_and_logged"]),
    (
        "memory at the start and at the end",
        lambda run: f"{run['resident_mib'][0]} and {run['resident_mib'][-1]} MiB",
    ),
    ("anything wrong or left", lambda run: "; ".join(run["problems"]) or "nothing"),
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("glance-statuses", GlanceStatuses)
    app.add_directive("chaos-runs", ChaosRuns)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
