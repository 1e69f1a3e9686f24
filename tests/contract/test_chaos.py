"""The chaos run in short: some rounds, so many transfers, the seed in the report of a failure."""

import random
from types import ModuleType

import pytest

from contract.proxy import Proxy
from contract.rows import fault
from faults.chaos import Chaos
from glance_s3_fast.demo.server import Server

ROUNDS = 3
TRANSFERS = 24


@fault("chaos")
@pytest.mark.parametrize("engines", ["native and boto3"])
def test_random_faults_leave_nothing_wrong(
    native: ModuleType, server: Server, proxy: Proxy, engines: str
) -> None:
    seed = random.randrange(2**32)
    run = Chaos(seed, server, proxy)
    for _ in range(ROUNDS):
        run.round(TRANSFERS, rate=0.1)
    assert run.totals.problems == [], f"seed {seed}"
    assert run.totals.faults > 0
