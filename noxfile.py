"""All that is done with this checkout: `nox --list` names it, `nox --session local` checks it all.

Each session makes its own environment, builds the package from the checkout as it is, and installs
the wheel: what is tried out and tested is what users get. The Rust build is shared by all of
them (`rust/target`), so that only the first one takes its time.
"""

import logging
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import nox

TOP = Path(__file__).parent
RUST = TOP / "rust"
SINK = TOP / "benchmarks" / "sink"
PROJECT = nox.project.load_toml(TOP / "pyproject.toml")
# After Ctrl-C, time to end the S3 server and to abort what is under way.
PATIENT: dict[str, Any] = {"interrupt_timeout": 30, "terminate_timeout": 10}
MATURIN = PROJECT["build-system"]["requires"]
# Those that pyproject.toml's classifiers name.
PYTHONS = nox.project.python_versions(PROJECT)
VERSIONS_WHEEL: list[Path] = []  # built by the first of the sessions `versions` that run

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["local"]
nox.options.error_on_missing_interpreters = True


def group(name: str) -> tuple[str, ...]:
    """Return the requirements of a dependency group."""
    return nox.project.dependency_groups(PROJECT, name)


def minimum_rust() -> str:
    """Return the oldest Rust that builds the native module."""
    with (RUST / "Cargo.toml").open("rb") as file:
        return str(tomllib.load(file)["package"]["rust-version"])


def require_rust(session: nox.Session) -> None:
    """End the session, saying what to do, when there is no Rust toolchain or it is too old."""
    needed = minimum_rust()
    how = (
        f"The native module is built with Rust {needed} or newer (cargo and rustc). Get it from "
        "https://rustup.rs, or from your distribution if its packages 'cargo' and 'rustc' are new "
        "enough; a C compiler ('gcc' or 'clang') is needed too. "
        "Without any of them the driver still works, with its boto3 engine: where the native "
        "module is missing it takes that one by itself (s3_fast_engine = auto). And a wheel that "
        "was built elsewhere with 'nox --session build' installs without a compiler"
    )
    rustc = shutil.which("rustc")
    if rustc is None or shutil.which("cargo") is None:
        session.error(f"No Rust toolchain was found. {how}")
    # By itself, without nox's echo. rustup's stand-in for rustc fails when it has no toolchain.
    answer = subprocess.run(  # noqa: S603 - what is run was looked up above
        [rustc, "--version"], cwd=RUST, capture_output=True, text=True, check=False
    )
    found = re.match(r"rustc (\d+)\.(\d+)\.(\d+)", answer.stdout)
    if found is None:
        session.error(f"'rustc --version' does not work: {answer.stderr.strip()}. {how}")
    if tuple(map(int, found.groups())) < tuple(map(int, needed.split("."))):
        session.error(f"Rust {found.group(0).removeprefix('rustc ')} is too old. {how}")


def cargo_environment() -> dict[str, str]:
    """Return what PyO3's build scripts are to see, whoever calls cargo.

    PyO3, and all that uses it, is built again whenever one of these changes. Every session's own
    interpreter is a link to the one that is named here; the others are what maturin sets, so that
    the wheel and the tests share their builds. They also keep the Rust tests, none of which calls
    Python, from needing libpython, which many machines have only in a development package.
    """
    bits = 64 if sys.maxsize > 2**32 else 32
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    environment = {
        "PYO3_PYTHON": str(Path(sys.executable).resolve()),
        "PYO3_BUILD_EXTENSION_MODULE": "1",
        "PYO3_ENVIRONMENT_SIGNATURE": f"{sys.implementation.name}-{version}-{bits}bit",
    }
    # Written by maturin. Where it is not found, the tests only take longer to build.
    if configs := list((RUST / "target" / "maturin").glob("pyo3-config-*-abi3.txt")):
        environment["PYO3_CONFIG_FILE"] = str(max(configs, key=lambda path: path.stat().st_mtime))
    return environment


def cargo(session: nox.Session, *arguments: str, crate: Path = RUST) -> None:
    """Run cargo on a crate, the native module's unless another is named."""
    with session.chdir(crate):
        session.run("cargo", *arguments, external=True, env=cargo_environment())


def build_wheel(session: nox.Session, out: Path | None = None) -> Path:
    """Build the wheel from the checkout and return its path."""
    require_rust(session)
    session.install(*MATURIN)
    # A folder that was never there before: no installer can take an older wheel for this one.
    folder = out or Path(tempfile.mkdtemp(dir=session.create_tmp()))
    built = session.run_install(  # which runs with nox's --install-only, too
        "maturin",
        "build",
        "--release",
        "--locked",
        "--out",
        str(folder),
        env=cargo_environment(),
    )
    if not built:
        session.error(
            "nox was told to install nothing (-R), and so has no wheel of this checkout. -r keeps "
            "the environment too, and installs the package as it is now"
        )
    return max(folder.glob("*.whl"), key=lambda path: path.stat().st_mtime)


