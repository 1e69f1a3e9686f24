"""What the suite takes from the tests: the starters of real servers, and their certificates."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

_TESTS = str(Path(__file__).resolve().parents[1] / "tests")


def load(module: str) -> Any:
    """Import a module of ``tests/``, such as ``servers``."""
    if _TESTS not in sys.path:
        sys.path.append(_TESTS)
    return importlib.import_module(module)
