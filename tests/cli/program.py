"""The command line as a test calls it: inside this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import click
from click.testing import CliRunner

from aggregator.cli import main
from tests.shared import ROOT

LIMIT = 60
"""Seconds after which a process that hangs fails its test."""


@dataclass(frozen=True)
class Ran:
    """What came of a command line."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects that were printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """The one line on stderr that an error is."""
        (line,) = self.err.splitlines()
        assert line.startswith("aggregator: ")
        return line.removeprefix("aggregator: ")


class _Program:
    """What click's runner takes for a command: ours with its own handling of errors."""

    name = "aggregator"

    @staticmethod
    def main(args: Sequence[str], prog_name: str) -> None:
        sys.exit(main.run(args))


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Ran:
    """Call it inside this process; for what starts no crawl."""
    result = CliRunner().invoke(cast("click.Command", _Program()), [str(a) for a in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def environment(folder: Path, changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The environment of a user whose home is ``folder``; None takes a variable away."""
    own = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "PYTHONPATH": str(ROOT)}
    changed: dict[str, str | None] = {**os.environ, "AGGREGATOR_DB": None, "NO_COLOR": None, **own, **(changes or {})}
    return {name: value for name, value in changed.items() if value is not None}


def process(
    *arguments: str | Path,
    folder: Path,
    env: Mapping[str, str | None] | None = None,
    stdin: str | bytes = b"",
    python: Sequence[str] = ("-m", "aggregator"),
) -> Ran:
    """Call it as a process of its own, in a folder; nothing may end in a traceback."""
    finished = subprocess.run(
        [sys.executable, *python, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, env),
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    ran = Ran(finished.returncode, finished.stdout.decode(), finished.stderr.decode())
    assert "Traceback" not in ran.err, ran.err
    return ran
