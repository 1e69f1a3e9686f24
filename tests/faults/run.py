"""Runs one case by one driver and says what came of it."""

import dataclasses
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from contract.conftest import Bucket, store_options
from contract.images import image
from contract.signing import Rotation, clock_ahead, signed_anew
from faults.case import Case, Situation
from faults.outcome import CAP_SECS, Found, outcome, said
from faults.way import HTTP_PROXY, way_to
from glance_s3_fast.demo.server import Server

HOUR_SECS = 3600
ENVIRONMENT = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull}


@dataclasses.dataclass(frozen=True)
class Rig:
    """What all cases of a run share."""

    server: Server
    credentials_file: Path


def run_child(work: dict[str, Any], environment: dict[str, str]) -> dict[str, Any]:
    """Run `faults.one`; return what it said, or how it ended."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and not name.lower().endswith("_proxy")
    }
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "faults.one"],
            input=json.dumps(work),
            env=inherited | ENVIRONMENT | paths | environment,
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
    with way_to(rig.server, case.way) as way:
        proxy, environment = way.proxy, dict(way.environment)
        environment["AWS_SHARED_CREDENTIALS_FILE"] = str(rig.credentials_file)
        options = store_options(rig.server, **way.options, s3_fast_progress_timeout_secs=5)
        options["s3_fast_max_attempts"] = 5  # the default, which other tests' stores change
        options |= case.options
        bucket = Bucket(rig.server.client(), options["s3_store_bucket"])
        if case.action in ("download", "leave"):
            bucket.write(key, image(case.size), **case.stored_with)
        if case.resign:
            proxy.sign = signed_anew(rig.server)
        if case.resign == "keys":
            proxy.choose = Rotation(rig.credentials_file)
            # The stock driver knows no keys but those of its options.
            stock = driver == "stock"
            options["s3_store_access_key"] = "FIRSTKEY" if stock else ""
            options["s3_store_secret_key"] = "secret" if stock else ""
        elif case.resign == "clock":
            proxy.choose = clock_ahead(HOUR_SECS)
        proxy.faults = case.faults(Situation(bucket, key, proxy, released))
        work = {
            **{name: getattr(case, name) for name in ("action", "size", "known", "source")},
            **{"driver": driver, "key": key, "options": options},
        }
        began = time.monotonic()
        try:
            answer = run_child(work, environment)
        finally:
            released.set()
        seconds = time.monotonic() - began
        past_the_proxy = case.way == HTTP_PROXY and not proxy.requests
    found = look(bucket, key)
    error = said(answer)
    return {
        "outcome": outcome(case, answer, found) + (", past the proxy" if past_the_proxy else ""),
        "error": error.get("error", ""),
        "text": error.get("text", "").replace(key, "KEY")[:300],
        "seconds": round(seconds, 1),
        "open_upload": found.open_upload,
    }


def look(bucket: Bucket, key: str) -> Found:
    """Return what the bucket holds of a case, and have it hold that no more."""
    try:
        names = bucket.objects(key)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucket":
            raise
        return Found({}, open_upload=False)
    stored = {name.removeprefix(key): bucket.read(name) for name in names}
    left = bucket.open_uploads(key) != []
    for name in names:
        bucket.client.delete_object(Bucket=bucket.name, Key=name)
    return Found(stored, open_upload=left)
