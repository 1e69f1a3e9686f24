"""How Sphinx builds this documentation: `nox --session docs`, where a warning is an error.

The package has to be installed, entry points included: what is said of options, errors and parts
is taken from it (`_ext/from_code.py`).
"""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
sys.path.append(str(Path(__file__).parents[1]))  # for `benchmarks`, which is not installed

project = "glance-s3-fast"
version = release = version_of("glance-s3-fast")

extensions = [
    "myst_parser",
    "oslo_config.sphinxext",
    "from_code",
    "from_runs",
    "release_notes",
    "server_table",
    "benchmark_table",
    "glance_table",
]
source_suffix = {".md": "markdown"}
# Taken into reference/faults.md.
exclude_patterns = ["_build", "reference/faults-table.md"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"glance-s3-fast {release}"
html_show_copyright = False
html_show_sphinx = False
