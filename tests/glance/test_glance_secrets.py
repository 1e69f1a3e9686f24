"""That a key in Glance's log or database would be found."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from glance_rig import secrets
from glance_rig.api import Api
from glance_rig.content import MIB, Content
from glance_rig.process import Glance

import secrets_watch


@pytest.mark.parametrize("name", ["server.log", "glance.sqlite"])
@pytest.mark.parametrize("which", ["access_key", "secret_key"])
def test_a_key_that_glance_shows_is_found(
    glance: Glance, api: Api, tmp_path: Path, name: str, which: str
) -> None:
    image_id = api.create()
    api.upload(image_id, Content(MIB).pieces(), size_bytes=MIB, store="fast").expect(204)
    for file in ("server.log", "glance.sqlite"):
        shutil.copy(glance.directory / file, tmp_path)
    copy = dataclasses.replace(glance, directory=tmp_path)
    secrets.look(copy)
    assert secrets_watch.taken() == ""
    with (tmp_path / name).open("a") as file_shown:
        file_shown.write(f"s3://{getattr(glance.s3, which)}@host/bucket/key\n")
    secrets.look(copy)
    found = secrets_watch.taken()
    assert f"in Glance's {name}" in found
    assert getattr(glance.s3, which) not in found


def test_debug_lines_are_among_what_is_searched(glance: Glance, api: Api) -> None:
    image_id = api.create()
    api.upload(image_id, Content(MIB).pieces(), size_bytes=MIB, store="fast").expect(204)
    assert " DEBUG glance_s" in glance.log_path.read_text(errors="replace")
