"""Servers whose clock or keys are not as the client believes, made of the proxy and the real one.

What comes is looked at as such a server would, and what passes is signed anew for the real server.
"""

import datetime
import email.utils
import re
import time
from collections.abc import Callable
from pathlib import Path

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from contract.proxy import Fault, Request, error
from glance_s3_fast.demo.server import REGION, Server

LARGEST_SKEW_SECS = 900
_ACCESS_KEY = re.compile(r"Credential=([^/]+)/")


def signed_anew(server: Server) -> Callable[[str, str, dict[str, str]], dict[str, str]]:
    """Return what gives a request's headers as `server` accepts them, whoever signed it before.

    It takes the method, the URL path with its query, and the headers.
    """
    keys = botocore.credentials.Credentials(server.access_key, server.secret_key)

    def sign(method: str, path: str, headers: dict[str, str]) -> dict[str, str]:
        kept = {
            name: value
            for name, value in headers.items()
            if name
            not in ("authorization", "x-amz-date", "x-amz-security-token", "expect", "connection")
        }
        kept["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD"
        url = f"http://{headers['host']}{path}"
        request = botocore.awsrequest.AWSRequest(method=method, url=url, headers=kept)
        botocore.auth.SigV4Auth(keys, "s3", REGION).add_auth(request)
        return dict(request.headers.items())

    return sign


def access_key_of(request: Request) -> str:
    match = _ACCESS_KEY.search(request.headers.get("authorization", ""))
    return match[1] if match else ""


def clock_ahead(ahead_secs: int) -> Callable[[Request], Fault | None]:
    """Return what refuses requests as a server does whose clock is `ahead_secs` ahead."""

    def choose(request: Request) -> Fault | None:
        server_time = time.time() + ahead_secs
        date = email.utils.formatdate(server_time, usegmt=True)
        sent = datetime.datetime.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ")
        sent_at = sent.replace(tzinfo=datetime.UTC).timestamp()
        if abs(sent_at - server_time) > LARGEST_SKEW_SECS:
            refusal = (403, error("RequestTimeTooSkewed"))
            return Fault(request.operation, answer=refusal, headers={"Date": date})
        return Fault(request.operation, headers={"Date": date})

    return choose


class Rotation:
    """A server whose one valid access key changes when it has seen some parts.

    The keys stand in a file of botocore's chain, which is rewritten at that moment.
    """

    def __init__(self, file: Path, parts: int = 2) -> None:
        self._file, self._parts_left = file, parts
        self.current = ""
        self.refused = 0
        self._rotate("FIRSTKEY")

    def _rotate(self, access_key: str) -> None:
        self.current = access_key
        self._file.write_text(
            f"[default]\naws_access_key_id = {access_key}\naws_secret_access_key = secret\n"
        )

    def __call__(self, request: Request) -> Fault | None:
        if request.operation == "UploadPart":
            self._parts_left -= 1
            if self._parts_left == 0:
                self._rotate("SECONDKEY")
        fault = only_key(lambda: self.current)(request)
        self.refused += fault is not None
        return fault


def only_key(current: Callable[[], str]) -> Callable[[Request], Fault | None]:
    """Return what refuses every request that is not signed with the access key `current()`."""

    def choose(request: Request) -> Fault | None:
        if access_key_of(request) == current():
            return None
        return Fault(request.operation, answer=(400, error("ExpiredToken")))

    return choose
