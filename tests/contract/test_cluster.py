"""One node of a distributed server is killed and comes back, in short (`faults.cluster`)."""

import random
from types import ModuleType

import pytest

from contract.conftest import BUCKET
from contract.rows import fault
from faults.cluster import Load, kill_nodes
from servers import weed_cluster

TRANSFERS = 12


@fault("a node is lost")
@pytest.mark.parametrize("engines", ["native and boto3"])
def test_nothing_is_lost_with_a_node(native: ModuleType, engines: str) -> None:
    seed = random.randrange(2**32)
    with weed_cluster.running(buckets=[BUCKET]) as cluster:
        load = Load(cluster, seed)
        kill_nodes(load, rounds=1, transfers=TRANSFERS)
    assert load.problems == [], f"seed {seed}"
    assert all(
        any(outcome.startswith(engine) for outcome in load.outcomes)
        for engine in ("native", "boto3")
    ), f"seed {seed}"
