import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.records import Link
from aggregator.discover.feeds import Feed, read_feed
from tests.shared import SHARED, needs_shared

URL = "https://e.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def read(body: bytes) -> Feed:
    return read_feed(body, url=URL, zone=ZoneInfo("Asia/Tokyo"))


def test_a_feed() -> None:
    item = {
        "id": 5,
        "url": "/5",
        "title": "A <b> B",
        "content_html": "<p>Text</p><img src='/i.png'>",
        "date_published": "2024-01-10T06:00:00Z",
        "authors": [{"name": "Ann Body"}, {"url": "x"}],
        "tags": ["News", 7],
        "language": "ja",
    }
    feed = {"version": VERSION, "title": "F", "home_page_url": "https://e.example/", "language": "en", "items": [item]}
    assert read(json.dumps(feed).encode()) == Feed(
        title="F",
        language="en",
        home="https://e.example/",
        links=(
            Link(
                url="https://e.example/5",
                source=URL,
                title="A <b> B",
                summary="Text",
                published=datetime(2024, 1, 10, 6, tzinfo=UTC),
                guid="5",
                authors=("Ann Body",),
                image="https://e.example/i.png",
                tags=("News",),
                language="ja",
            ),
        ),
    )


def test_wrong_types_count_as_missing() -> None:
    items = [
        {"id": ["x"], "url": 5},
        "text",
        {"url": "https://e.example/1", "title": {}, "tags": 3, "authors": "a", "author": []},
    ]
    feed = read(json.dumps({"version": VERSION, "items": items}).encode())
    assert ([link.url for link in feed.links], feed.dropped) == (["https://e.example/1"], 2)


def test_forbidden_addresses_are_counted() -> None:
    feed = read(json.dumps({"version": VERSION, "items": [{"url": "javascript:x"}]}).encode())
    assert (feed.links, feed.refused) == ((), 1)


@pytest.mark.case(91)
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{}", "not_a_feed"),
        (b'{"version": "other", "items": []}', "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "ill_formed"),
        (b'{"version": NaN}', "ill_formed"),
        (b'{"a":' * 100_000, "too_deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "ill_formed"),
    ],
)
def test_refused(body: bytes, reason: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(body)
    assert caught.value.reason == reason


@pytest.mark.case(91)
def test_lone_surrogates_are_replaced() -> None:
    item = b'{"url": "https://e.example/1", "title": "a\\ud800b"}'
    body = b'{"version": "https://jsonfeed.org/version/1", "items": [' + item + b"]}"
    assert read(body).links[0].title == "a\ufffdb"


@pytest.mark.case(91)
@needs_shared
def test_jsontestsuite_gives_refusals_alone() -> None:
    folder = SHARED / "corpora/jsontestsuite/test_parsing"
    for path in folder.glob("*.json"):
        body = b'{"version": "https://jsonfeed.org/version/1", "items": ' + path.read_bytes() + b"}"
        try:
            read(body)
        except BadInputError:
            assert not path.name.startswith("y_array"), path.name


@needs_shared
def test_feedparsers_example() -> None:
    (path,) = (SHARED / "corpora/feedparser/json").glob("*.json")
    assert read(path.read_bytes()).links
