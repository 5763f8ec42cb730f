"""The last step of the path: the ledger and the change feed, whatever arrives first."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.claims import Credit, Facts, Release, WorkMention
from aggregator.base.records import Article
from aggregator.crawl.path import Reading, forget_article, store_reading
from aggregator.crawl.settling import settle
from aggregator.store.articles import body_hash
from aggregator.store.corrections import Correction, correct
from aggregator.store.database import Store
from tests.store.contents import contents
from tests.store.made_up import undone
from tests.store.made_up_facts import WORK, credit, facts, release

START = datetime(2031, 5, 4, 12, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
LONG = " ".join(
    f"The made-up studio of house {n} told guest {n * 7} of a cloud called number {n * 13}." for n in range(40)
)
"""A body long enough to have copies."""


@dataclass(frozen=True)
class Arrival:
    """A reading, and when it is stored."""

    article: Article
    facts: Facts
    now: datetime


def arrival(number: int, day: float = 0, *told: Release | Credit, later: float = 0, **changes: Any) -> Arrival:
    """What outlet ``number`` publishes on a day; stored ``later`` days after that."""
    at = START + timedelta(days=day)
    url = changes.pop("url", f"https://outlet-{number}.example/news/1")
    works = changes.pop("works", (WorkMention(title=WORK, type="tv"),))
    article = Article(
        url=url,
        canonical_url=url,
        site=f"outlet-{number}",
        language="en",
        title=changes.pop("title", "The cloud house returns"),
        body=changes.pop(
            "body", f"Said outlet {number} on day {day:g}. " + " ".join(one.evidence.quote for one in told)
        ),
        published=at.isoformat(),
        **changes,
    )
    return Arrival(article, facts(*told, works=works), at + timedelta(days=later))


def take(store: Store, *arrivals: Arrival) -> None:
    for one in arrivals:
        with store.write():
            take_one(store, one)


def take_one(store: Store, one: Arrival) -> None:
    store_reading(store, Reading(one.article, one.facts, body_hash(one.article.body)), zone=UTC_ZONE, now=one.now)


def told(store: Store) -> list[tuple[str, dict[str, Any]]]:
    return [(row["kind"], json.loads(row["detail"])) for row in store.rows("SELECT * FROM changes ORDER BY cursor")]


def kinds(store: Store) -> list[str]:
    return [kind for kind, _ in told(store) if kind != "new_story"]


def held(store: Store) -> list[tuple[str, str]]:
    return [tuple(row) for row in store.rows("SELECT edtf, ledger FROM releases ORDER BY article_version, edtf, id")]


class TestLedger:
    def test_a_delay_by_another_outlet_replaces_the_date(self, store: Store) -> None:
        take(store, arrival(1, 0, release("2032-01-10")), arrival(2, 9, release("2032-04", status="delayed")))
        assert held(store) == [("2032-01-10", "superseded"), ("2032-04", "current")]

    def test_an_older_article_that_arrives_later_replaces_nothing(self, store: Store) -> None:
        take(store, arrival(2, 9, release("2032-04", status="delayed")), arrival(1, 0, release("2032-01-10")))
        assert held(store) == [("2032-01-10", "superseded"), ("2032-04", "current")]

    def test_the_reason_is_kept_with_the_claims_that_make_it(self, store: Store) -> None:
        take(store, arrival(1, 0, release("2032-01-10")), arrival(2, 9, release("2032-04", status="delayed")))
        (row,) = store.rows("SELECT subject, because FROM reasons WHERE decision = 'ledger'")
        ids = {row["edtf"]: row["id"] for row in store.rows("SELECT id, edtf FROM releases")}
        assert (row["subject"], json.loads(row["because"])) == (
            ids["2032-01-10"],
            {"ledger": "superseded", "signal": "delayed", "by": [ids["2032-04"]]},
        )

    def test_a_correction_gives_what_was_replaced_back_its_place(self, store: Store) -> None:
        wrong = arrival(2, 9, release("2032-04"))
        right = arrival(2, 9, credit(), body="That date was of another series.", later=1)
        take(store, arrival(1, 0, release("2032-01-10")), wrong, right)
        assert held(store) == [("2032-01-10", "current"), ("2032-04", "retracted")]

    def test_an_article_that_is_forgotten_gives_it_back_too(self, store: Store) -> None:
        later = arrival(2, 9, release("2032-04"))
        take(store, arrival(1, 0, release("2032-01-10")), later)
        forget_article(store, later.article.canonical_url, now=START)
        assert held(store) == [("2032-01-10", "current")]
        assert store.rows("SELECT 1 FROM reasons") == []

    def test_a_rejected_claim_stays_rejected(self, store: Store) -> None:
        arrivals = arrival(1, 0, release("2032-01-10")), arrival(2, 9, release("2032-04"))
        take(store, *arrivals)
        (wrong,) = store.rows("SELECT id, work_id FROM releases WHERE edtf = '2032-04'")
        with store.write():
            correct(store, Correction("claim", wrong["id"], "", "reject"), now=START)
            settle(store, [wrong["work_id"]], now=START)
        take(store, *arrivals, arrival(3, 12, credit()))
        assert held(store) == [("2032-01-10", "current"), ("2032-04", "retracted")]

    def test_copies_are_counted_once_in_what_is_to_come(self, store: Store) -> None:
        body = f"It starts on 9031-01-10. {LONG}"
        copies = [arrival(n, n, release("9031-01-10"), body=body) for n in (1, 2)]
        take(store, *copies, arrival(3, 3, release("9031-01-10")))
        (row,) = store.rows("SELECT edtf, article_count FROM upcoming")
        assert tuple(row) == ("9031-01-10", 2)


class TestChanges:
    def test_a_release_is_told_once_whoever_repeats_it(self, store: Store) -> None:
        take(store, *(arrival(n, n, release("2032-01-10")) for n in (1, 2, 3)))
        assert kinds(store) == ["new_release"]
        assert [kind for kind, _ in told(store)].count("new_story") == 1

    def test_it_is_told_with_its_words(self, store: Store) -> None:
        take(store, arrival(1, 0, release("2032-01-10", text="January 10", platform="Kumo TV")))
        (detail,) = (detail for kind, detail in told(store) if kind == "new_release")
        names = ("work", "event", "edtf", "platforms", "before", "quote", "site", "disputed")
        assert [detail[name] for name in names] == [
            *(WORK, "premiere", "2032-01-10", ["Kumo TV"], [], "January 10", "outlet-1", False)
        ]

    def test_more_exact_dates_are_changes_and_later_ones_delays(self, store: Store) -> None:
        dates = ("2032-24", "2032-01-10", "2032-04-04")
        take(store, *(arrival(n, n * 5, release(date)) for n, date in enumerate(dates)))
        assert [(kind, detail["edtf"], detail["before"]) for kind, detail in told(store) if kind != "new_story"] == [
            ("new_release", "2032-24", []),
            ("changed_release", "2032-01-10", ["2032-24"]),
            ("delay", "2032-04-04", ["2032-01-10"]),
        ]

    def test_a_cancellation_is_told(self, store: Store) -> None:
        take(store, arrival(1, 0, release("2032")), arrival(2, 5, release("2032", status="cancelled")))
        assert kinds(store) == ["new_release", "cancellation"]

    def test_a_dispute_and_its_end_are_told(self, store: Store) -> None:
        dates = (0, "2032-01-10"), (0.2, "2032-01-16"), (6, "2032-01-10")
        take(store, *(arrival(n, day, release(date)) for n, (day, date) in enumerate(dates)))
        assert [(kind, d["edtf"], d["before"], d["disputed"]) for kind, d in told(store) if kind != "new_story"] == [
            ("new_release", "2032-01-10", [], False),
            ("changed_release", "2032-01-16", [], True),
            ("changed_release", "2032-01-10", ["2032-01-16"], False),
        ]

    def test_cast_and_staff_are_told_once_a_person(self, store: Store) -> None:
        voices = [credit(name, "voice", character=name[::-1]) for name in ("Aoi Kumo", "Sora Hoshi")]
        take(store, arrival(1, 0, *voices, credit("Rin Nami")), arrival(2, 2, *voices, credit("Umi Kaze", "music")))
        assert [(kind, [one["name"] for one in d["credits"]]) for kind, d in told(store) if kind != "new_story"] == [
            ("new_cast", ["Aoi Kumo", "Sora Hoshi"]),
            ("new_staff", ["Rin Nami"]),
            ("new_staff", ["Umi Kaze"]),
        ]

    def test_who_shows_or_sells_is_no_staff(self, store: Store) -> None:
        take(store, arrival(1, 0, credit("Kumo TV", "broadcaster"), credit("Old Hand", status="previous")))
        assert kinds(store) == []

    def test_a_correction_is_told_with_what_was_taken_back(self, store: Store) -> None:
        wrong = arrival(1, 0, release("2032-01-12"))
        take(store, wrong, arrival(1, 0, release("2032-01-10"), later=1))
        assert kinds(store) == ["new_release", "correction", "changed_release"]
        detail = told(store)[2][1]
        assert [one["quote"] for one in detail["retracted"]] == ["2032-01-12"]

    def test_other_advertisements_and_another_day_of_publication_are_silent(self, store: Store) -> None:
        first = arrival(1, 0, release("2032-01-10"), credit())
        again = replace(first.article, body=f"{first.article.body}\n\nBuy our made-up mugs!", modified="2031-06-01")
        take(store, first)
        before = told(store)
        take(store, Arrival(again, first.facts, START + timedelta(days=3)))
        take(store, Arrival(replace(again, published="2031-06-01"), first.facts, START + timedelta(days=4)))
        assert store.rows("SELECT 1 FROM articles WHERE version = 2") != []
        assert told(store) == before

    def test_background_is_not_told(self, store: Store) -> None:
        take(store, arrival(1, 0, release("2020-01-10", news=False), credit(news=False)))
        assert kinds(store) == []

    def test_an_older_article_that_arrives_later_is_no_change(self, store: Store) -> None:
        take(store, arrival(2, 9, release("2032-04", status="delayed")), arrival(1, 0, release("2032-01-10")))
        assert kinds(store) == ["delay"]

    def test_a_story_is_told_once_whatever_its_id_becomes(self, store: Store) -> None:
        take(store, *(arrival(n, -n, body=LONG) for n in (1, 2, 3)))
        assert store.rows("SELECT DISTINCT story_id FROM articles WHERE duplicate_of IS NULL") != []
        assert [kind for kind, _ in told(store)] == ["new_story"]


DATES = st.sampled_from(["2032", "2032-24", "2032-01", "2032-01-10", "2032-01-16", "2032-04-04", "2031-05-05"])
TOLD = st.lists(
    st.one_of(
        st.builds(
            release,
            DATES,
            st.sampled_from([WORK, "Kumo", None]),
            status=st.sampled_from(["scheduled", "delayed", "cancelled"]),
            superseded=st.booleans(),
            news=st.integers(0, 3).map(bool),
            platform=st.sampled_from([None, "Kumo TV", "Hoshi TV"]),
        ),
        st.builds(
            credit,
            st.sampled_from(["Aoi Kumo", "Sora Hoshi", "雲 あおい"]),
            st.sampled_from(["voice", "director"]),
            character=st.sampled_from(["Suzu", None]),
        ),
    ),
    max_size=3,
)
BODIES = st.sampled_from([LONG, None])


@st.composite
def histories(draw: st.DrawFn) -> list[list[Arrival]]:
    """For several articles, the one after the other of its states; a few have equal bodies."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        day, shared = draw(st.sampled_from([0, 0.5, 1, 6, 30])), draw(BODIES)
        states = draw(st.lists(TOLD, min_size=1, max_size=1 if shared else 3))
        found.append(
            [
                arrival(number, day, *state, later=later, **({"body": shared} if shared else {}))
                for later, state in enumerate(states)
            ]
        )
    return found


