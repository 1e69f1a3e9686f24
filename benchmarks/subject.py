"""One measured run, in a process of its own: ``python -m benchmarks.subject '<job as JSON>'``.

A fresh process, so that CPU and peak memory are of this subject and this run alone. Before
measuring, one small upload and one small download are made: imports, botocore's service files and
whatever a driver starts lazily are then there, and memory is counted from that point.
"""

from __future__ import annotations

import dataclasses
import http.client
import json
import sys
import threading
import uuid
from collections.abc import Callable
from typing import Any

from benchmarks import measure, pattern, source, stores

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


def _ask_server(port: int, method: str, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request(method, path)
        return connection.getresponse().read()
    finally:
        connection.close()


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Do what `job` says (see ``runner.job_for``) and give the costs and answers."""
    subject = stores.for_kind(job["subject"])(
        job["subject"], job["port"], job["options"], job["backend"]
    )

    def make_source(size_bytes: int, index: int) -> source.Source:
        return source.Source(
            size_bytes,
            start=source.start_of(index),
            max_read_bytes=job["max_read_bytes"],
            fresh=job["fresh_bytes"],
        )

    def upload(index: int) -> tuple[int, str, str]:
        reader = make_source(job["size_bytes"], index)
        declared = job["size_bytes"] if job["declared_size"] or job["subject"] == "raw" else 0
        result: tuple[int, str, str] = subject.upload(str(uuid.uuid4()), reader, declared)
        return result

    def download(_index: int) -> float:
        key = f"gen-{job['size_bytes']}"
        seconds: float = subject.download(key, job["size_bytes"], job["consume_bytes_per_sec"])
        return seconds

    uploading = job["direction"] == "upload"
    subject.upload(f"warm-{uuid.uuid4()}", make_source(_WARM_BYTES, 0), _WARM_BYTES)
    if uploading:
        source.block()
        if not job["fresh_bytes"]:
            for read_bytes in source.RING_READ_BYTES:
                source.ring(read_bytes)
    if job["subject"] != "hashes":
        pattern.block()
        subject.download(f"gen-{_WARM_BYTES}", _WARM_BYTES)
    _ask_server(job["port"], "POST", "/_sink/reset")
    with measure.measured() as cost:
        results = _at_once(job["at_once"], upload if uploading else download)
    answer: dict[str, Any] = dataclasses.asdict(cost)
    answer["server"] = json.loads(_ask_server(job["port"], "GET", "/_sink/report"))
    answer["native_loaded"] = "glance_s3_fast._native" in sys.modules
    answer["uploads" if uploading else "first_byte_secs"] = results
    return answer


if __name__ == "__main__":
    print(json.dumps(run(json.loads(sys.argv[1]))))
