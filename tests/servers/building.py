"""Build a server with Go, into a folder of the project's own: for Go they come as source only."""

import os
import shutil
import subprocess
from pathlib import Path

from servers.kind import AbsentError

BUILD_SECS = 1200.0
ERROR_LINES = 5


def go_install(module: str, base: Path) -> Path:
    """Build `module` (``path@version``) unless it is there; return the folder it is in.

    Each version has a folder of its own in `base`. Raise `AbsentError` without Go, or when the
    build fails, as without a network.
    """
    folder = base.absolute() / module.replace("/", "_")
    if folder.is_dir() and any(folder.iterdir()):
        return folder
    if shutil.which("go") is None:
        raise AbsentError(f"there is no Go to build {module} with (https://go.dev/dl)")
    try:
        done = subprocess.run(
            ["go", "install", module],
            env={**os.environ, "GOBIN": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=BUILD_SECS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AbsentError(f"go install {module} took more than {BUILD_SECS:.0f} s") from None
    if done.returncode != 0:
        # It names each module that it fetches before it fails.
        words = [line for line in done.stdout.splitlines() if not line.startswith("go: download")]
        last = "\n".join(words[-ERROR_LINES:])
        raise AbsentError(f"go install {module} failed:\n{last}")
    return folder
