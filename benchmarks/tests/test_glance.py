# ruff: noqa: D103, S101
"""Through a real Glance, once, with what takes the least."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.glance import cli, rig


def test_each_store_takes_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if names := rig.process.missing():
        pytest.skip(f"not installed: {', '.join(names)}")
    path = tmp_path / "out.json"
    monkeypatch.setattr(
        sys, "argv", ["glance", "--work", "get-1kib", "--pairs", "1", "--json", str(path)]
    )
    assert cli.main() == 0
    (runs,) = json.loads(path.read_text())["work"].values()
    assert {run["store"] for run in runs} == {"stock", "ours"}
