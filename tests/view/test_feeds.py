import io
import json
from typing import Any

import pytest

from aggregator.view.feeds import write_json_feed
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import By, Selection
from aggregator.view.reading import Skipped, reading
from tests.store.made_up_facts import credit, facts, release
from tests.view.json_feed import faults
from tests.view.made_up import Shelf


def feed_bytes(shelf: Shelf, by: By = "story", *, skipped: Skipped | None = None, **values: Any) -> bytes:
    out = io.BytesIO()
    filters = {name: values.pop(name) for name in list(values) if name in Filters.__slots__}
    with reading(shelf.path) as store:
        selection = Selection(condition=resolve(store, Filters(**filters)), by=by, **values)
        write_json_feed(store, selection, out, skipped or Skipped())
    return out.getvalue()


def feed(shelf: Shelf, by: By = "story", **values: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(feed_bytes(shelf, by, **values))
    assert faults(parsed) == []
    return parsed


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"version": "https://jsonfeed.org/version/1.1", "title": "t"},
        {"version": "https://jsonfeed.org/version/1", "title": "t", "items": []},
        {"version": "https://jsonfeed.org/version/1.1", "title": None, "items": []},
        {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"id": "1"}]},
        {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"content_text": "x"}]},
        {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"id": 1, "content_text": ""}]},
        {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [], "extra": 1},
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "t",
            "items": [{"id": "1", "content_text": "", "date_published": "2026-07-01"}],
        },
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "t",
            "items": [{"id": "1", "content_text": "", "authors": [{}]}],
        },
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "t",
            "items": [{"id": "1", "content_text": "", "url": None}],
        },
    ],
)
def test_the_checker_finds_faults(wrong: Any) -> None:
    assert faults(wrong)


def test_empty_feed(shelf: Shelf) -> None:
    assert feed(shelf) == {"version": "https://jsonfeed.org/version/1.1", "title": "Anime news", "items": []}


def test_an_article_s_item(shelf: Shelf) -> None:
    key = shelf.rich(kinds=("trailer",))
    shelf.work("w1", "Sky of Winds", [key])
    (item,) = feed(shelf, "article")["items"]
    assert item == {
        "id": f"urn:anime-news:article:{key}",
        "url": "https://lantern-wire.example/news/1",
        "title": "Sky of Winds opens in January",
        "content_text": "The made-up series opens in January.",
        "summary": "The made-up series opens in January.",
        "image": "https://lantern-wire.example/a.jpg",
        "date_published": "2026-07-01T04:00:00+00:00",
        "date_modified": "2026-07-02T09:00:00+09:00",
        "authors": [{"name": "Jo Sample"}, {"name": "藍 いろは"}],
        "tags": ["trailer", "Sky of Winds", "premieres"],
        "language": "en",
        "_anime": {
            "site": "lantern-wire",
            "article": key,
            "published": "2026-07-01T04:00:00+00:00",
            "kinds": ["trailer"],
            "works": [{"id": "w1", "title": "Sky of Winds", "type": None}],
            "releases": [],
            "credits": [],
        },
    }


def test_a_story_s_item_lists_the_other_sources(shelf: Shelf) -> None:
    first = shelf.put("first", images=())
    second = shelf.rich("第二", site="echo-reef", language="ja")
    key = shelf.story(first, second)
    (item,) = feed(shelf)["items"]
    assert (item["id"], item["title"]) == (f"urn:anime-news:story:{key}", "first")
    assert item["image"] == "https://lantern-wire.example/a.jpg"
    assert item["date_modified"] == "2026-07-02T09:00:00+09:00"
    assert item["_anime"]["languages"] == ["en", "ja"]
    assert item["_anime"]["sources"] == [
        {
            "id": second,
            "site": "echo-reef",
            "url": "https://echo-reef.example/news/2",
            "title": "第二",
            "published": "2026-07-01T05:00:00+00:00",
            "language": "ja",
            "copy": False,
        }
    ]


def test_an_item_keeps_its_id_when_a_second_article_joins(shelf: Shelf) -> None:
    first = shelf.put("first")
    (alone,) = feed(shelf)["items"]
    shelf.story(first, shelf.put("second"))
    (joined,) = feed(shelf)["items"]
    assert alone["id"] == joined["id"]


def test_an_item_never_holds_the_body(shelf: Shelf) -> None:
    shelf.put("no summary", body="The whole body.")
    for by in ("story", "article"):
        assert b"whole body" not in feed_bytes(shelf, by)  # type: ignore[arg-type]


def test_without_a_summary_the_title_is_the_content(shelf: Shelf) -> None:
    shelf.put("only a title")
    (item,) = feed(shelf)["items"]
    assert item["content_text"] == "only a title"
    assert "summary" not in item


def test_without_a_date_there_is_none(shelf: Shelf) -> None:
    shelf.put("undated", published=None)
    assert "date_published" not in feed(shelf)["items"][0]


def test_newest_first_and_limited(shelf: Shelf) -> None:
    for n in range(5):
        shelf.put(str(n))
    assert [item["title"] for item in feed(shelf, limit=2)["items"]] == ["4", "3"]
    assert [item["title"] for item in feed(shelf, "article", limit=2)["items"]] == ["4", "3"]


def test_filters(shelf: Shelf) -> None:
    shelf.put("a", kinds=("trailer",))
    shelf.put("b", kinds=("cast",))
    assert [item["title"] for item in feed(shelf, kinds=("cast",))["items"]] == ["b"]


def test_the_feed_s_own_values(shelf: Shelf) -> None:
    parsed = feed(shelf, title="Mine", home_page_url="https://news.example/", feed_url="https://news.example/feed.json")
    assert list(parsed) == ["version", "title", "home_page_url", "feed_url", "items"]


def test_addresses_that_may_not_be_followed_are_left_out(shelf: Shelf) -> None:
    shelf.rich()
    shelf.run("UPDATE articles SET url = 'javascript:f()', image = 'data:image/png,x'")
    (item,) = feed(shelf)["items"]
    assert not {"url", "image"} & set(item)


@pytest.mark.case(134)
def test_the_same_bytes_again(shelf: Shelf) -> None:
    shelf.story(shelf.rich(), shelf.rich("second"))
    first = feed_bytes(shelf)
    shelf.run("UPDATE articles SET last_seen = '2027-01-01T00:00:00+00:00'")
    assert feed_bytes(shelf) == first


def test_a_bad_row_is_left_out_and_counted(shelf: Shelf) -> None:
    shelf.put("good")
    shelf.run("UPDATE articles SET kinds = 'no json' WHERE id = ?", shelf.put("bad"))
    skipped = Skipped()
    parsed = json.loads(feed_bytes(shelf, skipped=skipped))
    assert [item["title"] for item in parsed["items"]] == ["good"]
    assert skipped.count == 1


def test_a_story_s_item_unites_what_its_articles_state(shelf: Shelf) -> None:
    first = shelf.put("first", facts=facts(release("2031-07-03"), credit("Aoi Kumo")))
    second = shelf.put("second", facts=facts(release("2031-07-03"), release("2031-07-05", event="streaming")))
    shelf.story(first, second)
    (item,) = feed(shelf)["items"]
    told = item["_anime"]
    assert [work["title"] for work in told["works"]] == ["Hoshi no Sumika"]
    assert [(r["edtf"], r["articles"]) for r in told["releases"]] == [
        ("2031-07-03", [first, second]),
        ("2031-07-05", [second]),
    ]
    assert [(c["name"], c["articles"]) for c in told["credits"]] == [("Aoi Kumo", [first])]
    assert "Hoshi no Sumika: 2031-07-05, streaming" in item["content_html"]
