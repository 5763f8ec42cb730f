"""What an installation brings: exact versions of everything, and one wheel that needs nothing beside it."""

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tests.shared import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][0-9A-Za-z.+!]*)(?:; .+)?")
WANTED = "AGGREGATOR_INSTALL_TEST"


def normal(name: str) -> str:
    """A project's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required() -> list[str]:
    project = PROJECT["project"]
    lines = [
        *project["dependencies"],
        *(line for group in project["optional-dependencies"].values() for line in group),
        *PROJECT["build-system"]["requires"],
    ]
    names = {normal(re.split(r"[ <>=!~;\[]", line, maxsplit=1)[0]) for line in lines}
    return sorted(names - {normal(project["name"])})  # an extra may name others of ours


def pinned() -> list[str]:
    return [normal(match[1]) for line in PINS if (match := PIN.fullmatch(line))]


class TestPins:
    @pytest.mark.case(140)
    @pytest.mark.parametrize("line", PINS)
    def test_every_line_is_one_exact_version(self, line: str) -> None:
        assert PIN.fullmatch(line)

    @pytest.mark.case(140)
    @pytest.mark.parametrize("name", required())
    def test_every_dependency_is_there(self, name: str) -> None:
        assert name in pinned()

    @pytest.mark.case(140)
    def test_what_they_need_themselves_is_there(self) -> None:
        assert len(pinned()) > 2 * len(required())

    def test_they_are_in_order_and_each_but_once(self) -> None:
        assert pinned() == sorted(set(pinned()))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=100,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


class TestWheel:
    @pytest.mark.parametrize("pattern", ["*.py", "*.toml", "*.sql"])
    @pytest.mark.parametrize("package", ["aggregator", "spiders"])
    def test_every_file_of_the_packages_is_in_it(self, names: set[str], package: str, pattern: str) -> None:
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob(pattern)}
        assert files <= names

    @pytest.mark.parametrize(
        ("begin", "end", "least"),
        [
            ("spiders/", ".py", 55),
            ("aggregator/data/", ".toml", 15),
            ("aggregator/data/languages/", ".toml", 7),
            ("aggregator/store/migrations/", ".sql", 3),
            ("aggregator/demo/content/", ".toml", 9),
        ],
    )
    def test_data_is_in_it(self, names: set[str], begin: str, end: str, least: int) -> None:
        assert len([name for name in names if name.startswith(begin) and name.endswith(end)]) >= least

    def test_nothing_else_is_in_it(self, names: set[str]) -> None:
        tops = {name.partition("/")[0] for name in names}
        assert {top for top in tops if not top.endswith(".dist-info")} == {"aggregator", "spiders"}
        assert not [name for name in names if "__pycache__" in name or name.endswith((".db", ".pyc"))]

    def test_it_brings_the_command(self, wheel: Path, names: set[str]) -> None:
        (entry,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
        with zipfile.ZipFile(wheel) as archive:
            assert b"aggregator = aggregator.cli.main:main" in archive.read(entry)


@pytest.mark.skipif(WANTED not in os.environ, reason="installs from the package registry; `make install-test` runs it")
@pytest.mark.timeout(600)
def test_the_wheel_works_away_from_the_project(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs, away = tmp_path / "venv" / "bin", tmp_path / "away"
    away.mkdir()

    def call(*words: str) -> str:
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        env = {**kept, "HOME": str(away), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        done = subprocess.run(words, cwd=away, env=env, check=False, capture_output=True, text=True, timeout=500)
        assert done.returncode == 0, done.stderr
        return done.stdout

    call("python", "-m", "pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(wheel))
    assert len(call("aggregator", "sites", "list", "--json").splitlines()) == 54
    assert "37 new" in call("aggregator", "demo", "--keep", "kept")
    assert "灯台" in call("aggregator", "--db", "kept/news.db", "search", "灯台")
    assert call("python", "-c", "import aggregator; print(aggregator.__file__)").startswith(str(tmp_path / "venv"))
