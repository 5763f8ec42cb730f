from collections.abc import Iterator

import pytest

from tests.faults.server import FaultServer


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """The server that misbehaves as a test says, for one test."""
    with FaultServer() as server:
        yield server
