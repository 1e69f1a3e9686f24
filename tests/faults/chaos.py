"""The chaos run: random faults under many transfers, and afterwards nothing is wrong or left.

Rounds of transfers in both directions by both engines, from several threads, through the fault
proxy to a real server. In each round every request meets a fault by chance, at a rate that changes
from round to round. After each: every image is whole, or absent with a clear error; no multipart
upload is open, but for those that the log names because their abort failed too; budgets, gauges,
descriptors and threads are back where they were. At the end, so is the process's memory. Every few
rounds, after all of that was looked at, the bucket is made anew: until then some servers keep the
bytes of what was deleted, and a run of twenty minutes stores more than a machine has.

The seed decides on transfers, images, rates, and the faults of each round in the order of its
requests; which request comes when is up to the threads.
"""

import dataclasses
import logging
import random
import re
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import servers
from contract.conftest import Bucket, new_store, store_options
from contract.images import MIB
from contract.proxy import Fault, Proxy, Request
from faults import state, work
from faults.random_fault import random_fault
from faults.work import Picture, WrongOutcomeError
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store
from servers.removing import renew_bucket_by

ENGINES = ("native", "boto3")
RATES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
RENEWED_EVERY = 5
"""Rounds from one renewal of the bucket to the next, in which about a GiB is stored."""
PROGRESS_TIMEOUT_SECS = 2.0
"""Short, so that stalls are worth making (`faults.random_fault.STALL_SECS`)."""
OPTIONS: dict[str, Any] = {
    "s3_fast_max_attempts": 4,
    "s3_fast_memory_limit": 32,
    "s3_fast_part_checksum": "md5",
    "s3_fast_progress_timeout_secs": PROGRESS_TIMEOUT_SECS,
}


@dataclasses.dataclass
class Totals:
    """What happened so far."""

    rounds: int = 0
    transfers: int = 0
    faults: int = 0
    requests: int = 0
    left_open_and_logged: int = 0
    renewals: int = 0
    """How often the bucket was made anew."""
    outcomes: Counter[str] = dataclasses.field(default_factory=Counter)
    kinds: Counter[str] = dataclasses.field(default_factory=Counter)
    """The faults by the operation that each befell, and by name."""
    rates: dict[float, Counter[str]] = dataclasses.field(default_factory=dict)
    """Rounds, requests, faults and transfers at each rate."""
    resident_mib: list[int] = dataclasses.field(default_factory=list)
    """The process's memory after the warm-up and after each round."""
    problems: list[str] = dataclasses.field(default_factory=list)


class Upload(NamedTuple):
    """An upload that has ended."""

    engine: str
    picture: Picture
    outcome: str


class Logged(logging.Handler):
    """Keeps the errors that the driver logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += record.getMessage() + "\n"


class Chaos:
    """One chaos run on one server."""

    def __init__(
        self,
        seed: int,
        server: Server,
        proxy: Proxy,
        threads: int = 6,
        *,
        kind: servers.Kind = servers.KINDS["seaweedfs"],
        renewed_every: int = RENEWED_EVERY,
    ) -> None:
        self.totals = Totals()
        self._chance = random.Random(seed)
        self._bucket = Bucket(server.client(), kind=kind)
        self._renewed_every = renewed_every
        self._proxy = proxy
        self._threads = threads
        options = store_options(server, s3_store_host=proxy.url, **OPTIONS)
        self._stores = {engine: new_store(engine, options) for engine in ENGINES}
        self._logged = Logged()
        self._before: state.State | None = None

    def warm_up(self) -> None:
        """Use everything once, without faults, so that what stays for good is there."""
        work.make_pictures()
        self.round(transfers=4 * self._threads, rate=0.0)
        self._before = state.now()

    def round(self, transfers: int, rate: float | None = None) -> None:
        """Do so many transfers, half of them uploads, and see that nothing is wrong or left."""
        chance = random.Random(self._chance.random())
        rate = chance.choice(RATES) if rate is None else rate
        prefix = f"chaos-{uuid.UUID(int=chance.getrandbits(128))}"
        stored = {f"{prefix}-given-{n}": work.any_picture(chance) for n in range(6)}
        for key, picture in stored.items():
            self._bucket.write(key, picture.data)
        self._proxy.forget()
        faults = random.Random(chance.random())
        self._proxy.choose = lambda request: self._choose(faults, rate, request)
        log = logging.getLogger("glance_s3_fast")
        log.addHandler(self._logged)
        self._logged.text = ""
        try:
            with ThreadPoolExecutor(self._threads) as pool:
                jobs = [
                    pool.submit(self._transfer, random.Random(chance.random()), key, stored)
                    for key in (f"{prefix}-new-{n}" for n in range(transfers))
                ]
            uploads = dict(filter(None, (job.result() for job in jobs)))
        except WrongOutcomeError as wrong:
            self.totals.problems.append(str(wrong))
            uploads = {}
        finally:
            self._proxy.choose = None
            log.removeHandler(self._logged)
        self.totals.rounds += 1
        self.totals.requests += len(self._proxy.requests)
        at_rate = self.totals.rates.setdefault(rate, Counter())
        at_rate.update(rounds=1, transfers=transfers, requests=len(self._proxy.requests))
        self._check(prefix, uploads, stored)
        self.totals.resident_mib.append(state.resident_bytes() // MIB)
        if self.totals.rounds % self._renewed_every == 0:
            renew_bucket_by(self._bucket.client, self._bucket.name, self._bucket.kind)
            self.totals.renewals += 1

    def check_memory(self) -> None:
        """See at the end that the process's memory is back to what it was after the warm-up."""
        first, *_, last = self.totals.resident_mib
        if last > first + state.SLACK_BYTES // MIB:
            self.totals.problems.append(f"{last} MiB of memory, at the start {first} MiB")

    def _choose(self, faults: random.Random, rate: float, request: Request) -> Fault | None:
        if faults.random() >= rate:
            return None
        name, fault = random_fault(faults, request)
        self.totals.faults += 1
        self.totals.kinds[f"{request.operation}: {name}"] += 1
        self.totals.rates.setdefault(rate, Counter())["faults"] += 1
        return fault

    def _transfer(
        self, chance: random.Random, key: str, stored: dict[str, Picture]
    ) -> tuple[str, Upload] | None:
        engine = chance.choice(ENGINES)
        store: Store = self._stores[engine]
        if chance.random() < 0.5:
            picture = work.any_picture(chance)
            outcome = work.upload(store, key, picture, chance)
            self._note(f"{engine} up {outcome}")
            return key, Upload(engine, picture, outcome)
        given = chance.choice(sorted(stored))
        self._note(f"{engine} down {work.download(store, given, stored[given], chance)}")
        return None

    def _note(self, outcome: str) -> None:
        self.totals.transfers += 1
        self.totals.outcomes[outcome] += 1

    def _check(self, prefix: str, uploads: dict[str, Upload], given: dict[str, Picture]) -> None:
        problems = self.totals.problems
        state.settle(self._before)
        objects = self._bucket.objects(prefix)
        for key, (engine, picture, outcome) in uploads.items():
            what = f"{key} ({engine}, {picture.size_bytes} bytes, {outcome})"
            there = objects.pop(key, None)
            if there is None and outcome == "whole":
                problems.append(f"{what}: reported as stored, but is not there")
            elif there is not None and self._bucket.read(key) != picture.data:
                problems.append(f"{what}: other bytes than the image's")
            elif there is not None and outcome != "whole" and key not in self._logged.text:
                problems.append(f"{what}: is there all the same, and no log line says so")
        problems += [f"{key}: nobody's object" for key in objects if key not in given]
        self._check_open_uploads(prefix, uploads)
        if self._before is not None:
            problems += self._before.differences(state.now())
        for key in self._bucket.objects(prefix):
            self._bucket.client.delete_object(Bucket=self._bucket.name, Key=key)

    def _check_open_uploads(self, prefix: str, uploads: dict[str, Upload]) -> None:
        """None is open but those that could not be aborted, of which the log has the upload_id."""
        client, name = self._bucket.client, self._bucket.name
        # By key, too: MinIO lists nothing for a prefix that is not a whole key.
        answers = [
            client.list_multipart_uploads(Bucket=name, Prefix=text) for text in (prefix, *uploads)
        ]
        found = {
            (each["Key"], each["UploadId"])
            for answer in answers
            for each in answer.get("Uploads", [])
        }
        for key, upload_id in sorted(found):
            # One whose Create got no answer is known by its key only.
            said = re.search(
                f"{re.escape(upload_id)}|may be.*{key}|{key}.*may be", self._logged.text
            )
            if said is None:
                what = f"{key} ({uploads.get(key)})"
                self.totals.problems.append(f"{what}: upload {upload_id} is open, unlogged")
            self.totals.left_open_and_logged += 1
            client.abort_multipart_upload(Bucket=name, Key=key, UploadId=upload_id)
