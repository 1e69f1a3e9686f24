"""Through glance_store itself: several stores in one process, and beside the stock driver."""

import hashlib
import io
from pathlib import Path

import glance_store
import pytest
from glance_store import backend as single
from glance_store import exceptions
from glance_store import multi_backend as multi

from contract.conftest import BUCKET, Bucket, store_options
from contract.images import MIB, THRESHOLD_BYTES, image
from contract.stores import CONF, Configure, add, create_stores, read
from glance_s3_fast.demo.server import Server
from servers.features import Promise


@pytest.fixture
def buckets(server: Server, other_server: Server) -> dict[str, Bucket]:
    """Return the bucket of each S3 store of `four_stores`; none of them is another's."""
    found = {}
    for name, on in (("fast", server), ("cheap", other_server), ("stock", server)):
        client = on.client()
        bucket = f"{BUCKET}-{name}"
        if bucket not in {one["Name"] for one in client.list_buckets()["Buckets"]}:
            client.create_bucket(Bucket=bucket)
        found[name] = Bucket(client, bucket)
    return found


@pytest.fixture
def four_stores(
    *,
    configure: Configure,
    engine_name: str,
    server: Server,
    other_server: Server,
    buckets: dict[str, Bucket],
    tmp_path: Path,
) -> None:
    """Configure two stores of ours on two servers, a file store, and a stock S3 store."""
    ours = {"s3_fast_engine": engine_name}
    create_stores(
        configure,
        {
            "DEFAULT": {
                "enabled_backends": "fast:s3_fast, cheap:s3_fast, reliable:file, stock:s3"
            },
            "glance_store": {"default_backend": "fast"},
            "fast": store_options(server, s3_store_bucket=buckets["fast"].name, **ours),
            "cheap": store_options(other_server, s3_store_bucket=buckets["cheap"].name, **ours),
            "reliable": {"filesystem_store_datadir": str(tmp_path / "files")},
            "stock": store_options(server, s3_store_bucket=buckets["stock"].name),
        },
    )


STORES = ["fast", "cheap", "reliable", "stock"]


@pytest.mark.usefixtures("four_stores")
@pytest.mark.parametrize("size", [1000, THRESHOLD_BYTES + MIB])
def test_stores_of_all_kinds_side_by_side(buckets: dict[str, Bucket], key: str, size: int) -> None:
    data = {name: image(size, number) for number, name in enumerate(STORES)}
    uris = {}
    # One image id in all stores, as Glance copies images.
    for name in STORES:
        uri, stored, checksum, multihash, metadata = add(name, key, data[name])
        assert stored == size
        assert checksum == hashlib.md5(data[name]).hexdigest()
        assert multihash == hashlib.sha512(data[name]).hexdigest()
        assert metadata["store"] == name
        uris[name] = uri
    for name in STORES:
        assert read(uris[name], name) == data[name]
        assert multi.get_size_from_uri_and_backend(uris[name], name) == size
        with pytest.raises(exceptions.Duplicate):
            add(name, key, data[name])
    for name, bucket in buckets.items():
        assert bucket.read(key) == data[name]
    for name in STORES:
        multi.delete(uris[name], name)
        with pytest.raises(exceptions.NotFound):
            multi.get(uris[name], name)
    for bucket in buckets.values():
        bucket.assert_nothing_of(key)


@pytest.mark.usefixtures("four_stores")
def test_an_image_goes_from_store_to_store_as_it_is_read(
    buckets: dict[str, Bucket], key: str
) -> None:
    """A download of one store is the source of an upload to the next."""
    data = image(13 * MIB)
    uri, _, _, _, _ = add("fast", key, data)
    name = "fast"
    for following in ("cheap", "stock", "reliable"):
        pieces, size = multi.get(uri, name)
        uri, _, checksum, _, _ = multi.add_with_multihash(
            CONF, key, pieces, size, following, "sha512"
        )
        assert checksum == hashlib.md5(data).hexdigest()
        name = following
    assert read(uri, "reliable") == data


@pytest.mark.usefixtures("four_stores")
def test_an_unknown_size_and_a_range(key: str) -> None:
    data = image(THRESHOLD_BYTES + 3)
    for name in ("fast", "cheap"):
        uri, stored, _, _, _ = add(name, key, data, size=0)
        assert stored == len(data)
        assert read(uri, name, offset=5 * MIB) == data[5 * MIB :]
        assert read(uri, name, offset=MIB - 1, chunk_size=2) == data[MIB - 1 : MIB + 1]
        multi.delete(uri, name)


@pytest.fixture
def shared_bucket_stores(configure: Configure, engine_name: str, server: Server) -> None:
    """Configure a store of ours and a stock one on the same bucket."""
    create_stores(
        configure,
        {
            "DEFAULT": {"enabled_backends": "fast:s3_fast, stock:s3"},
            "glance_store": {"default_backend": "fast"},
            "fast": store_options(server, s3_fast_engine=engine_name),
            "stock": store_options(server),
        },
    )


@pytest.mark.promise(Promise.STOCK)
@pytest.mark.usefixtures("shared_bucket_stores")
@pytest.mark.parametrize(("writer", "reader"), [("fast", "stock"), ("stock", "fast")])
@pytest.mark.parametrize("size", [0, 1000, THRESHOLD_BYTES + MIB])
def test_each_driver_reads_what_the_other_wrote(
    bucket: Bucket, key: str, writer: str, reader: str, size: int
) -> None:
    data = image(size)
    uri, *result = add(writer, key, data)
    assert read(uri, reader) == data
    assert multi.get_size_from_uri_and_backend(uri, reader) == size
    with pytest.raises(exceptions.Duplicate):
        add(reader, key, data)
    multi.delete(uri, reader)
    bucket.assert_nothing_of(key)
    # What Glance keeps of an image is the same, whoever stored it.
    other_uri, *other_result = add(reader, key, data)
    assert other_uri == uri
    assert other_result[:3] == result[:3]
    multi.delete(other_uri, writer)


@pytest.mark.usefixtures("shared_bucket_stores")
def test_a_location_with_credentials_as_older_drivers_wrote_it(server: Server, key: str) -> None:
    data = image(1000)
    uri = add("fast", key, data)[0]
    old = uri.replace("s3://", "s3://some-access-key:some-secret-key@")
    assert read(old, "fast") == data
    multi.delete(old, "fast")


def test_single_store_mode(
    configure: Configure, engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    single.register_opts(CONF)
    configure(
        {
            "glance_store": {
                "stores": "file,s3_fast",
                "default_store": "s3",
                **store_options(server, s3_fast_engine=engine_name),
            }
        }
    )
    glance_store.create_stores(CONF)
    single.verify_default_store()
    data = image(THRESHOLD_BYTES + 1)
    uri, stored, checksum, _, metadata = single.add_to_backend_with_multihash(
        CONF, key, io.BytesIO(data), len(data), "sha512"
    )
    assert (stored, checksum, metadata) == (len(data), hashlib.md5(data).hexdigest(), {})
    assert b"".join(single.get_from_backend(uri)[0]) == data
    assert single.get_size_from_backend(uri) == len(data)
    single.delete_from_backend(uri)
    bucket.assert_nothing_of(key)
