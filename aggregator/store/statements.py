"""What an article states, as words that can be compared: as it stands in the database, and as it was just read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.store.claims import TYPES
from aggregator.store.database import Row, Store
from aggregator.store.works import work_id

_EVIDENCE = ("quote", "start", "end", "rule", "news", "status")
_RELEASE = ("work_title", "event", "edtf", "platform", "region", "text", "time", "timezone", "superseded")
_CREDIT = ("work_title", "role", "role_text", "name", "character", "song")


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One thing that is stated: ``words`` for people; ``evidence`` is all else that must be equal."""

    words: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All that one article states, each list in an order of its own."""

    kinds: tuple[str, ...] = ()
    works: tuple[Statement, ...] = ()
    releases: tuple[Statement, ...] = ()
    credits: tuple[Statement, ...] = ()


def statements_in(store: Store, article_id: str) -> Statements:
    """What the present version of a stored article states."""
    kinds = store.row("SELECT kinds FROM articles WHERE id = ?", (article_id,))
    return Statements(
        kinds=tuple(json.loads(kinds["kinds"])) if kinds else (),
        works=_works_in(store, article_id),
        releases=_claims_in(store, "releases", article_id, _RELEASE),
        credits=_claims_in(store, "credits", article_id, _CREDIT),
    )


def statements_of(facts: Facts) -> Statements:
    """What facts that were just read state, in the same words."""
    return Statements(
        kinds=facts.kinds,
        works=_works_of(facts),
        releases=tuple(sorted({_statement(_release(claim), claim.evidence, claim) for claim in facts.releases})),
        credits=tuple(sorted({_statement(_credit(claim), claim.evidence, claim) for claim in facts.credits})),
    )


def _works_in(store: Store, article_id: str) -> tuple[Statement, ...]:
    rows = store.rows(
        """SELECT t.key, t.title, t.type, json_group_array(a.name) AS names
           FROM work_titles t LEFT JOIN work_aliases a ON a.article_id = t.article_id AND a.key = t.key
           WHERE t.article_id = ? AND t.position IS NOT NULL GROUP BY t.key ORDER BY t.position""",
        (article_id,),
    )
    return tuple(_work(row["key"], row["title"], row["type"], json.loads(row["names"])) for row in rows)


def _works_of(facts: Facts) -> tuple[Statement, ...]:
    """Of several spellings of one title the first counts, as in the tables."""
    first: dict[str, WorkMention] = {}
    names: dict[str, list[str]] = {}
    for mention in facts.works:
        key = work_id(mention.title)
        first.setdefault(key, mention)
        names.setdefault(key, []).extend(mention.aliases)
    return tuple(
        _work(key, mention.title, mention.type if mention.type in TYPES else None, names[key])
        for key, mention in first.items()
    )


def _work(key: str, title: str, type_: str | None, names: Iterable[str | None]) -> Statement:
    aliases = sorted({name for name in names if name and work_id(name) != key})
    return Statement(title, json.dumps([type_, aliases], ensure_ascii=False))


def _claims_in(store: Store, table: str, article_id: str, columns: tuple[str, ...]) -> tuple[Statement, ...]:
    names = ", ".join(f'c."{name}"' for name in (*columns, *_EVIDENCE))
    rows = store.rows(
        f"""SELECT {names} FROM {table} c JOIN articles a ON a.id = c.article_id
            WHERE a.id = ? AND c.article_version = a.version""",
        (article_id,),
    )
    return tuple(sorted({_from_row(row, columns) for row in rows}))


def _from_row(row: Row, columns: tuple[str, ...]) -> Statement:
    said = [row[name] for name in columns]
    return Statement(_words(said), json.dumps([*said, *(row[name] for name in _EVIDENCE)], ensure_ascii=False))


def _release(claim: Release) -> list[object]:
    return [
        *(claim.work, claim.event, claim.edtf, claim.platform, claim.region, claim.text, claim.time, claim.timezone),
        int(claim.superseded),
    ]


def _credit(claim: Credit) -> list[object]:
    return [claim.work, claim.role, claim.role_text, claim.name, claim.character, claim.song]


def _statement(said: list[object], evidence: Evidence, claim: Release | Credit) -> Statement:
    shown = [evidence.quote, evidence.start, evidence.end, evidence.rule, int(claim.news), claim.status]
    return Statement(_words(said), json.dumps([*said, *shown], ensure_ascii=False))


def _words(said: list[object]) -> str:
    """The first five columns, which are what people ask for."""
    return " ".join(str(part) for part in said[:5] if part)
