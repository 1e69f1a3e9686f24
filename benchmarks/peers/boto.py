"""boto3's transfers: the classic s3transfer, and the one over the AWS Common Runtime.

Both are told to leave out what they can: botocore does not sign payloads
(``payload_signing_enabled``) nor compute checksums that S3 does not require. The CRT adds a CRC32
trailer to every part in any case: s3transfer's CRT manager has no switch for it; it signs no
payloads then (STREAMING-UNSIGNED-PAYLOAD-TRAILER).

boto3's own way to the CRT (``preferred_transfer_client="crt"``) makes a client that always speaks
TLS, and to AWS's endpoint. So the transfer manager is made here as the AWS CLI makes it: the same
classes, with an endpoint.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from s3transfer.subscribers import BaseSubscriber

from benchmarks.endpoint import REGION, Endpoint
from benchmarks.files import check
from benchmarks.peers.sinks import Nowhere
from benchmarks.source import Source


def _settings(part_bytes: int, concurrency: int) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if part_bytes:
        settings |= {"multipart_chunksize": part_bytes, "multipart_threshold": part_bytes}
    if concurrency:
        settings["max_concurrency"] = concurrency
    return settings


def _config(concurrency: int) -> Config:
    return Config(
        s3={"addressing_style": "path", "payload_signing_enabled": False},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        max_pool_connections=max(10, concurrency),
    )


class Classic:
    """s3transfer: ``upload_fileobj`` and ``download_fileobj`` of a boto3 client."""

    def __init__(
        self, endpoint: Endpoint, part_bytes: int, concurrency: int, at_once: int
    ) -> None:
        """Make the client, which all transfers share; 0 leaves a setting as boto3 has it."""
        self._bucket = endpoint.bucket
        self._client = boto3.client(
            "s3",
            endpoint_url=endpoint.url,
            aws_access_key_id=endpoint.access_key,
            aws_secret_access_key=endpoint.secret_key,
            region_name=REGION,
            verify=endpoint.ca_path,
            config=_config((concurrency or 10) * at_once),
        )
        self._transfer = TransferConfig(
            preferred_transfer_client="classic", **_settings(part_bytes, concurrency)
        )

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Send; no digest comes back."""
        if isinstance(source, Path):
            self._client.upload_file(str(source), self._bucket, key, Config=self._transfer)
        else:
            reader: Any = source
            self._client.upload_fileobj(reader, self._bucket, key, Config=self._transfer)
        return size_bytes, "", ""

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Fetch in parallel ranges, as s3transfer does into whatever can be sought in."""
        del bytes_per_sec
        if into is not None:
            self._client.download_file(self._bucket, key, str(into), Config=self._transfer)
            check(into, size_bytes)
            return 0.0
        nowhere = Nowhere(time.perf_counter(), seekable=True)
        self._client.download_fileobj(self._bucket, key, nowhere, Config=self._transfer)
        return nowhere.done(size_bytes)


class _Done(BaseSubscriber):
    """Notes the end of a transfer."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def on_done(self, future: Any, **kwargs: Any) -> None:
        del future, kwargs
        self.event.set()


class Crt:
    """s3transfer's manager over awscrt, as the AWS CLI uses it."""

    def __init__(
        self, endpoint: Endpoint, part_bytes: int, concurrency: int, at_once: int
    ) -> None:
        """Make the one CRT client that a process should have."""
        from awscrt.auth import AwsCredentialsProvider  # noqa: PLC0415 - only where it is there
        from botocore.session import Session  # noqa: PLC0415
        from s3transfer.crt import (  # noqa: PLC0415
            BotocoreCRTRequestSerializer,
            CRTTransferManager,
            create_s3_crt_client,
        )

        self._bucket = endpoint.bucket
        settings = _settings(part_bytes, concurrency * at_once)
        client = create_s3_crt_client(
            REGION,
            AwsCredentialsProvider.new_static(endpoint.access_key, endpoint.secret_key),
            use_ssl=endpoint.is_tls,
            verify=endpoint.ca_path,
            **({"part_size": part_bytes} if part_bytes else {}),
        )
        serializer = BotocoreCRTRequestSerializer(
            Session(),
            {
                "region_name": REGION,
                "endpoint_url": endpoint.url,
                "config": _config(10),
            },
        )
        self._manager = CRTTransferManager(
            client,
            serializer,
            config=TransferConfig(preferred_transfer_client="crt", **settings),
        )

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Send; no digest comes back."""
        given: Any = str(source) if isinstance(source, Path) else source
        self._manager.upload(given, self._bucket, key).result()
        return size_bytes, "", ""

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Fetch: the CRT fetches ranges in parallel and hands them over in order."""
        del bytes_per_sec
        if into is not None:
            # The file gets its name in the last of the callbacks, which come after the result.
            named = _Done()
            self._manager.download(self._bucket, key, str(into), subscribers=[named]).result()
            named.event.wait()
            check(into, size_bytes)
            return 0.0
        nowhere = Nowhere(time.perf_counter(), seekable=False)
        self._manager.download(self._bucket, key, nowhere).result()
        return nowhere.done(size_bytes)
