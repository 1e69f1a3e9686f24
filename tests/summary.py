"""What a run ends with: how many tests of which folder passed, and on which server.

Failures, errors and what was skipped follow with their names, as pytest lists them. The tests that
have to fail are counted only: they are the stock driver's own, and the documentation has the list.
"""

import collections

import pytest

import servers
from servers.kind import Kind

ON_A_SERVER = ("tests/contract", "tests/glance")
SAID = ("passed", "failed", "error", "skipped")
STOCK_TESTS = "docs/reference/stock-tests.md"


def folder_of(nodeid: str) -> str:
    """Return the first two folders of a test's file."""
    return "/".join(nodeid.partition("::")[0].split("/")[:-1][:2])


def name_of(kind: Kind, external: bool) -> str:
    """Return what the server is called, with its version where that is known."""
    if external:
        return f"{kind.title}, which ran already"
    try:
        return f"{kind.title} {kind.version(kind.find())}"
    except servers.AbsentError:
        return f"no {kind.title}, which is not here"


def lines(stats: dict[str, list[pytest.TestReport]], server: str) -> list[str]:
    """Return a line for each folder of which tests were run, and one for those that must fail."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for outcome in SAID:
        for report in stats.get(outcome, ()):
            counts[folder_of(report.nodeid)][outcome] += 1
    width = max(map(len, counts), default=0)
    found = [
        f"{folder:<{width}}  {', '.join(f'{count} {word}' for word, count in of_it.items())}"
        + (f", on {server}" if folder in ON_A_SERVER else "")
        for folder, of_it in sorted(counts.items())
    ]
    if expected := len(stats.get("xfailed", ())):
        found.append(f"{expected} tests of the stock driver fail on purpose: {STOCK_TESTS}")
    return found


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    name: str = config.getoption("server")
    server = name_of(servers.kind(name), name == servers.EXTERNAL)
    found = lines(terminalreporter.stats, server)
    if len(found) > 1:  # else pytest's last line says it all
        terminalreporter.section("what was run")
        for line in found:
            terminalreporter.write_line(line)
