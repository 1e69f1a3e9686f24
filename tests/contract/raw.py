"""Requests that no client sends by itself: signed right, whatever they say of their payload."""

import http.client
import ssl
from typing import Any
from urllib.parse import urlsplit

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from glance_s3_fast.demo.client import REGION, Server


class _Auth(botocore.auth.S3SigV4Auth):
    """Signs the payload's hash that it is given instead of the payload's."""

    def __init__(self, server: Server, payload_hash: str) -> None:
        super().__init__(Credentials(server.access_key, server.secret_key), "s3", REGION)
        self._payload_hash = payload_hash

    def payload(self, request: Any) -> str:
        return self._payload_hash


def put(
    server: Server, target: str, body: bytes, payload_hash: str, headers: dict[str, str]
) -> int:
    """Send a PUT to ``/bucket/key[?query]``; return the status of its answer."""
    request = AWSRequest("PUT", server.endpoint_url + target, headers=dict(headers), data=body)
    _Auth(server, payload_hash).add_auth(request)
    url = urlsplit(server.endpoint_url)
    connection: http.client.HTTPConnection
    if url.scheme == "https":
        context = ssl.create_default_context(cafile=server.ca_path)
        connection = http.client.HTTPSConnection(url.netloc, timeout=60, context=context)
    else:
        connection = http.client.HTTPConnection(url.netloc, timeout=60)
    try:
        connection.request("PUT", target, body, {**request.headers, "Content-Length": len(body)})
        return connection.getresponse().status
    finally:
        connection.close()
