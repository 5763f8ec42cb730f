"""Articles and tasks of an outlet that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from aggregator.base.records import Article, Image, Video
from aggregator.store.articles import Stored, put
from aggregator.store.database import Store
from aggregator.store.frontier import Candidate, Kind, add

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
SITE = "kumo-post"


def article(number: int = 1, **changes: Any) -> Article:
    url = f"https://kumo-post.example/news/{number}"
    values: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "site": SITE,
        "language": "en",
        "title": f"Hoshi no Sumika gets season {number}",
        "summary": "The cloud house returns.",
        "body": f"Studio Kumo said so on day {number}.\n\n「星の住処」第{number}期が決定。",
        "authors": ("Aoi Kumo",),
        "published": "2031-05-04T10:00:00+09:00",
        "images": (Image(f"{url}.png", "A house", 640, 480),),
        "tags": ("anime", "second season"),
        "rules": {"title": "ld:headline"},
    }
    return Article(**{**values, **changes})


def headline(number: int = 1, **changes: Any) -> Article:
    silent: dict[str, Any] = {"summary": None, "body": None, "authors": (), "images": (), "tags": ()}
    return article(number, **{**silent, "headline_only": True, "rules": {"title": "link"}, **changes})


def keep(store: Store, given: Article, *, now: datetime = NOW, kinds: tuple[str, ...] = ("season",)) -> Stored:
    """Put an article inside a unit that is open."""
    sorted_at = datetime.fromisoformat(given.published).replace(tzinfo=UTC) if given.published else None
    return put(store, given, sorted_at=sorted_at, now=now, kinds=kinds)


def save(store: Store, given: Article, *, now: datetime = NOW, kinds: tuple[str, ...] = ("season",)) -> Stored:
    """Put an article in a unit of its own."""
    with store.write():
        return keep(store, given, now=now, kinds=kinds)


def key(number: int) -> str:
    return f"https://kumo-post.example/news/{number}"


def enter(store: Store, *numbers: int, kind: Kind = Kind.ARTICLE, site: str = SITE, now: datetime = NOW) -> int:
    """Take addresses into the frontier; higher numbers are newer."""
    candidates = [Candidate(key=key(n), url=key(n), sorted_at=NOW + timedelta(minutes=n)) for n in numbers]
    with store.write():
        return add(store, site, kind, candidates, now=now)


class _UndoneError(Exception):
    pass


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """A unit that is taken back at its end: a fresh database for each example."""
    try:
        with store.write():
            yield
            raise _UndoneError
    except _UndoneError:
        pass


TEXTS = st.one_of(
    st.sampled_from(["星の住処", "Hoshi no Sumika 2", "ソラ・アオイ が語る", "Ōkami café", "a b a", "雲"]),
    st.text(st.sampled_from("星雲アー aB1_🤖é\u0305・\"'*"), max_size=12),
    st.text(max_size=8).filter(lambda text: text.isprintable()),
)
MAYBE = st.one_of(st.none(), TEXTS)
LISTS = st.lists(st.sampled_from(["Aoi", "Sora", "雲"]), max_size=2).map(tuple)


@st.composite
def articles(draw: st.DrawFn, numbers: int = 3) -> Article:
    number = draw(st.integers(1, numbers))
    headline_only = draw(st.integers(0, 3)) == 0
    return article(
        number,
        title=draw(TEXTS.filter(bool)),
        summary=draw(MAYBE),
        body=None if headline_only else draw(st.one_of(MAYBE, st.sampled_from(["星の住処" * 60, "cloud house " * 40]))),
        authors=draw(LISTS),
        tags=draw(LISTS),
        published=draw(st.sampled_from([None, "2031-05-04", "2031-05-04T10:00:00+09:00"])),
        modified=draw(st.sampled_from([None, "2031-05-05"])),
        images=draw(st.sampled_from([(), (Image("https://kumo-post.example/a.png"),)])),
        videos=draw(st.sampled_from([(), (Video("https://video.example/1", "made-up", "1"),)])),
        paywalled=draw(st.booleans()),
        headline_only=headline_only,
        rules={"title": draw(st.sampled_from(["ld:headline", "css:h1"]))},
    )
