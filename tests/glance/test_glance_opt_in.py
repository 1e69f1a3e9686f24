"""``enabled_backends = fast:s3, cheap:s3, reliable:file``: ours serves who opts in, others stay.

One configuration of three stores as it was for the stock driver, with the option and without it.
"""

from typing import Any

from glance_rig.configuration import Setup
from glance_rig.content import MIB, Content
from glance_rig.process import Glance
from glance_rig.starter import Starter

STORES = {"fast": "s3", "cheap": "s3", "reliable": "file"}
OURS = "glance_s3_fast.store.Store"
STOCK = "glance_store._drivers.s3.Store"
MARK = "glance-s3-fast-upload"


def uploaded(glance: Glance, store: str, content: Content) -> str:
    image_id = glance.api.create()
    answer = glance.api.upload(
        image_id, content.pieces(), size_bytes=content.size_bytes, store=store
    )
    answer.expect(204)
    assert glance.api.download(image_id).expect(200).body == content.read()
    return image_id


def test_one_of_two_stores_of_type_s3_opts_in(start: Starter, mode: dict[str, Any]) -> None:
    on = {
        "fast": {
            "s3_fast_enabled": "true",
            "s3_fast_engine": mode["engine"],
            "s3_store_thread_pools": "7",
        }
    }
    with start(Setup(stores=STORES, sections=on, lazy_apps=mode["lazy_apps"])) as glance:
        api = glance.api
        assert api.store_classes() == {
            "fast": OURS,
            "cheap": STOCK,
            "reliable": "glance_store._drivers.filesystem.Store",
        }
        detail = api.request("GET", "/v2/info/stores/detail").expect(200).json["stores"]
        assert [(store["id"], store["type"]) for store in detail] == list(STORES.items())
        assert detail[0]["properties"] == {
            "s3_store_large_object_size": 100 * MIB,
            "s3_store_large_object_chunk_size": 10 * MIB,
            "s3_store_thread_pools": 7,
        }
        content = Content(5 * MIB + 1)
        fast, cheap = (uploaded(glance, store, content) for store in ("fast", "cheap"))
        # Who wrote it: ours leaves its mark, and has partial downloads.
        assert set(start.buckets.head("fast", fast)["Metadata"]) == {MARK}
        assert set(start.buckets.head("cheap", cheap)["Metadata"]) == set()
        assert api.download(fast, wanted="bytes=5-9").expect(206).body == content.read(5, 10)
        api.download(cheap, wanted="bytes=5-9").expect(400)
        for image_id in (fast, cheap):
            others = sorted({"fast", "cheap", "reliable"} - {api.image(image_id)["stores"]})
            api.import_(image_id, "copy-image", stores=others)
            for store in STORES:
                path = f"/v2/images/{image_id}/file?prefer={store}"
                assert api.request("GET", path).expect(200).body == content.read()


def test_installed_and_not_used(start: Starter) -> None:
    with start(Setup(stores=STORES)) as glance:
        classes = glance.api.store_classes()
        assert (classes["fast"], classes["cheap"]) == (STOCK, STOCK)
        fast = uploaded(glance, "fast", Content(MIB))
        assert start.buckets.head("fast", fast)["Metadata"] == {}
        glance.api.request("GET", "/v2/info/stores/detail").expect(200)
        assert "glance_s3_fast" not in glance.log_path.read_text(errors="replace")
