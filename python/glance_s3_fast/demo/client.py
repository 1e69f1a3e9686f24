"""A running S3 server, and boto3 clients for it."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import botocore.client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

REGION = "us-east-1"


@dataclasses.dataclass(frozen=True, slots=True)
class Server:
    """A running S3 server. `directory` and `log_path` are gone after the ``with`` block."""

    endpoint_url: str
    access_key: str = dataclasses.field(repr=False)
    secret_key: str = dataclasses.field(repr=False)
    directory: Path
    log_path: Path
    ca_path: Path | None = None

    def client(self, **config: Any) -> "S3Client":
        """Return a new boto3 client for this server that ignores the environment's proxies.

        Checksums only where S3 requires them: over TLS boto3 sends the others behind the body,
        which Ceph RGW 16 refuses.
        """
        return s3_client(
            self.endpoint_url,
            self.access_key,
            self.secret_key,
            ca_path=self.ca_path,
            **{"proxies": {}, "request_checksum_calculation": "when_required", **config},
        )


def s3_client(
    endpoint_url: str,
    access_key: str,
    secret_key: str,
    *,
    session_token: str | None = None,
    region: str = REGION,
    ca_path: Path | None = None,
    **config: Any,
) -> "S3Client":
    """Return a boto3 S3 client with path addressing; `config` goes to `botocore.client.Config`."""
    session = boto3.session.Session(
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        aws_session_token=session_token,
        region_name=region,
    )
    return session.client(
        "s3",
        endpoint_url=endpoint_url,
        verify=None if ca_path is None else str(ca_path),
        config=botocore.client.Config(s3={"addressing_style": "path"}, **config),
    )
