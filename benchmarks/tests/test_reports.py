# ruff: noqa: D103, PLR2004, S101
"""Turns, results and reports; no run is made."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from benchmarks import cli, page, record, report, scenarios, summary, turns


def scenario(**values: Any) -> scenarios.Scenario:
    return scenarios.Scenario(
        **{"name": "x", "summary": "x", "direction": "upload", "size_bytes": 1 << 20}
        | {"subjects": ("stock", "native")}
        | values
    )


def made(found: scenarios.Scenario, subjects: tuple[str, ...]) -> dict[str, Any]:
    """Give results as a run makes them, out of nothing: the n-th turn takes n seconds."""
    runs = [
        {"label": turn.label, "series": turn.series, "point": turn.point, "pair": pair}
        | {"subject": turn.subject, "wall_secs": 1.0 + number + pair / 3}
        | {"cpu_secs_per_gb": 2.0 * (1 + number), "mb_per_sec": 100.0, "peak_bytes": 5_000_000}
        for pair in range(2)
        for number, turn in enumerate(turns.turns_of(found, subjects))
    ]
    return {
        "machine": {"cpu": "a <fast> one", "cores": 2, "kernel": "Linux 7"},
        "began": "2026-01-01T00:00:00",
        "mode": "single store",
        "server": "s3-sink",
        "scenarios": {
            found.name: {
                "what": found.summary,
                "pairs": 2,
                "left_out": ["s5cmd"],
                "summary": summary.summarise(found, runs),
                "runs": runs,
            }
        },
    }


def test_programs_take_files_and_variants_only_whom_they_name() -> None:
    variant = scenarios.Variant(label="file", data="file", subjects=("native",))
    found = turns.turns_of(scenario(variants=(variant,)), ("stock", "native", "rclone"))
    assert [(turn.label, turn.scenario.data) for turn in found] == [
        ("stock", "reader"),
        ("native", "reader"),
        ("rclone, file", "file"),
        ("native, file", "file"),
    ]


def test_points_come_one_after_another_and_end_where_a_subject_ends() -> None:
    growth = scenario(axis="parts", points=(1, 10), part_bytes=5, subjects_up_to={"stock": 1})
    found = turns.turns_of(growth, ("stock", "native"))
    assert [(turn.label, turn.scenario.size_bytes) for turn in found] == [
        ("stock, 1 parts", 5),
        ("native, 1 parts", 5),
        ("native, 10 parts", 50),
    ]
    assert {turn.series for turn in found} == {"stock", "native"}


def test_at_each_point_the_first_subject_there_is_what_is_compared_with() -> None:
    growth = scenario(axis="at_once", points=(1, 2))
    found = made(growth, ("stock", "native"))["scenarios"]["x"]["summary"]
    assert set(found["ratios"]) == {"native, 1 at once", "native, 2 at once"}
    assert found["ratios"]["native, 2 at once"]["cpu_secs_per_gb"]["median"] == 6 / 8


def test_memory_is_not_told_where_reads_cost_nothing() -> None:
    for fresh in (True, False):
        found = made(scenario(fresh_bytes=fresh), ("stock",))["scenarios"]["x"]["summary"]
        assert ("peak_bytes" in found["measures"]["stock"]) == fresh


@pytest.mark.parametrize("values", [{}, {"axis": "at_once", "points": (1, 2, 4)}])
def test_a_page_has_all_tables_and_true_svg(tmp_path: Path, values: dict[str, Any]) -> None:
    pytest.importorskip("matplotlib")
    results = made(scenario(**values), ("stock", "native"))
    record.write(results, tmp_path / "out.json")
    written = page.write(record.read(tmp_path / "out.json"), tmp_path / "page")
    assert [path.name for path in written] == ["index.html", "report.md", "x.svg"]
    text = written[0].read_text()
    assert "a &lt;fast&gt; one" in text
    assert "Not on this machine: s5cmd." in text
    for label in results["scenarios"]["x"]["summary"]["measures"]:
        assert f"<td>{label}</td>" in text
    assert ET.parse(written[2]).getroot().tag.endswith("svg")  # noqa: S314 - made just now
    before = written[2].read_bytes()
    page.write(record.read(tmp_path / "out.json"), tmp_path / "page")
    assert written[2].read_bytes() == before


def test_the_overview_has_the_stock_driver_and_ours_alone(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    results = made(scenario(), ("stock", "native", "obstore"))
    (path,) = page.overview(results, tmp_path / "new" / "overview.svg")
    words = "".join(ET.parse(path).getroot().itertext())  # noqa: S314 - our own file
    assert "stock" in words
    assert "native" in words
    assert "obstore" not in words
    assert page.overview(made(scenario(), ("native",)), path) == []


def test_the_command_draws_what_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    path, drawn = tmp_path / "results.json", tmp_path / "one.svg"
    for subjects, status in ((("stock", "native"), 0), (("native",), 2)):
        record.write(made(scenario(), subjects), path)
        drawn.unlink(missing_ok=True)
        arguments = ["benchmarks", "report", str(path), "--overview", str(drawn)]
        monkeypatch.setattr(sys, "argv", arguments)
        assert cli.main() == status
        assert drawn.exists() == (status == 0)


def test_a_result_file_has_a_line_for_each_run(tmp_path: Path) -> None:
    results = made(scenario(), ("stock", "native"))
    path = tmp_path / "out.json"
    record.write(results, path)
    assert sum('"pair"' in line for line in path.read_text().splitlines()) == 4
    again = record.read(path)
    assert again["scenarios"]["x"]["runs"][1]["wall_secs"] == 2.0
    assert report.markdown(again).count("\n| native") == 1


def test_a_median_of_large_numbers_stays_between_them(tmp_path: Path) -> None:
    results = made(scenario(), ("stock", "native"))
    results["scenarios"]["x"]["median"] = 16_850_944.0
    path = tmp_path / "out.json"
    record.write(results, path)
    assert record.read(path)["scenarios"]["x"]["median"] == 16_850_944


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--scenario", "nix"], "there are: "),
        (["run", "--scenario", "upload-2gb", "--subjects", "nix"], "there are: stock"),
        (["run", "--scenario", "upload-2gb", "--add"], "--json"),
        (["report", "no-such-file"], "'run --json' writes such a file"),
        (["report", __file__], "'run --json' writes such a file"),
    ],
)
def test_a_wrong_command_line_says_what_to_change(
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    assert cli.main() == 2
    assert said in capsys.readouterr().err


def test_each_command_has_help() -> None:
    for command in ([], ["list"], ["run"], ["report"]):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "benchmarks", *command, "--help"],
            stdout=subprocess.PIPE,
            check=True,
        )
        assert b"usage:" in done.stdout


RECORD = Path(__file__).parents[2] / "docs" / "reference" / "benchmarks"


def test_the_record_in_the_documentation_can_be_read() -> None:
    found = sorted(RECORD.glob("*.json"))
    assert found
    for path in found:
        assert json.loads(path.read_text())["scenarios"]
        for name, entry in record.read(path)["scenarios"].items():
            assert (RECORD / path.stem / f"{name}.svg").is_file()
            for measures in entry["summary"]["measures"].values():
                for found in measures.values():
                    assert found["min"] <= found["median"] <= found["max"]


@pytest.mark.parametrize("name", [path.stem for path in sorted(RECORD.glob("*.json"))])
def test_the_record_can_be_drawn_anew(tmp_path: Path, name: str) -> None:
    pytest.importorskip("matplotlib")
    drawn = page.pictures(record.read(RECORD / f"{name}.json"), tmp_path)
    there = {path.name for path in (RECORD / name).iterdir()}
    assert {path.name for path in drawn} == there
