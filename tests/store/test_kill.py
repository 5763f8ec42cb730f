"""A killed writer loses, doubles and tears nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.store.processes import ROOT


@pytest.mark.case(97)
def test_ten_kills_leave_no_trace() -> None:
    script = ROOT / "benchmarks" / "kill_writer.py"
    command = [sys.executable, script, "10", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout.splitlines()[-1])
    assert {name: found[name] for name in ("lost", "duplicated", "torn", "integrity")} == {
        "lost": 0,
        "duplicated": 0,
        "torn": 0,
        "integrity": "ok",
    }
    assert found["acknowledged"] > 0
    assert done.returncode == 0


def test_kills_of_writer_and_reader_tell_nothing_twice_and_miss_nothing() -> None:
    script = ROOT / "benchmarks" / "kill_changes.py"
    command = [sys.executable, script, "6", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout.splitlines()[-1])
    faults = ("twice", "missed", "out_of_order", "told_otherwise")
    assert {name: found[name] for name in faults} == dict.fromkeys(faults, 0)
    assert found["taken"] == found["changes"] > 0
    assert done.returncode == 0
