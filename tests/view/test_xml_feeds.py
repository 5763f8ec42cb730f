import html
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from aggregator.view.atom import write_atom
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import By, Selection
from aggregator.view.reading import Skipped, reading
from aggregator.view.rss import write_rss
from tests.store.made_up_facts import facts, release
from tests.view.made_up import Shelf
from tests.view.xml_feeds import ATOM, atom_faults, parsed, rss_faults

WRITERS = {"rss": (write_rss, rss_faults), "atom": (write_atom, atom_faults)}


def written(shelf: Shelf, name: str, by: By = "story", **values: object) -> bytes:
    """The feed's bytes, which both its specification and feedparser find right."""
    writer, faults = WRITERS[name]
    out = io.BytesIO()
    with reading(shelf.path) as store:
        writer(store, Selection(condition=resolve(store, Filters()), by=by, **values), out, Skipped())  # type: ignore[arg-type]
    assert faults(out.getvalue()) == []
    return out.getvalue()


each = pytest.mark.parametrize("name", WRITERS)


@pytest.mark.parametrize(
    ("faults", "wrong"),
    [
        (rss_faults, "<feed/>"),
        (rss_faults, "<rss version='2.0'><channel><title>t</title><link>http://a/</link></channel></rss>"),
        (
            rss_faults,
            "<rss version='2.0'><channel><title>t</title><link>a</link><description>d</description></channel></rss>",
        ),
        (atom_faults, "<rss/>"),
        (atom_faults, "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:a:b</id><title>t</title></feed>"),
        (
            atom_faults,
            "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:a:b</id><title/><updated>2026-07-01</updated></feed>",
        ),
    ],
)
def test_the_checkers_find_faults(faults: Callable[[bytes], list[str]], wrong: str) -> None:
    assert faults(wrong.encode())


@each
def test_an_empty_feed(shelf: Shelf, name: str) -> None:
    assert parsed(written(shelf, name)).entries == []


@each
def test_an_article(shelf: Shelf, name: str) -> None:
    key = shelf.rich()
    feed = parsed(written(shelf, name, "article", title="Mine"))
    (entry,) = feed.entries
    assert feed.feed.title == "Mine"
    assert (entry.id, entry.title) == (f"urn:anime-news:article:{key}", "Sky of Winds opens in January")
    assert entry.link == "https://lantern-wire.example/news/1"
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == datetime(2026, 7, 1, 4, tzinfo=UTC)
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == datetime(2026, 7, 2, 0, tzinfo=UTC)
    assert [author.name for author in entry.authors if author] == ["Jo Sample", "藍 いろは"]
    assert [tag.term for tag in entry.tags] == ["trailer", "Sky of Winds", "premieres"]
    assert entry.media_thumbnail == [{"url": "https://lantern-wire.example/a.jpg"}]
    assert "The made-up series opens in January." in entry.summary


@each
def test_a_story_leads_to_its_other_sources(shelf: Shelf, name: str) -> None:
    first, second = shelf.put("first"), shelf.put("第二", site="echo-reef", language="ja")
    key = shelf.story(first, second)
    (entry,) = parsed(written(shelf, name)).entries
    shown = entry.content[0].value if name == "atom" else entry.summary
    assert entry.id == f"urn:anime-news:story:{key}"
    assert '<a href="https://echo-reef.example/news/2">第二</a> (echo-reef, ja)' in shown


@each
def test_an_item_tells_the_dates_that_are_news(shelf: Shelf, name: str) -> None:
    told = (
        release("2031-07-03", time="25:30", timezone="Asia/Tokyo", platform="Tokyo MX"),
        release("2031-04-03", superseded=True),
        release("2030-01-03", news=False),
    )
    shelf.put("dated", facts=facts(*told))
    data = written(shelf, name).decode()
    assert "Hoshi no Sumika: 2031-07-03 25:30, premiere, Tokyo MX" in data
    assert "2031-04-03" not in data
    assert "2030-01-03" not in data


@each
def test_an_item_never_holds_the_body(shelf: Shelf, name: str) -> None:
    shelf.put("no summary", body="The whole body.")
    assert b"whole body" not in written(shelf, name) + written(shelf, name, "article")


@each
def test_without_a_date_none_is_stated(shelf: Shelf, name: str) -> None:
    shelf.put("undated", published=None)
    (entry,) = parsed(written(shelf, name)).entries
    assert "published" not in entry
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == datetime(2026, 7, 1, 4, tzinfo=UTC)


@each
def test_without_an_address_an_item_is_still_valid(shelf: Shelf, name: str) -> None:
    shelf.rich()
    shelf.run("UPDATE articles SET url = 'javascript:f()', image = 'data:image/png,x'")
    (entry,) = parsed(written(shelf, name)).entries
    assert not entry.get("links")
    assert "media_thumbnail" not in entry


@each
def test_the_feeds_own_addresses(shelf: Shelf, name: str) -> None:
    data = written(shelf, name, home_page_url="https://me.example/", feed_url="https://me.example/feed.xml")
    links = {link.rel: link.href for link in parsed(data).feed.links}
    assert links == {"alternate": "https://me.example/", "self": "https://me.example/feed.xml"}


@each
def test_the_feeds_date_is_its_last_change_and_not_the_clock(shelf: Shelf, name: str) -> None:
    shelf.rich()
    shelf.put("older", published="2026-06-01T00:00:00+00:00")
    shelf.run("UPDATE articles SET modified = 'now' WHERE title = 'older'")
    feed = parsed(written(shelf, name)).feed
    assert datetime(*feed.updated_parsed[:6], tzinfo=UTC) == datetime(2026, 7, 2, 0, tzinfo=UTC)


@pytest.mark.case(134)
@each
def test_the_same_bytes_again(shelf: Shelf, name: str) -> None:
    shelf.story(shelf.rich(), shelf.rich("second"))
    first = written(shelf, name)
    shelf.run("UPDATE articles SET last_seen = '2027-01-01T00:00:00+00:00'")
    assert written(shelf, name) == first


@pytest.mark.case(130)
@pytest.mark.parametrize("title", ["<img src=x onerror=alert(1)>", "A &amp; B", "5 < 6", "x &lt;b&gt; y"])
def test_a_title_like_markup_is_shown_as_it_is_and_does_nothing(shelf: Shelf, title: str) -> None:
    shelf.put(title)
    rss, atom = parsed(written(shelf, "rss")).entries[0], etree.fromstring(written(shelf, "atom"))
    assert html.unescape(rss.title) == title
    assert "<" not in rss.title
    assert atom.findtext(f"{ATOM}entry/{ATOM}title") == title


def test_an_ampersand_stays_one(shelf: Shelf) -> None:
    shelf.put("Moss & Knight")
    assert b"<title>Moss &amp; Knight</title>" in written(shelf, "rss")
