"""Run a Ceph of one node with a RADOS gateway, in memory and in the foreground.

Run as a script (``python -I rgw_node.py DIRECTORY MONITOR_PORT LISTEN DOMAIN``), with the user's
keys as RGW_ACCESS_KEY and RGW_SECRET_KEY in its environment. One monitor, one OSD that keeps its
objects in memory, no manager and no systemd. All of them stay in this process's group, so that
whoever ends the group ends them; when one of them ends, so does this.

Standard library only: `-I` keeps everything else away from it.
"""

import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

PROGRAMS = ("ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw-admin")
OSD_WAIT_SECS = 120.0
POLL_SECS = 0.2

# What differs from the defaults, and is not about names: one copy of everything is enough, an
# almost full disk of the machine is none of this cluster's business, and what was deleted goes
# away at once instead of in two hours, since it is memory.
CONFIGURATION = """\
[global]
fsid = {fsid}
mon initial members = a
mon host = v2:127.0.0.1:{monitor_port}
public addr = 127.0.0.1
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind msgr1 = false
ms bind port min = 22000
ms bind port max = 31999
keyring = {directory}/keyring
mon data = {directory}/mon
osd data = {directory}/osd
rgw data = {directory}/rgw
run dir = {directory}
admin socket =
crash dir = {directory}
log to file = false
log to stderr = true
err to stderr = true
mon cluster log to file = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 2
mon data avail crit = 1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 6442450944
rgw frontends = beast {listen}
rgw dns name = {domain}
rgw enable usage log = false
rgw gc obj min wait = 1
rgw gc processor period = 5
"""


class Node:
    """The cluster's files in `directory`, and its processes."""

    def __init__(self, directory: Path, monitor_port: str, listen: str, domain: str) -> None:
        self.directory = directory
        self.monitor_port = monitor_port
        self.fsid = str(uuid.uuid4())
        self.keyring = directory / "keyring"
        self.daemons: list[subprocess.Popen[bytes]] = []
        for folder in ("mon", "osd", "rgw"):
            (directory / folder).mkdir()
        configuration = directory / "ceph.conf"
        configuration.write_text(
            CONFIGURATION.format(
                fsid=self.fsid,
                monitor_port=monitor_port,
                directory=directory,
                listen=listen,
                domain=domain,
            )
        )
        os.environ["CEPH_CONF"] = str(configuration)

    @staticmethod
    def run(*command: str) -> str:
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout

    def daemon(self, *command: str) -> None:
        self.daemons.append(subprocess.Popen([*command, "-f"]))

    def start_monitor(self) -> None:
        for name, capabilities in {
            "mon.": ("mon",),
            "client.admin": ("mon", "osd", "mgr", "mds"),
        }.items():
            allowed = [word for part in capabilities for word in ("--cap", part, "allow *")]
            create = [] if self.keyring.exists() else ["--create-keyring"]
            self.run(
                "ceph-authtool", str(self.keyring), *create, "--gen-key", "-n", name, *allowed
            )
        monmap = str(self.directory / "monmap")
        address = f"[v2:127.0.0.1:{self.monitor_port}]"
        self.run("monmaptool", "--create", "--fsid", self.fsid, "--addv", "a", address, monmap)
        keyring = str(self.keyring)
        self.run("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap, "--keyring", keyring)
        self.daemon("ceph-mon", "-i", "a")

    def start_osd(self) -> None:
        osd_uuid = str(uuid.uuid4())
        number = self.run("ceph", "osd", "new", osd_uuid).strip()
        capabilities = ("mon", "allow profile osd", "osd", "allow *")
        key = self.run("ceph", "auth", "get-or-create", f"osd.{number}", *capabilities)
        with self.keyring.open("a") as file:
            file.write(key)
        self.run("ceph-osd", "-i", number, "--mkfs", "--osd-uuid", osd_uuid)
        self.daemon("ceph-osd", "-i", number)
        give_up = time.monotonic() + OSD_WAIT_SECS
        while not json.loads(self.run("ceph", "osd", "stat", "-f", "json"))["num_up_osds"]:
            if time.monotonic() > give_up:
                raise TimeoutError("the OSD does not come up")
            time.sleep(POLL_SECS)

    def start_gateway(self, access_key: str, secret_key: str) -> None:
        # Who lists this machine's processes now sees keys that are good for this cluster only.
        keys = (f"--access-key={access_key}", f"--secret={secret_key}")
        self.run("radosgw-admin", "user", "create", "--uid=tests", "--display-name=tests", *keys)
        self.daemon("radosgw", "-n", "client.admin")

    def wait(self) -> None:
        while all(daemon.poll() is None for daemon in self.daemons):
            time.sleep(POLL_SECS)


def main() -> int:
    directory, monitor_port, listen, domain = sys.argv[1:]
    access_key, secret_key = os.environ.pop("RGW_ACCESS_KEY"), os.environ.pop("RGW_SECRET_KEY")
    node = Node(Path(directory), monitor_port, listen, domain)
    try:
        node.start_monitor()
        node.start_osd()
        node.start_gateway(access_key, secret_key)
        node.wait()
    finally:
        for daemon in node.daemons:
            daemon.kill()
    return 1


if __name__ == "__main__":
    sys.exit(main())
