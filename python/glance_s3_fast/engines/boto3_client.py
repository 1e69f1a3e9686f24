"""The boto3 client of one store: made on first use, once per process, shared by all threads.

botocore clients are safe for threads but not for forks, hence `PerProcess`. Retries are botocore's
mode "standard", which makes each attempt anew and counts it; `boto3_retry` says what is sent
again, and when.

Keys of the store's options are botocore's for good. Others are asked for before each signature, so
that keys which are rotated or expire are taken up without a restart: botocore resolves them
through a component that we provide, instead of keeping them in its session.

The read timeout is the time without progress: it bounds each wait for the server's next bytes, and
for it to take the next block of a body (`boto3_connections`), not the request.
"""

import logging
from typing import Any

import boto3
import botocore.client
import botocore.session

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines import boto3_timestamps
from glance_s3_fast.engines.boto3_connections import make_patient
from glance_s3_fast.engines.boto3_errors import translated
from glance_s3_fast.engines.boto3_retry import Answers, AskedCredentials
from glance_s3_fast.engines.per_process import PerProcess

LOG = logging.getLogger(__name__)

_OTHER_CALLS = 10
"""Connections kept beside those of one upload's parts: downloads, HEADs, other uploads."""


class _Resolver:
    """What botocore's session asks for credentials."""

    def __init__(self, credentials: AskedCredentials) -> None:
        self._credentials = credentials

    def load_credentials(self) -> AskedCredentials:
        return self._credentials


class LazyClient:
    """Makes the store's boto3 client when it is first asked for, in each process anew."""

    def __init__(self, config: EngineConfig, credentials: Any) -> None:
        """Start nothing. `credentials.get()` gives the keys in force."""
        self._config = config
        self._credentials = credentials
        self._clients = PerProcess(self._make)

    def get(self) -> Any:
        """Return this process's client. Raise `EngineError` (CONFIGURATION) if it has none."""
        return self._clients.get()

    def _make(self) -> Any:
        config = self._config
        with translated("client", config.bucket, config=config):
            session, credentials = self._session()
            boto3_timestamps.use_in(session)
            client = session.client(
                service_name="s3",
                endpoint_url=config.endpoint_url,
                region_name=config.region_name,
                # Plain HTTP only where the operator names an endpoint of plain HTTP.
                use_ssl=config.endpoint_url is None or config.scheme == "s3+https",
                verify=config.ca_bundle_path,
                config=_client_config(config),
            )
        Answers(credentials, config.max_attempts).watch(client)
        make_patient(client, config.progress_timeout_secs)
        LOG.debug("Made the boto3 client of store %s", config.store_name)
        return client

    def _session(self) -> tuple[boto3.session.Session, AskedCredentials | None]:
        config = self._config
        if config.access_key and config.secret_key:
            fixed = boto3.session.Session(
                aws_access_key_id=config.access_key, aws_secret_access_key=config.secret_key
            )
            return fixed, None
        session = botocore.session.get_session()
        credentials = AskedCredentials(self._credentials)
        session.register_component("credential_provider", _Resolver(credentials))
        return boto3.session.Session(botocore_session=session), credentials


def _client_config(config: EngineConfig) -> botocore.client.Config:
    s3: Any = {"addressing_style": "path" if config.force_path_style else config.addressing_style}
    if config.scheme == "s3+https" or config.unsigned_payload_over_http:
        # TLS guards the body already, and signing it hashes all of it once more.
        s3["payload_signing_enabled"] = False
    checksums: Any = {
        "request_checksum_calculation": config.request_checksum,
        "response_checksum_validation": config.response_checksum,
    }
    return botocore.client.Config(
        signature_version="s3v4",
        s3=s3,
        retries={"mode": "standard", "total_max_attempts": config.max_attempts},
        connect_timeout=config.connect_timeout_secs,
        read_timeout=config.progress_timeout_secs,
        max_pool_connections=config.parts_in_flight + _OTHER_CALLS,
        tcp_keepalive=True,
        user_agent_extra="glance-s3-fast",
        **checksums,
    )
