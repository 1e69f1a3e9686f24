"""What the documentation says of runs, taken from the files that the runs wrote.

Directive: ``glance-statuses``, the table of exceptions and HTTP statuses.
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


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("glance-statuses", GlanceStatuses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
