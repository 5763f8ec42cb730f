"""Which articles are asked for: a person's words turned into one SQL condition."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from aggregator.base.names import holds_title, same_title
from aggregator.base.readings import person_key
from aggregator.store.articles import iso
from aggregator.store.database import Store


@dataclass(frozen=True, slots=True)
class Watched:
    """The ids of works and people (and companies) that somebody watches: what is about any of them is of interest."""

    works: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an article must have: one value of each list that isn't empty. ``since`` is included, ``until`` is not.

    ``languages`` are BCP 47 tags; ``en`` takes ``en-US`` too (RFC 4647, basic filtering). ``people`` are authors or
    credited; ``works`` and ``people`` are names or ids. ``watched`` takes what is about one of its works or
    people. ``copies`` shows copies beside their originals.
    """

    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    watched: Watched | None = None
    copies: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """The filters as SQL over one row of ``articles``; ``{a}`` stands for its alias, the parameters are named."""

    terms: tuple[str, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    copies: bool = False

    def holds(self, alias: str) -> str:
        """The condition of an article under this alias, copy or not."""
        return " AND ".join(["1", *(term.replace("{a}", alias) for term in self.terms)])

    def shows(self, alias: str) -> str:
        """The same for one that is to be shown: a copy hides behind an original that is shown too."""
        if self.copies:
            return self.holds(alias)
        original = f"{alias}_original"
        behind = f"SELECT 1 FROM articles {original} WHERE {original}.id = {alias}.duplicate_of"  # noqa: S608 -- ours
        hidden = f"{alias}.duplicate_of IS NOT NULL AND EXISTS ({behind} AND {self.holds(original)})"
        return f"{self.holds(alias)} AND NOT ({hidden})"

    def also(self, term: str) -> Condition:
        """The condition with one more term."""
        return Condition((*self.terms, term), self.parameters, self.copies)


_KINDS = "json_each(CASE WHEN json_valid({a}.kinds) THEN {a}.kinds ELSE '[]' END)"
_TERMS = {
    "site": "{a}.site = :site",  # one alone stands in the index of sites in the order of time
    "sites": "{a}.site IN (SELECT value FROM json_each(:sites))",
    "languages": """EXISTS (SELECT 1 FROM json_each(:languages) wanted WHERE lower({a}.language) = wanted.value
        OR substr(lower({a}.language), 1, length(wanted.value) + 1) = wanted.value || '-')""",
    "kinds": f"EXISTS (SELECT 1 FROM {_KINDS} kind WHERE kind.value IN (SELECT value FROM json_each(:kinds)))",  # noqa: S608 -- ours
    "works": """{a}.id IN (SELECT article_id FROM article_works
        WHERE work_id IN (SELECT value FROM json_each(:works)))""",
    "by_id": "{a}.id IN (SELECT article_id FROM credits WHERE person_id IN (SELECT value FROM json_each(:people)))",
    "credited": """{a}.id IN (
        SELECT article_id FROM authors WHERE name IN (SELECT value FROM json_each(:authors))
        UNION SELECT article_id FROM credits WHERE person_id IN (SELECT value FROM json_each(:people))
        UNION SELECT article_id FROM credits WHERE name IN (SELECT value FROM json_each(:credited)))""",
    "watched": """({a}.id IN (SELECT article_id FROM article_works
            WHERE work_id IN (SELECT value FROM json_each(:watched_works)))
        OR {a}.id IN (SELECT article_id FROM credits
            WHERE ledger <> 'retracted' AND person_id IN (SELECT value FROM json_each(:watched_people))))""",
    "since": "{a}.sorted_at >= :since",
    "until": "{a}.sorted_at < :until",
}


def resolve(store: Store, filters: Filters) -> Condition:
    """The filters as SQL, names looked up in the database."""
    values: dict[str, Iterable[str] | str] = {}
    if filters.sites:
        values |= {"site": filters.sites[0]} if len(filters.sites) == 1 else {"sites": filters.sites}
    if filters.languages:
        values["languages"] = [language.lower().replace("_", "-") for language in filters.languages]
    if filters.kinds:
        values["kinds"] = filters.kinds
    if filters.works:
        values["works"] = [work for wanted in filters.works for work in works_called(store, wanted)]
    if filters.people:
        values |= _people(store, filters.people)
    if filters.watched is not None:
        values |= {"watched": "", "watched_works": filters.watched.works, "watched_people": filters.watched.people}
    if filters.since:
        values["since"] = _instant(filters.since)
    if filters.until:
        values["until"] = _instant(filters.until)
    return Condition(
        tuple(_TERMS[name] for name in values if name in _TERMS),
        {name: value if isinstance(value, str) else json.dumps(list(value)) for name, value in values.items()},
        filters.copies,
    )


def works_called(store: Store, wanted: str) -> list[str]:
    """The ids of the works of a name: of that very name, else those whose names hold it as whole words."""
    if store.row("SELECT 1 FROM works WHERE id = ?", (wanted,)):
        return [wanted]
    names = store.rows(
        """SELECT n.work_id, n.name FROM work_names n WHERE n.work_id IN (SELECT work_id FROM article_works)
           UNION SELECT w.id, w.title FROM works w WHERE w.id IN (SELECT work_id FROM article_works)"""
    )

    def called(matches: Callable[[str, str], bool]) -> list[str]:
        return sorted({row["work_id"] for row in names if matches(row["name"], wanted)})

    return called(same_title) or called(holds_title)


def people_called(store: Store, wanted: Iterable[str]) -> list[str]:
    """The ids of the people and companies of these names, in any spelling, or of these ids."""
    wanted = tuple(wanted)
    ids = [name for name in wanted if _is_person(store, name)]
    if len(ids) == len(wanted):
        return ids
    keys = {person_key(name) for name in wanted} - {""}
    return [
        *_those(store, keys, "SELECT person_id, name FROM person_names UNION SELECT id, name FROM people"),
        *ids,
    ]


def _is_person(store: Store, key: str) -> bool:
    return store.row("SELECT 1 FROM people WHERE id = ?", (key,)) is not None


def _people(store: Store, wanted: Iterable[str]) -> dict[str, Iterable[str]]:
    keys = {person_key(name) for name in wanted if not _is_person(store, name)} - {""}
    if not keys:  # ids alone: nobody's name need be read
        return {"people": people_called(store, wanted), "by_id": ()}
    return {
        "authors": _those(store, keys, "SELECT DISTINCT name, name FROM authors"),
        "people": people_called(store, wanted),
        "credited": _those(store, keys, "SELECT DISTINCT name, name FROM credits"),
    }


def _those(store: Store, keys: set[str], sql: str) -> list[str]:
    return sorted({row[0] for row in store.rows(sql) if person_key(row[1]) in keys})


def _instant(moment: datetime) -> str:
    try:
        return iso(moment)
    except OverflowError:  # beside the first or last day of the calendar
        return moment.replace(tzinfo=None).isoformat()
