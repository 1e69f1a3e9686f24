"""versitygw over a folder: each object a file, its metadata in extended attributes."""

import os
from pathlib import Path

from glance_s3_fast.demo.launch import Launch, Prepare
from servers import finding
from servers.features import Feature
from servers.kind import VIRTUAL_DOMAIN, Kind, Setting, output_of

MODULE = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"


def find() -> Path:
    return finding.program("versitygw", f"build it with: go install {MODULE}")


def _has_attributes(directory: Path) -> bool:
    try:
        os.setxattr(directory, "user.probe", b"")
    except OSError:
        return False
    os.removexattr(directory, "user.probe")
    return True


def prepare(setting: Setting) -> Prepare:
    def launch(directory: Path, access_key: str, secret_key: str) -> Launch:
        (port,) = finding.free_ports(1, setting.address)
        data = directory / "data"
        data.mkdir()
        command = [str(setting.program), "--port", f"{setting.host}:{port}", "--quiet"]
        command += ["--virtual-domain", VIRTUAL_DOMAIN]
        if setting.certificate_path is not None:
            command += ["--cert", str(setting.certificate_path)]
            command += ["--key", str(setting.private_key_path)]
        command.append("posix")
        if not _has_attributes(data):
            # tmpfs before Linux 6.6, for one: then files of their own beside the objects.
            (directory / "attributes").mkdir()
            command += ["--sidecar", str(directory / "attributes")]
        return Launch(
            endpoint_url=setting.url(port),
            command=[*command, str(data)],
            environment={"ROOT_ACCESS_KEY": access_key, "ROOT_SECRET_KEY": secret_key},
            ca_path=setting.ca_path,
        )

    return launch


def version(program: Path) -> str:
    # "Version  : git" unless somebody set it when it was built.
    lines = output_of([program, "--version"]).splitlines()
    word = next((line.split()[-1] for line in lines if line.startswith("Version")), "git")
    return finding.go_module_version(program) if word == "git" else word


KIND = Kind(
    name="versitygw",
    title="versitygw",
    find=find,
    prepare=prepare,
    version=version,
    go_module=MODULE,
    lacks=frozenset({Feature.UNKNOWN_KEYS}),
)
