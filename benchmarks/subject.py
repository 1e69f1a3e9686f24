"""One measured run, in a process of its own: ``python -m benchmarks.subject '<job as JSON>'``.

A fresh process, so that CPU and peak memory are of this subject and this run alone. Before
measuring, one small upload and one small download are made: imports, botocore's service files and
whatever a client starts lazily are then there, and memory is counted from that point.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import files, kinds, measure, pattern, source
from benchmarks.endpoint import Endpoint
from benchmarks.peers.programs import Program

_WARM_BYTES = 1024


def _at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` with 0 … count-1, a thread each; the first failure is raised when all ended."""
    if count == 1:
        return [work(0)]
    results: list[Any] = [None] * count
    failures: list[BaseException] = []

    def run(index: int) -> None:
        try:
            results[index] = work(index)
        except BaseException as error:  # handed to the main thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


class Work:
    """What a job says, for one subject: a little of it to begin with, then all of it.

    `folder` is in memory; None where no files are wanted.
    """

    def __init__(self, job: dict[str, Any], subject: Any, folder: Path | None) -> None:
        """Keep what is needed."""
        self._job = job
        self._subject = subject
        self._folder = folder
        self.keys = [str(uuid.uuid4()) for _ in range(job["at_once"])]

    def upload(self, keys: list[str], size_bytes: int) -> Callable[[], list[Any]]:
        """Prepare uploads of `size_bytes` each, and give what does them."""
        if self._folder is None:
            return lambda: _at_once(len(keys), lambda index: self._read(keys, index, size_bytes))
        folder = self._folder / f"up-{size_bytes}"
        folder.mkdir()
        paths = files.make(folder, keys, size_bytes)
        if isinstance(self._subject, Program):
            return lambda: self._subject.upload_all(paths) or [(size_bytes, "", "")] * len(keys)
        upload = self._subject.upload
        return lambda: _at_once(
            len(keys), lambda index: upload(keys[index], paths[index], size_bytes)
        )

    def _read(self, keys: list[str], index: int, size_bytes: int) -> Any:
        fresh = self._job["fresh_bytes"]
        reader = source.Source(
            size_bytes,
            start=source.start_of(index, fresh=fresh),
            max_read_bytes=self._job["max_read_bytes"],
            fresh=fresh,
        )
        declared = self._job["declared_size"] or self._job["subject"] == "raw"
        return self._subject.upload(keys[index], reader, size_bytes if declared else 0)

    def download(self, keys: list[str], size_bytes: int) -> Callable[[], list[Any]]:
        """Prepare downloads of `size_bytes` each, and give what does them."""
        folder = None
        if self._folder is not None:
            folder = self._folder / f"down-{size_bytes}"
            folder.mkdir()
        if isinstance(self._subject, Program):
            assert folder is not None  # noqa: S101 - programs have data = "file"
            into_folder = folder
            fetch = self._subject.download_all
            return lambda: fetch(keys, size_bytes, into_folder) or [0.0] * len(keys)

        def one(index: int) -> Any:
            into = folder / f"{index}" if folder else None
            rate = self._job["consume_bytes_per_sec"]
            return self._subject.download(keys[index], size_bytes, into, rate)

        return lambda: _at_once(len(keys), one)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Do what `job` says (see ``runner.job_for``) and give the costs and answers."""
    endpoint = Endpoint.from_job(job["endpoint"])
    subject = kinds.make(job, endpoint)
    uploading = job["direction"] == "upload"
    folder = Path(job["folder"]) if job["folder"] else None
    work = Work(job, subject, folder)
    # The names of a real server's objects begin with those of the run, and go with it.
    work.upload([f"warm-{work.keys[0]}"], _WARM_BYTES)()
    if uploading and folder is None:
        source.block()
        if not job["fresh_bytes"]:
            for read_bytes in source.RING_READ_BYTES:
                source.ring(read_bytes)
    pattern.block()
    if job["subject"] not in kinds.HASHES_ALONE:
        work.download([f"gen-{_WARM_BYTES}-0"], _WARM_BYTES)()
    if uploading:
        do = work.upload(work.keys, job["size_bytes"])
    else:
        wanted = [f"gen-{job['size_bytes']}-{index}" for index in range(job["at_once"])]
        do = work.download(wanted, job["size_bytes"])
    # A program's run with a tiny file; what it needs beyond that is for the bytes.
    tiny_peak_bytes = getattr(subject, "child_peak_bytes", 0)
    endpoint.reset()
    before = endpoint.report()
    with measure.measured() as cost:
        results = do()
    after = endpoint.report()
    cost.peak_bytes += getattr(subject, "child_peak_bytes", 0) - tiny_peak_bytes
    answer: dict[str, Any] = dataclasses.asdict(cost)
    for name in ("cpu_user_secs", "cpu_system_secs"):
        # The suite's own server counts from the reset.
        after[name] -= before[name] if endpoint.sink_port is None else 0.0
    answer["server"] = after
    answer["native_loaded"] = "glance_s3_fast._native" in sys.modules
    answer["keys"] = work.keys
    answer["uploads" if uploading else "first_byte_secs"] = results
    return answer


if __name__ == "__main__":
    print(json.dumps(run(json.loads(sys.argv[1]))))
