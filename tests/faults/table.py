"""Runs every case by every driver and writes what came of it: ``nox -s faults``.

Nothing is asserted here and nothing is known beforehand: the outcome is what the caller got and
what the bucket then holds. The tests assert; this records, the stock driver's beside ours.
"""

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from contract.conftest import BUCKET, Bucket, store_options
from contract.images import image
from contract.proxy import Proxy, proxy_to
from contract.signing import Rotation, clock_ahead, signed_anew
from faults.cases import DOWNLOADS, UPLOADS, Case, Situation
from glance_s3_fast.demo.server import Server, embedded_server

DRIVERS = ("native", "boto3", "stock")
CAP_SECS = 100.0
"""What takes longer counts as a hang. botocore's own timeout, the stock driver's, is 60 s."""
HOUR_SECS = 3600
TOP = Path(__file__).parents[2]
RESULT = TOP / "docs" / "reference" / "faults.json"
TABLE = TOP / "docs" / "reference" / "faults-table.md"
ENVIRONMENT = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull}


@dataclasses.dataclass(frozen=True)
class Rig:
    """The servers of a run."""

    server: Server
    proxy: Proxy
    bucket: Bucket
    credentials_file: Path


def run_child(work: dict[str, Any], rig: Rig) -> dict[str, Any]:
    """Run `faults.one`; return what it said, or how it ended."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and not name.lower().endswith("_proxy")
    }
    environment = inherited | ENVIRONMENT
    environment["AWS_SHARED_CREDENTIALS_FILE"] = str(rig.credentials_file)
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "faults.one"],
            input=json.dumps(work),
            env=environment,
            capture_output=True,
            text=True,
            timeout=CAP_SECS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"ended": "hang"}
    if done.returncode:
        return {"ended": "killed" if done.returncode < 0 else "crashed", "text": done.stderr}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def run_case(case: Case, driver: str, rig: Rig) -> dict[str, Any]:
    """Run one case by one driver; return what was found."""
    key, released = str(uuid.uuid4()), threading.Event()
    rig.proxy.forget()
    options = store_options(
        rig.server, s3_store_host=rig.proxy.url, s3_fast_progress_timeout_secs=5, **case.options
    )
    options["s3_fast_max_attempts"] = 5  # botocore's own number, the stock driver's
    if case.action == "download":
        rig.bucket.write(key, image(case.size), **case.stored_with)
    if case.resign:
        rig.proxy.sign = signed_anew(rig.server)
    if case.resign == "keys":
        rig.proxy.choose = Rotation(rig.credentials_file)
        # The stock driver knows no keys but those of its options.
        stock = driver == "stock"
        options["s3_store_access_key"] = "FIRSTKEY" if stock else ""
        options["s3_store_secret_key"] = "secret" if stock else ""
    elif case.resign == "clock":
        rig.proxy.choose = clock_ahead(HOUR_SECS)
    rig.proxy.faults = case.faults(Situation(rig.bucket, key, released))
    work = {
        **{name: getattr(case, name) for name in ("action", "size", "known", "source")},
        **{"driver": driver, "key": key, "options": options},
    }
    began = time.monotonic()
    try:
        answer = run_child(work, rig)
    finally:
        released.set()
    seconds = time.monotonic() - began
    left = rig.bucket.open_uploads(key) != []
    there = key in rig.bucket.objects(key)
    stored = rig.bucket.read(key) if there else None
    return {
        "outcome": outcome(case, answer, stored, left),
        "error": answer.get("error", ""),
        "text": answer.get("text", "").replace(key, "KEY")[:300],
        "seconds": round(seconds, 1),
        "open_upload": left,
    }


def outcome(case: Case, answer: dict[str, Any], stored: bytes | None, left: bool) -> str:
    """Put what was found into words."""
    data, others = image(case.size), image(case.size, seed=1)
    digest = hashlib.sha512(data).hexdigest()
    ended = answer["ended"]
    if ended == "hang":
        words = f"hangs (more than {CAP_SECS:.0f} s)"
    elif ended in ("killed", "crashed"):
        words = f"{ended}, {'no object' if stored is None else 'and an object is there'}"
    elif case.action == "download":
        right = ended == "returned" and answer["sha512"] == digest
        words = "whole" if right else "WRONG BYTES, no error" if ended == "returned" else "error"
    elif ended == "raised":
        words = "error"
        if stored == data:
            words = "error, but the image is there"
        elif stored not in (None, others):
            words = "error, and a wrong object is there"
    elif case.name.startswith("another object"):
        words = "WRONG: success, the other object is overwritten"
    elif stored == data:
        words = "whole"
    elif stored is None:
        words = "WRONG: success, but no object"
    else:
        words = "WRONG: success, but the object has other bytes"
    if words == "error" and not answer["module"].startswith("glance_store"):
        # Of an image's source, the very exception is what Glance needs.
        words = "the source's own error" if case.source == "raises" else "bare error"
    return words + (", upload left open" if left else "")


def cell(found: dict[str, Any]) -> str:
    name = f" (`{found['error']}`)" if found["error"] else ""
    slow = f", {found['seconds']:.0f} s" if found["seconds"] > 10 else ""
    return f"{found['outcome']}{name}{slow}"


def as_table(results: dict[str, dict[str, dict[str, Any]]], cases: list[Case]) -> str:
    lines = ["| fault | " + " | ".join(DRIVERS) + " |", "| --- |" + " --- |" * len(DRIVERS)]
    for case in cases:
        found = results[case.action][case.name]
        lines.append(f"| {case.name} | " + " | ".join(cell(found[d]) for d in DRIVERS) + " |")
    return "\n".join(lines)


@click.command()
@click.option("--only", default="", help="Run the cases whose name contains this; write nothing.")
def faults(only: str) -> None:
    """Run all cases by all drivers and write docs/reference/faults.json and the table from it."""
    console = Console(stderr=True)
    cases = [case for case in UPLOADS + DOWNLOADS if only in case.name]
    results: dict[str, dict[str, dict[str, Any]]] = {"upload": {}, "download": {}}
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded_server(buckets=[BUCKET]) as server,
        proxy_to(server.endpoint_url) as proxy,
    ):
        rig = Rig(server, proxy, Bucket(server.client()), Path(folder) / "credentials")
        for case in track(cases, console=console):
            found = {driver: run_case(case, driver, rig) for driver in DRIVERS}
            results[case.action][case.name] = found
            if only:
                console.print(case.name, found)
    if not only:
        RESULT.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
        parts = (("## Uploads", UPLOADS), ("## Downloads", DOWNLOADS))
        text = "\n\n".join(f"{title}\n\n{as_table(results, listed)}" for title, listed in parts)
        TABLE.write_text(text + "\n")


if __name__ == "__main__":
    faults(prog_name="faults")
