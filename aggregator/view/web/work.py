"""A work: when it comes out and how that moved, who makes it, its names and its news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from aggregator.store.database import Store
from aggregator.view import claims, objects, safe
from aggregator.view.claims import Credit, Release, Told, Wanted, releases
from aggregator.view.reading import Skipped
from aggregator.view.stories import stories
from aggregator.view.timeline import timeline
from aggregator.view.web import words
from aggregator.view.web.asked import Answer, Asked, Link, Missing, Moved, Page
from aggregator.view.web.cards import Card, Name, Plate, card, plate, site_titles
from aggregator.view.web.choosing import calendar_link, condition, feed_links
from aggregator.view.web.drawing import Drawing, draw
from aggregator.view.web.facts import credit_note, release_mark, where
from aggregator.view.web.moments import Moment, lines

STORIES, CREDITS = 20, 400
"""Stories and credits that are shown."""
_ELSEWHERE = {
    "mal": ("MyAnimeList", "https://myanimelist.net/anime/{}"),
    "anilist": ("AniList", "https://anilist.co/anime/{}"),
    "anidb": ("AniDB", "https://anidb.net/anime/{}"),
    "ann": ("Anime News Network", "https://www.animenewsnetwork.com/encyclopedia/anime.php?id={}"),
    "bangumi": ("Bangumi", "https://bgm.tv/subject/{}"),
}
_CAST = ("voice", "dub_voice", "actor", "narrator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody's part in a work; ``outlets`` are those who say so."""

    name: str
    href: str | None
    note: str
    mark: str
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A name of a work, and in what languages it is called so."""

    name: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The page of a work. ``now`` is what holds now of its releases; ``drawings`` are the timeline wide and narrow."""

    id: str
    title: str
    type: str
    plate: Plate
    picture: str | None
    names: list[Called]
    elsewhere: list[Name]
    now: list[tuple[str, str, str, str]]
    moments: list[Moment]
    wide: Drawing | None
    narrow: Drawing | None
    staff: list[tuple[str, list[Person]]]
    cast: list[Person]
    stories: list[Card]


def work(store: Store, asked: Asked) -> Answer:
    """The work of an id; one that became another's leads there."""
    key = asked.parts["id"]
    head = store.row("SELECT id, title, type FROM works WHERE id = ?", (key,))
    if head is None:
        moved = store.row("SELECT new_id FROM redirects WHERE old_id = ?", (key,))
        return Moved(f"/work/{moved[0]}") if moved else Missing(f"There is no work «{key}» in this database.")
    sites = site_titles(store)
    holding = list(releases(store, Wanted(works=(key,), background=True)))
    made = list(claims.credits(store, Wanted(works=(key,), background=True), limit=CREDITS))
    history = timeline(store, key)
    said, stated = lines(history.steps if history else (), sites, asked.now.tzinfo)
    found = list(stories(store, condition(store, {"work": key}), Skipped(), limit=STORIES, singles=True))
    cards = [card(one, sites, asked.now) for one in found]
    staff = sorted((told for told in made if told.claim.role not in _CAST), key=lambda told: _rank(told.claim.role))
    model = Work(
        id=key,
        title=safe.line(head["title"]),
        type=words.type_of(head["type"]),
        plate=plate(safe.line(head["title"])),
        picture=next(filter(None, (one.picture for one in cards)), None),
        names=_names(store, key, head["title"]),
        elsewhere=_elsewhere(store, key),
        now=[_now(told) for told in sorted(holding, key=lambda told: told.claim.earliest or "9999") if told.claim.news],
        moments=said,
        wide=draw(stated, asked.today, width=1000),
        narrow=draw(stated, asked.today, width=350),
        staff=[(words.role(role), _people(those)) for role, those in groupby(staff, lambda told: told.claim.role)],
        cast=_people(told for told in made if told.claim.role in _CAST),
        stories=cards,
    )

    def data() -> dict[str, object]:
        return {
            **{name: head[name] for name in ("id", "title", "type")},
            "names": [{"name": one.name, "languages": list(one.languages)} for one in model.names],
            "releases": [objects.told(told) for told in holding],
            "credits": [objects.told(told) for told in made],
            "stories": [objects.story(one) for one in found],
        }

    links = (
        Link("JSON", f"/work/{key}.json", "application/json"),
        *feed_links({"work": key}),
        calendar_link({"work": key}),
    )
    return Page(template="work.html", title=model.title, model=model, data=data, links=links, section="works")


def _now(told: Told[Release]) -> tuple[str, str, str, str]:
    claim = told.claim
    return words.event(claim.event), words.moment(claim.edtf, claim.time), where(claim), release_mark(claim)


def _names(store: Store, key: str, title: str) -> list[Called]:
    rows = store.rows("SELECT name, language, count(*) AS many FROM work_names WHERE work_id = ? GROUP BY 1, 2", (key,))
    languages: dict[str, list[str]] = {safe.line(title): []}
    for row in sorted(rows, key=lambda row: (-row["many"], row["name"], row["language"] or "")):
        those = languages.setdefault(safe.line(row["name"]), [])
        if row["language"] and safe.line(row["language"]) not in those:
            those.append(safe.line(row["language"]))
    return [Called(name=name, languages=tuple(tags)) for name, tags in languages.items()]


def _elsewhere(store: Store, key: str) -> list[Name]:
    rows = store.rows('SELECT "database", value FROM work_ids WHERE work_id = ? ORDER BY 1, 2', (key,))
    return [
        Name(_ELSEWHERE[row["database"]][0], _ELSEWHERE[row["database"]][1].format(row["value"]))
        for row in rows
        if row["database"] in _ELSEWHERE and str(row["value"]).isdigit()
    ]


def _people(found: Iterable[Told[Credit]]) -> list[Person]:
    return [
        Person(
            name=safe.line(told.claim.name),
            href=f"/person/{told.claim.person_id}" if told.claim.person_id else None,
            note=credit_note(told.claim),
            mark={"previous": "earlier", "returning": "returning"}.get(told.claim.status, ""),
            outlets=len({source.site for source in told.sources}),
        )
        for told in found
    ]


def _rank(role: str) -> tuple[int, str]:
    """The order of a poster: who thought of it, who directs it, who writes it, what studio makes it."""
    order = (
        *(
            "original_creator",
            "author",
            "chief_director",
            "director",
            "series_director",
            "series_composition",
            "script",
        ),
        *("character_design", "chief_animation_director", "music", "animation_production", "production"),
    )
    return (order.index(role) if role in order else len(order), role)
