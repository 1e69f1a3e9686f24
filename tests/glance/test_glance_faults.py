"""Clients that go away, and buckets that are not as Glance left them.

Where Glance decides what a client is told, the stock driver's store `cheap` is asked too, in the
same Glance: ours must answer alike.
"""

import pytest
from glance_rig.api import Api
from glance_rig.buckets import Buckets
from glance_rig.content import MIB, Content
from glance_rig.slow_upload import SlowUpload

LARGE_BYTES = 120 * MIB
SENT_BYTES = 105 * MIB
"""Enough for a multipart upload to begin, which one of unknown size does at 100 MiB."""


@pytest.mark.fault("the client is gone")
@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("chunked", [False, True], ids=["content-length", "chunked"])
def test_client_gone_during_an_upload(
    api: Api, buckets: Buckets, chunked: bool, reset: bool
) -> None:
    content = Content(LARGE_BYTES)
    image_id = api.create()
    upload = SlowUpload(api, image_id, None if chunked else LARGE_BYTES)
    upload.send(content.pieces(end=SENT_BYTES))
    buckets.wait_for_open_upload("fast", image_id)
    upload.go(reset=reset)
    # Glance gives the image back only when the driver has given up, and cleaned up before.
    api.wait_for(image_id, "the upload's failure", lambda image: image["status"] == "queued")
    assert buckets.open_uploads("fast", [image_id]) == []
    assert buckets.objects("fast") == set()
    api.upload(image_id, content.pieces(end=MIB), size_bytes=MIB).expect(204)
    assert api.download(image_id).expect(200).body == content.read(end=MIB)


def test_image_deleted_during_an_upload(api: Api, buckets: Buckets) -> None:
    content = Content(LARGE_BYTES)
    image_id = api.create()
    upload = SlowUpload(api, image_id, LARGE_BYTES)
    upload.send(content.pieces(end=SENT_BYTES))
    buckets.wait_for_open_upload("fast", image_id)
    api.delete(image_id)
    upload.send(content.pieces(start=SENT_BYTES))
    upload.finish().expect(410)
    assert buckets.open_uploads("fast", [image_id]) == []
    assert buckets.objects("fast") == set()


def test_clients_gone_during_downloads(api: Api) -> None:
    content = Content(101 * MIB)
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=content.size_bytes).expect(204)
    # More than there are threads: would one be lost each time, none were left.
    for _ in range(6):
        connection, answer = api.begin("GET", f"/v2/images/{image_id}/file", {})
        assert answer.read(MIB) == content.read(end=MIB)
        answer.close()
        connection.close()
    assert api.download(image_id).expect(200).body == content.read()


def test_object_missing(api: Api, buckets: Buckets) -> None:
    answers = {}
    for store in ("fast", "cheap"):
        image_id = api.create()
        api.upload(image_id, Content(MIB).pieces(), size_bytes=MIB, store=store).expect(204)
        buckets.remove(store, image_id)
        whole = api.download(image_id)
        assert whole.body == b""
        answers[store] = whole.status
        if store == "fast":  # the stock driver has no partial downloads
            assert api.download(image_id, wanted="bytes=0-9").status == whole.status
        api.delete(image_id)
    assert answers == {"fast": 204, "cheap": 204}


def test_object_already_there(api: Api, buckets: Buckets) -> None:
    answers = {}
    for store in ("fast", "cheap"):
        image_id = api.create()
        buckets.write(store, image_id, b"somebody else's")
        answers[store] = api.upload(
            image_id, Content(MIB).pieces(), size_bytes=MIB, store=store
        ).status
        assert api.image(image_id)["status"] == "queued"
        assert buckets.read(store, image_id) == b"somebody else's"
        buckets.remove(store, image_id)
    assert answers["fast"] == answers["cheap"]
