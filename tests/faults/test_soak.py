"""A run of minutes and hours takes no more memory, files or log than a short one."""

from __future__ import annotations

import sys

import pytest

from tests.long import Record, measure

pytestmark = [
    pytest.mark.timeout(5400),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc, which only Linux has"),
]


@pytest.mark.parametrize(
    ("minutes", "faults"),
    [
        pytest.param(2, 0, marks=pytest.mark.ci),
        pytest.param(60, 0, marks=pytest.mark.nightly),
        pytest.param(15, 10, marks=pytest.mark.nightly),
    ],
)
def test_a_long_run_at_full_speed_grows_nothing(record_property: Record, minutes: int, faults: int) -> None:
    found = measure(record_property, "soak", "--minutes", minutes, "--faults", faults)
    assert found["sound"]
    assert found["articles"] > minutes * 300
    assert found["code"] == 0
