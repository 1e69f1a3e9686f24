"""Every fault of the list is made by some test with each engine."""

import os
import subprocess
import sys
from pathlib import Path

from contract.rows import ROWS

TESTS = Path(__file__).parents[1]
COLLECT = """
import pytest, sys

class Rows:
    def pytest_collection_finish(self, session):
        for item in session.items:
            name = item.callspec.id if hasattr(item, "callspec") else ""
            engines = [engine for engine in ("native", "boto3") if engine in name]
            for marker in item.iter_markers("fault"):
                for row in marker.args:
                    for engine in engines:
                        print(f"ROW {engine} {row}")

sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:xdist", *sys.argv[1:]], plugins=[Rows()]))
"""


def test_every_fault_is_made_with_each_engine() -> None:
    folders = [str(TESTS / name) for name in ("contract", "glance")]
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, *folders],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    made = {line for line in done.stdout.splitlines() if line.startswith("ROW ")}
    wanted = {f"ROW {engine} {row}" for engine in ("native", "boto3") for row in ROWS}
    assert sorted(wanted - made) == []
