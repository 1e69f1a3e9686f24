"""Measures the driver beside the stock one through a real glance-api, in turns, on one server.

One Glance has both: its store `fast` is ours and `cheap` is the stock driver's, on the same S3
server. A turn uploads or downloads through one, the next through the other, in the same processes.
"""

import sys
from pathlib import Path

# The rig is the tests' own, and they are no package that is installed.
sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "glance"))
