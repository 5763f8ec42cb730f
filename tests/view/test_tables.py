import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from aggregator.view.articles import find, short_ids
from aggregator.view.change_tables import change_table
from aggregator.view.filters import Filters, resolve
from aggregator.view.histories import history
from aggregator.view.messages import messages
from aggregator.view.reading import Skipped, reading
from aggregator.view.search import search
from aggregator.view.snippets import mark, wanted
from aggregator.view.stories import stories
from aggregator.view.tables import (
    article_page,
    article_table,
    exactly,
    hit_list,
    local_day,
    story_page,
    story_table,
    when,
)
from tests.view.made_up import START, Shelf

NOW = datetime(2026, 7, 20, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
WIDE = "風の空 第2期のティザーＰＶが公開、１月１０日より放送開始　主題歌は星野ひかるの新曲「風の音」に決定" * 2
NASTY = "red \x1b[31m bell \x07 back \u202e pop \u202c [bold]not markup[/bold] 👩\u200d👩\u200d👧 e\u0301\u0301 \x9b5m"


def printed(page: RenderableType, *, width: int = 80, terminal: bool = False) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=terminal, highlight=False).print(page)
    return stream.getvalue()


def fill(shelf: Shelf) -> None:
    for title in (WIDE, NASTY, "Short", "An-unbroken-word" * 20, ""):
        shelf.rich(title, summary=title * 3, site="a-site-with-quite-a-long-name-indeed", language="pt-BR")
    keys = [entry.id for entry in shelf.listed()]
    shelf.story(*keys[:3])
    shelf.copy(keys[0], keys[3])
    url = "https://lantern-wire.example/changing"
    shelf.rich(WIDE, url=url)
    shelf.rich(f"{WIDE} {NASTY}", url=url, body=f"First {WIDE}\n\n{NASTY}")
    tell(shelf)


def tell(shelf: Shelf) -> None:
    """A change for each article, at 23:30 UTC."""
    shelf.run(
        """INSERT INTO changes (at, kind, article_id, detail)
           SELECT '2026-07-01T23:30:00+00:00', 'changed_release', id, '{}' FROM articles"""
    )


def pages(shelf: Shelf) -> list[RenderableType]:
    with reading(shelf.path) as store:
        everything = resolve(store, Filters())
        entries = shelf.listed(copies=True)
        ids = short_ids(store, [entry.id for entry in entries])
        told = list(stories(store, everything, Skipped(), singles=True))
        hits = search(store, "風の空", everything, Skipped(), limit=20).hits
        assert hits
        titles = [mark(hit.entry.title, wanted("風の空")) for hit in hits]
        shown: list[RenderableType] = [
            article_table(entries, ids, zone=TOKYO, now=NOW),
            story_table(told, zone=TOKYO, now=NOW),
            hit_list(hits, titles, ids, zone=TOKYO, now=NOW),
            change_table(list(messages(store, 0)), zone=TOKYO, now=NOW),
        ]
        for entry in entries:
            one = find(store, entry.id)
            assert one is not None
            shown.append(article_page(history(store, one, Skipped()), zone=TOKYO))
        return [*shown, *(story_page(story, zone=TOKYO, now=NOW) for story in told)]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_nothing_is_wider_than_the_terminal(shelf: Shelf, width: int) -> None:
    fill(shelf)
    for page in pages(shelf):
        assert max(cell_len(line) for line in printed(page, width=width).splitlines()) <= width


@pytest.mark.case(77)
def test_nothing_reaches_the_terminal_raw(shelf: Shelf) -> None:
    fill(shelf)
    for page in pages(shelf):
        shown = printed(page)
        assert not {char for char in shown if char < " " and char != "\n"}
        assert not set("\x7f\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2069\ufeff") & set(shown)


@pytest.mark.case(77)
def test_what_is_hidden_is_shown_escaped(shelf: Shelf) -> None:
    shelf.rich("x")
    shelf.run("UPDATE articles SET title = ?", NASTY)
    shown = printed(pages_of_list(shelf), width=300)
    assert "\\x1b[31m bell \\x07 back \\u202e pop \\u202c [bold]not markup[/bold]" in shown


def pages_of_list(shelf: Shelf) -> RenderableType:
    entries = shelf.listed()
    return article_table(entries, {entry.id: entry.id for entry in entries}, zone=UTC, now=NOW)


def test_no_colours_without_a_terminal(shelf: Shelf) -> None:
    shelf.rich()
    assert "\x1b" not in printed(pages_of_list(shelf))


def test_colours_on_a_terminal(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    shelf.rich()
    assert "\x1b[36m" in printed(pages_of_list(shelf), terminal=True)


def test_marks_stand_behind_a_title(shelf: Shelf) -> None:
    original = shelf.put("original", paywalled=True)
    shelf.copy(original, shelf.put("copy"))
    shelf.run("UPDATE articles SET gone = 1 WHERE id = ?", original)
    assert "original (+1 copy, paywalled, gone)" in printed(pages_of_list(shelf), width=120)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-07-01T23:30:00+00:00", "07-02 08:30"),
        ("2025-07-01T23:30:00+00:00", "2025-07-02"),
        ("2026-07-01", "07-01"),
        ("2025-07-01", "2025-07-01"),
        (None, "(07-01 12:00)"),
        ("0001-01-01T00:00:00+14:00", "1-01-01"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31"),
        ("rubbish", "(07-01 12:00)"),
    ],
)
def test_dates_are_in_the_reader_s_zone(stated: str | None, expected: str) -> None:
    assert when(stated, START.isoformat(), zone=TOKYO, now=NOW).plain.endswith(expected)


def test_changes_and_days_are_in_the_reader_s_zone_too(shelf: Shelf) -> None:
    shelf.put("one")
    tell(shelf)
    with reading(shelf.path) as store:
        assert "07-02 08:30" in printed(change_table(list(messages(store, 0)), zone=TOKYO, now=NOW))
    assert local_day("2026-07-01T23:30:00+00:00", TOKYO) == "2026-07-02"


def test_an_exact_date_names_its_zone() -> None:
    assert exactly("2026-07-01T03:00:00+00:00", TOKYO) == "2026-07-01 12:00 JST"
    assert exactly("2026-07-01", TOKYO) == "2026-07-01"
    assert exactly(None, TOKYO) == ""


def test_an_article_s_page_tells_all(shelf: Shelf) -> None:
    key = shelf.rich()
    with reading(shelf.path) as store:
        entry = find(store, key)
        assert entry is not None
        shown = printed(article_page(history(store, entry, Skipped()), zone=UTC))
    for part in ("Second paragraph.", "Jo Sample", "2026-07-02 00:00 UTC", "key visual", "videos.example", "premieres"):
        assert part in shown
    assert "title: ld:headline" in shown


def test_changes_are_readable_without_colours(shelf: Shelf) -> None:
    url = "https://lantern-wire.example/changing"
    key = shelf.put("It opens on January 10", url=url)
    shelf.put("It opens on January 17", url=url)
    with reading(shelf.path) as store:
        entry = find(store, key)
        assert entry is not None
        shown = printed(article_page(history(store, entry, Skipped()), zone=UTC))
    assert "title: It opens on January [-10-]{+17+}" in shown
