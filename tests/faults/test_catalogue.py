"""Each of the 140 faults is shown by a test, or it is said why not."""

from __future__ import annotations

from tests.faults.catalogue import cases, shown_by, table
from tests.shared import ROOT


def test_every_number_is_described_once() -> None:
    assert [case.number for case in cases()] == list(range(1, 141))


def test_every_fault_is_shown_or_has_its_reason() -> None:
    shown = shown_by()
    assert [case.number for case in cases() if not shown[case.number] and not case.untested] == []


def test_no_test_names_a_fault_that_is_none() -> None:
    assert set(shown_by()) <= {case.number for case in cases()}


def test_the_document_is_current() -> None:
    told = (ROOT / "tests/faults/README.md").read_text(encoding="utf-8")
    assert told == table(), "run: python -m tests.faults.catalogue > tests/faults/README.md"
