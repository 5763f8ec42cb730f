from pathlib import Path

import pytest

from tests.view.web.world import Reader, World, build


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build(tmp_path_factory.mktemp("web") / "news.db")


@pytest.fixture(scope="session")
def reader(world: World) -> Reader:
    return Reader(world.path)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    from aggregator.store.database import Store

    path = tmp_path / "empty.db"
    Store.open(path).close()
    return path
