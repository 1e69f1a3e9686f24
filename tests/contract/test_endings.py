"""Processes that end in the middle of transfers: killed, or through with their own work."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contract.conftest import Bucket, store_options
from contract.images import MIB, image
from contract.rows import fault
from glance_s3_fast.demo.server import Server

TESTS = Path(__file__).parents[1]
BACKSTOP_SECS = 60
BEGIN = """
import io, json, os, sys, threading, time
from contract.conftest import new_store
from contract.images import MIB, image
from faults.work import locate

work = json.load(sys.stdin)
store, key = new_store(work["engine"], work["options"]), work["key"]

class Slow:
    '''Says when so many bytes were read, and gives no more.'''

    def __init__(self, data, at):
        self.stream, self.at, self.reached = io.BytesIO(data), at, threading.Event()

    def read(self, size):
        if self.stream.tell() >= self.at:
            self.reached.set()
            threading.Event().wait()
        return self.stream.read(size)
"""
UPLOADING = """
source = Slow(image(12 * MIB), 9 * MIB)

def upload():
    store.add(key, source, 12 * MIB, "sha512")

threading.Thread(target=upload, daemon=True).start()
source.reached.wait(60) or os._exit(3)
"""
READING = """
class Endless:
    '''Reads on while the interpreter ends; whoever sleeps wants the GIL again then.'''

    def __init__(self, sleep_secs):
        self.sleep_secs, self.reads = sleep_secs, 0

    def read(self, size):
        time.sleep(self.sleep_secs)
        self.reads += 1
        return bytes(MIB)

    def __iter__(self):
        while True:
            yield self.read(0)

class Verifier:
    def update(self, data):
        time.sleep(0.0005)

sources = [Endless(0.0005), Endless(0.0005), Endless(0)]
given = [(sources[0], None), (iter(sources[1]), None), (sources[2], Verifier())]
threads = []
for number, (source, verifier) in enumerate(given):
    # SHA-256, which hashlib computes for both engines.
    arguments = (f"{key}-{number}", source, 0, "sha256", None, verifier)
    threads.append(threading.Thread(target=store.add, args=arguments, daemon=True))
    threads[-1].start()
while any(source.reads < 20 for source in sources):
    assert all(thread.is_alive() for thread in threads)
    time.sleep(0.001)
"""
DOWNLOADING = """
pieces, _ = store.get(locate(store, f"{key}-given"))
next(pieces)
other, _ = store.get(locate(store, f"{key}-given"))

def download():
    for _ in other:
        time.sleep(0.01)

threading.Thread(target=download, daemon=True).start()
next(pieces)
"""
FOREGROUND = """
# Of a thread that is no daemon the interpreter waits for the end.
data = image(12 * MIB)
threading.Thread(target=lambda: store.add(key, io.BytesIO(data), 0, "sha512")).start()
"""
SAY = """
print("ready", flush=True)
"""


def start(program: str, engine: str, server: Server, key: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, sys.path)])},
    )
    assert process.stdin is not None
    work: dict[str, Any] = {"engine": engine, "options": store_options(server), "key": key}
    process.stdin.write(json.dumps(work))
    process.stdin.close()
    return process


def end_of(process: "subprocess.Popen[str]") -> tuple[int, str]:
    assert process.stderr is not None
    try:
        status = process.wait(BACKSTOP_SECS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise AssertionError(f"it hangs, and has said: {process.stderr.read()}") from None
    with process.stderr as errors:
        text = errors.read()
    if process.stdout is not None:
        process.stdout.close()
    return status, text


def abort_all(bucket: Bucket, key: str) -> None:
    # By whole keys: MinIO lists nothing for less.
    for name in (key, *(f"{key}-{number}" for number in range(3))):
        answer = bucket.client.list_multipart_uploads(Bucket=bucket.name, Prefix=name)
        for upload in answer.get("Uploads", []):
            if upload["Key"] == name:
                bucket.client.abort_multipart_upload(
                    Bucket=bucket.name, Key=name, UploadId=upload["UploadId"]
                )


@fault("killed")
def test_a_process_that_is_killed_leaves_nothing_visible(
    engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    """What it leaves, `orphans` finds (tests/contract/test_orphans.py)."""
    program = BEGIN + UPLOADING + SAY + "threading.Event().wait()"
    process = start(program, engine_name, server, key)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGKILL)
    assert end_of(process)[0] == -signal.SIGKILL
    assert bucket.objects(key) == {}
    assert bucket.open_uploads(key) == [key]
    abort_all(bucket, key)


@fault("interpreter exit")
@pytest.mark.parametrize("under_way", ["uploading", "reading", "downloading"])
def test_an_interpreter_that_ends_with_transfers_under_way(
    *, engine_name: str, server: Server, bucket: Bucket, key: str, under_way: str
) -> None:
    bucket.write(f"{key}-given", image(48 * MIB))
    body = {"uploading": UPLOADING, "reading": READING, "downloading": DOWNLOADING}[under_way]
    status, errors = end_of(start(BEGIN + body, engine_name, server, key))
    assert status == 0, errors
    assert "panicked" not in errors
    assert "Fatal" not in errors
    # No moment was left for an abort: what counts is that nothing is visible.
    assert set(bucket.objects(key)) == {f"{key}-given"}
    abort_all(bucket, key)


@fault("interpreter exit")
def test_an_interpreter_that_ends_waits_for_what_is_no_daemon(
    engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    status, errors = end_of(start(BEGIN + FOREGROUND, engine_name, server, key))
    assert status == 0, errors
    # Python starts no thread any more once its main one has ended, so the boto3 engine may fail.
    if engine_name == "native" or bucket.objects(key):
        assert bucket.read(key) == image(12 * MIB)
    else:
        assert "after interpreter shutdown" in errors
    assert bucket.open_uploads(key) == []
