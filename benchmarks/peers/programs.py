"""Programs: s5cmd and rclone, each a child process that copies from and to files in memory.

Several images at once go through one process, as both are made for that. What a child needs is
counted: its CPU when it has ended, its peak memory over that of a run with one tiny file. Its
start, which the Python subjects have behind them when the clock begins, is counted too.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from benchmarks.endpoint import REGION, Endpoint
from benchmarks.files import check
from benchmarks.peers import program_path
from benchmarks.source import MIB

_LOOK_SECS = 0.02
_ERROR_CHARACTERS = 2000


class Program:
    """What both have in common. `upload_all` and `download_all` take all images of a run."""

    name = ""

    def __init__(
        self, endpoint: Endpoint, part_bytes: int, concurrency: int, at_once: int
    ) -> None:
        """Keep the settings; 0 leaves one as the program has it."""
        self._endpoint = endpoint
        self._part_bytes = part_bytes
        self._concurrency = concurrency
        self._at_once = at_once
        self.child_peak_bytes = 0

    def environment(self) -> dict[str, str]:
        """Give what the program finds its keys in."""
        return {
            "AWS_ACCESS_KEY_ID": self._endpoint.access_key,
            "AWS_SECRET_ACCESS_KEY": self._endpoint.secret_key,
            "AWS_REGION": REGION,
        }

    def run(self, arguments: list[str], text: str = "") -> None:
        """Run the program to its end; raises ``OSError`` with what it said when it fails."""
        with subprocess.Popen(  # noqa: S603
            [program_path(self.name) or self.name, *arguments],
            env={**os.environ, **self.environment()},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin is not None and process.stderr is not None  # noqa: S101, PT018
            process.stdin.write(text)
            process.stdin.close()
            # Not the kernel's own record for children: that begins with the parent's memory.
            while process.poll() is None:
                self.child_peak_bytes = max(self.child_peak_bytes, _peak_bytes(process.pid))
                time.sleep(_LOOK_SECS)
            said = process.stderr.read()
        if process.returncode:
            last = said[-_ERROR_CHARACTERS:]
            raise OSError(f"{self.name} ended with {process.returncode}: {last}")

    def upload_all(self, paths: list[Path]) -> None:
        """Upload files of one folder under their own names."""
        raise NotImplementedError

    def download_all(self, keys: list[str], size_bytes: int, folder: Path) -> None:
        """Download objects into a folder under their own names, and look at them."""
        self.fetch(keys, folder)
        for key in keys:
            check(folder / key, size_bytes)

    def fetch(self, keys: list[str], folder: Path) -> None:
        """Download objects into a folder."""
        raise NotImplementedError


def _peak_bytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # it has just ended
    return 0


class Rclone(Program):
    """``rclone copy`` of a folder, with nothing listed, asked or hashed that can be left out.

    What cannot: an MD5 of every part, and over HTTP its signature's SHA-256. Downloads are several
    ranges of a file at once (``--multi-thread-*``).
    """

    name = "rclone"

    def environment(self) -> dict[str, str]:
        """Describe the remote ``bench`` and the settings."""
        endpoint = self._endpoint
        return {
            "RCLONE_CONFIG": os.devnull,
            "RCLONE_CONFIG_BENCH_TYPE": "s3",
            "RCLONE_CONFIG_BENCH_PROVIDER": "Other",
            "RCLONE_CONFIG_BENCH_ENDPOINT": endpoint.url,
            "RCLONE_CONFIG_BENCH_ACCESS_KEY_ID": endpoint.access_key,
            "RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY": endpoint.secret_key,
            "RCLONE_CONFIG_BENCH_REGION": REGION,
            "RCLONE_S3_FORCE_PATH_STYLE": "true",
            "RCLONE_S3_USE_UNSIGNED_PAYLOAD": "true",
            "RCLONE_S3_USE_DATA_INTEGRITY_PROTECTIONS": "false",
            "RCLONE_S3_DISABLE_CHECKSUM": "true",
            "RCLONE_S3_NO_HEAD": "true",
            "RCLONE_S3_NO_CHECK_BUCKET": "true",
            **({"RCLONE_CA_CERT": endpoint.ca_path} if endpoint.ca_path else {}),
        }

    def _common(self) -> list[str]:
        arguments = ["--no-traverse", "--no-check-dest", "--ignore-checksum", "--retries=1"]
        arguments += [f"--transfers={self._at_once}", "--inplace"]
        if self._part_bytes:
            size = f"{self._part_bytes // MIB}Mi"
            arguments += [f"--s3-chunk-size={size}", f"--s3-upload-cutoff={size}"]
            arguments += [f"--multi-thread-chunk-size={size}", f"--multi-thread-cutoff={size}"]
        if self._concurrency:
            arguments += [
                f"--s3-upload-concurrency={self._concurrency}",
                f"--multi-thread-streams={self._concurrency}",
            ]
        return arguments

    def upload_all(self, paths: list[Path]) -> None:
        """Copy the folder of these files."""
        target = f"bench:{self._endpoint.bucket}"
        self.run(["copy", str(paths[0].parent), target, *self._common()])

    def fetch(self, keys: list[str], folder: Path) -> None:
        """Copy the named objects, none of which is listed."""
        listed = ["--files-from-raw", "-"]
        source = f"bench:{self._endpoint.bucket}"
        self.run(["copy", source, str(folder), *listed, *self._common()], "\n".join(keys) + "\n")


class S5cmd(Program):
    """``s5cmd run`` with a line for each file; payloads are signed as its SDK does it."""

    name = "s5cmd"

    def _run(self, lines: list[str]) -> None:
        arguments = ["--endpoint-url", self._endpoint.url, "--retry-count=1"]
        if self._endpoint.ca_path:
            arguments.append("--no-verify-ssl")  # it has no option for an authority
        self.run([*arguments, f"--numworkers={max(2, self._at_once)}", "run"], "\n".join(lines))

    def _cp(self, source: str, target: str) -> str:
        options = []
        if self._part_bytes:
            options.append(f"--part-size {self._part_bytes // MIB}")
        if self._concurrency:
            options.append(f"--concurrency {self._concurrency}")
        return " ".join(["cp", *options, source, target])

    def upload_all(self, paths: list[Path]) -> None:
        """Copy each file."""
        bucket = self._endpoint.bucket
        self._run([self._cp(str(path), f"s3://{bucket}/{path.name}") for path in paths])

    def fetch(self, keys: list[str], folder: Path) -> None:
        """Copy each object."""
        bucket = self._endpoint.bucket
        self._run([self._cp(f"s3://{bucket}/{key}", str(folder / key)) for key in keys])
