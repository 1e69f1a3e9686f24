"""The documented table of exceptions and HTTP statuses still holds.

The short form asks our driver only; the stock one takes its time over a server that is down.
"""

import json
from pathlib import Path

from glance_rig.configuration import LONG
from glance_rig.starter import Starter
from glance_rig.statuses import DRIVERS, measure

TABLE = Path(__file__).parents[2] / "docs" / "reference" / "statuses.json"


def test_statuses_are_those_of_the_documentation(start: Starter) -> None:
    documented = json.loads(TABLE.read_text())
    assert {row["driver"] for row in documented} == set(DRIVERS)
    drivers = list(DRIVERS) if LONG else ["s3_fast"]
    assert measure(start, drivers) == [row for row in documented if row["driver"] in drivers]
