"""Where Glance's processes find the driver: installed, or in the checkout.

Glance finds a driver by its entry point, which an installed wheel brings along. A checkout has
none, so one is written as an installer would write it, beside the package on ``PYTHONPATH``.
"""

import importlib.metadata
import os
import tomllib
from pathlib import Path

import glance_s3_fast

GROUP = "glance_store.drivers"
TOP = Path(__file__).parents[3]


def python_path(directory: Path) -> str:
    """Return what ``PYTHONPATH`` must be; write into `directory` what an installer would."""
    package = Path(glance_s3_fast.__file__).parents[1]
    # Before what is installed: what is measured and tested is what this process sees itself.
    folders = [str(package), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    if not importlib.metadata.entry_points(group=GROUP, name="s3_fast"):
        folders.insert(0, str(_written(directory)))
    return os.pathsep.join(filter(None, folders))


def _written(directory: Path) -> Path:
    with (TOP / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    folder = directory / "entry_points"
    info = folder / f"glance_s3_fast-{project['version']}.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = [f"{name} = {where}" for name, where in project["entry-points"][GROUP].items()]
    (info / "entry_points.txt").write_text("\n".join([f"[{GROUP}]", *lines, ""]))
    return folder
