"""Run the contract tests on several servers, one after the other, and say which and which not.

    python -m servers list
    python -m servers run [NAME...] [--build DIR] [--features FILE] [--optional] [-- PYTEST...]

Without names, all that the machine has. The exit status is 1 when a test failed, or when a server
that was named is not there; with ``--optional`` the second is only said.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import servers
from servers import building

CONTRACT = Path(__file__).parents[1] / "contract"
BANNER = "=" * 20


def say(text: str) -> None:
    """Print a line that nobody overlooks, before what the next program prints."""
    print(f"{BANNER} {text}", flush=True)


def find(name: str, build: Path | None) -> tuple[str, str]:
    """Return the server's version, and its program's path; the URL of one that runs already.

    A program that is missing is built if it may be. Raises `AbsentError`.
    """
    kind = servers.kind(name)
    if name == servers.EXTERNAL:
        return f"like {kind.title}", servers.external.server().endpoint_url
    program = find_program(kind, build)
    return kind.version(program), str(program)


def find_program(kind: servers.Kind, build: Path | None) -> Path:
    """Return the server's program, built if it is missing and may be; raise `AbsentError`."""
    try:
        return kind.find()
    except servers.AbsentError:
        if build is None or kind.go_module is None:
            raise
    say(f"building {kind.title} with Go: some minutes, once")
    folder = building.go_install(kind.go_module, build)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return kind.find()


def run(options: argparse.Namespace) -> int:
    """Run pytest for each server, and sum up."""
    outcomes: list[str] = []
    good = True
    for name in options.names or servers.KINDS:
        try:
            version, found = find(name, options.build)
        except servers.AbsentError as error:
            outcomes.append(f"{name}: NOT RUN, {error}")
            good = good and (options.optional or not options.names)
            say(outcomes[-1])
            continue
        command = [sys.executable, "-m", "pytest", str(CONTRACT), "--server", name]
        if options.features is not None:
            command += ["--features", str(options.features)]
        say(f"{name} {version} ({found})")
        status = subprocess.run([*command, *options.pytest], check=False).returncode
        outcomes.append(f"{name} {version}: {'passed' if status == 0 else f'FAILED ({status})'}")
        good = good and status == 0
    if len(outcomes) > 1:
        for outcome in outcomes:
            say(outcome)
    return 0 if good else 1


def listed() -> int:
    """Say of each kind whether the machine has it."""
    for name, kind in servers.KINDS.items():
        try:
            program = kind.find()
        except servers.AbsentError as error:
            print(f"{name}: not here: {error}")
        else:
            print(f"{name}: {kind.version(program)}, {program}")
    return 0


def main() -> int:
    arguments = sys.argv[1:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(prog="python -m servers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list")
    runner = commands.add_parser("run")
    runner.add_argument("names", nargs="*", metavar="NAME")
    runner.add_argument("--build", type=Path, metavar="DIR", help="build what is missing there")
    runner.add_argument("--features", type=Path, metavar="FILE", help="note there what was shown")
    runner.add_argument("--optional", action="store_true", help="no failure if one is missing")
    options = parser.parse_args(arguments[:split])
    if options.command == "list":
        return listed()
    options.pytest = arguments[split + 1 :]
    if unknown := set(options.names) - {*servers.KINDS, servers.EXTERNAL}:
        parser.error(f"no such server: {', '.join(sorted(unknown))}")
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
