"""The tables of a result file, as Markdown."""

from __future__ import annotations

from typing import Any

from benchmarks.summary import COLUMNS, RATIOS

Rows = list[list[str]]


def cell(found: dict[str, float], factor: float, digits: int) -> str:
    """Write a median with its spread."""
    median, least, most = (
        f"{found[name] * factor:.{digits}f}" for name in ("median", "min", "max")
    )
    return median if least == most else f"{median} ({least} to {most})"


def rows_of(summary: dict[str, Any]) -> Rows:
    """Give a scenario's table, its headings first."""
    measures, ratios = summary["measures"], summary["ratios"]
    shown = [each for each in COLUMNS if each in next(iter(measures.values()))]
    base = summary["ratio_base"]
    compared = [each for each in RATIOS if ratios]
    headings = [COLUMNS[each][0] for each in shown]
    headings += [f"{base} ÷ this, {COLUMNS[each][0]}" for each in compared]
    rows = [["", *headings]]
    for label, found in measures.items():
        cells = [cell(found[each], *COLUMNS[each][1:]) for each in shown]
        cells += [cell(ratios[label][each], 1, 2) if label in ratios else "" for each in compared]
        rows.append([label, *cells])
    return rows


def target_lines(summary: dict[str, Any]) -> list[str]:
    """Say of each target whether it is met."""
    lines = []
    for target in summary["targets"]:
        against = f" ÷ {target['against']}" if target["against"] else ""
        factor, digits = (1, 3) if against else COLUMNS[target["measure"]][1:]
        found = cell(target["found"], factor, digits)
        verdict = "met" if target["met"] else "**NOT met**"
        limit = f"{target['limit'] * factor:.{digits}f}"
        what = COLUMNS[target["measure"]][0]
        lines.append(
            f"Target {verdict}: {target['subject']}{against}: {what} {found}, at most {limit}"
        )
    return lines


def headline(results: dict[str, Any]) -> str:
    """Say where and when it was measured."""
    machine = results["machine"]
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['kernel']}; "
        f"server: {results.get('server', 's3-sink')}; {results['began'][:10]}. "
        "Medians (least to most)."
    )


def introduction(entry: dict[str, Any]) -> str:
    """Say what a scenario was, and who was not there."""
    said = f"{entry['what']}. Pairs: {entry['pairs']}."
    if entry.get("left_out"):
        said += f" Not on this machine: {', '.join(entry['left_out'])}."
    return said


def _table(rows: Rows) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        cells = (each.ljust(width) for each, width in zip(row, widths, strict=True))
        lines.append("| " + " | ".join(cells) + " |")
        if number == 0:
            lines.append("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return lines


def markdown(results: dict[str, Any]) -> str:
    """Write the report of one or more scenarios as they stand in the JSON file."""
    lines = [headline(results)]
    for name, entry in results["scenarios"].items():
        lines += ["", f"### {name}", "", introduction(entry), ""]
        lines += _table(rows_of(entry["summary"]))
        for line in target_lines(entry["summary"]):
            lines += ["", line]
    return "\n".join(lines) + "\n"
