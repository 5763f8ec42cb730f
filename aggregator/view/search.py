"""Full-text search: the best articles for a person's words, with the passage that holds them.

Ranked by BM25 (Okapi, as FTS5 computes it) with the title weighing most; among equals the newest comes first. A query
that more than :data:`MAX_RANKED` articles match ranks the newest of them only, and says so: counting words in all of
them would take seconds, and nobody looks for the best of a hundred thousand. For the same reason the last word of such
a query is taken as it stands, and not also as the beginning of longer ones, if that finds anything. A word of katakana
that finds nothing is looked for with the middle dots that were left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.store.database import Store
from aggregator.store.search import MAX_QUERY
from aggregator.store.search_index import match_query
from aggregator.view.articles import Entry, entries
from aggregator.view.filters import Condition
from aggregator.view.reading import Skipped
from aggregator.view.snippets import Piece, Wanted, snippet, wanted

MAX_RANKED = 20_000
"""Matching articles that are ranked."""
WEIGHTS = (8.0, 3.0, 1.0, 5.0)
"""What a word counts in title, summary, body and the names of the article's works."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found article; ``score`` falls with relevance as SQLite's bm25 gives it, so the least is the best."""

    entry: Entry
    score: float
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, best first. ``searched`` is False where the query holds no letter or digit; ``capped`` says that only
    the newest :data:`MAX_RANKED` were ranked.
    """

    hits: tuple[Hit, ...]
    searched: bool = True
    capped: bool = False


def search(store: Store, query: str, condition: Condition, skipped: Skipped, *, limit: int) -> Found:
    """The articles that hold all words of a query, best first, a copy behind its original."""
    match = match_query(store, query)
    if match is None:
        return Found((), searched=False)
    count = _count(store, match)
    if not count:
        match = match_query(store, query, dots=True) or match
        count = _count(store, match)
    if count > MAX_RANKED:
        exact = match_query(store, query, beginnings=False) or match
        found = _count(store, exact) if exact != match else 0
        match, count = (exact, found) if found else (match, count)
    ranked = _rank(store, match, condition, count=count, limit=limit)
    words = wanted(query[:MAX_QUERY])
    hits = tuple(Hit(entry, ranked[entry.docid], _snippet(entry, words)) for entry in entries(store, ranked, skipped))
    return Found(hits, capped=count > MAX_RANKED)


def _count(store: Store, match: str) -> int:
    """How many articles match, as far as it matters."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT {MAX_RANKED + 1})"  # noqa: S608
    counted = store.row(sql, (match,))
    return int(counted[0]) if counted else 0


def _rank(store: Store, match: str, condition: Condition, *, count: int, limit: int) -> dict[int, float]:
    """Row ids and scores of the ``count`` that match, best first. Looks at the best few first: each article that is
    looked at may be read from the disk, and only filters and hidden copies can make more of them needed.
    """
    few, newest = 4 * limit + 100, MAX_RANKED if count > MAX_RANKED else None
    ranked = _best(store, match, condition, newest=newest, limit=limit, among=few)
    return (
        ranked
        if len(ranked) >= limit or count <= few
        else _best(store, match, condition, newest=newest, limit=limit, among=-1)
    )


def _best(
    store: Store, match: str, condition: Condition, *, newest: int | None, limit: int, among: int
) -> dict[int, float]:
    """The best of the ``among`` best by score, and those of equal score (-1: of all)."""
    found, where, every = "ranked", "", ""
    if newest is not None:
        found = "matching"
        every = "matching(docid) AS MATERIALIZED (SELECT rowid FROM search WHERE search MATCH :match),"
        # The plus keeps SQLite on the index of time, which holds all that is needed; the articles hold long bodies.
        where = f"""AND +rowid IN (SELECT docid FROM articles WHERE +docid IN (SELECT docid FROM matching)
                        ORDER BY sorted_at DESC, id LIMIT {newest:d})"""  # noqa: S608 -- SQL of ours
    shown = condition.also(f"{{a}}.docid IN (SELECT docid FROM {found})")  # noqa: S608 -- a name of ours
    rows = store.execute(
        f"""WITH {every} ranked AS MATERIALIZED (
                     SELECT rowid AS docid, bm25(search, {", ".join(map(str, WEIGHTS))}) AS score
                     FROM search WHERE search MATCH :match {where}),
                 worst(score) AS MATERIALIZED (
                     SELECT score FROM ranked WHERE :among >= 0 ORDER BY score LIMIT 1 OFFSET max(:among, 0))
            SELECT a.docid, ranked.score FROM ranked CROSS JOIN articles a ON a.docid = ranked.docid
            WHERE ranked.score <= coalesce((SELECT score FROM worst), 1e9) AND {shown.shows("a")}
            ORDER BY ranked.score, a.sorted_at DESC, a.id LIMIT {limit:d}""",  # noqa: S608 -- SQL of ours
        {**condition.parameters, "match": match, "among": among},
    )
    return {row[0]: row[1] for row in rows}


def _snippet(entry: Entry, words: tuple[Wanted, ...]) -> tuple[Piece, ...]:
    return snippet([text for text in (entry.summary, entry.body) if text], words)
