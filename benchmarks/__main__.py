"""``python -m benchmarks``."""

import signal
import sys

from benchmarks.cli import main

# As Ctrl-C does: the server and the files are cleaned up.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
sys.exit(main())
