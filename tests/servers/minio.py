"""MinIO with one folder. Its licence is the AGPL: it is built or pulled to test, never shipped."""

import shutil
from pathlib import Path

from glance_s3_fast.demo.launch import Launch, Prepare
from servers import finding
from servers.features import Feature
from servers.kind import VIRTUAL_DOMAIN, Kind, Setting, output_of

MODULE = "github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c"


def find() -> Path:
    return finding.program("minio", f"build it with: go install {MODULE}")


def prepare(setting: Setting) -> Prepare:
    def launch(directory: Path, access_key: str, secret_key: str) -> Launch:
        (port,) = finding.free_ports(1, setting.address)
        certificates = directory / "certificates"
        certificates.mkdir()
        if setting.certificate_path is not None and setting.private_key_path is not None:
            # MinIO finds them by their names, and then speaks TLS only.
            shutil.copy(setting.certificate_path, certificates / "public.crt")
            shutil.copy(setting.private_key_path, certificates / "private.key")
        return Launch(
            endpoint_url=setting.url(port),
            command=[
                *(str(setting.program), "server", "--quiet"),
                *("--address", f"{setting.host}:{port}", "--certs-dir", str(certificates)),
                str(directory / "data"),
            ],
            environment={
                "MINIO_ROOT_USER": access_key,
                "MINIO_ROOT_PASSWORD": secret_key,
                "MINIO_DOMAIN": VIRTUAL_DOMAIN,
                "MINIO_BROWSER": "off",  # no console, and so no second port
                "MINIO_UPDATE": "off",  # asks nobody for a newer one
            },
            ca_path=setting.ca_path,
        )

    return launch


def version(program: Path) -> str:
    # "minio version RELEASE.2025-09-07T16-13-09Z (commit-id=…)"; a build by Go has no release in
    # it, but its module's version.
    word = output_of([program, "--version"]).split()[2]
    return finding.go_module_version(program) if word.startswith("DEVELOPMENT") else word


KIND = Kind(
    name="minio",
    title="MinIO",
    find=find,
    prepare=prepare,
    version=version,
    go_module=MODULE,
    lacks=frozenset({Feature.UPLOADS_BY_PREFIX, Feature.BUCKET_OWNER}),
)
