"""Whatever strangers write is read or refused with a typed error: the hostile collections, and searched inputs."""

from __future__ import annotations

import importlib.util

import pytest

from tests.long import Record, measure
from tests.shared import needs_shared

CI = pytest.mark.ci
NIGHTLY = pytest.mark.nightly


@needs_shared
@pytest.mark.case(71, 80, 87, 91, 96)
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("every", [pytest.param(5, marks=CI), pytest.param(1, marks=NIGHTLY)])
def test_every_file_of_the_collections_is_read_or_refused_in_time(record_property: Record, every: int) -> None:
    found = measure(record_property, "corpora", "--every", every)
    assert (found["faults"], found["integrity"]) == (0, "ok")
    assert found["files"] > 3000 / every
    assert found["memory_mib"] < 768
    assert found["code"] == 0


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="needs Atheris, which this system has no wheel of"
)
@pytest.mark.case(73, 79, 91, 94)
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seconds", [pytest.param(10, marks=CI), pytest.param(75, marks=NIGHTLY)])
def test_searched_inputs_are_read_or_refused(record_property: Record, seconds: int) -> None:
    found = measure(record_property, "fuzz", "--seconds", seconds)
    assert found["broke"] == []
    assert min(told["runs"] for told in found.values() if isinstance(told, dict)) > 10
    assert found["code"] == 0
