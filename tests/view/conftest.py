from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.view.made_up import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty database to fill."""
    made = Shelf(tmp_path / "made-up.db")
    yield made
    made.store.close()
