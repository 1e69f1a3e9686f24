"""A node of a distributed server is killed and comes back, under load; nothing is lost.

Threads upload and download without a pause, by both engines, while nodes are killed (SIGKILL) and
brought back one after the other. What decides when is how many transfers have ended, not a clock.
Every transfer has to end whole. All that was acknowledged is read again by another client, both
while the node is dead and when it is back; no multipart upload may be open.

    nox -s cluster -- --rounds 8 --seed 7
"""

import dataclasses
import importlib
import json
import logging
import random
import secrets
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import click
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from contract.conftest import BUCKET, Bucket, new_store, store_options
from contract.images import MIB
from faults import work
from faults.work import Picture, WrongOutcomeError
from servers import weed_cluster

ENGINES = ("native", "boto3")
SIZES = (1000, 3 * MIB, 9 * MIB, 12 * MIB + 5)
OPTIONS = {"s3_fast_max_attempts": 5}
"""The driver's own default, which the tests' other stores change."""
BACKSTOP_SECS = 300.0
IMAGES = 8
"""So many uploads at a time are let in: all that is stored is read again in every round."""


@dataclasses.dataclass
class Load:
    """Transfers without a pause, from several threads."""

    cluster: weed_cluster.Cluster
    seed: int
    threads: int = 4
    outcomes: Counter[str] = dataclasses.field(default_factory=Counter)
    problems: list[str] = dataclasses.field(default_factory=list)
    stored: dict[str, Picture] = dataclasses.field(default_factory=dict)
    """What was acknowledged."""

    def __post_init__(self) -> None:
        self.bucket = Bucket(self.cluster.server.client())
        options = store_options(self.cluster.server, **OPTIONS)
        self._stores = {engine: new_store(engine, options) for engine in ENGINES}
        self._changed = threading.Condition()
        self._over = threading.Event()
        self._allowed_images = 0

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Go on with transfers until the end of the block."""
        with ThreadPoolExecutor(self.threads) as pool:
            jobs = [pool.submit(self._transfers, number) for number in range(self.threads)]
            try:
                yield
            finally:
                self._over.set()
        for job in jobs:
            job.result()

    def allow_uploads(self) -> None:
        """Have half of what begins be uploads, until there are `IMAGES` more."""
        self._allowed_images = len(self.stored) + IMAGES

    def wait_for(self, transfers: int) -> None:
        """Wait until so many more have ended."""
        with self._changed:
            wanted = self.outcomes.total() + transfers
            if not self._changed.wait_for(
                lambda: self.outcomes.total() >= wanted or self.problems, BACKSTOP_SECS
            ):
                self.problems.append(f"transfers hang: {self.outcomes.total()} of {wanted} ended")

    def _transfers(self, thread: int) -> None:
        chance = random.Random(f"{self.seed}-{thread}")
        number = 0
        while not self._over.is_set():
            number += 1
            engine = chance.choice(ENGINES)
            try:
                outcome = self._transfer(engine, f"{thread}-{number}", chance)
                problem = "" if outcome in ("whole", "left") else f"{thread}-{number}: {outcome}"
            except WrongOutcomeError as wrong:
                outcome, problem = "wrong", str(wrong)
            with self._changed:
                self.outcomes[f"{engine} {outcome}"] += 1
                self.problems += [problem] if problem else []
                self._changed.notify_all()

    def _transfer(self, engine: str, name: str, chance: random.Random) -> str:
        store = self._stores[engine]
        known = sorted(self.stored)
        if known and (len(known) >= self._allowed_images or chance.random() < 0.5):
            key = chance.choice(known)
            return work.download(store, key, self.stored[key], chance)
        key, picture = f"image-{name}", Picture(chance.choice(SIZES), chance.randrange(work.SEEDS))
        outcome = work.upload(store, key, picture, chance)
        if outcome == "whole":
            self.stored[key] = picture
        return outcome

    def check(self, when: str) -> None:
        """See that all that was acknowledged until now is there and right."""
        for key, picture in list(self.stored.items()):
            try:
                right = self.bucket.read(key) == picture.data
            except (BotoCoreError, ClientError) as error:
                self.problems.append(f"{key}: cannot be read {when}: {error}")
            else:
                self.problems += [] if right else [f"{key}: other bytes than the image's, {when}"]

    def check_end(self) -> None:
        """See that nothing is there but what was acknowledged, and no upload open."""
        self.check("at the end")
        for key in set(self.bucket.objects()) - set(self.stored):
            self.problems.append(f"{key}: is there, and was never acknowledged")
        for key in self.bucket.open_uploads():
            self.problems.append(f"{key}: its upload is open")


def kill_nodes(load: Load, rounds: int, transfers: int) -> None:
    """Kill one node after the other and bring it back, with so many transfers in each state."""
    nodes = list(load.cluster.nodes)
    random.Random(load.seed).shuffle(nodes)
    with load.under_way():
        load.allow_uploads()
        load.wait_for(transfers)
        for number in range(rounds):
            if load.problems:
                break
            node = nodes[number % len(nodes)]
            # Uploads are to be under way when it happens, and to begin afterwards.
            load.allow_uploads()
            load.wait_for(load.threads)
            load.cluster.kill(node)
            load.allow_uploads()
            load.wait_for(transfers)
            load.check(f"with {node} dead")
            load.allow_uploads()
            load.wait_for(load.threads)
            load.cluster.bring_back(node)
            load.allow_uploads()
            load.wait_for(transfers)
    load.check_end()


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=8, show_default=True)
@click.option("--transfers", type=click.IntRange(min=1), default=24, show_default=True)
@click.option("--seed", type=int, help="Repeats the choices of an earlier run [default: random].")
def cluster(rounds: int, transfers: int, seed: int | None) -> None:
    """Kill each node of a SeaweedFS of four, and bring it back, under load by both engines.

    Exit status: 0 nothing was wrong, 1 something was, 2 wrong usage.
    """
    seed = secrets.randbelow(2**32) if seed is None else seed
    console = Console(stderr=True)
    console.print(f"seed {seed}")
    logging.getLogger("glance_s3_fast").propagate = False
    with weed_cluster.running(buckets=[BUCKET]) as running:
        load = Load(running, seed)
        kill_nodes(load, rounds, transfers)
    native = importlib.import_module("glance_s3_fast._native")
    repeated = {"native_requests_repeated": native.metrics()["requests_repeated"]}
    result = {"seed": seed, "rounds": rounds, "outcomes": load.outcomes, **repeated}
    click.echo(json.dumps({**result, "problems": load.problems}, indent=2))
    sys.exit(1 if load.problems else 0)


if __name__ == "__main__":
    cluster(prog_name="cluster")
