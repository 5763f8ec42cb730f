"""What an id, or a name, that a person types stands for: an article, a story, a claim, a work, a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aggregator.base.errors import UsageError
from aggregator.store.database import Store
from aggregator.store.people import person_id
from aggregator.store.works import work_id
from aggregator.view.articles import find
from aggregator.view.filters import people_called
from aggregator.view.safe import visible

Kind = Literal["article", "story", "release", "credit", "work", "person"]
_IDS: dict[Kind, str] = {
    "story": "SELECT id, title FROM stories WHERE id = ?",
    "release": "SELECT id, quote AS title FROM releases WHERE id = ?",
    "credit": "SELECT id, quote AS title FROM credits WHERE id = ?",
    "work": "SELECT id, title FROM works WHERE id = ?",
    "person": "SELECT id, name AS title FROM people WHERE id = ?",
}
_NAMES: dict[Kind, str] = {
    "work": "SELECT k.key AS id, w.title FROM work_keys k JOIN works w ON w.id = k.work_id WHERE k.key = :key",
    "person": """SELECT :key AS id, p.name AS title FROM people p
        WHERE p.id = coalesce((SELECT new_id FROM redirects WHERE old_id = :key), :key)""",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with its id; of a work or person the id that its name alone gives, where it was named so."""

    kind: Kind
    id: str
    title: str


def thing(store: Store, wanted: str) -> Thing:
    """What is meant. Ids may be those that became another's; an article may be named by its address or the beginning
    of its id. Raises :class:`UsageError` where nothing, or several things, are called so.
    """
    moved = store.row("SELECT new_id FROM redirects WHERE old_id = ?", (wanted,))
    for key in dict.fromkeys([wanted, *([moved["new_id"]] if moved else [])]):
        for kind, sql in _IDS.items():
            if row := store.row(sql, (key,)):
                return Thing(kind, row["id"], row["title"])
    keys: dict[Kind, str] = {"work": work_id(wanted), "person": person_id(wanted)}
    named = [
        Thing(kind, row["id"], row["title"])
        for kind, key in keys.items()
        if (row := store.row(_NAMES[kind], {"key": key}))
    ]
    if len(named) > 1:
        raise UsageError(
            f"{visible(wanted)}: is a work ({named[0].id}) and a person ({named[1].id}); give the id of the one meant"
        )
    if named or (named := _person_like(store, wanted)):
        return named[0]
    if entry := find(store, wanted):
        return Thing("article", entry.id, entry.title)
    raise UsageError(f"{visible(wanted)}: no article, story, claim, work or person has this id or name")


def _person_like(store: Store, wanted: str) -> list[Thing]:
    """The person who alone has a name that is spelled like this. Raises :class:`UsageError` where several have."""
    found = people_called(store, [wanted])
    rows = [store.row(_IDS["person"], (key,)) for key in found]
    things = [Thing("person", row["id"], row["title"]) for row in rows if row]
    if len(things) > 1:
        told = " and ".join(f"{visible(one.title)} ({one.id})" for one in things[:3])
        raise UsageError(f"{visible(wanted)}: may be {told}; give the id of the one meant")
    return things
