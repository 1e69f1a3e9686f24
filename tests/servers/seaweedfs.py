"""SeaweedFS as `weed mini`, from PyPI: the demo's server, with names and TLS on top."""

from pathlib import Path

from glance_s3_fast.demo import weed
from glance_s3_fast.demo.launch import Launch, Prepare, ServerError
from servers.features import Feature
from servers.kind import VIRTUAL_DOMAIN, AbsentError, Kind, Setting, output_of

BOUNDED = {"GOMEMLIMIT": "512MiB"}
"""Without it, Go lets garbage grow to gigabytes when much is stored fast."""


def find() -> Path:
    try:
        return weed.find()
    except ServerError as error:
        raise AbsentError(str(error)) from None


def prepare(setting: Setting) -> Prepare:
    def launch(directory: Path, access_key: str, secret_key: str) -> Launch:
        ports = weed.free_ports()
        options: dict[str, object] = {
            "s3.domainName": VIRTUAL_DOMAIN,
            "ip": setting.host,
            "ip.bind": setting.host,
        }
        port = ports["s3"]
        if setting.certificate_path is not None:
            # A second port: the first one stays plain HTTP.
            port = weed.free_ports()["s3"]
            options |= {
                "s3.port.https": port,
                "s3.cert.file": setting.certificate_path,
                "s3.key.file": setting.private_key_path,
            }
        return Launch(
            endpoint_url=setting.url(port),
            command=weed.command(setting.program, directory, ports, options),
            environment=weed.environment(access_key, secret_key) | BOUNDED,
            sockets=weed.sockets(ports),
            ca_path=setting.ca_path,
        )

    return launch


def version(program: Path) -> str:
    # "version 30GB 4.48 … linux amd64"
    return output_of([program, "version"]).split()[2]


KIND = Kind(
    name="seaweedfs",
    title="SeaweedFS",
    find=find,
    prepare=prepare,
    version=version,
    keeps_deleted=True,
    lacks=frozenset({Feature.PAYLOAD_HASH, Feature.BUCKET_OWNER}),
)
