from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aggregator.base.config import write_sites
from aggregator.demo import NewsWeb
from tests.view.made_up import Shelf


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, of a user without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("AGGREGATOR_DB", raising=False)
    return tmp_path


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty database to fill."""
    made = Shelf(tmp_path / "made-up.db")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def web() -> Iterator[NewsWeb]:
    """The embedded news web, as it is today."""
    with NewsWeb(datetime.now(UTC)) as running:
        yield running


@pytest.fixture
def declared(web: NewsWeb, home: Path) -> Path:
    """A file that declares the sites of the news web."""
    path = home / "web.toml"
    write_sites(path, web.sites)
    return path


@pytest.fixture
def allowed(web: NewsWeb) -> list[str]:
    """The options that let the news web be asked."""
    return [word for address in web.addresses for word in ("--allow-address", address)]
