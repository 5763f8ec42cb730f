"""Many made-up articles, quickly: what the benchmarks of copies and of search fill their databases with.

Four of five articles are about 270 words of English-looking text, the fifth about 900 characters of Japanese-looking
text. Words are drawn as often as in a language (Zipf), some come in stock phrases, and each site ends its articles with
the same notice. The rows are those that the program would store, fingerprints and terms of the search included, but
written in bulk, and the fingerprints are computed by numpy (the first of each batch is compared with the program's).
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from aggregator.base.shingles import CHARACTERS, WORDS, Measure
from aggregator.store.articles import iso
from aggregator.store.database import Store
from aggregator.store.fingerprints import fingerprints_of, hour_of
from aggregator.store.ids import content_id, content_number
from aggregator.store.search import terms

START = datetime(2020, 1, 1, tzinfo=UTC)
SYLLABLES = ("ka", "mi", "to", "ra", "shi", "no", "ve", "lo", "ten", "mar", "sol", "ri", "bel", "qua", "fen", "du")
KANJI = "空海風月星花雪山川森光夢影音色町島橋波雲"
KANA = "のにはをがとでもしてたいるれすんアイウカキクサシスタナハマラリ"
SITES = 40
BATCH = 5_000
LENGTH, TITLE, PHRASE, NOTICE = 270, 9, 10, 30

Rows = list[tuple[Any, ...]]
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Language:
    """The words of the made-up texts, commonest first, how often each is drawn, and stock phrases and notices."""

    words: list[str]
    shares: Array
    codes: Array
    phrases: Array
    notices: Array


@cache
def language() -> Language:
    """The same in every process."""
    rng = random.Random(7)
    words = sorted({"".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))) for _ in range(20_000)})
    rng.shuffle(words)
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
    draws = np.random.default_rng(7)
    shares = np.array(weights) / weights[-1]
    return Language(
        words,
        shares,
        np.array([crc32(word.encode()) for word in words], dtype=np.uint32),
        np.searchsorted(shares, draws.random((300, PHRASE))),
        np.searchsorted(shares, draws.random((SITES, NOTICE))),
    )


def english(numbers: Array) -> tuple[list[str], list[str], list[list[int]]]:
    """Titles, bodies and fingerprints of the articles of these numbers."""
    rng, tongue = np.random.default_rng(int(numbers[0])), language()
    drawn = np.searchsorted(tongue.shares, rng.random((len(numbers), LENGTH)))
    for at in (40, 120, 200):
        drawn[:, at : at + PHRASE] = tongue.phrases[rng.integers(0, len(tongue.phrases), len(numbers))]
    drawn[:, -NOTICE:] = tongue.notices[numbers % SITES]
    texts = [[tongue.words[word] for word in row] for row in drawn.tolist()]
    prints = fingerprints(tongue.codes[drawn[:, TITLE:]], WORDS)
    return [" ".join(t[:TITLE]).title() for t in texts], [" ".join(t[TITLE:]) for t in texts], prints


def japanese(numbers: Array) -> tuple[list[str], list[str], list[list[int]]]:
    """The same of some in Japanese: two characters of Chinese origin, three of Japanese, again and again."""
    rng = np.random.default_rng(int(numbers[0]) + 1)
    letters, codes = list(KANJI + KANA), np.array([crc32(c.encode()) for c in KANJI + KANA], dtype=np.uint32)
    shape = (len(numbers), 180)
    drawn = np.stack(
        [
            *(rng.integers(0, len(KANJI), shape) for _ in range(2)),
            *(rng.integers(len(KANJI), len(letters), shape) for _ in range(3)),
        ],
        axis=2,
    ).reshape(len(numbers), -1)
    texts = ["".join(letters[letter] for letter in row) for row in drawn.tolist()]
    bodies = ["。".join(text[at : at + 40] for at in range(20, len(text), 40)) for text in texts]
    return [text[:20] for text in texts], bodies, fingerprints(codes[drawn[:, 20:]], CHARACTERS)


def fingerprints(codes: Array, measure: Measure) -> list[list[int]]:
    """What ``base/shingles.py`` computes, for many texts of one length at once, as it stands in the index."""
    places = codes.shape[1] - measure.fingerprint + 1
    value = np.zeros((codes.shape[0], places), dtype=np.uint32)
    for at in range(measure.fingerprint):
        value = value * np.uint32(0x9E3779B1) + codes[:, at : at + places]
    value = (value ^ (value >> np.uint32(15))) * np.uint32(0x85EBCA6B)
    span = 1
    while span < measure.window:
        step = min(span, measure.window - span)
        value = np.minimum(value[:, :-step], value[:, step:])
        span += step
    return [np.unique(row).tolist() for row in value.astype(np.int64) - (1 << 31)]


def batch(numbers: range) -> tuple[Rows, Rows]:
    """The rows of these articles and of their fingerprints, each in the order of their key."""
    every = np.arange(numbers.start, numbers.stop)
    articles: Rows = []
    prints: Rows = []
    for tag, chosen, write in (("ja", every[every % 5 == 0], japanese), ("en", every[every % 5 != 0], english)):
        titles, bodies, found = write(chosen)
        if tuple(found[0]) != fingerprints_of(bodies[0]):
            raise AssertionError("numpy's fingerprints are not the program's")
        for number, title, body, hashes in zip(chosen.tolist(), titles, bodies, found, strict=True):
            url, site = f"https://bench-{number % SITES}.example/{number}", f"bench-{number % SITES}"
            docid, at = content_number("article", url), iso(START + timedelta(minutes=3 * number))
            key = content_id("article", url)
            articles.append((docid, key, url, url, site, tag, title, body[:150], at, at, at, at, at, body))
            hour = hour_of(at)
            prints.extend((value, hour, docid) for value in hashes)
    return sorted(articles), sorted(prints)


def fill(path: Path, size: int, *, searched: bool) -> None:
    """A new database of so many articles, with the full-text search or else with the index of copies, as one measures
    one of them at a time; tells how far it is on standard error.
    """
    with Store.open(path, durable=False) as store, get_context("fork").Pool(2) as pool:
        store.execute("PRAGMA synchronous = OFF")
        store.execute("PRAGMA cache_size = -1000000")
        batches = [range(first, min(first + BATCH, size)) for first in range(0, size, BATCH)]
        for articles, prints in _told(pool.imap(batch, batches), "written"):
            with store.write():
                store.connection.executemany(_ARTICLE, articles)
                if not searched:
                    store.connection.executemany("INSERT INTO fingerprints VALUES (?, ?, ?)", prints)
        if searched:
            make_searchable(store)
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def make_searchable(store: Store) -> None:
    """Enter all articles into the full-text search, in the order of their numbers, which FTS5 likes best."""
    rows = store.execute("SELECT docid, title, summary, body FROM articles ORDER BY docid")
    for some in _told(iter(lambda: rows.fetchmany(BATCH), []), "searchable"):
        with store.write():
            store.connection.executemany(
                "INSERT INTO search (rowid, title, summary, body, names) VALUES (?, ?, ?, ?, '')",
                [(docid, terms(title), terms(summary), terms(body)) for docid, title, summary, body in some],
            )


def _told(batches: Iterable[Any], done: str) -> Iterator[Any]:
    started = time.perf_counter()
    for count, each in enumerate(batches, 1):
        yield each
        if count % 20 == 0:
            spent = time.perf_counter() - started
            print(f"{count * BATCH:,} articles {done} in {spent:.0f} s", file=sys.stderr, flush=True)


_ARTICLE = f"""INSERT INTO articles (docid, id, url, canonical_url, site, language, title, summary, published,
    first_seen, last_seen, sorted_at, version_at, body) VALUES ({", ".join("?" * 14)})"""


def megabytes(path: Path, tables: Iterable[str]) -> dict[str, float]:
    """The size of tables, or of parts of the search, as SQLite's dbstat counts it; empty where that is missing."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)  # Python's own, which may have it
    sql = "SELECT sum(pgsize) / 1e6 FROM dbstat WHERE name = ?"
    try:
        return {table: round(connection.execute(sql, (table,)).fetchone()[0] or 0, 1) for table in tables}
    except sqlite3.Error:
        return {}
    finally:
        connection.close()
