"""Releases and credits: who states them, in what order, and how they are shown."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from aggregator.base.claims import WorkMention
from aggregator.store.database import Store
from aggregator.view import claims, objects
from aggregator.view.articles import find
from aggregator.view.claim_tables import credit_table, release_table
from aggregator.view.claims import Credit, Release, Told, Wanted
from aggregator.view.copies import write_copy
from aggregator.view.dates import date_words
from aggregator.view.dumps import write_csv, write_ndjson
from aggregator.view.feeds import write_json_feed
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import Selection
from aggregator.view.histories import history
from aggregator.view.reading import Skipped, reading
from aggregator.view.tables import article_page
from tests.store.contents import contents
from tests.store.made_up_facts import WORK, credit, evidence, facts, release
from tests.view.made_up import Shelf, lines
from tests.view.test_dumps import records
from tests.view.test_tables import NASTY, WIDE, printed


def releases(shelf: Shelf, **wanted: Any) -> list[Told[Release]]:
    with reading(shelf.path) as store:
        return list(claims.releases(store, Wanted(**wanted)))


def dates(shelf: Shelf, **wanted: Any) -> list[str]:
    return [told.claim.edtf for told in releases(shelf, **wanted)]


def credited(shelf: Shelf, **wanted: Any) -> list[Told[Credit]]:
    with reading(shelf.path) as store:
        return list(claims.credits(store, Wanted(**wanted)))


def names(shelf: Shelf, **wanted: Any) -> list[tuple[str, str]]:
    return [(told.claim.role, told.claim.name) for told in credited(shelf, **wanted)]


def named(*titles: str) -> tuple[WorkMention, ...]:
    return tuple(WorkMention(title=title) for title in titles)


class TestReleases:
    def test_what_several_articles_state_is_one_with_its_sources(self, shelf: Shelf) -> None:
        first = shelf.put("one", facts=facts(release("2031-07")))
        second = shelf.put("two", site="echo-reef", facts=facts(release("2031-07", time="25:30", work=WORK.upper())))
        (told,) = releases(shelf)
        assert [source.claim.article_id for source in told.sources] == [first, second]
        assert (told.claim.edtf, told.claim.time) == ("2031-07", "25:30")

    @pytest.mark.parametrize(
        "other",
        [
            {"edtf": "2031-08"},
            {"event": "finale"},
            {"platform": "Kumo TV"},
            {"region": "Japan"},
            {"status": "delayed"},
            {"work": "Kumo"},
        ],
    )
    def test_what_differs_is_not_one(self, shelf: Shelf, other: dict[str, Any]) -> None:
        shelf.put("one", facts=facts(release("2031-07", earliest="2031-07-01", latest="2031-07-31")))
        told = {"edtf": "2031-07", "earliest": "2031-07-01", "latest": "2031-07-31"} | other
        shelf.put("two", facts=facts(release(**told), works=named("Kumo", WORK)))
        assert len(releases(shelf)) == 2

    def test_one_platform_in_two_spellings_is_one(self, shelf: Shelf) -> None:
        for name in ("Kumo TV", "雲テレビ"):
            shelf.put(name, facts=facts(release(platform=name, platform_id="kumo-tv")))
        (told,) = releases(shelf)
        assert len(told.sources) == 2

    def test_a_claim_of_no_work_stays_its_article_s(self, shelf: Shelf) -> None:
        for title in ("one", "two"):
            shelf.put(title, facts=facts(release(work=None), works=()))
        assert [len(told.sources) for told in releases(shelf)] == [1, 1]

    def test_an_exact_copy_is_no_second_source(self, shelf: Shelf) -> None:
        original, copy = (shelf.put(title, facts=facts(release())) for title in ("one", "two"))
        shelf.copy(original, copy)
        (told,) = releases(shelf)
        assert [source.claim.article_id for source in told.sources] == [original]

    def test_what_no_longer_holds_is_left_out(self, shelf: Shelf) -> None:
        url = "https://lantern-wire.example/changing"
        shelf.put("one", url=url, facts=facts(release("2031-07-06")))
        shelf.put("two", url=url, facts=facts(release("2031-07-13"), release("2031-01-01", superseded=True)))
        assert dates(shelf) == ["2031-07-13"]

    def test_the_latest_date_comes_first_and_an_unknown_year_last(self, shelf: Shelf) -> None:
        unknown = release("XXXX-10-06", earliest=None, latest=None)
        shelf.put("one", facts=facts(release("2031-07-06"), unknown, release("2031-09-01"), release("2030-01-01")))
        assert dates(shelf) == ["2031-09-01", "2031-07-06", "2030-01-01", "XXXX-10-06"]

    def test_what_is_to_come_is_soonest_first(self, shelf: Shelf) -> None:
        shelf.put(
            "one",
            facts=facts(
                release("2031-09-01"),
                release("2031-07-06", status="delayed"),
                release("2031-07-07", status="cancelled"),
                release("2031-07-05"),
                release("2031-07", event="streaming"),
            ),
        )
        assert dates(shelf, upcoming="2031-07-06") == ["2031-07", "2031-07-06", "2031-09-01"]

    def test_a_month_holds_what_is_as_exact(self, shelf: Shelf) -> None:
        shelf.put(
            "one",
            facts=facts(
                release("2031-07-31"),
                release("2031-07", event="streaming"),
                release("2031-22", event="home_video"),
                release("2031-08-01"),
            ),
        )
        assert dates(shelf, month="2031-07") == ["2031-07", "2031-07-31"]

    def test_background_is_shown_where_it_is_asked_for(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(release("2031-07-31"), release("2020-01-01", news=False)))
        assert dates(shelf) == ["2031-07-31"]
        assert dates(shelf, background=True) == ["2031-07-31", "2020-01-01"]

    @pytest.mark.parametrize("name", ["hoshi no sumika", "星の住処", "Ｈｏｓｈｉ no Sumika!", "sumika"])
    def test_by_any_name_of_the_work(self, shelf: Shelf, name: str) -> None:
        shelf.put("one", facts=facts(release(), works=(WorkMention(title=WORK, aliases=("星の住処",)),)))
        shelf.put("two", facts=facts(release("2032-01-01", work="Kumo"), works=named("Kumo")))
        assert dates(shelf, works=(name,)) == ["2031-07-03"]
        assert dates(shelf, works=("Nothing",)) == []

    @pytest.mark.parametrize("name", ["kumo-tv", "Kumo TV", "雲テレビ", "ＫＵＭＯ　ＴＶ"])
    def test_by_any_name_of_the_platform(self, shelf: Shelf, name: str) -> None:
        told = [
            release("2031-07-01", platform="Kumo TV", platform_id="kumo-tv"),
            release("2031-07-02", platform="雲テレビ", platform_id="kumo-tv"),
            release("2031-07-03", platform="Tidepool+ Kids"),
            release("2031-07-04"),
        ]
        shelf.put("one", facts=facts(*told))
        assert dates(shelf, platforms=(name,)) == ["2031-07-02", "2031-07-01"]
        assert dates(shelf, platforms=("tidepool",)) == ["2031-07-03"]
        assert dates(shelf, platforms=("TV",)) == ["2031-07-01"]
        assert dates(shelf, platforms=("Nowhere",)) == []

    def test_as_an_object(self, shelf: Shelf) -> None:
        key = shelf.put("one", facts=facts(release(text="July 3", platform="Kumo TV")))
        (told,) = releases(shelf)
        shown = objects.told(told)
        (source,) = shown.pop("sources")
        assert (shown["work"], shown["event"], shown["edtf"], shown["platform"], shown["status"]) == (
            *(WORK, "premiere", "2031-07-03"),
            *("Kumo TV", "scheduled"),
        )
        assert (source["article_id"], source["quote"], source["start"], source["end"], source["rule"]) == (
            *(key, "July 3", 0, 6),
            "made up",
        )
        assert {"quote", "start", "text", "rule", "article_id"}.isdisjoint(shown)


class TestCredits:
    def test_what_several_articles_state_is_one_with_its_sources(self, shelf: Shelf) -> None:
        for title, name in (("one", "Aoi Kumo"), ("two", "KUMO Aoi")):
            shelf.put(title, facts=facts(credit(name)))
        (told,) = credited(shelf)
        assert (told.claim.name, len(told.sources)) == ("Aoi Kumo", 2)

    def test_two_characters_are_two_credits(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(*(credit(role="voice", character=name) for name in ("Cat", "Dog"))))
        assert [told.claim.character for told in credited(shelf)] == ["Cat", "Dog"]

    def test_works_that_were_in_the_news_last_come_first(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(credit("A"), credit("B", "music")))
        shelf.put("two", facts=facts(credit("C", work="Kumo"), works=named("Kumo")))
        shelf.put("three", facts=facts(credit("D", "script")))
        assert names(shelf) == [("director", "A"), ("music", "B"), ("script", "D"), ("director", "C")]

    def test_filters(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(credit(), credit("Sora Ame", "series_composition"), credit("雲 あおい", "music")))
        shelf.put("two", facts=facts(credit(work="Kumo", news=False, status="previous"), works=named("Kumo")))
        assert names(shelf, people=("kumo aoi",)) == [("director", "Aoi Kumo")]
        assert names(shelf, people=("雲あおい",)) == [("music", "雲 あおい")]
        assert names(shelf, roles=("Series composition", "music")) == [
            ("music", "雲 あおい"),
            ("series_composition", "Sora Ame"),
        ]
        assert names(shelf, works=("Kumo",)) == []
        assert names(shelf, works=("Kumo",), background=True) == [("director", "Aoi Kumo")]
        assert names(shelf, people=("Nobody",)) == names(shelf, roles=("nothing",)) == []


def fill(shelf: Shelf) -> str:
    told = [
        release("2031-07-04/2031-07-06", work=WIDE, time="25:30", platform=WIDE, region=NASTY, status="delayed"),
        release("2031-24", text="winter", event="home_video", superseded=True, news=False),
        release("XXXX-10-06~", work=None, earliest=None, latest=None),
        credit(WIDE, "chief_animation_director", character=NASTY, song=WIDE),
        credit(NASTY, "voice", work=WIDE, status="previous"),
        credit("An-unbroken-name" * 10, "x" * 50, work=None, evidence=evidence(NASTY + WIDE)),
    ]
    mentions = (WorkMention(title=WIDE), WorkMention(title=WORK, type="live_action", aliases=(NASTY,)))
    shelf.put("before", url="https://lantern-wire.example/a", facts=facts(release("2030"), credit("Gone")))
    return shelf.put(WIDE, url="https://lantern-wire.example/a", body=WIDE, facts=facts(*told, works=mentions))


class TestShown:
    @pytest.mark.parametrize("width", [40, 80, 200])
    def test_nothing_is_wider_than_the_terminal_or_reaches_it_raw(self, shelf: Shelf, width: int) -> None:
        key = fill(shelf)
        with reading(shelf.path) as store:
            entry = find(store, key)
            assert entry is not None
            page = article_page(history(store, entry, Skipped()), zone=ZoneInfo("UTC"))
        ids = {key: key[:7]}
        pages = (
            release_table(releases(shelf, background=True), ids),
            credit_table(credited(shelf, background=True), ids),
            page,
        )
        for shown in (printed(page, width=width) for page in pages):
            assert max(cell_len(line) for line in shown.splitlines()) <= width
            assert not {char for char in shown if char < " " and char != "\n"}
            assert not set("\x7f\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2069\ufeff") & set(shown)

    @pytest.mark.parametrize(
        ("edtf", "words"),
        [
            ("2031-07-03", "2031-07-03"),
            ("2031-07", "2031-07"),
            ("2031", "2031"),
            ("2031-24", "winter 2031"),
            ("2031-34", "Q2 2031"),
            ("2031-41", "2nd half of 2031"),
            ("2031-07~", "about 2031-07"),
            ("2031-21~", "about spring 2031"),
            ("XXXX-10-06", "10-06"),
            ("2031-07-04/2031-07-06", "2031-07-04 to 2031-07-06"),
            ("rubbish", "rubbish"),
        ],
    )
    def test_dates_in_words(self, edtf: str, words: str) -> None:
        assert date_words(edtf) == words

    def test_a_table_tells_the_first_article_and_how_many_more(self, shelf: Shelf) -> None:
        first = shelf.put("one", facts=facts(release(status="delayed", region="Japan")))
        shelf.put("two", facts=facts(release(status="delayed", region="Japan")))
        shown = printed(release_table(releases(shelf), {first: first[:7]}))
        assert shown.splitlines()[0].split() == ["Date", "Work", "Event", "Where", "Article"]
        assert f"{first[:7]} +1" in shown
        assert "(delayed)" in shown
        assert "Japan" in shown

    def test_a_work_stands_at_its_first_credit(self, shelf: Shelf) -> None:
        key = shelf.put("one", facts=facts(credit("A"), credit("B", "series_composition")))
        shown = printed(credit_table(credited(shelf), {key: key[:7]}))
        assert shown.count(WORK) == 1
        assert "series" in shown

    def test_an_article_s_page_tells_what_it_states_and_stated(self, shelf: Shelf) -> None:
        key = fill(shelf)
        with reading(shelf.path) as store:
            entry = find(store, key)
            assert entry is not None
            found = history(store, entry, Skipped())
        shown = printed(article_page(found, zone=ZoneInfo("UTC")), width=300)
        assert f"{WORK} (live action)" in shown
        assert "winter 2031  home video (replaced, background)" in shown
        assert "“winter”  body, made up" in shown
        assert "Retracted" in shown
        assert "“director: Gone”" in shown
        whole = objects.history(found)
        assert [one["edtf"] for one in whole["releases"]] == [one.edtf for one in entry.releases]
        assert {(one.get("edtf"), one.get("name"), one["ledger"]) for one in whole["retracted"]} == {
            ("2030", None, "retracted"),
            (None, "Gone", "retracted"),
        }


class TestExports:
    def written(self, shelf: Shelf, writer: Any, **values: Any) -> bytes:
        out = io.BytesIO()
        with reading(shelf.path) as store:
            writer(store, Selection(condition=resolve(store, Filters()), **values), out, Skipped())
        return out.getvalue()

    def test_ndjson_holds_claims_with_their_words(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(release(), credit(character="Cat")))
        (article,) = lines(self.written(shelf, write_ndjson))
        (told,), (who,) = article["releases"], article["credits"]
        assert (told["edtf"], told["quote"], told["superseded"], told["ledger"]) == (
            *("2031-07-03", "2031-07-03"),
            *(False, "current"),
        )
        assert (who["name"], who["quote"], who["character"]) == ("Aoi Kumo", "director: Aoi Kumo", "Cat")
        assert article["works"] == [{"id": told["work_id"], "title": WORK, "type": "tv"}]

    def test_csv_holds_claims_in_words(self, shelf: Shelf) -> None:
        shelf.put(
            "one",
            facts=facts(
                release(time="25:30", platform="Kumo TV"), release("2032", evidence=evidence("2032", 9)), credit()
            ),
        )
        (record,) = records(self.written(shelf, write_csv))
        assert record["releases"] == "2031-07-03, 25:30, premiere, Kumo TV, scheduled; 2032, premiere, scheduled"
        assert record["credits"] == "director, Aoi Kumo"

    def test_a_feed_holds_facts_without_the_article_s_words(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(release(), credit(evidence=evidence("someone else's sentence"))))
        feed = self.written(shelf, write_json_feed, by="story")
        assert b'"edtf": "2031-07-03"' in feed
        assert b'"role": "director"' in feed
        assert b"someone else" not in feed

    @pytest.mark.parametrize("writer", [write_ndjson, write_csv, write_json_feed])
    def test_a_second_export_is_the_same(self, shelf: Shelf, writer: Any) -> None:
        fill(shelf)
        assert self.written(shelf, writer) == self.written(shelf, writer)

    def test_a_copy_of_the_database_holds_them_and_is_the_same_again(self, shelf: Shelf, tmp_path: Path) -> None:
        fill(shelf)
        for name in ("a.db", "b.db"):
            with reading(shelf.path) as store:
                write_copy(store, tmp_path / name)
        assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()
        with Store.open(tmp_path / "a.db") as copy:
            assert contents(copy) == contents(shelf.store)

    def test_only_what_the_present_version_states(self, shelf: Shelf) -> None:
        fill(shelf)
        (article,) = lines(self.written(shelf, write_ndjson))
        assert {claim["article_version"] for claim in (*article["releases"], *article["credits"])} == {2}
