"""A store's configuration: read once, checked, and then never changing.

Guarantee: `load` returns a configuration that an engine can take as it is, or raises
BadStoreConfiguration whose text names the option, the value given (never a secret) and the values
allowed. Nothing else gets out, because glance_store catches only that exception while it
configures its stores, and any other stops Glance. Nothing is contacted to find out.
"""

import dataclasses
import os
import re
from typing import Any

from botocore.exceptions import InvalidRegionError
from botocore.utils import check_dns_name, validate_region_name
from glance_store._drivers.s3 import get_s3_location
from oslo_utils import units

from glance_s3_fast import options
from glance_s3_fast.location import is_host, is_segment, split_host
from glance_s3_fast.option_reader import OptionReader

ENGINE_VARIABLE = "GLANCE_S3_FAST_ENGINE"
DEFAULT_REGION = "us-east-1"  # what botocore signs with when it knows of no region

_SECRET = ("s3_store_access_key", "s3_store_secret_key")
_TOKEN = re.compile(r"[!-~]+")  # printable, no blank: safe in a header
_ACCOUNT = re.compile(r"[0-9]{12}")
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+( ?;[ -~]+)?", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfig:
    """All an engine needs to know about its store.

    :ivar store_name: the backend's identifier, or ``glance_store`` when there is only one store
    :ivar host: ``host[:port][/prefix]``, as it stands in locations
    :ivar scheme: ``s3`` (plain HTTP, as the stock driver writes it) or ``s3+https``
    :ivar endpoint_url: URL without a trailing slash; None is AWS's own endpoint for `region_name`,
        reached over TLS if `scheme` says so
    :ivar region_name: the region to sign for; as a LocationConstraint, ``us-east-1`` is left out
        (S3 API reference, CreateBucket)
    :ivar addressing_style: ``auto``, ``path`` or ``virtual``
    :ivar force_path_style: what botocore makes of it: with an endpoint of one's own everything but
        ``virtual`` is path style, with AWS's only ``path`` is
    :ivar request_checksum: ``when_required`` or ``when_supported``; `response_checksum` likewise
    :ivar part_checksum: crc64nvme, crc32c, crc32, sha256, md5 or none
    """

    store_name: str
    engine: str
    host: str
    scheme: str
    endpoint_url: str | None
    region_name: str | None
    access_key: str | None = dataclasses.field(repr=False)
    secret_key: str | None = dataclasses.field(repr=False)
    bucket: str
    create_bucket_on_put: bool
    addressing_style: str
    force_path_style: bool
    ca_bundle_path: str | None
    multipart_threshold_bytes: int
    part_size_bytes: int
    parts_in_flight: int
    memory_limit_bytes: int
    request_checksum: str
    response_checksum: str
    part_checksum: str
    hashing: str
    unsigned_payload_over_http: bool
    payload_signing: str
    equal_parts: bool
    read_chunk_bytes: int
    download_concurrency: int
    connect_timeout_secs: float
    progress_timeout_secs: float
    max_attempts: int
    storage_class: str | None
    server_side_encryption: str | None
    sse_kms_key_id: str | None
    expected_bucket_owner: str | None
    content_type: str | None
    image_id_metadata: bool


def load(conf: Any, backend_group: str | None) -> EngineConfig:
    """Read and check the options of one store.

    :param conf: the oslo.config object that the store's options are registered with
    :param backend_group: the store's identifier, None when there is only one store
    :raises glance_store.exceptions.BadStoreConfiguration: an option is missing or not usable
    """
    read = OptionReader(conf, backend_group)
    read.flag("s3_fast_enabled")  # has been acted on, see `opt_in`; here it is only checked
    scheme, host = _host(read)
    bucket = _bucket(read)
    style = read.choice("s3_store_bucket_url_format")
    if style == "virtual" and not check_dns_name(bucket):
        raise read.bad(
            "s3_store_bucket",
            bucket,
            "with s3_store_bucket_url_format = virtual, a DNS name of 3 to 63 lower-case letters, "
            "digits and hyphens; or take the path style",
        )
    region_name, endpoint_url = _region_and_endpoint(read, scheme, host)
    access_key, secret_key = _keys(read)
    protect = read.flag("s3_store_enable_data_integrity_protection")
    request_checksum = read.choice("s3_store_request_checksum_calculation")
    response_checksum = read.choice("s3_store_response_checksum_validation")
    if not protect:
        request_checksum = response_checksum = "when_required"
    part_checksum = read.choice("s3_fast_part_checksum")
    if part_checksum == "auto":
        part_checksum = "crc64nvme" if request_checksum == "when_supported" else "none"
    encryption, kms_key_id = _encryption(read)
    part_size_bytes = read.integer("s3_store_large_object_chunk_size") * units.Mi
    return EngineConfig(
        store_name=read.store_name,
        engine=_engine(read),
        host=host,
        scheme=scheme,
        endpoint_url=endpoint_url,
        region_name=region_name,
        access_key=access_key,
        secret_key=secret_key,
        bucket=bucket,
        create_bucket_on_put=read.flag("s3_store_create_bucket_on_put"),
        addressing_style=style,
        force_path_style=style == "path" if endpoint_url is None else style != "virtual",
        ca_bundle_path=_ca_bundle(read),
        multipart_threshold_bytes=read.integer("s3_store_large_object_size") * units.Mi,
        part_size_bytes=part_size_bytes,
        parts_in_flight=read.integer("s3_store_thread_pools"),
        memory_limit_bytes=_memory_limit(read, part_size_bytes),
        request_checksum=request_checksum,
        response_checksum=response_checksum,
        part_checksum=part_checksum,
        hashing=read.choice("s3_fast_hashing"),
        unsigned_payload_over_http=read.flag("s3_fast_unsigned_payload_over_http"),
        payload_signing=read.choice("s3_fast_payload_signing"),
        equal_parts=read.flag("s3_fast_equal_parts"),
        read_chunk_bytes=read.integer("s3_fast_read_chunk_kib") * units.Ki,
        download_concurrency=read.integer("s3_fast_download_concurrency"),
        connect_timeout_secs=read.number("s3_fast_connect_timeout_secs"),
        progress_timeout_secs=read.number("s3_fast_progress_timeout_secs"),
        max_attempts=read.integer("s3_fast_max_attempts"),
        storage_class=read.text("s3_fast_storage_class", _TOKEN, "a storage class, no blanks")
        or None,
        server_side_encryption=encryption,
        sse_kms_key_id=kms_key_id,
        expected_bucket_owner=read.text(
            "s3_fast_expected_bucket_owner", _ACCOUNT, "an AWS account id, 12 digits"
        )
        or None,
        content_type=read.text(
            "s3_fast_content_type", _MEDIA_TYPE, "a media type, such as application/octet-stream"
        )
        or None,
        image_id_metadata=read.flag("s3_fast_image_id_metadata"),
    )


