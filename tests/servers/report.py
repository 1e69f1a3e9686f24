"""A pytest plugin: ``--features FILE`` notes in FILE what a run has shown of its server.

What is noted comes from reports of tests alone, so it is right with pytest-xdist, too. Other
servers' entries in the file stay as they are.
"""

import collections
import json
from pathlib import Path
from typing import Any

import pytest

from servers.kind import Kind

FEATURE, PROMISE, ENGINE = "server feature", "driver promise", "engine"
"""Names of pytest's user properties."""


def mark_items(items: list[pytest.Item]) -> None:
    """Have each test's report say which promise it is about, and with which engine."""
    for item in items:
        for marker in item.iter_markers("promise"):
            item.user_properties.append((PROMISE, str(marker.args[0])))
            if engine := getattr(item, "callspec", None) and item.callspec.params.get(  # type: ignore[attr-defined]
                "engine_name"
            ):
                item.user_properties.append((ENGINE, engine))


class FeatureReport:
    """Gathers reports, and writes the file when all tests are through."""

    def __init__(self, path: Path, kind: Kind, version: str) -> None:
        self._path, self._kind, self._version = path, kind, version
        self._features: dict[str, bool] = {}
        self._promises: dict[str, dict[str, bool]] = collections.defaultdict(dict)
        self._counts: collections.Counter[str] = collections.Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        failed = report.failed
        if report.when == "call" or failed or report.skipped:
            self._counts[report.outcome] += 1
        properties = dict(report.user_properties)
        if report.when == "call":
            for name, value in report.user_properties:
                if name == FEATURE:
                    feature, found = json.loads(str(value))
                    self._features[feature] = found
        if (promise := properties.get(PROMISE)) and (failed or report.when == "call"):
            engine = str(properties.get(ENGINE, "native"))
            kept = self._promises[str(promise)].get(engine, True)
            self._promises[str(promise)][engine] = kept and report.passed

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return  # interrupted: what is known from a whole run stays
        known: dict[str, Any] = json.loads(self._path.read_text()) if self._path.exists() else {}
        known[self._kind.name] = {
            "title": self._kind.title,
            "version": self._version,
            "tests": dict(sorted(self._counts.items())),
            "features": dict(sorted(self._features.items())),
            "promises": {
                promise: dict(sorted(engines.items()))
                for promise, engines in sorted(self._promises.items())
            },
        }
        text = json.dumps(dict(sorted(known.items())), indent=2, ensure_ascii=False)
        self._path.write_text(text + "\n")
