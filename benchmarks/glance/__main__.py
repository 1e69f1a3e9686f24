"""``python -m benchmarks.glance``."""

import sys

from benchmarks.glance.cli import main

sys.exit(main())
