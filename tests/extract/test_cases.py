"""Saved pages and what is read in them: a folder a case, a test a field. The format stands in ``README.md`` beside."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.records import Article, Page
from aggregator.extract.read import read_page

CASES = Path(__file__).parent / "cases"
NOW = datetime(2028, 1, 1, tzinfo=UTC)


@cache
def read_case(name: str) -> tuple[dict[str, Any], Article]:
    case = json.loads((CASES / name / "case.json").read_text(encoding="utf-8"))
    page = Page(
        url=case["url"],
        final_url=case["url"],
        body=(CASES / name / "page.html").read_bytes(),
        content_type=case.get("content_type", "text/html; charset=utf-8"),
        fetched_at=NOW,
    )
    rules = {field: tuple(own) for field, own in case.get("rules", {}).items()}
    return case, read_page(
        page, site="example", language=case["language"], zone=ZoneInfo(case["timezone"]), rules=rules
    )


def value_of(article: Article, field: str) -> object:
    if field == "images":
        return [[i.url, i.width, i.height] for i in article.images]
    if field == "videos":
        return [v.url for v in article.videos]
    value = getattr(article, field)
    return list(value) if isinstance(value, tuple) else value


def all_fields() -> list[Any]:
    params = []
    for folder in sorted(CASES.iterdir()):
        case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        for field in case["expected"]:
            gap = case.get("known_gaps", {}).get(field)
            marks = [pytest.mark.xfail(reason=gap, strict=True)] if gap else []
            params.append(pytest.param(folder.name, field, marks=marks, id=f"{folder.name}-{field}"))
    return params


@pytest.mark.parametrize(("name", "field"), all_fields())
def test_field(name: str, field: str) -> None:
    case, article = read_case(name)
    got, wanted = value_of(article, field), case["expected"][field]
    if field in case.get("unordered", ()):
        got, wanted = sorted(got), sorted(wanted)  # type: ignore[call-overload]
    assert got == wanted


@pytest.mark.parametrize(
    ("name", "field"),
    [
        pytest.param(folder.name, field, id=f"{folder.name}-{field}")
        for folder in sorted(CASES.iterdir())
        for field in json.loads((folder / "case.json").read_text(encoding="utf-8")).get("rules_found", {})
    ],
)
def test_rule(name: str, field: str) -> None:
    case, article = read_case(name)
    assert article.rules.get(field) == case["rules_found"][field]


@pytest.mark.parametrize("name", [folder.name for folder in sorted(CASES.iterdir())])
def test_rules_name_only_what_was_found(name: str) -> None:
    _, article = read_case(name)
    named = set(article.rules) - {"canonical_url", "language"}
    assert named == {field for field in named if getattr(article, field)}
