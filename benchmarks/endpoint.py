"""Where the subjects of one run send to: the suite's own server, or a real one."""

from __future__ import annotations

import dataclasses
import http.client
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REGION = "us-east-1"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An S3 server, as told to a measured process.

    :ivar url: ``http://`` or ``https://``, host and port
    :ivar ca_path: the authority that signed the server's certificate, in PEM; None for plain HTTP
    :ivar sink_port: where the suite's own server takes its own requests, plain HTTP; None for any
        other server
    :ivar server_pids: the processes of a real server, whose CPU is counted apart
    """

    url: str
    access_key: str = "benchmark"
    secret_key: str = dataclasses.field(default="benchmark-secret", repr=False)
    bucket: str = "bench"
    ca_path: str | None = None
    sink_port: int | None = None
    server_pids: tuple[int, ...] = ()

    @property
    def host(self) -> str:
        """Host and port, as they stand in a location."""
        return urlsplit(self.url).netloc

    @property
    def is_tls(self) -> bool:
        """Whether it speaks TLS."""
        return urlsplit(self.url).scheme == "https"

    def as_job(self) -> dict[str, Any]:
        """Give it as JSON can carry it; the measured process reads it with `from_job`."""
        return dataclasses.asdict(self)

    @classmethod
    def from_job(cls, values: dict[str, Any]) -> Endpoint:
        """Read what `as_job` gave."""
        return cls(**{**values, "server_pids": tuple(values["server_pids"])})

    def reset(self) -> None:
        """Have the suite's own server count anew."""
        if self.sink_port is not None:
            _ask(self.sink_port, "POST", "/_sink/reset")

    def report(self) -> dict[str, Any]:
        """Give what the suite's own server saw; of a real server its CPU since it was started."""
        if self.sink_port is not None:
            found: dict[str, Any] = json.loads(_ask(self.sink_port, "GET", "/_sink/report"))
            return found
        user_secs, system_secs = cpu_secs(self.server_pids)
        return {"cpu_user_secs": user_secs, "cpu_system_secs": system_secs}


def cpu_secs(pids: tuple[int, ...]) -> tuple[float, float]:
    """Give the user and system CPU seconds of processes so far (proc_pid_stat(5))."""
    user_ticks = system_ticks = 0
    for pid in pids:
        # The name, in parentheses, may hold anything.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        user_ticks += int(fields[11])
        system_ticks += int(fields[12])
    per_sec = os.sysconf("SC_CLK_TCK")
    return user_ticks / per_sec, system_ticks / per_sec


def _ask(port: int, method: str, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request(method, path)
        return connection.getresponse().read()
    finally:
        connection.close()
