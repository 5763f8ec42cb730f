"""Many made-up articles, quickly: what the benchmarks of copies and of search fill their databases with.

An article is about 340 words of English-looking text, every fifth about 900 characters of Japanese-looking text; the
words are drawn as often as in a language (Zipf), some of them in stock phrases, and each site ends its articles with
the same notice. They are stored as the program stores them, with their fingerprints and their terms for the search, but
in bulk: the work is done in two processes and written in the order of the tables' keys.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any

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
VOCABULARY = 20_000


@dataclass(frozen=True)
class Language:
    """The words of the made-up texts, commonest first, how often each is drawn, stock phrases, and sites' notices."""

    words: list[str]
    weights: list[float]
    phrases: list[str]
    notices: list[str]


@cache
def language() -> Language:
    """The same in every process."""
    rng = random.Random(7)
    words = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 8) for rank in range(VOCABULARY)))
    phrases = [" ".join(rng.choices(words, cum_weights=weights, k=10)) for _ in range(300)]
    notices = [" ".join(rng.choices(words, cum_weights=weights, k=30)) for _ in range(SITES)]
    return Language(words, weights, phrases, notices)


def english(number: int) -> tuple[str, str]:
    """Title and body of the article of a number."""
    rng, tongue = random.Random(number), language()
    drawn = rng.choices(tongue.words, cum_weights=tongue.weights, k=300)
    for _ in range(3):
        drawn.insert(rng.randrange(20, len(drawn)), rng.choice(tongue.phrases))
    return " ".join(drawn[:9]).title(), f"{' '.join(drawn[9:])} {tongue.notices[number % SITES]}"


def japanese(number: int) -> tuple[str, str]:
    """The same of one in Japanese."""
    rng = random.Random(number)
    drawn = ["".join(rng.choices(KANJI, k=2)) + "".join(rng.choices(KANA, k=rng.randint(1, 4))) for _ in range(200)]
    return "".join(drawn[:4]), "。".join("".join(drawn[at : at + 8]) for at in range(4, 200, 8))


Rows = tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[tuple[object, ...]]]


def batch(numbers: range) -> Rows:
    """The rows of these articles in three tables, each in the order of its key."""
    articles: list[tuple[object, ...]] = []
    prints: list[tuple[object, ...]] = []
    searched: list[tuple[object, ...]] = []
    for number in numbers:
        url = f"https://bench-{number % SITES}.example/{number}"
        title, body = japanese(number) if number % 5 == 0 else english(number)
        docid, at = content_number("article", url), iso(START + timedelta(minutes=3 * number))
        lang = "ja" if number % 5 == 0 else "en"
        articles.append(
            (docid, content_id("article", url), url, url, f"bench-{number % SITES}", lang, title, at, at, at, at, body)
        )
        prints.extend((value, hour_of(at), docid) for value in fingerprints_of(body))
        searched.append((docid, terms(title), terms(body)))
    return sorted(articles), sorted(prints), sorted(searched)


def fill(path: Path, size: int) -> None:
    """A new database of so many articles, each a story of its own; tells how far it is on standard error."""
    started = time.perf_counter()
    batches = [range(first, min(first + BATCH, size)) for first in range(0, size, BATCH)]
    with Store.open(path, durable=False) as store, get_context("fork").Pool(2) as pool:
        store.execute("PRAGMA synchronous = OFF")
        store.execute("PRAGMA cache_size = -1000000")
        for done, rows in enumerate(pool.imap(batch, batches), 1):
            with store.write():
                _insert(store.connection, rows)
            if done % 20 == 0:
                rate = time.perf_counter() - started
                print(f"{done * BATCH:,} articles in {rate:.0f} s", file=sys.stderr, flush=True)
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(connection: Any, rows: Rows) -> None:
    articles, prints, searched = rows
    connection.executemany(
        """INSERT INTO articles (docid, id, url, canonical_url, site, language, title, published, first_seen, last_seen,
               sorted_at, version_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [(*row[:11], row[10], row[11]) for row in articles],
    )
    connection.executemany("INSERT INTO fingerprints VALUES (?, ?, ?)", prints)
    connection.executemany("INSERT INTO search (rowid, title, summary, body, names) VALUES (?, ?, '', ?, '')", searched)


def sizes(store: Store, tables: Iterable[str]) -> dict[str, int]:
    """Megabytes of tables with all that belongs to them, as SQLite's dbstat counts them; empty where it is missing."""
    import sqlite3  # the system's own, which has dbstat more often

    connection = sqlite3.connect(f"{store.path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return {
            table: connection.execute(
                "SELECT sum(pgsize) / 1000000 FROM dbstat WHERE name = ? OR name LIKE ? || '\\_%' ESCAPE '\\'",
                (table, table),
            ).fetchone()[0]
            for table in tables
        }
    except sqlite3.Error:
        return {}
    finally:
        connection.close()
