"""A fresh database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.store.database import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened
