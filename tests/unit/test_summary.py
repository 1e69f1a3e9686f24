"""What a test run says at its end."""

from types import SimpleNamespace
from typing import Any

import summary


def reports(*nodeids: str) -> list[Any]:
    return [SimpleNamespace(nodeid=nodeid) for nodeid in nodeids]


def test_each_folder_has_a_line_and_what_must_fail_is_counted() -> None:
    stats = {
        "passed": reports("tests/unit/test_a.py::test_x[a/b]", "tests/contract/test_b.py::test_y"),
        "failed": reports("tests/contract/test_b.py::test_z"),
        "xfailed": reports("tests/unit/test_stock_driver.py::Test::test"),
        "warnings": reports("tests/unit/test_a.py::test_x"),
    }
    assert summary.lines(stats, "a server") == [
        "tests/contract  1 passed, 1 failed, on a server",
        "tests/unit      1 passed",
        "1 tests of the stock driver fail on purpose: docs/reference/stock-tests.md",
    ]


def test_nothing_was_run() -> None:
    assert summary.lines({}, "a server") == []
