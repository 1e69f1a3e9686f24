"""Directives of what ``python -m benchmarks.glance --json`` wrote: through a real Glance.

    ```{glance-benchmark} requests
    ```

is a row for each piece of work, with the stock driver's numbers, ours and their ratio; and

    ```{glance-workers} 1x8 2x4 8x1
    ```

is a row for each file of ``reference/benchmarks/glance`` and driver: the same work by other
numbers of processes and threads.
"""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from benchmark_table import FOLDER
from benchmarks.report import cell
from benchmarks.summary import spread
from docutils import nodes
from from_code import markdown_table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

Run = dict[str, Any]
#: work, what the row is called, measure, factor and digits of its numbers, whether it has a ratio
ROWS = (
    ("get-1kib", "GET of an image of 1 KiB, ms", "median_secs", 1e3, 1, True),
    ("download-1gib", "GET of 1 GiB, s", "wall_secs", 1, 2, True),
    ("download-1gib", "the same, CPU-s/GB of Glance", "cpu_secs_per_gb", 1, 2, False),
    ("upload-1gib", "PUT of 1 GiB, s", "wall_secs", 1, 2, True),
    ("upload-1gib", "the same, CPU-s/GB of Glance", "cpu_secs_per_gb", 1, 2, False),
    ("range-1mib", "Range of 1 MiB in 1 GiB, ms", "median_secs", 1e3, 1, False),
)
AT_ONCE = "upload-8x256mib"
COLUMNS = (("wall_secs", 1, 2), ("cpu_secs_per_gb", 1, 2), ("peak_bytes", 1e-6, 0))


def _spread(values: Iterable[float], factor: float, digits: int) -> str:
    return cell(spread(list(values)), factor, digits)


class _FromFiles(SphinxDirective):
    option_spec: ClassVar[dict[str, Any] | None] = {}

    def load(self, name: str) -> dict[str, Any]:
        path = FOLDER / "glance" / f"{name}.json"
        if not path.is_file():
            raise self.error(f"glance/{path.name} is not there: see reference/benchmarks.md")
        self.env.note_dependency(str(path))
        return dict(json.loads(path.read_text()))


class GlanceBenchmark(_FromFiles):
    """One request at a time."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Set both drivers side by side."""
        results = self.load(self.arguments[0])
        rows = []
        for work, words, measure, factor, digits, has_ratio in ROWS:
            by_store: dict[str, dict[int, float]] = {"stock": {}, "ours": {}}
            for run in results["work"][work]:
                by_store[run["store"]][run["pair"]] = run[measure]
            stock, ours = by_store["stock"], by_store["ours"]
            cells = [
                _spread(each.values(), factor, digits) if each else "400 Bad Request"
                for each in (stock, ours)
            ]
            ratios = [stock[pair] / ours[pair] for pair in stock] if has_ratio else []
            rows.append([words, *cells, _spread(ratios, 1, 1) if ratios else ""])
        header = ["", "`stock`", "`native`", "`stock` ÷ `native`, pair by pair"]
        return self.parse_text_to_nodes(markdown_table(header, rows))


class GlanceWorkers(_FromFiles):
    """Eight uploads at once."""

    required_arguments = 1
    optional_arguments = 9

    def run(self) -> list[nodes.Node]:
        """Set the numbers of processes and threads below each other."""
        rows = []
        for name in self.arguments:
            results = self.load(name)
            divided = [str(results["processes"]), str(results["threads"])]
            for store, label in (("stock", "`stock`"), ("ours", "`native`")):
                runs = [run for run in results["work"][AT_ONCE] if run["store"] == store]
                cells = [
                    _spread((run[measure] for run in runs), *how) for measure, *how in COLUMNS
                ]
                rows.append([*divided, label, *cells])
        header = ["processes", "threads", "", "s", "CPU-s/GB of Glance", "peak MB of a process"]
        return self.parse_text_to_nodes(markdown_table(header, rows))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("glance-benchmark", GlanceBenchmark)
    app.add_directive("glance-workers", GlanceWorkers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
