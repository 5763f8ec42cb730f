"""Made-up sequences of news, from texts to the timeline that a person would write."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aggregator.store.database import Store
from aggregator.view.timeline import Step, timeline
from tests.crawl.planted import BOTH_NAMES, SEQUENCES, News, Sequence, take
from tests.store.contents import contents

EXPECTED = [
    ("2026-08-03", "announced", None, [], "current", 1),
    ("2026-09-02", "date", "2027-24", [], "superseded", 1),
    ("2026-10-12", "refined", "2027-01-09", ["2027-24"], "superseded", 3),
    ("2026-10-13", "date", "2027-01-19", [], "retracted", 1),
    ("2026-10-14", "corrected", "2027-01-19", [], "current", 1),
    ("2026-12-01", "delayed", "2027-04", ["2027-01-09"], "current", 1),
]


@pytest.fixture
def store(tmp_path: Path) -> object:
    with Store.open(tmp_path / "news.db") as opened:
        yield opened


def steps(store: Store, title: str) -> list[Step]:
    (work,) = store.rows("SELECT DISTINCT work_id FROM work_names WHERE name = ?", (title,))
    found = timeline(store, work[0])
    assert found is not None
    return [step for step in found.steps if step.kind not in ("staff", "cast")]


def written(step: Step) -> tuple[object, ...]:
    edtf = getattr(step.claims[0], "edtf", None) if step.claims else None
    return step.at[:10], step.kind, edtf, list(step.before), step.ledger, len(step.outlets)


def shuffled(news: tuple[News, ...], seed: int) -> list[News]:
    """Some order that keeps each page's own."""
    pages = list({(one.outlet, one.page) for one in news})
    turns = [(one.outlet, one.page) for one in random.Random(seed).sample(news, len(news))]
    queues = {page: iter([one for one in news if (one.outlet, one.page) == page]) for page in pages}
    return [next(queues[page]) for page in turns]


@pytest.mark.parametrize("sequence", SEQUENCES.values(), ids=SEQUENCES)
class TestOneLanguage:
    def test_the_timeline_is_what_a_person_would_write(self, store: Store, sequence: Sequence) -> None:
        for news in sequence.news:
            take(store, sequence, news)
        assert [written(step) for step in steps(store, sequence.work)] == EXPECTED

    def test_every_quote_is_a_slice_of_its_stored_text(self, store: Store, sequence: Sequence) -> None:
        for news in sequence.news:
            take(store, sequence, news)
        sql = """SELECT c.quote, c.start, c.end, c.field,
                coalesce(v.title, a.title) AS title, coalesce(v.body, a.body) AS body
            FROM (SELECT * FROM (SELECT article_id, article_version, quote, start, "end", field FROM releases
                  UNION ALL SELECT article_id, article_version, quote, start, "end", field FROM credits)) c
            JOIN articles a ON a.id = c.article_id
            LEFT JOIN article_versions v ON v.article_id = a.id AND v.version = c.article_version"""
        rows = store.rows(sql)
        assert len(rows) > 6
        assert [row["quote"] for row in rows if row[row["field"]][row["start"] : row["end"]] != row["quote"]] == []

    def test_any_order_gives_the_same(self, tmp_path: Path, sequence: Sequence) -> None:
        found = []
        for seed in (None, 1):
            with Store.open(tmp_path / f"{seed}.db") as store:
                for news in sequence.news if seed is None else shuffled(sequence.news, seed):
                    take(store, sequence, news)
                rows = contents(store)
                found.append({table: rows[table] for table in ("releases", "credits", "works", "reasons")})
        assert found[0] == found[1]


def test_three_languages_tell_one_history(store: Store) -> None:
    for sequence in SEQUENCES.values():
        for news in sequence.news:
            take(store, sequence, news)
    for sequence, news in BOTH_NAMES:
        take(store, sequence, news)
    assert len(store.rows("SELECT DISTINCT work_id FROM releases")) == 1
    found = [written(step) for step in steps(store, "Puerto de la Luna")]
    assert ("2026-10-12", "refined", "2027-01-09", ["2027-24"], "superseded", 9) in found
    assert ("2026-12-01", "delayed", "2027-04", ["2027-01-09"], "current", 3) in found
    assert found == [written(step) for step in steps(store, "Moon Harbor")]
