"""Measurements as tests: a program of ``benchmarks/`` run to its end, and the figures that it printed last."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

Record = Callable[[str, object], None]
"""Pytest's ``record_property``: what is recorded is printed when all tests are done."""


def measure(record: Record, program: str, *arguments: object) -> dict[str, Any]:
    """Run ``benchmarks/PROGRAM.py``; its figures are recorded and given back, with its exit code as ``code``."""
    words = [program, *map(str, arguments)]
    command = [sys.executable, str(ROOT / "benchmarks" / f"{program}.py"), *words[1:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    assert lines[-1].startswith("{"), f"{done.stdout}\n{done.stderr}"
    record(" ".join(words), lines[-1])
    return {**json.loads(lines[-1]), "code": done.returncode}
