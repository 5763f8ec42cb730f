"""What grouping needs of the database: articles as reports, those that may tell the same, and which are in doubt."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from aggregator.base.readings import person_key
from aggregator.base.reports import LEDE, Report, Subject
from aggregator.store.database import Row, Store
from aggregator.store.ids import content_number
from aggregator.store.works import same_bases

NOT_NEWS = ("original_creator", "author", "publisher", "magazine", "broadcaster", "streaming")
"""Roles that a work has from the beginning: who they are tells two announcements not apart."""
_THESE = "IN (SELECT value FROM json_each(?))"


def doubt(store: Store, article_ids: Iterable[str]) -> None:
    """Note that the stories of these articles are to be decided anew, inside a write unit."""
    store.connection.executemany(
        "INSERT INTO undecided SELECT id FROM articles WHERE id = ? ON CONFLICT DO NOTHING",
        [(key,) for key in article_ids],
    )


def take_doubtful(store: Store) -> set[str]:
    """The articles in doubt, each as the original of its copies, with the others of their stories; none is then."""
    if store.row("SELECT 1 FROM undecided") is None:
        return set()
    found = store.rows(
        """WITH doubted AS (
               SELECT coalesce(a.duplicate_of, a.id) AS id, a.story_id
               FROM undecided u CROSS JOIN articles a ON a.id = u.article_id)
           SELECT id FROM doubted
           UNION SELECT a.id FROM doubted d CROSS JOIN articles a ON a.story_id = d.story_id
           WHERE a.duplicate_of IS NULL"""
    )
    store.execute(
        """DELETE FROM story_keys WHERE docid IN (
               SELECT a.docid FROM undecided u CROSS JOIN articles a ON a.id = u.article_id
               WHERE a.duplicate_of IS NOT NULL)"""
    )
    store.execute("DELETE FROM undecided")
    return {row["id"] for row in found}


def reports(store: Store, article_ids: Collection[str]) -> list[Report]:
    """These articles as grouping sees them, in the order of their ids."""
    wanted = json.dumps(sorted(article_ids))
    works, dates, people = _works(store, wanted), _dates(store, wanted), _people(store, wanted)
    rows = store.rows(
        f"""SELECT id, docid, site, language, title, kinds, sorted_at, summary, substr(body, 1, {LEDE}) AS body
            FROM articles WHERE id {_THESE} ORDER BY id""",
        (wanted,),
    )
    return [
        Report(
            article_id=row["id"],
            docid=row["docid"],
            site=row["site"],
            language=row["language"],
            minute=_minute(row["sorted_at"]),
            title=row["title"],
            lede=_lede(row),
            kinds=frozenset(json.loads(row["kinds"])),
            works=works.get(row["id"], ()),
            dates=frozenset(dates.get(row["id"], ())),
            people=frozenset((role, person_key(name)) for role, name, news in people.get(row["id"], ()) if news),
            named=frozenset(name for _, name, _ in people.get(row["id"], ())),
        )
        for row in rows
    ]


def near(store: Store, report: Report, keys: Collection[int], minutes: int) -> set[str]:
    """The ids of other sites' articles that share a key with a report, came out within ``minutes`` of it, and are no
    copies.
    """
    found = store.rows(
        """SELECT a.id FROM (
               SELECT DISTINCT k.docid FROM json_each(:keys) wanted
               JOIN story_keys k ON k.key = wanted.value AND k.at BETWEEN :low AND :high AND k.site <> :site) AS k
           JOIN articles a ON a.docid = k.docid WHERE a.duplicate_of IS NULL""",
        {
            "keys": json.dumps(sorted(keys)),
            "low": report.minute - minutes,
            "high": report.minute + minutes,
            "site": _site(report),
        },
    )
    return {row["id"] for row in found}


def put_keys(store: Store, report: Report, keys: Collection[int]) -> None:
    """Make ``keys`` those by which a report is found, inside a write unit."""
    present = {tuple(row) for row in store.rows("SELECT key, at FROM story_keys WHERE docid = ?", (report.docid,))}
    wanted = {(key, report.minute) for key in keys}
    store.connection.executemany(
        "DELETE FROM story_keys WHERE key = ? AND at = ? AND docid = ?",
        [(*row, report.docid) for row in present - wanted],
    )
    store.connection.executemany(
        "INSERT INTO story_keys (key, at, docid, site) VALUES (?, ?, ?, ?)",
        [(*row, report.docid, _site(report)) for row in wanted - present],
    )


def _site(report: Report) -> int:
    return content_number("site", report.site) & 0xFFFF


def copies(store: Store, article_ids: Sequence[str]) -> dict[str, list[str]]:
    """The copies of each of these articles, the first one first."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = store.rows(
        """SELECT a.id, a.duplicate_of, a.sorted_at FROM json_each(?) wanted
           CROSS JOIN articles a ON a.duplicate_of = wanted.value AND a.duplicate_of IS NOT NULL""",
        (json.dumps(list(article_ids)),),
    )
    for row in sorted(rows, key=lambda row: (row["sorted_at"], row["id"])):
        found[row["duplicate_of"]].append(row["id"])
    return found


def _works(store: Store, wanted: str) -> dict[str, tuple[Subject, ...]]:
    names: dict[tuple[str, str], list[Any]] = {}
    families: dict[str, str] = {}
    for row in store.rows(
        f"""SELECT t.article_id, k.base, t.title, t.type, a.name FROM work_titles t JOIN work_keys k ON k.key = t.key
            LEFT JOIN work_aliases a ON a.article_id = t.article_id AND a.key = t.key
            WHERE t.position IS NOT NULL AND t.article_id {_THESE}
            ORDER BY t.article_id, t.position, a.name""",
        (wanted,),
    ):
        base = row["base"]
        family = families[base] = families.get(base) or min(same_bases(store, base))
        told = names.setdefault((row["article_id"], family), [row["type"]])
        told += [name for name in (row["title"], row["name"]) if name and name not in told[1:]]
    found: dict[str, tuple[Subject, ...]] = {}
    for (article, work), (type_, *called) in names.items():
        found[article] = (*found.get(article, ()), Subject(work, tuple(called), type_))
    return found


def _dates(store: Store, wanted: str) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in store.rows(
        f"""SELECT r.article_id, r.event, r.earliest, r.latest FROM releases r JOIN articles a
                ON a.id = r.article_id AND a.version = r.article_version
            WHERE r.news = 1 AND r.superseded = 0 AND r.earliest IS NOT NULL AND r.latest IS NOT NULL
                AND r.article_id {_THESE}""",
        (wanted,),
    ):
        found[row["article_id"]].append((row["event"], row["earliest"], row["latest"]))
    return found


def _people(store: Store, wanted: str) -> dict[str, list[tuple[str, str, bool]]]:
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in store.rows(
        f"""SELECT c.article_id, c.role, c.name, c.news AND c.status <> 'previous' AS news
            FROM credits c JOIN articles a ON a.id = c.article_id AND a.version = c.article_version
            WHERE c.article_id {_THESE}""",
        (wanted,),
    ):
        found[row["article_id"]].append((row["role"], row["name"], bool(row["news"]) and row["role"] not in NOT_NEWS))
    return found


def _lede(row: Row) -> str:
    parts = [row["summary"], row["body"]]
    return "\n".join(part for part in parts if part)[:LEDE]


def _minute(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp() // 60)
