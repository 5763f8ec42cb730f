"""Sentences in the styles of the press of each language, and what a text of nothing else must state."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.claims import Credit, Release
from aggregator.facts.read import read_text

CASES = Path(__file__).parent / "cases"
GIVEN = {"name", "text", "published", "gap"}
ASKED = {"work", "works", "credits", "credits_of", "of", "releases", "places"}


def _cases() -> list[Any]:
    """A parameter for each case; one with a gap is a strict expected failure."""
    return [
        pytest.param(
            file.stem.partition(".")[0],
            case,
            id=f"{file.stem}: {case['name']}",
            marks=[pytest.mark.xfail(reason=case["gap"], strict=True)] if case.get("gap") else [],
        )
        for file in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]


def _told(credit: Credit) -> str:
    return f"{credit.role}: {credit.name}" + (f" as {credit.character}" if credit.character else "")


def _placed(release: Release) -> str:
    place = f" on {release.platform}" if release.platform else ""
    region = f" in {release.region_code}" if release.region_code else ""
    status = f", {release.status}" if release.status != "scheduled" else ""
    return f"{release.event} {release.edtf}{place}{region}{status}"


def test_each_case_asks_for_something_and_nothing_else() -> None:
    cases = [case for _, case in (parameter.values for parameter in _cases())]
    assert [case["name"] for case in cases if not set(case) & ASKED or set(case) - ASKED - GIVEN] == []


@pytest.mark.parametrize(("tag", "case"), _cases())
def test_case(tag: str, case: dict[str, Any]) -> None:
    """A case's first work, all its news credits and releases, or these with their works: what the case tells."""
    facts = read_text(case["text"], tag, case.get("published"))
    if "work" in case:
        assert [work.title for work in facts.works][:1] == [case["work"]]
    if "works" in case:
        assert {work.title for work in facts.works} == set(case["works"])
    if "credits" in case:
        assert {_told(credit) for credit in facts.credits if credit.news} == set(case["credits"])
    if "credits_of" in case:
        told = {f"{credit.work}: {_told(credit)}" for credit in facts.credits if credit.news}
        assert told == set(case["credits_of"])
    if "of" in case:
        assert {f"{one.work}: {one.event} {one.edtf}" for one in facts.releases if one.news} == set(case["of"])
    if "releases" in case:
        stated = {f"{one.event} {one.edtf}" for one in facts.releases if one.news and not one.superseded}
        assert stated == set(case["releases"])
    if "places" in case:
        assert {_placed(one) for one in facts.releases if not one.superseded} == set(case["places"])
