"""Where a process on AWS gets its keys: a container's endpoint and an instance's metadata.

Real HTTP on loopback, as botocore's default chain asks it (boto3 documentation, "Credentials";
EC2 user guide, "Use the Instance Metadata Service": IMDSv2 wants a token for every question).
"""

import datetime
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from contract.serving import serving

ROLE = "images"
LASTING_SECS = 6 * 3600.0
METADATA_TOKEN = "a-token-of-the-metadata-service"
CREDENTIALS_PATH = "/latest/meta-data/iam/security-credentials/"


class KeyService:
    """Gives out `keys` (access, secret, session token), which end `lasts_secs` from then on."""

    def __init__(self, keys: tuple[str, str, str], lasts_secs: float) -> None:
        self.keys, self.lasts_secs = keys, lasts_secs
        self.asked: list[str] = []
        self._ends_at = 0.0
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"service": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self) -> bytes:
        with self._lock:
            access_key, secret_key, session_token = self.keys
            now = datetime.datetime.now(datetime.UTC)
            end = now + datetime.timedelta(seconds=self.lasts_secs)
            self._ends_at = end.timestamp()
        form = "%Y-%m-%dT%H:%M:%SZ"
        return json.dumps(
            {
                "Code": "Success",
                "Type": "AWS-HMAC",
                "LastUpdated": now.strftime(form),
                "AccessKeyId": access_key,
                "SecretAccessKey": secret_key,
                "Token": session_token,
                "Expiration": end.strftime(form),
            }
        ).encode()

    def replace(self, keys: tuple[str, str, str]) -> None:
        """Give out other keys, which last, and wait until those that were given out have ended."""
        with self._lock:
            # Not that of the new ones, which somebody may ask for meanwhile.
            ends_at = self._ends_at
            self.keys, self.lasts_secs = keys, LASTING_SECS
        while (left_secs := ends_at - time.time()) > 0:
            time.sleep(left_secs)


@contextmanager
def key_service(keys: tuple[str, str, str], lasts_secs: float) -> Iterator[KeyService]:
    service = KeyService(keys, lasts_secs)
    with serving(service.server):
        yield service


class _Handler(http.server.BaseHTTPRequestHandler):
    service: ClassVar[KeyService]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _give(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        self.service.asked.append(f"PUT {self.path}")
        self._give(200, METADATA_TOKEN.encode())

    def do_GET(self) -> None:
        self.service.asked.append(f"GET {self.path}")
        if self.path == "/container":
            self._give(200, self.service.answer())
        elif self.headers.get("X-aws-ec2-metadata-token") != METADATA_TOKEN:
            self._give(401)
        elif self.path == CREDENTIALS_PATH:
            self._give(200, ROLE.encode())
        elif self.path == CREDENTIALS_PATH + ROLE:
            self._give(200, self.service.answer())
        else:
            self._give(404)
