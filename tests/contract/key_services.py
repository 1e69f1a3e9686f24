"""Where a process on AWS gets its keys: a container's endpoint, an instance's metadata, and STS.

Real HTTP on loopback, as botocore's default chain asks it (boto3 documentation, "Credentials";
EC2 user guide, "Use the Instance Metadata Service": IMDSv2 wants a token for every question; STS
API reference, "AssumeRoleWithWebIdentity": a signed token is exchanged for keys).
"""

import datetime
import http.server
import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from contract.serving import serving

ROLE = "images"
ROLE_ARN = f"arn:aws:iam::123456789012:role/{ROLE}"
LASTING_SECS = 6 * 3600.0
METADATA_TOKEN = "a-token-of-the-metadata-service"
CREDENTIALS_PATH = "/latest/meta-data/iam/security-credentials/"
STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/"


class KeyService:
    """Gives out `keys` (access, secret, session token), which end `lasts_secs` from then on.

    :ivar asked: what it was asked, method and path
    :ivar tokens: the tokens that were exchanged for keys
    :ivar expired_token: one that is refused
    """

    def __init__(self, keys: tuple[str, str, str], lasts_secs: float) -> None:
        self.keys, self.lasts_secs = keys, lasts_secs
        self.asked: list[str] = []
        self.tokens: list[str] = []
        self.expired_token: str | None = None
        self._ends_at = 0.0
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"service": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def _given(self) -> dict[str, str]:
        with self._lock:
            access_key, secret_key, session_token = self.keys
            now = datetime.datetime.now(datetime.UTC)
            end = now + datetime.timedelta(seconds=self.lasts_secs)
            self._ends_at = end.timestamp()
        return {
            "AccessKeyId": access_key,
            "SecretAccessKey": secret_key,
            "Token": session_token,
            "Expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def answer(self) -> bytes:
        """Return the keys as a container's endpoint and the metadata service give them."""
        return json.dumps({"Code": "Success", "Type": "AWS-HMAC", **self._given()}).encode()

    def exchange(self, asked: dict[str, str]) -> tuple[int, bytes]:
        """Return the status and answer of STS, which was `asked` for keys with a token."""
        assert asked["Action"] == "AssumeRoleWithWebIdentity"
        assert asked["RoleArn"] == ROLE_ARN
        if asked["WebIdentityToken"] == self.expired_token:
            error = "<Type>Sender</Type><Code>ExpiredTokenException</Code><Message>Old</Message>"
            return 400, _sts("ErrorResponse", f"<Error>{error}</Error>")
        self.tokens.append(asked["WebIdentityToken"])
        given = self._given()
        given["SessionToken"] = given.pop("Token")
        keys = "".join(f"<{name}>{value}</{name}>" for name, value in given.items())
        user = f"<AssumedRoleId>it</AssumedRoleId><Arn>{ROLE_ARN}</Arn>"
        name = asked["Action"]
        result = f"<Credentials>{keys}</Credentials><AssumedRoleUser>{user}</AssumedRoleUser>"
        return 200, _sts(f"{name}Response", f"<{name}Result>{result}</{name}Result>")

    def replace(self, keys: tuple[str, str, str]) -> None:
        """Give out other keys, which last, and wait until those that were given out have ended."""
        with self._lock:
            # Not that of the new ones, which somebody may ask for meanwhile.
            ends_at = self._ends_at
            self.keys, self.lasts_secs = keys, LASTING_SECS
        while (left_secs := ends_at - time.time()) > 0:
            time.sleep(left_secs)


def _sts(name: str, body: str) -> bytes:
    return f'<{name} xmlns="{STS_NAMESPACE}">{body}</{name}>'.encode()


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

    def do_POST(self) -> None:
        self.service.asked.append(f"POST {self.path}")
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._give(*self.service.exchange(dict(urllib.parse.parse_qsl(body))))

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
