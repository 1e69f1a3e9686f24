"""Directive ``benchmark``: a scenario's picture and table, from the file that a run wrote.

    ```{benchmark} sink peers-upload
    ```

takes ``sink.json`` and the picture ``sink/peers-upload.svg`` in ``reference/benchmarks``, which
``python -m benchmarks report … --pictures`` draws. A scenario or a picture that is not there fails
the build.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from benchmarks import record
from benchmarks.report import cell
from benchmarks.summary import COLUMNS
from docutils import nodes
from from_code import markdown_table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

FOLDER = Path(__file__).parents[1] / "reference" / "benchmarks"
SHOWN = (
    "wall_secs",
    "mb_per_sec",
    "cpu_secs_per_gb",
    "peak_bytes",
    "server_cpu_secs_per_gb",
    "slowdown",
)


class Benchmark(SphinxDirective):
    """One scenario. Each cell is a median, with the least and the most of all pairs."""

    required_arguments = 2
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {}

    def run(self) -> list[nodes.Node]:
        """Read the record."""
        file, scenario = self.arguments
        path = FOLDER / f"{file}.json"
        picture = FOLDER / file / f"{scenario}.svg"
        for each in (path, picture):
            if not each.is_file():
                raise self.error(f"{each.name} is not there: see reference/benchmarks.md")
            self.env.note_dependency(str(each))
        results = record.read(path)
        if scenario not in results["scenarios"]:
            raise self.error(f"{path.name} has no scenario {scenario}")
        entry = results["scenarios"][scenario]
        measures = entry["summary"]["measures"]
        shown = [each for each in SHOWN if each in next(iter(measures.values()))]
        rows = [
            [f"`{label}`", *(cell(found[each], *COLUMNS[each][1:]) for each in shown)]
            for label, found in measures.items()
        ]
        absent = (
            f" Not on that machine: {', '.join(entry['left_out'])}." if entry["left_out"] else ""
        )
        text = (
            f"![{entry['what']}](benchmarks/{file}/{scenario}.svg)\n\n"
            f"`{scenario}`: {entry['what']}. {entry['pairs']} pairs.{absent}\n\n"
        )
        table = markdown_table(["", *(COLUMNS[each][0] for each in shown)], rows)
        return self.parse_text_to_nodes(text + table)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("benchmark", Benchmark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
