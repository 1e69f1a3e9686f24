"""Whatever hangs is ended and named, in a process of pytest-xdist and without."""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
BACKSTOP_SECS = 120
HANGING = {
    "in the test": """
def test_hangs():
    NEVER.wait()
""",
    "after a failure": """
@pytest.fixture
def hanging():
    yield
    NEVER.wait()

def test_hangs(hanging):
    assert False
""",
    "with the GIL": """
import ctypes
def test_hangs():
    ctypes.PyDLL(None).sleep(300)
""",
    "at the end": """
@pytest.fixture(scope="session", autouse=True)
def hanging():
    yield
    NEVER.wait()

def test_hangs():
    pass
""",
}


@pytest.mark.parametrize("processes", [0, 1])
@pytest.mark.parametrize("where", list(HANGING))
def test_what_hangs_is_ended_and_shown(tmp_path: Path, where: str, processes: int) -> None:
    (tmp_path / "conftest.py").write_text(
        "import watchdog\n"
        "def pytest_configure(config):\n"
        "    config.pluginmanager.register(watchdog.Watchdog(1))\n"
    )
    (tmp_path / "test_it.py").write_text(
        f"import threading, pytest\nNEVER = threading.Event()\n{HANGING[where]}"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider"),
            *("-n", str(processes), "--max-worker-restart", "1", str(tmp_path)),
        ],
        env={"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        timeout=BACKSTOP_SECS,
        check=False,
    )
    assert done.returncode != 0, done.stdout
    assert "test_it.py" in done.stderr, done.stderr
