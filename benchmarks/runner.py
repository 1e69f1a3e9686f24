"""Turns: every subject runs once, then all again, so that a noisy minute hits all alike."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import files, sites
from benchmarks.checks import RunFailed, check_answers
from benchmarks.quiet import Quiet
from benchmarks.scenarios import Scenario
from benchmarks.turns import Turn, job_for, turns_of

GB = 1_000_000_000


def run_turn(turn: Turn, site: sites.Site, backend: str | None) -> dict[str, Any]:
    """Run one subject once, in a new process; raises `RunFailed`."""
    # No proxy between a subject and loopback; no AWS setting that would change a subject.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith(("AWS_", "GLANCE_S3_FAST_"))
    }
    with contextlib.ExitStack() as stack:
        endpoint = stack.enter_context(site.turn(turn))
        # Here, not in the measured process: that one may be killed.
        in_files = turn.scenario.data == "file"
        folder = stack.enter_context(files.folder()) if in_files else None
        job = json.dumps(job_for(turn, endpoint, backend, folder, site.options))
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "benchmarks.subject", job],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                timeout=turn.scenario.timeout_secs,
            )
        except subprocess.TimeoutExpired as error:
            secs = turn.scenario.timeout_secs
            raise RunFailed(
                f"{turn.label}: not done after {secs} s; a slower machine needs a larger "
                f"timeout_secs in the scenario"
            ) from error
        except subprocess.CalledProcessError as error:
            raise RunFailed(f"{turn.label}: failed, see above") from error
        result: dict[str, Any] = json.loads(done.stdout)
        check_answers(turn, result)
        site.check(turn, result)
    return _with_rates(turn, result)


def _with_rates(turn: Turn, result: dict[str, Any]) -> dict[str, Any]:
    """Add what tables, plots and targets are made of."""
    scenario, server = turn.scenario, result["server"]
    total_bytes = scenario.total_bytes
    cpu_secs = result["cpu_user_secs"] + result["cpu_system_secs"]
    server_cpu_secs = server["cpu_user_secs"] + server["cpu_system_secs"]
    others_cpu_secs = result["machine_cpu_secs"] - cpu_secs - server_cpu_secs
    if scenario.direction == "download":
        result["first_byte_secs"] = max(result["first_byte_secs"])
    seen = {}
    if "requests" in server:
        seen = {
            "requests": sum(server["requests"].values()),
            "max_open_connections": server["max_open_connections"],
        }
    # What was only there to be checked is not kept.
    checked = ("keys", "uploads", "server", "native_loaded", "start_bytes", "machine_cpu_secs")
    return {
        **{name: value for name, value in result.items() if name not in checked},
        **seen,
        "label": turn.label,
        "series": turn.series,
        "point": turn.point,
        "subject": turn.subject,
        "total_bytes": total_bytes,
        "mb_per_sec": total_bytes / 1e6 / result["wall_secs"],
        "cpu_secs_per_gb": cpu_secs / (total_bytes / GB),
        "server_cpu_secs_per_gb": server_cpu_secs / (total_bytes / GB),
        "others_cores": max(0.0, others_cpu_secs / result["wall_secs"]),
    }


def run_scenario(
    scenario: Scenario,
    subjects: tuple[str, ...],
    pairs: range,
    server: str,
    *,
    backend: str | None,
    quiet: Quiet,
    say: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Run a round of turns for each number in `pairs`; gives all runs in order.

    `server` is one that `sites.site` knows.
    """
    runs = []
    turns = turns_of(scenario, subjects)
    began = time.monotonic()
    for pair in pairs:
        with sites.site(server) as site:
            for turn in turns:
                before_secs = quiet.wait()
                run = run_turn(turn, site, backend)
                run["probe_secs"] = max(before_secs, quiet.probe_secs())
                run["pair"] = pair
                runs.append(run)
                left = len(pairs) * len(turns) - len(runs)
                left_secs = (time.monotonic() - began) / len(runs) * left
                say(
                    f"{scenario.name} {pair + 1}/{pairs.stop} {turn.label}: "
                    f"{run['wall_secs']:.2f} s, {run['mb_per_sec']:.0f} MB/s, "
                    f"{run['cpu_secs_per_gb']:.2f} CPU-s/GB, "
                    f"peak {run['peak_bytes'] / 1e6:.0f} MB "
                    f"({left} to go, about {left_secs:.0f} s)"
                )
    for run in runs:
        run["slowdown"] = run.pop("probe_secs") / quiet.shortest_secs
    return runs
