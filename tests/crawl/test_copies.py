"""Copies among stored articles: found by the index, and the same in whatever order they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.claims import Facts
from aggregator.base.records import Article
from aggregator.crawl.path import Reading, forget_article, store_reading
from aggregator.store import near
from aggregator.store.articles import body_hash
from aggregator.store.database import Store
from tests.store.contents import contents
from tests.store.made_up import undone

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
WORDS = "kumo hoshi sora ame yuki kaze umi mori tsuki hana tori kawa yama kage oto iro kagi funa mado hako".split()
NOTICE = " First told elsewhere; subscribe to our letter, and follow us for more of this every morning."


def story(seed: int, length: int = 90) -> str:
    """A text of its own for every seed."""
    return " ".join(
        WORDS[(seed * 7 + place * (seed % 9 + 3) + place * place) % 20] + "abc"[place % 3] for place in range(length)
    )


BODY = story(1)


def article(name: str, body: str | None, *, hour: int = 0, site: str | None = None, **changes: object) -> Article:
    url = f"https://{name}.example/news"
    values = {
        "url": url,
        "canonical_url": url,
        "site": site or name,
        "language": "en",
        "title": f"What {name} tells",
        "body": body,
        "published": (NOW + timedelta(hours=hour)).isoformat(),
        "headline_only": body is None,
    }
    return Article(**{**values, **changes})  # type: ignore[arg-type]


def put(store: Store, given: Article) -> tuple[str, ...]:
    reading = Reading(given, Facts(), body_hash(given.body))
    return store_reading(store, reading, zone=ZoneInfo("UTC"), now=NOW).copies


def save(store: Store, *given: Article) -> None:
    for each in given:
        with store.write():
            put(store, each)


def originals(store: Store) -> dict[str, str | None]:
    """Each article's original, by the first part of their hosts."""
    rows = store.rows("SELECT a.site, o.site FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of")
    return {row[0]: row[1] for row in rows}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("scratch") / "news.db") as opened:
        yield opened


def test_a_cut_copy_and_one_with_a_notice_follow_the_earliest(store: Store) -> None:
    save(store, article("wrapped", BODY + NOTICE, hour=2), article("cut", BODY[:300], hour=1), article("first", BODY))
    assert originals(store) == {"first": None, "cut": "first", "wrapped": "first"}
    (row,) = store.rows("SELECT article_count, count(*) FROM stories")
    assert tuple(row) == (3, 1)


def test_why_is_kept(store: Store) -> None:
    save(store, article("first", BODY), article("same", BODY, hour=1), article("cut", BODY[:300], hour=2))
    rows = store.rows("SELECT a.site, r.because FROM reasons r JOIN articles a ON a.id = r.subject ORDER BY 1")
    first = store.rows("SELECT id FROM articles WHERE site = 'first'")[0]["id"]
    assert [tuple(row) for row in rows] == [
        ("cut", f'{{"covered": 1.0, "length": 0.556, "original": "{first}", "signal": "near text"}}'),
        ("same", f'{{"original": "{first}", "signal": "equal body"}}'),
    ]


def test_a_chain_is_no_bridge(store: Store) -> None:
    """Two texts that share nothing are not one because a third holds both."""
    save(store, article("one", BODY), article("other", story(2), hour=1), article("both", f"{BODY} {story(2)}", hour=2))
    assert originals(store) == {"one": None, "other": None, "both": None}


def test_an_earlier_original_takes_the_copies_over(store: Store) -> None:
    save(store, article("b", BODY, hour=1), article("c", BODY[:300], hour=2))
    with store.write():
        assert put(store, article("a", BODY + NOTICE)) == ("b", "c")
    assert originals(store) == {"a": None, "b": "a", "c": "a"}


def test_a_declared_original_comes_first(store: Store) -> None:
    save(store, article("early", BODY), article("late", BODY, hour=1))
    save(store, article("copy", BODY, hour=2, original_url="https://late.example/news"))
    assert originals(store) == {"early": "late", "late": None, "copy": "late"}
    rows = store.rows("SELECT because FROM reasons")
    assert all('"chosen": "canonical link"' in row["because"] for row in rows)


def test_a_changed_text_is_no_copy_any_more_and_its_copies_go_on(store: Store) -> None:
    save(store, article("a", BODY), article("b", BODY, hour=1), article("c", BODY, hour=2), article("a", story(2)))
    assert originals(store) == {"a": None, "b": None, "c": "b"}
    stories = store.rows("SELECT article_count FROM stories ORDER BY 1")
    assert [row[0] for row in stories] == [1, 2]
    assert store.rows("SELECT count(*) FROM reasons")[0][0] == 1


def test_a_date_that_comes_later_moves_the_original(store: Store) -> None:
    save(store, article("a", BODY, hour=5), article("b", BODY, published=None), article("b", BODY, hour=9))
    assert originals(store) == {"a": None, "b": "a"}


def test_the_copies_of_a_forgotten_article_go_on(store: Store) -> None:
    save(store, article("a", BODY), article("b", BODY[:300], hour=1), article("c", BODY[:250], hour=2))
    forget_article(store, "https://a.example/news", now=NOW)
    assert originals(store) == {"b": None, "c": "b"}
    fresh = store.rows("SELECT DISTINCT docid FROM fingerprints")
    assert len(fresh) == 2


def test_a_headline_and_a_short_text_are_nobodys_copy(store: Store) -> None:
    save(store, article("a", None), article("b", None), article("c", BODY[:100]), article("d", BODY[:100]))
    assert set(originals(store).values()) == {None}


def test_of_a_text_that_stands_everywhere_the_first_ones_count(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "FIRST", 3)
    copies = [article("s" + "abcdefgh"[hour], BODY, hour=hour) for hour in range(1, 8)]
    found = []
    for order in (copies, copies[::-1], copies[3:] + copies[:3]):
        with undone(store):
            for each in order:
                put(store, each)
            put(store, article("sa", BODY))
            found.append(originals(store))
    assert found == [{"sa": None} | dict.fromkeys((each.site for each in copies), "sa")] * 3


POOL = [
    article("a", BODY),
    article("b", BODY + NOTICE, hour=1),
    article("c", BODY[:300], hour=2),
    article("d", BODY[200:], hour=1),
    article("e", f"{BODY} {story(2, 60)}", hour=1),
    article("f", story(2, 60), hour=3),
    article("g", BODY, hour=4, original_url="https://c.example/news"),
    article("h", story(2, 60) + NOTICE, hour=2),
    article("a2", BODY, site="a", hour=5),
    article("i", BODY[:300], hour=-1),
]


@settings(deadline=None, max_examples=40)
@given(chosen=st.lists(st.sampled_from(range(len(POOL))), min_size=2, max_size=7, unique=True), data=st.data())
def test_the_order_of_arrival_changes_nothing(scratch: Store, chosen: Sequence[int], data: st.DataObject) -> None:
    found = [_outcome(scratch, order) for order in (chosen, data.draw(st.permutations(chosen)))]
    assert found[0] == found[1]


def _outcome(store: Store, order: Iterable[int]) -> object:
    with undone(store):
        for number in order:
            put(store, POOL[number])
        tables = contents(store)
        tables.pop("redirects")  # which ids were given out on the way
        return tables


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_storing_again_changes_nothing(scratch: Store, order: tuple[int, ...]) -> None:
    with undone(scratch):
        for number in order:
            put(scratch, POOL[number])
        once = contents(scratch)
        for number in order:
            put(scratch, replace(POOL[number], tags=("new",)))
            put(scratch, replace(POOL[number], tags=()))
        assert {**contents(scratch), "article_tags": []} == once
