"""A person or company: what they make, under what names, and the news of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from aggregator.store.database import Store
from aggregator.view import claims, objects, safe
from aggregator.view.claims import Credit, Told, Wanted
from aggregator.view.reading import Skipped
from aggregator.view.stories import stories
from aggregator.view.web import words
from aggregator.view.web.asked import Answer, Asked, Link, Missing, Moved, Page
from aggregator.view.web.cards import Card, Name, Plate, card, plate, site_titles
from aggregator.view.web.choosing import calendar_link, condition, feed_links
from aggregator.view.web.facts import credit_note

STORIES = 20
CREDITS = 400
"""Credits that are shown, those in the news last; a station has thousands."""
_SCRIPTS = {"Latn": "Latin", "Jpan": "Japanese", "Hira": "hiragana", "Kana": "katakana", "Kore": "Korean"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What somebody does in a work."""

    role: str
    note: str
    mark: str
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The page of a person: ``works`` are those in the news last first, each with the parts in it."""

    name: str
    plate: Plate
    names: list[tuple[str, str]]
    works: list[tuple[Name | None, Plate, list[Part]]]
    stories: list[Card]


def person(store: Store, asked: Asked) -> Answer:
    """The person or company of an id; one that became another's leads there."""
    key = asked.parts["id"]
    head = store.row("SELECT id, name FROM people WHERE id = ?", (key,))
    if head is None:
        moved = store.row("SELECT new_id FROM redirects WHERE old_id = ?", (key,))
        return Moved(f"/person/{moved[0]}") if moved else Missing(f"There is no person «{key}» in this database.")
    made = list(claims.credits(store, Wanted(people=(key,), background=True), limit=CREDITS))
    found = list(stories(store, condition(store, {"person": key}), Skipped(), limit=STORIES, singles=True))
    sites = site_titles(store)
    name = safe.line(head["name"])
    model = Person(
        name=name,
        plate=plate(name),
        names=_names(store, key, name),
        works=[_work(list(those)) for _, those in groupby(made, lambda t: t.claim.work_id or t.claim.article_id)],
        stories=[card(one, sites, asked.now) for one in found],
    )

    def data() -> dict[str, object]:
        return {
            "id": key,
            "name": name,
            "names": [spelling for spelling, _ in model.names],
            "credits": [objects.told(told) for told in made],
            "stories": [objects.story(one) for one in found],
        }

    links = (
        Link("JSON", f"/person/{key}.json", "application/json"),
        *feed_links({"person": key}),
        calendar_link({"person": key}),
    )
    return Page(template="person.html", title=name, model=model, data=data, links=links)


def _work(made: list[Told[Credit]]) -> tuple[Name | None, Plate, list[Part]]:
    first = made[0].claim
    title = safe.line(first.work) if first.work else None
    parts = [
        Part(
            role=words.role(told.claim.role),
            note=credit_note(told.claim),
            mark={"previous": "earlier", "returning": "returning"}.get(told.claim.status, ""),
            outlets=len({source.site for source in told.sources}),
        )
        for told in made
    ]
    return Name(title, f"/work/{first.work_id}") if title else None, plate(title or first.name), parts


def _names(store: Store, key: str, name: str) -> list[tuple[str, str]]:
    rows = store.rows("SELECT name, min(script) AS script FROM person_names WHERE person_id = ? GROUP BY name", (key,))
    spelled = {safe.line(row["name"]): _SCRIPTS.get(row["script"] or "", row["script"] or "") for row in rows}
    return [(spelling, script) for spelling, script in spelled.items() if spelling != name]
