"""Building, starting and ending the server of the suite, ``s3-sink``."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

CRATE = Path(__file__).with_name("sink")
BINARY = CRATE / "target" / "release" / "s3-sink"
_END_SECS = 20


def build() -> Path:
    """Build the server where that is needed and give its path.

    Raises ``RuntimeError`` when there is neither a Rust toolchain nor a binary built before.
    """
    cargo = shutil.which("cargo")
    if cargo is None:
        if BINARY.exists():
            return BINARY
        raise RuntimeError("cargo was not found: the benchmark server is built with Rust")
    environment = {**os.environ, "CARGO_TARGET_DIR": str(CRATE / "target")}
    subprocess.run(  # noqa: S603
        [cargo, "build", "--release", "--locked", "--quiet"],
        cwd=CRATE,
        env=environment,
        check=True,
    )
    return BINARY


@contextlib.contextmanager
def serving(options: dict[str, int | str]) -> Iterator[int]:
    """Run a server with `options` (its own, with underscores) and give its port.

    It ends with the block, and by itself should this process die.
    """
    arguments = [str(BINARY), "--until-stdin-closes"]
    for name, value in options.items():
        arguments += ["--" + name.replace("_", "-"), str(value)]
    process = subprocess.Popen(  # noqa: S603
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None  # noqa: S101
        first = process.stdout.readline()
        if not first:
            raise RuntimeError(f"s3-sink did not start: {arguments}")
        yield int(json.loads(first)["port"])
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_END_SECS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
