"""A node of a distributed server is killed and brought back under load: ``nox -s cluster``.

Images go up and down by both engines all the while. When a third of the transfers is through, a
node is killed; after another third it comes back. Every transfer must succeed, and every image be
there and whole in the end.
"""

import json
import random
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from contract.conftest import BUCKET, Bucket, new_store, store_options
from contract.images import MIB
from faults import work
from faults.minio import NODES, cluster
from faults.work import Picture

ENGINES = ("native", "boto3")
SPOKEN_TO, KILLED = 0, NODES - 1


class Load:
    """Counts what is through and does at the right moments what is to be done then."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.done = 0
        self._lock = threading.Lock()

    def note(self, outcome: str) -> int:
        with self._lock:
            self.outcomes[outcome] += 1
            self.done += 1
            return self.done


@click.command()
@click.option("--transfers", type=click.IntRange(min=12), default=120, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=4, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
def main(transfers: int, seed: int, threads: int, as_json: bool) -> None:
    """Kill a node of four and bring it back under load; nothing may be lost, all must finish."""
    console = Console(stderr=True)
    load, chance = Load(), random.Random(seed)
    killed, back = threading.Event(), threading.Event()
    kept: dict[str, Picture] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        cluster(Path(folder)) as nodes,
        Progress(console=console) as progress,
    ):
        server = nodes.server(SPOKEN_TO)
        bucket = Bucket(server.client())
        bucket.client.create_bucket(Bucket=BUCKET)
        options = store_options(server, s3_fast_max_attempts=5)
        stores = {engine: new_store(engine, options) for engine in ENGINES}
        bar = progress.add_task("transfers", total=transfers)

        def transfer(number: int, chance: random.Random) -> None:
            engine = ENGINES[number % len(ENGINES)]
            key = str(work.uuid_of(chance))
            picture = Picture(chance.choice((1000, 3 * MIB, 12 * MIB + 5)), number % 3)
            up = work.upload(stores[engine], key, picture, chance)
            if up == "whole":
                kept[key] = picture
                down = work.download(stores[engine], key, picture, chance)
            else:
                down = "-"
            done = load.note(f"{engine} up {up}, down {down}")
            progress.update(bar, completed=done)
            if done >= transfers // 3 and not killed.is_set():
                killed.set()
                nodes.kill(KILLED)
            elif done >= 2 * transfers // 3 and not back.is_set():
                back.set()
                nodes.start(KILLED)

        with ThreadPoolExecutor(threads) as pool:
            jobs = [
                pool.submit(transfer, number, random.Random(chance.random()))
                for number in range(transfers)
            ]
        problems = [repr(error) for job in jobs if (error := job.exception())]
        nodes.wait_until_ready(KILLED)
        problems += [
            f"{count} of {outcome}"
            for outcome, count in load.outcomes.items()
            if not any(outcome.endswith(f"up whole, down {good}") for good in ("whole", "left"))
        ]
        for key, picture in kept.items():
            if bucket.read(key) != picture.data:
                problems.append(f"{key} is not whole")
            # MinIO lists the uploads of one exact key only.
            if bucket.open_uploads(key):
                problems.append(f"{key} has an upload left open")
    result = {
        "seed": seed,
        "transfers": load.done,
        "killed_and_back": killed.is_set() and back.is_set(),
        "outcomes": dict(load.outcomes),
        "problems": problems,
    }
    if as_json:
        click.echo(json.dumps(result, indent=2))
    else:
        console.print(result)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main(prog_name="cluster")
