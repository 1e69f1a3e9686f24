"""The client that people use: python-glanceclient uploads in chunks and checks what it gets."""

import io

import pytest
from glance_rig.api import ADMIN
from glance_rig.content import MIB, Content
from glance_rig.process import Glance


def test_glanceclient(glance: Glance, monkeypatch: pytest.MonkeyPatch) -> None:
    glanceclient = pytest.importorskip("glanceclient")
    monkeypatch.setenv("NO_PROXY", "*")
    client = glanceclient.Client(endpoint=f"{glance.api.url}/v2", token=ADMIN)
    content = Content(5 * MIB + 3)
    image = client.images.create(name="c", disk_format="raw", container_format="bare")
    client.images.upload(image.id, io.BytesIO(content.read()), backend="fast")
    image = client.images.get(image.id)
    assert (image.status, image.size) == ("active", content.size_bytes)
    assert image.os_hash_value == content.digest("sha512")
    # It compares the multihash by itself.
    assert b"".join(client.images.data(image.id)) == content.read()
    client.images.delete(image.id)
