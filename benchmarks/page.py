"""A result file as a folder that a person can look at: ``index.html``, ``report.md``, pictures."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from benchmarks import report

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid #e2e8f0; padding: .2rem .6rem; text-align: right }
th:first-child, td:first-child { text-align: left; white-space: nowrap }
.wide { overflow-x: auto } img { max-width: 100%; margin: 1rem 0 }
"""


def pictures(results: dict[str, Any], folder: Path) -> list[Path]:
    """Draw each scenario into a file of its name; give the files.

    Raises ``ModuleNotFoundError`` without matplotlib.
    """
    from benchmarks import plots  # noqa: PLC0415 - everything else does without matplotlib

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, entry in results["scenarios"].items():
        written.append(folder / f"{name}.svg")
        plots.draw(entry, entry["what"], written[-1])
    return written


def overview(results: dict[str, Any], path: Path) -> list[Path]:
    """Draw the stock driver beside ours, all scenarios in one file, if any has both.

    Raises ``ModuleNotFoundError`` without matplotlib.
    """
    from benchmarks import plots  # noqa: PLC0415 - everything else does without matplotlib

    path.parent.mkdir(parents=True, exist_ok=True)
    return [path] if plots.overview(results, path) else []


def write(results: dict[str, Any], folder: Path) -> list[Path]:
    """Write the page, its pictures and the tables as Markdown; give the files.

    Raises ``ModuleNotFoundError`` without matplotlib.
    """
    written = pictures(results, folder)
    body = [f"<h1>Benchmarks</h1><p>{html.escape(report.headline(results))}</p>"]
    for name, entry in results["scenarios"].items():
        body.append(
            f"<h2>{html.escape(name)}</h2><p>{html.escape(report.introduction(entry))}</p>"
        )
        body.append(f'<img src="{name}.svg" alt="{html.escape(entry["what"])}">')
        body.append(_table(report.rows_of(entry["summary"])))
        lines = report.target_lines(entry["summary"])
        body += [f"<p>{html.escape(line.replace('**', ''))}</p>" for line in lines]
    page, tables = folder / "index.html", folder / "report.md"
    head = f'<meta charset="utf-8"><title>Benchmarks</title><style>{_STYLE}</style>'
    page.write_text(
        f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'
    )
    tables.write_text(report.markdown(results))
    return [page, tables, *written]


def _table(rows: report.Rows) -> str:
    lines = []
    for number, row in enumerate(rows):
        tag = "th" if number == 0 else "td"
        cells = "".join(f"<{tag}>{html.escape(each)}</{tag}>" for each in row)
        lines.append(f"<tr>{cells}</tr>")
    return f'<div class="wide"><table>{"".join(lines)}</table></div>'