def _engine(read: OptionReader) -> str:
    chosen = os.environ.get(ENGINE_VARIABLE, "").strip()
    if not chosen:
        return read.choice("s3_fast_engine")
    if chosen not in options.CHOICES["s3_fast_engine"]:
        raise read.error(
            f"the environment variable {ENGINE_VARIABLE}, which overrides s3_fast_engine, is "
            f"{chosen!r}; possible values: {options.allowed('s3_fast_engine')}."
        )
    return chosen


def _host(read: OptionReader) -> tuple[str, str]:
    value = read.text("s3_store_host")
    if not value:
        raise read.missing("s3_store_host")
    scheme, host = split_host(value)
    if not is_host(host):
        # What stands before an @ may be credentials.
        shown = f"***@{value.rpartition('@')[2]}" if "@" in value else value
        raise read.bad(
            "s3_store_host",
            shown,
            "[http://|https://]host[:port][/prefix], with an IPv6 address in brackets and no "
            "credentials",
        )
    return scheme, host


def _bucket(read: OptionReader) -> str:
    bucket = read.text("s3_store_bucket")
    if not bucket:
        raise read.missing("s3_store_bucket")
    if not is_segment(bucket):
        raise read.bad("s3_store_bucket", bucket, "a bucket's name, without / @ ? # and blanks")
    return bucket


def _keys(read: OptionReader) -> tuple[str | None, str | None]:
    values = {name: read.text(name) for name in _SECRET}
    for name, value in values.items():
        if not value and any(values.values()):
            raise read.missing(
                name, " Set both keys, or neither to have them found as botocore finds them."
            )
    access_key, secret_key = (value or None for value in values.values())
    return access_key, secret_key


def _region_and_endpoint(read: OptionReader, scheme: str, host: str) -> tuple[str, str | None]:
    """Decide as the stock driver's ``_create_s3_client`` does, and botocore after it."""
    endpoint_url = f"{'https' if scheme == 's3+https' else 'http'}://{host}"
    region_name = read.text("s3_store_region_name")
    if region_name:
        try:
            validate_region_name(region_name)
        except InvalidRegionError:
            allowed = "a region's name of letters, digits and hyphens, such as eu-west-1"
            raise read.bad("s3_store_region_name", region_name, allowed) from None
        return region_name, endpoint_url
    known: str = get_s3_location(host)
    if known:
        return known, None
    return os.environ.get("AWS_DEFAULT_REGION") or DEFAULT_REGION, endpoint_url


def _ca_bundle(read: OptionReader) -> str | None:
    path = read.text("s3_store_cacert")
    if path and not (os.path.isfile(path) and os.access(path, os.R_OK)):
        raise read.bad("s3_store_cacert", path, "the path of a CA bundle that can be read")
    return path or None


def _memory_limit(read: OptionReader, part_size_bytes: int) -> int:
    limit = read.integer("s3_fast_memory_limit") * units.Mi
    if limit < 2 * part_size_bytes:
        raise read.bad(
            "s3_fast_memory_limit",
            limit // units.Mi,
            f"{2 * part_size_bytes // units.Mi} or more (MiB), to hold at least two parts of "
            "s3_store_large_object_chunk_size",
        )
    return int(limit)


def _encryption(read: OptionReader) -> tuple[str | None, str | None]:
    encryption = read.choice("s3_fast_server_side_encryption")
    key_id = read.text("s3_fast_sse_kms_key_id", _TOKEN, "a key id, an alias or an ARN, no blanks")
    if key_id and encryption != "aws:kms":
        raise read.bad(
            "s3_fast_sse_kms_key_id",
            key_id,
            "(empty) unless s3_fast_server_side_encryption is aws:kms",
        )
    return encryption or None, key_id or None
