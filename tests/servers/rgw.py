"""Ceph RGW on a Ceph of one node (`rgw_node`), as a distribution packages it."""

import sys
from pathlib import Path

from glance_s3_fast.demo.launch import Launch, Prepare
from servers import finding, rgw_node
from servers.features import Feature
from servers.kind import VIRTUAL_DOMAIN, Kind, Setting, output_of

PACKAGES = "ceph-mon ceph-osd radosgw ceph-common ceph-base"
READY_SECS = 240.0
"""Six programs one after another: 15 s on a machine that has nothing else to do."""


def find() -> Path:
    how = f"on Debian and Ubuntu: apt install --no-install-recommends {PACKAGES}"
    for name in rgw_node.PROGRAMS:
        finding.program(name, how)
    return finding.program("radosgw", how)


def prepare(setting: Setting) -> Prepare:
    def launch(directory: Path, access_key: str, secret_key: str) -> Launch:
        (port,) = finding.free_ports(1, setting.address)
        (monitor_port,) = finding.free_ports(1)
        listen = f"endpoint={setting.host}:{port}"
        if setting.certificate_path is not None:
            listen = (
                f"ssl_endpoint={setting.host}:{port} ssl_certificate={setting.certificate_path} "
                f"ssl_private_key={setting.private_key_path}"
            )
        return Launch(
            endpoint_url=setting.url(port),
            command=[
                *(sys.executable, "-I", rgw_node.__file__),
                *(str(directory), str(monitor_port), listen, VIRTUAL_DOMAIN),
            ],
            environment={"RGW_ACCESS_KEY": access_key, "RGW_SECRET_KEY": secret_key},
            ca_path=setting.ca_path,
            ready_secs=READY_SECS,
        )

    return launch


def version(program: Path) -> str:
    # "ceph version 16.2.15 (…) pacific (stable)"
    return output_of([program, "--version"]).split()[2]


KIND = Kind(
    name="rgw",
    title="Ceph RGW",
    find=find,
    prepare=prepare,
    version=version,
    lacks=frozenset(
        {
            Feature.CREATE_ONLY_COMPLETE,
            Feature.CRC32,
            Feature.CRC32C,
            Feature.CRC64NVME,
            Feature.SHA256,
            Feature.TRAILERS,
            Feature.PART_ORDER,
            Feature.PART_NUMBERS,
            Feature.BUCKET_OWNER,
        }
    ),
)
