"""No space left: the unit fails with one sentence, what was stored stays, and it goes on when there is space."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.store.processes import ROOT, Child

# Arguments: the database, how space is limited. Stores until it fails, makes space, and goes on.
_FILL = """
import json, resource, sys
from pathlib import Path
from aggregator.base.errors import AggregatorError
from aggregator.store.database import Store
from tests.store.made_up import article, save

path, how = Path(sys.argv[1]), sys.argv[2]
ballast = path.with_name("ballast")
if how == "disk":
    ballast.write_bytes(bytes(300_000))
store = Store.open(path)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
if how == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))

def count():
    return store.row("SELECT count(*) FROM articles")[0]

def fill(stored):
    try:
        for number in range(stored, 200):
            save(store, article(number, body="星の住処" * 2500))
            stored += 1
    except AggregatorError as error:
        return {"acknowledged": stored, "stored": count(), "code": error.exit_code, "error": str(error)}

first = fill(0)
ballast.unlink(missing_ok=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
save(store, article(999, body="星の住処" * 2500))
after = count()
store.close()
with Store.open(path) as store:
    print(json.dumps({**first, "after": after, "again": count(), "integrity": store.row("PRAGMA integrity_check")[0]}))
"""


def _is_sound(found: dict[str, Any]) -> None:
    assert found["code"] == 5
    assert found["acknowledged"] > 0
    assert found["stored"] == found["acknowledged"]
    assert found["after"] == found["again"] == found["stored"] + 1
    assert found["integrity"] == "ok"


@pytest.fixture
def small_disk(tmp_path: Path) -> list[str]:
    """The beginning of a command that runs in a file system of 2 MiB at ``tmp_path``."""
    mount = f'mount -t tmpfs -o size=2m tmpfs "{tmp_path}" && exec "$0" "$@"'
    command = ["unshare", "-rm", "sh", "-c", mount]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system lets no user mount a small file system of their own (unshare -rm)")
    return command


def _on(disk: list[str], code: str, *args: object) -> str:
    command = [*disk, sys.executable, "-c", code, *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.case(103)
def test_a_full_disk_loses_nothing(small_disk: list[str], tmp_path: Path) -> None:
    found = json.loads(_on(small_disk, _FILL, tmp_path / "news.db", "disk"))
    assert "the disk is full" in found["error"]
    _is_sound(found)


_OPEN = """
import sys
from pathlib import Path
from aggregator.base.errors import StorageError
from aggregator.store.database import Store
path = Path(sys.argv[1])
ballast = path.with_name("ballast")
ballast.write_bytes(bytes(int(sys.argv[2])))
try:
    Store.open(path)
except StorageError as error:
    print(error)
ballast.unlink()
Store.open(path).close()
"""


@pytest.mark.case(103)
@pytest.mark.parametrize("free", [4096, 16384, 65536, 262144])
def test_a_disk_without_space_for_the_tables_is_told(free: int, small_disk: list[str], tmp_path: Path) -> None:
    assert "the disk is full" in _on(small_disk, _OPEN, tmp_path / "news.db", (2 << 20) - free)


@pytest.mark.case(103)
def test_a_limit_of_file_size_loses_nothing(path: Path) -> None:
    with Child(_FILL, path, "limit") as child:
        found = json.loads(child.hear())
    assert "check the disk and its quota" in found["error"]
    _is_sound(found)


# For each limit: a forked process stores until it fails; another looks at what it left, without the limit.
_SWEEP = """
import json, os, resource, sys
from pathlib import Path
from aggregator.base.errors import StorageError
from aggregator.store.database import Store
from tests.store.made_up import article, save

folder = Path(sys.argv[1])
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
faults, failed = [], 0
for limit in range(0, 720_000, 24_000):
    path = folder / f"{limit}.db"
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        code = 0
        try:
            with Store.open(path) as store:
                for number in range(8):
                    save(store, article(number, body="星の住処" * 2500))
                    os.write(writing, b".")
        except StorageError:
            code = 5
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = len(pipe.read())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    failed += code == 5
    with Store.open(path) as store:
        stored = store.row("SELECT count(*) FROM articles")[0]
        integrity = store.row("PRAGMA integrity_check")[0]
        save(store, article(999))
    if code not in (0, 5) or stored != acknowledged or integrity != "ok":
        faults.append((limit, code, acknowledged, stored, integrity))
print(json.dumps({"faults": faults, "failed": failed}))
"""


@pytest.mark.case(103)
def test_wherever_space_ends_nothing_is_lost(quick_folder: Path) -> None:
    with Child(_SWEEP, quick_folder) as child:
        found = json.loads(child.hear())
    assert found["faults"] == []
    assert found["failed"] > 10
