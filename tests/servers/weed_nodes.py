"""Run a SeaweedFS of several nodes in the foreground, of which any may be killed and come back.

Run as a script (``python -I weed_nodes.py DIRECTORY``). DIRECTORY/nodes.json has each program's
command by name. Its process id is in DIRECTORY/NAME.pid; whoever makes DIRECTORY/NAME.start has it
started again. All stay in this process's group, so that whoever ends the group ends them.

Standard library only: `-I` keeps everything else away from it.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

POLL_SECS = 0.05


def main() -> None:
    directory = Path(sys.argv[1])
    commands: dict[str, list[str]] = json.loads((directory / "nodes.json").read_text())
    running: dict[str, subprocess.Popen[bytes]] = {}

    def start(name: str) -> None:
        running[name] = subprocess.Popen(commands[name])
        # In one step: nobody reads half of a number.
        written = directory / f"{name}.new"
        written.write_text(str(running[name].pid))
        written.rename(directory / f"{name}.pid")

    for name in commands:
        start(name)
    while True:
        time.sleep(POLL_SECS)
        for name, process in running.items():
            asked = directory / f"{name}.start"
            # Polled first: it is this process's to see that a child has ended.
            if process.poll() is not None and asked.exists():
                start(name)
                asked.unlink()


if __name__ == "__main__":
    main()
