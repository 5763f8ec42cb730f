"""The examples for analysts, each in its tool; where a tool is not installed, its example is skipped."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from aggregator.view.describe import describe
from tests.cli.program import environment
from tests.conftest import Demo
from tests.docs.documents import Block, blocks, read
from tests.docs.test_commands import shim

RUN_BY = "run by tests/docs/test_analysis.py"
EXAMPLES = [block for kind in ("console", "python") for block in blocks(kind) if block.remark.startswith(RUN_BY)]
FIRST, *OTHERS = EXAMPLES


def run(folder: Path, block: Block) -> str:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    words = (
        [sys.executable, "-c", block.text]
        if block.kind == "python"
        else ["bash", "-euo", "pipefail", "-c", "\n".join(block.commands)]
    )
    done = subprocess.run(
        words,
        cwd=folder,
        env=environment(folder, {"PATH": path}),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, kept: Demo) -> Path:
    """A folder with the demo's output and what the first block makes of it."""
    made = tmp_path_factory.mktemp("analysis")
    shutil.copytree(kept.folder, made / "demo-output")
    for name, module in (("aggregator", "aggregator"), ("datasette", "datasette"), ("sqlite-utils", "sqlite_utils")):
        shim(made / "bin" / name, f"import runpy; runpy.run_module({module!r}, run_name='__main__')")
    if shutil.which("sqlite3") is None:
        ours = "import sys; from aggregator.store.sqlite import sqlite3 as s; c = s.connect(sys.argv[1])"
        shim(made / "bin" / "sqlite3", f"{ours}; [print(*row, sep='|') for row in c.execute(sys.argv[2])]")
    run(made, FIRST)
    return made


@pytest.mark.parametrize("block", OTHERS, ids=lambda block: block.where)
def test_the_example_answers_its_question(block: Block, folder: Path) -> None:
    tool = block.remark.partition(": ")[2]
    if tool and find_spec(tool) is None:
        pytest.skip(f"needs {tool}: pip install {tool}")
    assert len(run(folder, block)) > 40


def test_the_columns_are_those_of_the_dumps() -> None:
    assert read("docs/analysis.md").endswith(describe()), "end it with: python -m aggregator.view.describe"
