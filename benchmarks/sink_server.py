"""Building, starting and ending the server of the suite, ``s3-sink``."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import from_tests
from benchmarks.endpoint import Endpoint

CRATE = Path(__file__).with_name("sink")
BINARY = CRATE / "target" / "release" / "s3-sink"
_END_SECS = 20


@functools.cache
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
def serving(options: dict[str, int | str | bool]) -> Iterator[Endpoint]:
    """Run a server with `options` (its own, with underscores; ``tls``) and give where it is.

    It ends with the block, and by itself should this process die.
    """
    arguments = [str(BINARY), "--until-stdin-closes"]
    for name, value in options.items():
        if name != "tls":
            arguments += ["--" + name.replace("_", "-"), str(value)]
    with contextlib.ExitStack() as stack:
        made = None
        if options.get("tls"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            made = from_tests.load("servers.certificates").make(folder)
            arguments += ["--tls-certificate", str(made.certificate_path)]
            arguments += ["--tls-key", str(made.private_key_path)]
        first = stack.enter_context(_running(arguments))
        if made is None:
            yield Endpoint(url=f"http://127.0.0.1:{first['port']}", sink_port=first["port"])
        else:
            yield Endpoint(
                url=f"https://127.0.0.1:{first['tls_port']}",
                sink_port=first["port"],
                ca_path=str(made.ca_path),
            )


@contextlib.contextmanager
def _running(arguments: list[str]) -> Iterator[dict[str, int]]:
    process = subprocess.Popen(  # noqa: S603
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None  # noqa: S101
        first = process.stdout.readline()
        if not first:
            raise RuntimeError(f"s3-sink did not start: {arguments}")
        yield json.loads(first)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_END_SECS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