def install(session: nox.Session, *requirements: str, extra: str = "[demo]") -> None:
    """Install the package, built from the checkout as it is now, and `requirements`."""
    wheel = build_wheel(session)
    session.install("--force-reinstall", "--no-deps", str(wheel))
    session.install(f"{wheel}{extra}", *requirements)


def rust_checks(session: nox.Session) -> None:
    """Check the crates' layout and have clippy look at them.

    In the release profile, as the wheel and the tests are built: build scripts and procedural
    macros are compiled once for all of them.
    """
    for crate in (RUST, SINK):
        cargo(session, "fmt", "--check", crate=crate)
        cargo(
            session,
            *("clippy", "--release", "--locked", "--all-targets", "--", "-D", "warnings"),
            crate=crate,
        )


@nox.session
def demo(session: nox.Session) -> None:
    """An image goes into S3 and comes back: 'nox --session demo -- --help' lists its options."""
    install(session)
    session.run("glance-s3-fast", "demo", *session.posargs, **PATIENT)


def contract_tests(session: nox.Session, *arguments: str) -> None:
    """Run the contract tests on S3 servers by name; those that Go builds are kept for the next."""
    programs = session.cache_dir / "servers"
    session.run(
        *("python", "-m", "servers", "run", "--build", str(programs), *arguments),
        env={"PYTHONPATH": "tests"},
        **PATIENT,
    )


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests, Rust's and Python's, on a real S3 server. What follows -- goes to pytest."""
    # With what the benchmarks draw with, as they have tests, too.
    install(session, *group("tests"), *group("glance"), *group("bench"))
    cargo(session, "test", "--release", "--locked")
    if not session.posargs:
        # What the driver promises, on a second kind of server. Of those that Go builds, this one
        # takes less than half of the other's time. Without Go this says so, and goes on.
        chosen = ("-m", "promise or probe", "--deselect", "tests/contract/test_large.py")
        contract_tests(
            session,
            "versitygw",
            "--optional",
            "--",
            "-q",
            "-n",
            "3",
            "--dist",
            "worksteal",
            *chosen,
        )
    # More processes than cores: many tests wait for a server.
    parallel = ("-n", "3", "--dist", "worksteal", "--max-worker-restart", "2")
    session.run("pytest", *parallel, *session.posargs, **PATIENT)
    # pytest's closing line is to be the last one, not nox's "successful". Failures are still said.
    logging.getLogger("nox").setLevel(logging.ERROR)


@nox.session(venv_backend="none")
def rust(session: nox.Session) -> None:
    """Run the native module's own tests. What follows -- goes to cargo test."""
    require_rust(session)
    cargo(session, "test", "--release", "--locked", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check form, types, and that the native module's stubs are true."""
    install(session, *group("lint"))
    rust_checks(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("mypy", "--strict", "noxfile.py")
    # On the installed package, whatever native module the checkout has.
    session.run("stubtest", "glance_s3_fast._native", "--mypy-config-file", "pyproject.toml")


@nox.session
def glance(session: nox.Session) -> None:
    """Run the tests through a real Glance, with all engines and modes. -- goes to pytest.

    '-- --server minio' runs them on MinIO, if the machine has it.
    """
    install(session, *group("tests"), *group("glance"))
    session.run(
        # Two: each has an S3 server of its own, with a few GiB of images.
        *("pytest", "-n", "2", "--dist", "worksteal"),
        "tests/glance",
        *session.posargs,
        env={"GLANCE_S3_FAST_TESTS_LONG": "1"},
        **PATIENT,
    )


@nox.session(python=PYTHONS, venv_backend="uv")
@nox.parametrize("dependencies", ["oldest", "newest"])
def versions(session: nox.Session, dependencies: str) -> None:
    """Run the tests on one Python with the oldest or the newest dependencies. -- goes to pytest.

    One wheel, built once, is installed in all of them.
    """
    if not VERSIONS_WHEEL:
        VERSIONS_WHEEL.append(build_wheel(session))
    session.install(
        *("--resolution", "lowest-direct" if dependencies == "oldest" else "highest"),
        *("--upgrade", "--reinstall-package", "glance-s3-fast"),
        f"{VERSIONS_WHEEL[0]}[demo]",
        *group("tests"),
    )
    session.run("uv", "pip", "list", external=True)
    paths = session.posargs or ("tests/unit", "tests/contract")
    session.run("pytest", "-n", "3", "--dist", "worksteal", *paths, **PATIENT)


@nox.session
def servers(session: nox.Session) -> None:
    """Run the contract tests on each S3 server that there is: '-- minio rgw' names some."""
    install(session, *group("tests"), *group("glance"))
    arguments = list(session.posargs)
    if "--" not in arguments:
        arguments += ["--", "-q", "-n", "2", "--dist", "worksteal"]
    contract_tests(session, *arguments)


@nox.session
def audit(session: nox.Session) -> None:
    """Check what is depended on: licences, sources, and known weaknesses of Rust and Python."""
    if shutil.which("cargo-deny") is None:
        session.error(
            "cargo-deny was not found. Get it with 'cargo install cargo-deny --locked', which "
            "takes some minutes, or from your distribution"
        )
    # It takes the deny.toml of the folder that it runs in. Where its option --config stands has
    # changed between its versions.
    with session.chdir(RUST):
        for crate in (RUST, SINK):
            manifest = str(crate / "Cargo.toml")
            session.run(
                *("cargo", "deny", "--manifest-path", manifest, "--locked"),
                *("check", "--hide-inclusion-graph", *session.posargs),
                external=True,
            )
    project = PROJECT["project"]
    demo = project["optional-dependencies"]["demo"]
    session.install(*project["dependencies"], *demo, *group("audit"))
    session.run("pip-audit", "--strict", "--local")


def fault_run(session: nox.Session, module: str) -> None:
    """Run one of the long runs in tests/faults, which share the tests' parts."""
    install(session, *group("tests"), *group("glance"))
    environment = {"PYTHONPATH": str(TOP / "tests")}
    session.run("python", "-m", module, *session.posargs, env=environment, **PATIENT)


@nox.session
def chaos(session: nox.Session) -> None:
    """Random faults under many transfers: 'nox -s chaos -- --minutes 20 --seed 7'."""
    fault_run(session, "faults")


@nox.session
def cluster(session: nox.Session) -> None:
    """Kill the nodes of a distributed server under load: 'nox -s cluster -- --rounds 8'."""
    fault_run(session, "faults.cluster")


@nox.session
def fuzz(session: nox.Session) -> None:
    """Try the properties with many more examples, and others each time. -- goes to pytest."""
    install(session, *group("tests"), *group("glance"))
    with session.chdir(RUST):
        # The part plan and the hashes.
        many = {**cargo_environment(), "PROPTEST_CASES": "100000"}
        arguments = ("test", "--release", "--locked", "--lib")
        session.run("cargo", *arguments, external=True, env=many)
    names = ("location", "plan", "source", "body", "hashing", "bad_input", "native_hash")
    files = [f"tests/unit/test_{name}.py" for name in names]
    session.run(
        *("pytest", "-n", "2", "--dist", "worksteal", "--hypothesis-profile", "fuzz"),
        *("--hang-secs", "0"),  # one test has thousands of examples
        *(session.posargs or (*files, "tests/contract/test_any_image.py")),
        **PATIENT,
    )


@nox.session
def faults(session: nox.Session) -> None:
    """Make every fault, by the stock driver too; write docs/reference/faults-table.md."""
    fault_run(session, "faults.table")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure beside the stock driver and others: '-- list' names the scenarios."""
    install(session, *group("glance"), *group("bench"), *group("peers"))
    arguments = list(session.posargs or ("--help",))
    if arguments[0] == "run":
        # Clients and servers that Go builds, which takes minutes, are kept for the next time.
        arguments += ["--build", str(session.cache_dir / "programs")]
    session.run("python", "-m", "benchmarks", *arguments, **PATIENT)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into docs/_build; a warning is an error."""
    install(session, *group("docs"))
    session.run(
        "sphinx-build", "-W", "--keep-going", "-b", "html", "docs", "docs/_build", *session.posargs
    )


@nox.session
def wheel(session: nox.Session) -> None:
    """Install the wheel into an empty environment, without any compiler, and run the demo."""
    built = build_wheel(session)
    empty = Path(session.create_tmp()) / "empty"
    session.run("uv", "venv", "--clear", str(empty), external=True)
    python = str(empty / "bin" / "python")
    session.run("uv", "pip", "install", "--python", python, f"{built}[demo]", external=True)
    # No cargo, rustc or cc is to be found.
    session.run(
        str(empty / "bin" / "glance-s3-fast"),
        "demo",
        "--engine",
        "native",
        *session.posargs,
        env={"PATH": str(empty / "bin")},
        external=True,
        **PATIENT,
    )


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and the source distribution into dist/."""
    out = TOP / "dist"
    out.mkdir(exist_ok=True)
    wheel = build_wheel(session, out)
    session.run("maturin", "sdist", "--manifest-path", "rust/Cargo.toml", "--out", str(out))
    sdist = max(out.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    with tarfile.open(sdist) as archive:
        # Without it, whoever builds from the sdist gets other crates than were tested.
        if not any(name.endswith("rust/Cargo.lock") for name in archive.getnames()):
            session.error(f"{sdist.name} has no rust/Cargo.lock")
    session.log(f"built {wheel.name}")


@nox.session(venv_backend="none")
def local(session: nox.Session) -> None:
    """All of a contributor's checks at once: lint, docs, rust, tests."""
    for name in ("lint", "docs", "rust", "tests"):
        session.notify(name)
