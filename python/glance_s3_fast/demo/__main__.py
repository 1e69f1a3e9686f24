"""`python -m glance_s3_fast.demo` is `glance-s3-fast demo`."""

import sys

from glance_s3_fast.cli import main

sys.argv.insert(1, "demo")
main()
