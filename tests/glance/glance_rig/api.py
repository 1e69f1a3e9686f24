"""Glance's HTTP interface as a client sees it, byte by byte: no retries and nothing hidden.

`http.client` and not glanceclient, because what is tested are headers, statuses and connections
that end too early. Reference: https://docs.openstack.org/api-ref/image/v2/
"""

import contextlib
import dataclasses
import http.client
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

TIMEOUT_SECS = 300.0
POLL_SECS = 0.05
ADMIN = "an-admin:a-project:admin,member,reader"
SERVICE = "glance:service:service,admin"
OCTETS = "application/octet-stream"


class ApiError(AssertionError):
    """An answer with a status other than the one expected."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """An answer, read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)

    def expect(self, status: int) -> "Answer":
        """Return itself; raise `ApiError` when the status is another one."""
        if self.status != status:
            raise ApiError(f"{self.status} instead of {status}: {self.body[:2000]!r}")
        return self


@dataclasses.dataclass(frozen=True, slots=True)
class Api:
    """The glance-api at `host` and `port`. Each request has a connection of its own.

    :ivar created: the ids of all images that were created through it
    """

    host: str
    port: int
    created: list[str] = dataclasses.field(default_factory=list)

    @property
    def url(self) -> str:
        """The URL of the service, without version."""
        return f"http://{self.host}:{self.port}"

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection to Glance, not yet open."""
        return http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECS)

    def begin(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes | Iterable[bytes] | None = None,
        *,
        token: str = ADMIN,
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """Send a request and read the answer's head. The caller closes the connection."""
        connection = self.connect()
        try:
            # Who refuses a request may answer, and close, before its body has come.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(
                    method,
                    path,
                    body=body,
                    headers={"X-Auth-Token": token, **headers},
                    encode_chunked="Transfer-Encoding" in headers,
                )
            return connection, connection.getresponse()
        except BaseException:
            connection.close()
            raise

    def request(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
        data: Any = None,
        token: str = ADMIN,
    ) -> Answer:
        """Send a request, with `body` or with `data` as JSON, and return the whole answer."""
        headers = dict(headers or {})
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
            body = json.dumps(data).encode()
        connection, answer = self.begin(method, path, headers, body, token=token)
        try:
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def store_classes(self) -> dict[str, str]:
        """Return which class serves each store, or each scheme where there is only one store."""
        answer = self.request("GET", "/rig/stores").expect(200)
        return dict(answer.json)

    def create(self, **properties: Any) -> str:
        """Create an image without data; return its id."""
        properties = {"name": "i", "disk_format": "raw", "container_format": "bare", **properties}
        answer = self.request("POST", "/v2/images", data=properties).expect(201)
        self.created.append(str(answer.json["id"]))
        return self.created[-1]

    def upload(
        self,
        image_id: str,
        pieces: Iterable[bytes],
        *,
        size_bytes: int | None = None,
        declared_bytes: int | None = None,
        store: str | None = None,
    ) -> Answer:
        """Upload an image's data: chunked, or with a Content-Length when `size_bytes` is given.

        :param declared_bytes: the value of the header ``x-openstack-image-size``
        """
        headers = {"Content-Type": OCTETS}
        if size_bytes is None:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(size_bytes)
        if declared_bytes is not None:
            headers["x-openstack-image-size"] = str(declared_bytes)
        if store is not None:
            headers["X-Image-Meta-Store"] = store
        return self.request("PUT", f"/v2/images/{image_id}/file", headers=headers, body=pieces)

    def download(self, image_id: str, *, wanted: str | None = None) -> Answer:
        """Download an image, or what the Range header `wanted` says."""
        headers = {} if wanted is None else {"Range": wanted}
        return self.request("GET", f"/v2/images/{image_id}/file", headers=headers)

    def image(self, image_id: str) -> dict[str, Any]:
        """Return what Glance knows of an image."""
        answer = self.request("GET", f"/v2/images/{image_id}").expect(200)
        return dict(answer.json)

    def images(self) -> list[dict[str, Any]]:
        """Return what Glance knows of all images."""
        found: list[dict[str, Any]] = []
        path = "/v2/images?limit=100"
        while path:
            page = self.request("GET", path).expect(200).json
            found += page["images"]
            path = page.get("next", "")
        return found

    def delete(self, image_id: str) -> None:
        """Delete an image."""
        self.request("DELETE", f"/v2/images/{image_id}").expect(204)

    def import_(self, image_id: str, method: str, **options: Any) -> None:
        """Import an image and wait for the end of it.

        See https://docs.openstack.org/glance/latest/admin/interoperable-image-import.html. Raises
        `ApiError` when the import fails.
        """
        data = {"method": {"name": method}, **options}
        self.request("POST", f"/v2/images/{image_id}/import", data=data).expect(202)
        give_up = time.monotonic() + TIMEOUT_SECS
        while True:
            # Before the task runs, nothing in the image itself tells that it will.
            tasks = self.request("GET", f"/v2/images/{image_id}/tasks").expect(200).json["tasks"]
            statuses = [task["status"] for task in tasks]
            if statuses and set(statuses) == {"success"}:
                return
            if "failure" in statuses or time.monotonic() > give_up:
                raise ApiError(f"import by {method}: {statuses}: {[t['message'] for t in tasks]}")
            time.sleep(POLL_SECS)

    def wait_for(
        self, image_id: str, what: str, done: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        """Wait until `done` is true of the image; return it. For what Glance does by itself."""
        give_up = time.monotonic() + TIMEOUT_SECS
        while not done(image := self.image(image_id)):
            if time.monotonic() > give_up:
                raise ApiError(f"no end of: {what}; the image is {image}")
            time.sleep(POLL_SECS)
        return image
