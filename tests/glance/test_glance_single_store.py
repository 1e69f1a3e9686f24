"""Single-store mode: ``stores = file, s3_fast`` with ``default_store = s3``, or with type s3.

Glance deprecates this mode, and has neither ``/v2/info/stores`` nor copy-image in it.
"""

from typing import Any

import pytest
from glance_rig.configuration import Setup
from glance_rig.content import MIB, Content
from glance_rig.process import GlanceError
from glance_rig.starter import Starter

OURS = "glance_s3_fast.store.Store"
OPTED_IN = {"glance_store": {"stores": "file, s3", "s3_fast_enabled": "true"}}


@pytest.mark.parametrize("sections", [{}, OPTED_IN], ids=["s3_fast", "s3, opted in"])
def test_images_in_the_only_store(
    start: Starter, mode: dict[str, Any], sections: dict[str, dict[str, str]]
) -> None:
    del start.buckets.names["cheap"]
    with start(Setup(stores={}, sections=sections, **mode)) as glance:
        api = glance.api
        classes = api.store_classes()
        assert {classes[scheme] for scheme in ("s3", "s3+http", "s3+https")} == {OURS}
        assert classes["file"] == "glance_store._drivers.filesystem.Store"
        for size_bytes in (0, 5 * MIB + 1, 101 * MIB):
            content = Content(size_bytes)
            image_id = api.create()
            api.upload(image_id, content.pieces(), size_bytes=size_bytes).expect(204)
            image = api.image(image_id)
            assert (image["status"], image["size"]) == ("active", size_bytes)
            assert image["os_hash_value"] == content.digest("sha512")
            host = glance.s3.endpoint_url.removeprefix("http://")
            url = f"s3://{host}/{start.buckets.names['fast']}/{image_id}"
            assert image["locations"] == [{"url": url, "metadata": {}}]
            assert api.download(image_id).expect(200).body == content.read()
            if size_bytes:
                answer = api.download(image_id, wanted=f"bytes=-{MIB}").expect(206)
                assert answer.body == content.read(size_bytes - MIB)
        content = Content(5 * MIB, seed=1)
        image_id = api.create()
        path = f"/v2/images/{image_id}/stage"
        headers = {"Content-Type": "application/octet-stream"}
        api.request("PUT", path, headers=headers, body=content.read()).expect(204)
        api.import_(image_id, "glance-direct")
        assert api.download(image_id).expect(200).body == content.read()
        assert image_id in start.buckets.objects("fast")
        api.request("GET", "/v2/info/stores").expect(404)


def test_glance_takes_no_other_name_for_the_default_store(start: Starter) -> None:
    del start.buckets.names["cheap"]
    setup = Setup(stores={}, sections={"glance_store": {"default_store": "s3_fast"}})
    with pytest.raises(GlanceError, match=r"Valid values are.*s3.*s3_fast"), start(setup):
        pass
