"""Every configuration that the documentation shows is one that works, and the script says so.

The script of docs/how-to/enable-one-store.md runs in a process of its own, as it does for users.
No server is needed: configuring a store contacts none.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
HOW_TO = TOP / "docs" / "how-to"
BLOCK = re.compile(r"^```ini\n(.+?)^```", re.DOTALL | re.MULTILINE)


def blocks(path: Path) -> list[str]:
    """Return the configurations of several stores that a page shows whole."""
    return [text for text in BLOCK.findall(path.read_text()) if "enabled_backends" in text]


SHOWN = {"glance-api.conf": (HOW_TO / "glance-api.conf").read_text()} | {
    f"{path.name}-{number}": text
    for path in (TOP / "README.md", *sorted(HOW_TO.glob("*.md")))
    for number, text in enumerate(blocks(path))
}


def check(text: str, tmp_path: Path, python_path: list[str]) -> tuple[list[str], str]:
    """Run the script on a configuration; return the lines it prints, and what was logged."""
    conf = tmp_path / "glance-api.conf"
    conf.write_text(text.replace("/var/lib/glance", str(tmp_path)))
    done = subprocess.run(
        [sys.executable, str(HOW_TO / "check_stores.py"), str(conf)],
        env={"PATH": os.defpath, "HOME": str(tmp_path), "PYTHONPATH": ":".join(python_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), done.stderr


def test_the_pages_that_show_one_are_found() -> None:
    pages = {name.rpartition("-")[0] for name in SHOWN}
    assert {"README.md", "enable-one-store.md", "keep-the-type.md"} <= pages


@pytest.mark.parametrize("name", SHOWN)
def test_all_stores_can_be_written_to(name: str, tmp_path: Path, entry_point: list[str]) -> None:
    text = SHOWN[name]
    match = re.search(r"^enabled_backends = (.+)$", text, re.MULTILINE)
    assert match is not None
    stores = dict(item.strip().split(":") for item in match[1].split(","))
    printed, log = check(text, tmp_path, entry_point)
    assert printed == [f"{store} can be written to" for store in stores]
    ours = {store for store, kind in stores.items() if kind == "s3_fast"}
    ours |= set(re.findall(r"^\[(\w+)\]\ns3_fast_enabled = true", text, re.MULTILINE))
    assert ours
    assert set(re.findall(r"^INFO Store (\w+): engine \w+ \(", log, re.MULTILINE)) == ours


def test_a_mistake_is_told_in_the_documented_words(tmp_path: Path, entry_point: list[str]) -> None:
    page = (HOW_TO / "enable-one-store.md").read_text()
    (documented,) = re.findall(r"^WARNING Failed to configure .+$", page, re.MULTILINE)
    mistake = SHOWN["enable-one-store.md-0"] + "s3_store_large_object_chunk_size = 4\n"
    printed, log = check(mistake, tmp_path, entry_point)
    assert printed == ["fast is DISABLED, see above"]
    assert documented in log.splitlines()
