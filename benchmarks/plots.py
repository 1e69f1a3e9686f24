"""The pictures of a result file, as SVG: bars side by side, and curves along an axis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.kinds import FLOORS
from benchmarks.summary import COLUMNS

# Text stays text: small files, which can be searched and read aloud. No date in them: the same
# numbers give the same file.
mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "benchmarks", "font.size": 9})

_COLOURS = {
    "native": "#c2410c",
    "native-unhashed": "#fb923c",
    "boto3": "#fdba74",
    "stock": "#1e293b",
    **dict.fromkeys(FLOORS, "#cbd5e1"),
}
_OTHERS = "#64748b"
_BARS = ("wall_secs", "cpu_secs_per_gb", "peak_bytes")
_CURVES = ("cpu_secs_per_gb", "mb_per_sec", "peak_bytes")
_AXES = {"at_once": "images at once", "size_bytes": "image, MiB", "parts": "parts"}
_MIB = 1024 * 1024


def colour(label: str) -> str:
    """Give ours, the stock driver, the others and the floors a colour each."""
    return _COLOURS.get(label.partition(",")[0], _OTHERS)


def draw(entry: dict[str, Any], title: str, path: Path) -> None:
    """Draw one scenario into `path`."""
    summary = entry["summary"]
    figure = _curves(summary) if summary["axis"] else _bars(summary)
    figure.suptitle(title, fontsize=10)
    _save(figure, path)


def _heading(measure: str) -> str:
    return COLUMNS[measure][0]


def _bars(summary: dict[str, Any]) -> Figure:
    measures = summary["measures"]
    shown = [each for each in _BARS if each in next(iter(measures.values()))]
    figure = Figure(figsize=(10, 0.9 + 0.3 * len(measures)))
    axes = figure.subplots(1, len(shown), sharey=True)
    _fill(list(axes), measures, shown)
    for area, measure in zip(axes, shown, strict=True):
        area.set_title(f"{_heading(measure)} (less is better)", fontsize=9)
    return figure


def overview(results: dict[str, Any], path: Path) -> bool:
    """Draw the stock driver beside ours in all scenarios of a file, one below the other.

    Gives False, and no file, when none has both.
    """
    entries = [
        (f"{name}: {entry['what']}", measures)
        for name, entry in results["scenarios"].items()
        if "stock" in (measures := _drivers(entry["summary"])) and len(measures) > 1
    ]
    if not entries:
        return False
    heights = [len(measures) for _, measures in entries]
    figure = Figure(figsize=(10, 0.6 + 0.55 * len(entries) + 0.26 * sum(heights)))
    rows = figure.subplots(
        len(entries), len(_BARS), squeeze=False, sharey="row", height_ratios=heights
    )
    for row, (what, measures) in zip(rows, entries, strict=True):
        known = [each for each in _BARS if each in next(iter(measures.values()))]
        _fill(list(row[: len(known)]), measures, known)
        row[0].set_title(what, fontsize=9, loc="left", pad=8)
        for area, measure in zip(row, known, strict=False):
            area.set_xlabel(_heading(measure), fontsize=8)
        for area in row[len(known) :]:
            area.axis("off")
    figure.suptitle("less is better", fontsize=9, x=0.99, ha="right")
    _save(figure, path)
    return True


def _save(figure: Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, format="svg", bbox_inches="tight", metadata={"Date": None})


def _drivers(summary: dict[str, Any]) -> dict[str, Any]:
    """Give what was measured of the stock driver and of ours, with both image hashes."""
    return {
        label: found
        for label, found in summary["measures"].items()
        if label in ("stock", "native", "native, unsigned")
    }


def _fill(axes: list[Axes], measures: dict[str, Any], shown: list[str]) -> None:
    """Draw the bars of all labels, a measure in each of the axes."""
    labels = list(measures)
    for area, measure in zip(axes, shown, strict=True):
        factor, digits = COLUMNS[measure][1:]
        found = [measures[label][measure] for label in labels]
        medians = [each["median"] * factor for each in found]
        whiskers = [
            [(each["median"] - each["min"]) * factor for each in found],
            [(each["max"] - each["median"]) * factor for each in found],
        ]
        area.barh(labels, medians, xerr=whiskers, color=[colour(each) for each in labels])
        most = max(each["max"] * factor for each in found) or 1
        for row, median in enumerate(medians):
            text = f"{median:.{digits}f}"
            end = found[row]["max"] * factor
            area.text(end + most * 0.02, row, text, va="center", fontsize=8)
        area.set_xlim(0, most * 1.18)
        _plain(area)
        if not area.yaxis_inverted():
            area.invert_yaxis()


def _curves(summary: dict[str, Any]) -> Figure:
    lines: dict[str, list[tuple[int, str]]] = {}
    for label, (series, point) in summary["places"].items():
        lines.setdefault(series, []).append((point, label))
    figure = Figure(figsize=(10, 3.2))
    axes = figure.subplots(1, len(_CURVES))
    scale = _MIB if summary["axis"] == "size_bytes" else 1
    for area, measure in zip(axes, _CURVES, strict=True):
        factor = COLUMNS[measure][1]
        for series, places in lines.items():
            at = [point / scale for point, _ in places]
            found = [summary["measures"][label][measure] for _, label in places]
            (line,) = area.plot(
                at,
                [each["median"] * factor for each in found],
                marker="o",
                markersize=3,
                color=colour(series),
                label=series,
            )
            low, high = ([each[end] * factor for each in found] for end in ("min", "max"))
            area.fill_between(at, low, high, color=line.get_color(), alpha=0.15)
        area.set_xscale("log", base=10 if summary["axis"] == "parts" else 2)
        ticks = sorted({point / scale for places in lines.values() for point, _ in places})
        area.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        area.minorticks_off()
        area.set_ylim(bottom=0)
        area.set_xlabel(_AXES[summary["axis"]])
        area.set_title(_heading(measure), fontsize=9)
        _plain(area)
    axes[0].legend(fontsize=8, frameon=False)
    return figure


def _plain(area: Axes) -> None:
    for side in ("top", "right"):
        area.spines[side].set_visible(False)
    area.tick_params(labelsize=8)
