"""How well real pages are read, over a sample that is quick; ``benchmarks/extract.py`` measures all of them."""

from __future__ import annotations

import gzip
import importlib.util
import json
from datetime import UTC, datetime
from functools import cache
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Page
from aggregator.extract.read import read_page
from tests.shared import SHARED, needs_shared

EVERY = 6


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_articles", SHARED / "bench" / "score_articles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def read_set(name: str, every: int) -> list[tuple[dict[str, Any], Article | None]]:
    folder = SHARED / "real" / name
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    place = folder / "html" if (folder / "html").is_dir() else folder
    language, zone = ("ja", "Asia/Tokyo") if name.endswith("-ja") else ("en", "UTC")
    rows = []
    for key, want in list(truth.items())[::every]:
        url = want.get("url") or "https://news.example/articles/1"
        page = Page(
            url=url,
            final_url=url,
            body=gzip.decompress(next(place.glob(f"{key}*.html.gz")).read_bytes()),
            content_type="text/html",
            fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
        try:
            rows.append((want, read_page(page, site="x", language=language, zone=ZoneInfo(zone))))
        except BadInputError:
            rows.append((want, None))
    return rows


@needs_shared
@pytest.mark.parametrize(("name", "every", "least"), [("articles", EVERY, 0.94), ("fundus-ja", 1, 0.95)])
def test_bodies(name: str, every: int, least: float) -> None:
    score = scorer().word_f1
    figures = [score(article and article.body, want["body"]) for want, article in read_set(name, every)]
    assert sum(figures) / len(figures) >= least


@needs_shared
@pytest.mark.parametrize(("name", "every", "least"), [("articles", EVERY, 0.85), ("fundus-ja", 1, 0.88)])
def test_titles(name: str, every: int, least: float) -> None:
    key = scorer().key
    figures = [key(article and article.title) == key(want["title"]) for want, article in read_set(name, every)]
    assert sum(figures) / len(figures) >= least


@needs_shared
@pytest.mark.parametrize(("name", "every", "least"), [("articles", EVERY, 0.85), ("fundus-ja", 1, 1.0)])
def test_days(name: str, every: int, least: float) -> None:
    rows = [(want, article) for want, article in read_set(name, every) if want["published"]]
    figures = [((article and article.published) or "")[:10] == want["published"][:10] for want, article in rows]
    assert sum(figures) / len(figures) >= least