DERIVED = (
    *("releases", "credits", "reasons", "works", "work_names", "people", "article_versions"),
    *("article_works", "work_titles", "work_aliases", "work_keys", "stories", "redirects", "story_keys"),
)


def _shuffled(data: st.DataObject, histories: list[list[Arrival]]) -> list[Arrival]:
    """All arrivals in some order that keeps each article's own."""
    turns = data.draw(st.permutations([number for number, states in enumerate(histories) for _ in states]))
    queues = [iter(states) for states in histories]
    return [next(queues[number]) for number in turns]


@settings(deadline=None, max_examples=20)
@given(histories=histories(), data=st.data())
def test_any_order_of_arrival_gives_the_same_ledger(
    scratch: Store, histories: list[list[Arrival]], data: st.DataObject
) -> None:
    found = []
    for order in ([one for states in histories for one in states], _shuffled(data, histories)):
        with undone(scratch):
            for one in order:
                take_one(scratch, one)
            rows = contents(scratch)
            found.append({table: rows[table] for table in DERIVED})
    assert found[0] == found[1]


@settings(deadline=None, max_examples=10)
@given(histories=histories())
def test_storing_the_last_states_again_changes_and_tells_nothing(
    scratch: Store, histories: list[list[Arrival]]
) -> None:
    with undone(scratch):
        for one in (one for states in histories for one in states):
            take_one(scratch, one)
        before, changes = contents(scratch), told(scratch)
        for states in histories:
            take_one(scratch, states[-1])
        assert (contents(scratch), told(scratch)) == (before, changes)


@settings(deadline=None, max_examples=10)
@given(histories=histories(), data=st.data())
def test_what_was_told_is_what_holds(scratch: Store, histories: list[list[Arrival]], data: st.DataObject) -> None:
    """Whatever came in between, the feed remembers just the facts that hold: none is told twice or missed."""
    with undone(scratch):
        for one in _shuffled(data, histories):
            take_one(scratch, one)
        remembered = {
            (row["subject"], row["edtf"])
            for row in scratch.rows(
                """SELECT subject, json_extract(fact, '$[2]') AS edtf FROM told
                   WHERE json_extract(fact, '$[0]') = 'release'"""
            )
        }
        holds = {
            tuple(row)
            for row in scratch.rows(
                """SELECT r.work_id, r.edtf FROM releases r JOIN articles a ON a.id = r.article_id
                   WHERE r.ledger IN ('current', 'disputed') AND r.news = 1 AND r.superseded = 0
                       AND r.work_id IS NOT NULL AND a.duplicate_of IS NULL"""
            )
        }
        assert remembered == holds
