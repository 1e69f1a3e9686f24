"""The configuration of a store: every value checked, decisions those of the stock driver."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.handlers import disable_signing
from glance_store import exceptions
from glance_store._drivers import s3

from glance_s3_fast import config

MIB = 1024 * 1024
Load = Callable[..., config.EngineConfig]
MakeConf = Callable[..., Any]
Refused = Callable[..., str]
Keys = tuple[str, str]


@pytest.fixture
def refused(load: Load, keys: Keys) -> Refused:
    """Return a function that gives the text with which a configuration is refused."""

    def refuse(**values: Any) -> str:
        with pytest.raises(exceptions.BadStoreConfiguration) as caught:
            load(**values)
        text = str(caught.value.msg)
        assert text.startswith("Store fast could not be configured correctly. Reason: ")
        assert not [key for key in keys if key in text]
        return text

    return refuse


def test_defaults(load: Load, keys: Keys) -> None:
    loaded = load()
    assert loaded == config.EngineConfig(
        store_name="fast",
        engine="auto",
        host="127.0.0.1:8333",
        scheme="s3",
        endpoint_url="http://127.0.0.1:8333",
        region_name="us-east-1",
        access_key=keys[0],
        secret_key=keys[1],
        bucket="glance",
        create_bucket_on_put=False,
        addressing_style="auto",
        force_path_style=True,
        ca_bundle_path=None,
        multipart_threshold_bytes=100 * MIB,
        part_size_bytes=10 * MIB,
        parts_in_flight=10,
        memory_limit_bytes=512 * MIB,
        request_checksum="when_required",
        response_checksum="when_required",
        part_checksum="none",
        hashing="auto",
        unsigned_payload_over_http=False,
        payload_signing="auto",
        equal_parts=False,
        read_chunk_bytes=MIB,
        download_concurrency=16,
        connect_timeout_secs=10.0,
        progress_timeout_secs=30.0,
        max_attempts=5,
        storage_class=None,
        server_side_encryption=None,
        sse_kms_key_id=None,
        expected_bucket_owner=None,
        content_type=None,
        image_id_metadata=False,
    )
    assert not [key for key in keys if key in repr(loaded)]


def test_every_option_arrives(load: Load, tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("")
    loaded = load(
        s3_store_create_bucket_on_put="true",
        s3_store_bucket_url_format="virtual",
        s3_store_cacert=bundle,
        s3_store_large_object_size=0,
        s3_store_large_object_chunk_size=5,
        s3_store_thread_pools=3,
        s3_fast_engine="boto3",
        s3_fast_memory_limit=16,
        s3_fast_hashing="hashlib",
        s3_fast_part_checksum="md5",
        s3_fast_unsigned_payload_over_http="true",
        s3_fast_equal_parts="true",
        s3_fast_read_chunk_kib=64,
        s3_fast_download_concurrency=1,
        s3_fast_connect_timeout_secs=0.5,
        s3_fast_progress_timeout_secs=7,
        s3_fast_max_attempts=1,
        s3_fast_storage_class="STANDARD_IA",
        s3_fast_server_side_encryption="aws:kms",
        s3_fast_sse_kms_key_id="alias/images",
        s3_fast_expected_bucket_owner="012345678901",
        s3_fast_content_type="application/octet-stream",
        s3_fast_image_id_metadata="true",
    )
    assert loaded.create_bucket_on_put
    assert (loaded.addressing_style, loaded.force_path_style) == ("virtual", False)
    assert loaded.ca_bundle_path == str(bundle)
    assert (loaded.multipart_threshold_bytes, loaded.part_size_bytes) == (0, 5 * MIB)
    assert (loaded.parts_in_flight, loaded.memory_limit_bytes) == (3, 16 * MIB)
    assert (loaded.engine, loaded.part_checksum) == ("boto3", "md5")
    assert loaded.hashing == "hashlib"
    assert loaded.unsigned_payload_over_http
    assert loaded.equal_parts
    assert (loaded.read_chunk_bytes, loaded.download_concurrency) == (64 * 1024, 1)
    assert (loaded.connect_timeout_secs, loaded.progress_timeout_secs) == (0.5, 7.0)
    assert loaded.max_attempts == 1
    assert loaded.storage_class == "STANDARD_IA"
    assert loaded.server_side_encryption == "aws:kms"
    assert loaded.sse_kms_key_id == "alias/images"
    assert loaded.expected_bucket_owner == "012345678901"
    assert loaded.content_type == "application/octet-stream"
    assert loaded.image_id_metadata


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("s3_store_bucket_url_format", "dns", "auto, virtual, path"),
        ("s3_store_large_object_size", "-3", "0 to 50000000 (MiB)"),
        ("s3_store_large_object_size", "many", "0 to 50000000 (MiB)"),
        ("s3_store_large_object_chunk_size", "4", "5 to 5120 (MiB)"),
        ("s3_store_large_object_chunk_size", "5121", "5 to 5120 (MiB)"),
        ("s3_store_thread_pools", "0", "1 to 10000 (parts)"),
        ("s3_store_thread_pools", "-2", "1 to 10000 (parts)"),
        ("s3_store_thread_pools", "ten", "1 to 10000 (parts)"),
        ("s3_store_create_bucket_on_put", "maybe", "true, false"),
        ("s3_store_enable_data_integrity_protection", "2", "true, false"),
        ("s3_store_request_checksum_calculation", "always", "when_required, when_supported"),
        ("s3_store_response_checksum_validation", "never", "when_required, when_supported"),
        ("s3_store_cacert", "/no/such/bundle.pem", "the path of a CA bundle"),
        ("s3_store_cacert", "/", "the path of a CA bundle"),
        ("s3_store_region_name", "eu_west", "a region's name"),
        ("s3_store_bucket", "a/b", "without / @ ? # and blanks"),
        ("s3_fast_engine", "rust", "auto, native, boto3"),
        ("s3_fast_memory_limit", "15", "16 to 16777216 (MiB)"),
        ("s3_fast_hashing", "native", "auto, avx2, alone, hashlib"),
        ("s3_fast_part_checksum", "sha1", "auto, crc64nvme, crc32c, crc32, sha256, md5, none"),
        ("s3_fast_unsigned_payload_over_http", "perhaps", "true, false"),
        ("s3_fast_payload_signing", "parts", "auto, whole, chunks"),
        ("s3_fast_equal_parts", "x", "true, false"),
        ("s3_fast_read_chunk_kib", "3", "4 to 65536 (KiB)"),
        ("s3_fast_download_concurrency", "65", "1 to 64 (ranges)"),
        ("s3_fast_download_concurrency", "0", "1 to 64 (ranges)"),
        ("s3_fast_connect_timeout_secs", "0", "0.1 to 3600 (seconds)"),
        ("s3_fast_connect_timeout_secs", "nan", "0.1 to 3600 (seconds)"),
        ("s3_fast_progress_timeout_secs", "inf", "0.1 to 3600 (seconds)"),
        ("s3_fast_progress_timeout_secs", "soon", "0.1 to 3600 (seconds)"),
        ("s3_fast_max_attempts", "0", "1 to 100 (attempts)"),
        ("s3_fast_storage_class", "TWO WORDS", "a storage class"),
        ("s3_fast_server_side_encryption", "AES128", "(empty), AES256, aws:kms"),
        ("s3_fast_sse_kms_key_id", "key", "(empty) unless s3_fast_server_side_encryption"),
        ("s3_fast_expected_bucket_owner", "12345", "12 digits"),
        ("s3_fast_content_type", "qcow2", "application/octet-stream"),
        ("s3_fast_image_id_metadata", "?", "true, false"),
    ],
)
def test_a_bad_value_is_named_with_what_is_allowed(
    refused: Refused, name: str, value: str, allowed: str
) -> None:
    text = refused(**{name: value})
    assert f"[fast] {name} is '{value}'" in text or f"[fast] {name} is {value}" in text
    assert allowed in text


@pytest.mark.parametrize(
    "name",
    ["s3_store_host", "s3_store_bucket", "s3_store_access_key", "s3_store_secret_key"],
)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_value_is_named_as_in_the_stock_driver(
    refused: Refused, name: str, value: str | None
) -> None:
    assert f"Could not find {name} in configuration options." in refused(**{name: value})


def test_without_any_key_botocores_chain_is_asked(load: Load) -> None:
    loaded = load(s3_store_access_key=None, s3_store_secret_key="")
    assert (loaded.access_key, loaded.secret_key) == (None, None)


def test_a_dollar_in_a_secret_is_explained_without_it(load: Load, refused: Refused) -> None:
    text = refused(s3_store_secret_key="pa$sword")
    assert "s3_store_secret_key" in text
    assert "'$$'" in text
    assert "sword" not in text
    assert load(s3_store_secret_key="pa$$sword").secret_key == "pa$sword"


def test_two_parts_must_fit_into_the_memory_limit(load: Load, refused: Refused) -> None:
    text = refused(s3_fast_memory_limit=64, s3_store_large_object_chunk_size=33)
    assert "s3_fast_memory_limit is 64; possible values: 66 or more (MiB)" in text
    assert load(s3_fast_memory_limit=64, s3_store_large_object_chunk_size=32)


@pytest.mark.parametrize("bucket", ["With_Underscore", "dotted.name", "ab", "a" * 64])
def test_virtual_style_wants_a_dns_name(load: Load, refused: Refused, bucket: str) -> None:
    text = refused(s3_store_bucket=bucket, s3_store_bucket_url_format="virtual")
    assert bucket in text
    assert "path style" in text
    assert load(s3_store_bucket=bucket, s3_store_bucket_url_format="auto").force_path_style


@pytest.mark.parametrize(
    ("value", "scheme", "host"),
    [
        ("localhost", "s3", "localhost"),
        ("http://localhost:8333", "s3", "localhost:8333"),
        ("https://localhost", "s3+https", "localhost"),
        ("https://localhost:8333/", "s3+https", "localhost:8333"),
        ("https://proxy/objects/s3/", "s3+https", "proxy/objects/s3"),
        ("[::1]:9000", "s3", "[::1]:9000"),
        ("https://[2001:db8::1]", "s3+https", "[2001:db8::1]"),
        ("HTTPS://Host", "s3+https", "Host"),
    ],
)
def test_hosts(load: Load, value: str, scheme: str, host: str) -> None:
    loaded = load(s3_store_host=value)
    assert (loaded.scheme, loaded.host) == (scheme, host)
    protocol = "https" if scheme == "s3+https" else "http"
    assert loaded.endpoint_url == f"{protocol}://{host}"


@pytest.mark.parametrize(
    "value",
    ["ftp://host", "https://", "::1", "host:port", "host:0", "host name", "http://h?x=1", "a/"],
)
def test_hosts_that_are_none(load: Load, refused: Refused, value: str) -> None:
    if value == "a/":  # but a slash at the end is fine
        assert load(s3_store_host=value).host == "a"
        return
    text = refused(s3_store_host=value)
    assert f"[fast] s3_store_host is '{value}'" in text
    assert "IPv6 address in brackets" in text


def test_a_host_with_credentials_is_refused_without_showing_them(
    refused: Refused, keys: Keys
) -> None:
    text = refused(s3_store_host=f"https://{keys[0]}:{keys[1]}@host")
    assert "***@host" in text


STOCK_CASES = [
    (host, region, style)
    for host in (
        "http://minio.example.org:9000",
        "https://objects.example.org/",
        "https://s3.amazonaws.com",
        "https://s3-eu-west-1.amazonaws.com",
        "http://s3-us-east-1.amazonaws.com",
        "s3-us-west-2.amazonaws.com",
        "https://s3-cn-north-1.amazonaws.com.cn/",
    )
    for region in ("", "RegionOne")
    for style in ("auto", "path", "virtual")
    if host.startswith("http") or not region  # stock hands botocore a host without scheme
]


@pytest.mark.parametrize(("host", "region", "style"), STOCK_CASES)
def test_region_endpoint_and_style_are_the_stock_drivers(
    make_conf: MakeConf, host: str, region: str, style: str
) -> None:
    conf = make_conf(
        fast={
            "s3_store_host": host,
            "s3_store_region_name": region,
            "s3_store_bucket_url_format": style,
        }
    )
    loaded = config.load(conf, "fast")

    stock = s3.Store(conf, backend="fast")
    stock.configure(re_raise_bsc=True)
    client = stock._create_s3_client()
    # For a host it knows no region of, botocore says aws-global and signs for us-east-1.
    assert client.meta.region_name in (loaded.region_name, "aws-global")
    if client.meta.region_name == "aws-global":
        assert loaded.region_name == "us-east-1"
    if loaded.endpoint_url is not None:
        assert client.meta.endpoint_url.rstrip("/") == loaded.endpoint_url
    else:
        assert "amazonaws.com" in client.meta.endpoint_url
        assert client.meta.endpoint_url.startswith("https") is (loaded.scheme == "s3+https")
    client.meta.events.register("choose-signer.s3.*", disable_signing)
    url = client.generate_presigned_url("get_object", Params={"Bucket": "glance", "Key": "k"})
    assert ("/glance/k" in url) is loaded.force_path_style


def test_the_environments_region_counts_as_for_botocore(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
    assert load().region_name == "ap-south-1"
    assert load(s3_store_region_name="eu-west-1").region_name == "eu-west-1"
    known = load(s3_store_host="https://s3-eu-west-3.amazonaws.com")
    assert (known.region_name, known.endpoint_url) == ("eu-west-3", None)


@pytest.mark.parametrize("protect", [False, True])
@pytest.mark.parametrize("request_checksum", ["when_required", "when_supported"])
@pytest.mark.parametrize("response_checksum", ["when_required", "when_supported"])
def test_integrity_options_have_the_stock_precedence(
    load: Load, protect: bool, request_checksum: str, response_checksum: str
) -> None:
    values = {
        "s3_store_enable_data_integrity_protection": protect,
        "s3_store_request_checksum_calculation": request_checksum,
        "s3_store_response_checksum_validation": response_checksum,
    }
    loaded = load(**values)
    assert loaded.request_checksum == (request_checksum if protect else "when_required")
    assert loaded.response_checksum == (response_checksum if protect else "when_required")
    assert loaded.part_checksum == (
        "crc64nvme" if loaded.request_checksum == "when_supported" else "none"
    )
    assert load(**values, s3_fast_part_checksum="crc32").part_checksum == "crc32"
    assert load(**values, s3_fast_part_checksum="none").part_checksum == "none"


def test_the_environment_overrides_the_engine(
    load: Load, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLANCE_S3_FAST_ENGINE", "boto3")
    assert load(s3_fast_engine="native").engine == "boto3"
    monkeypatch.setenv("GLANCE_S3_FAST_ENGINE", "")
    assert load(s3_fast_engine="native").engine == "native"
    monkeypatch.setenv("GLANCE_S3_FAST_ENGINE", "rust")
    text = refused()
    assert "GLANCE_S3_FAST_ENGINE" in text
    assert "'rust'; possible values: auto, native, boto3" in text


def test_a_single_store_has_its_options_in_glance_store(make_conf: MakeConf) -> None:
    loaded = config.load(make_conf(glance_store={"s3_store_bucket": "single"}), None)
    assert (loaded.store_name, loaded.bucket) == ("glance_store", "single")


def test_backend_defaults_hold_where_the_backend_says_nothing(make_conf: MakeConf) -> None:
    conf = make_conf(
        backend_defaults={"s3_store_thread_pools": 4, "s3_fast_max_attempts": 9},
        fast={"s3_store_thread_pools": 6},
        cheap={"s3_store_bucket": "cheap"},
    )
    fast, cheap = config.load(conf, "fast"), config.load(conf, "cheap")
    assert (fast.parts_in_flight, fast.max_attempts, fast.bucket) == (6, 9, "glance")
    assert (cheap.parts_in_flight, cheap.max_attempts, cheap.bucket) == (4, 9, "cheap")


def test_a_bad_value_in_the_defaults_is_shown(make_conf: MakeConf) -> None:
    conf = make_conf(backend_defaults={"s3_store_large_object_size": -7}, fast={})
    with pytest.raises(exceptions.BadStoreConfiguration, match=r"_size is '-7'; possible values"):
        config.load(conf, "fast")


def test_options_that_are_not_registered_are_a_bad_configuration(make_conf: MakeConf) -> None:
    with pytest.raises(exceptions.BadStoreConfiguration, match="not registered"):
        config.load(make_conf(fast={}), "elsewhere")
