"""``timeline``, ``changes`` and ``explain`` as they are typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rich.cells import cell_len

from aggregator.base.claims import WorkMention
from tests.cli.program import Ran
from tests.cli.program import run as program
from tests.store.made_up_facts import WORK, credit, facts, release
from tests.view.made_up import START, Shelf


def run(shelf: Shelf, *arguments: str) -> Ran:
    ran = program("--db", str(shelf.path), *arguments)
    assert ran.code == 0, ran.err
    return ran


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def sequence(shelf: Shelf) -> None:
    """Announced; winter; a day, by three outlets; put off."""
    shelf.put("House of Stars Gets Anime", kinds=("announcement",), at=day(0), site="one", facts=facts())
    shelf.put("It Comes in Winter", at=day(5), site="one", facts=facts(release("2032-24", text="this winter")))
    for number, site in enumerate(("one", "two", "three")):
        shelf.put("The Day", at=day(20 + number), site=site, facts=facts(release("2032-01-10")))
    put_off = release("2032-04", text="delayed to April", status="delayed")
    shelf.put("Delayed", at=day(60), site="two", facts=facts(put_off, credit("Aoi Kumo", "voice", character="Suzu")))


class TestTimeline:
    def test_it_is_told_step_by_step(self, shelf: Shelf) -> None:
        sequence(shelf)
        steps = run(shelf, "timeline", "hoshi no sumika", "--json").objects
        assert [(one["kind"], one.get("edtf"), one["before"], one["ledger"], one["outlets"]) for one in steps] == [
            ("announced", None, [], "current", ["one"]),
            ("date", "2032-24", [], "superseded", ["one"]),
            ("refined", "2032-01-10", ["2032-24"], "superseded", ["one", "two", "three"]),
            ("delayed", "2032-04", ["2032-01-10"], "current", ["two"]),
            ("cast", None, [], "current", ["two"]),
        ]

    def test_each_step_has_its_articles_and_their_words(self, shelf: Shelf) -> None:
        sequence(shelf)
        put_off = run(shelf, "timeline", WORK, "--json").objects[3]
        assert [claim["quote"] for source in put_off["sources"] for claim in source["claims"]] == ["delayed to April"]
        assert put_off["sources"][0]["url"].startswith("https://two.example/")

    def test_a_page_for_people(self, shelf: Shelf) -> None:
        sequence(shelf)
        page = run(shelf, "timeline", WORK).out
        for said in (
            "announced",
            "premiere: winter 2032",
            "premiere now 2032-01-10",
            "3 outlets",
            "delayed to 2032-04",
        ):
            assert said in page
        assert "“delayed to April”" in page

    def test_both_sides_of_a_dispute_stand_there_with_their_words(self, shelf: Shelf) -> None:
        for site, edtf in (("one", "2032-01-10"), ("two", "2032-01-16")):
            shelf.put("The Day", at=day(1), site=site, facts=facts(release(edtf, text=f"starts on {edtf}")))
        page = run(shelf, "timeline", WORK).out
        assert page.count("(disputed)") == 2
        assert ("“starts on 2032-01-10”" in page, "“starts on 2032-01-16”" in page) == (True, True)

    def test_what_was_taken_back_is_told(self, shelf: Shelf) -> None:
        url = "https://one.example/1"
        shelf.put("The Day", at=day(1), url=url, site="one", facts=facts(release("2032-01-12")))
        shelf.put("The Right Day", at=day(2), url=url, site="one", facts=facts(release("2032-01-10")))
        steps = run(shelf, "timeline", WORK, "--json").objects
        assert [(one["kind"], one["at"][:10], one["ledger"]) for one in steps[1:]] == [
            ("date", day(1).date().isoformat(), "retracted"),
            ("corrected", day(2).date().isoformat(), "current"),
            ("date", day(2).date().isoformat(), "current"),
        ]

    def test_what_says_less_than_was_known_is_no_step(self, shelf: Shelf) -> None:
        for number, edtf in enumerate(("2032-01-10", "2032")):
            shelf.put("The Day", at=day(number * 5), site=f"s{number}", facts=facts(release(edtf)))
        assert [one.get("edtf") for one in run(shelf, "timeline", WORK, "--json").objects] == [None, "2032-01-10"]

    def test_wide_characters_fit_80_columns(self, shelf: Shelf) -> None:
        title = "風の空第２期のティザーＰＶが公開" * 5
        told = (release(work=title, text=title), credit(title, "voice", work=title, character=title))
        shelf.put(title, facts=facts(*told, works=(WorkMention(title=title),)))
        assert max(map(cell_len, run(shelf, "timeline", title).out.splitlines())) <= 80

    def test_an_unknown_work_is_told(self, shelf: Shelf) -> None:
        ran = program("--db", str(shelf.path), "timeline", "Nobody Knows")
        assert (ran.code, ran.out, "no work has this name" in ran.sentence) == (2, "", True)


class TestChanges:
    def test_all_then_what_came_since(self, shelf: Shelf) -> None:
        sequence(shelf)
        found = run(shelf, "changes", "--json").objects
        assert [one["kind"] for one in found] == ["new_release", "changed_release", "delay", "new_cast"]
        cursors = [one["cursor"] for one in found]
        assert cursors == sorted(set(cursors))
        assert run(shelf, "changes", "--json", "--since", str(cursors[1])).objects == found[2:]
        assert run(shelf, "changes", "--json", "--since", str(cursors[-1])).out == ""

    def test_a_table_ends_with_the_next_cursor(self, shelf: Shelf) -> None:
        sequence(shelf)
        page = run(shelf, "changes", "--limit", "2").out
        assert page.splitlines()[-1] == "Next cursor: 2"
        assert "premiere now 2032-01-10" in page
        assert run(shelf, "changes", "--since", "4").out == "Next cursor: 4\n"

    def test_wide_characters_fit_80_columns(self, shelf: Shelf) -> None:
        title = "風の空第２期のティザーＰＶが公開" * 5
        shelf.put(title, facts=facts(release(work=title, text=title), works=(WorkMention(title=title),)))
        assert max(map(cell_len, run(shelf, "changes").out.splitlines())) <= 80

    def test_a_cursor_that_was_never_given_out_is_told(self, shelf: Shelf) -> None:
        ran = program("--db", str(shelf.path), "changes", "--since", "7")
        assert (ran.code, ran.out, "no cursor" in ran.sentence) == (2, "", True)


class TestExplain:
    def reasons(self, shelf: Shelf, wanted: str) -> dict[str, dict[str, Any]]:
        found = run(shelf, "explain", wanted, "--json").objects[0]
        return {one["decision"]: one for one in found["reasons"]}

    def test_a_claim_by_the_words_of_the_claim_in_its_place(self, shelf: Shelf) -> None:
        sequence(shelf)
        (winter,) = run(shelf, "timeline", WORK, "--json").objects[1]["sources"]
        found = self.reasons(shelf, winter["claims"][0]["id"])
        assert found["quote"]["sentence"] == "was found by made up in these words: “this winter”"
        assert found["ledger"]["sentence"] == "holds no longer: another claim says the same more exactly"
        assert [one["words"] for one in found["ledger"]["others"]] == ["2032-01-10"]

    def test_a_claim_that_holds(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(release()))
        (step,) = run(shelf, "timeline", WORK, "--json").objects[1:]
        found = self.reasons(shelf, step["sources"][0]["claims"][0]["id"])
        assert found["ledger"]["sentence"] == "holds; no article says anything against it"

    def test_a_copy_by_its_signals(self, shelf: Shelf) -> None:
        original, copy = shelf.put("one"), shelf.put("two")
        shelf.copy(original, copy)
        found = self.reasons(shelf, copy)["copy"]
        assert ([one["id"] for one in found["others"]], found["signals"] != {}) == ([original], True)
        assert [one["id"] for one in self.reasons(shelf, original)["copy"]["others"]] == [copy]

    def test_a_work_by_its_names(self, shelf: Shelf) -> None:
        both = (WorkMention(title=WORK, aliases=("House of Stars",)), WorkMention(title="House of Stars"))
        shelf.put("one", facts=facts(works=both))
        page = run(shelf, "explain", "house of stars").out
        assert f"is called {WORK}; these articles give it a second name" in " ".join(page.split())

    def test_what_nothing_is_called_is_told(self, shelf: Shelf) -> None:
        ran = program("--db", str(shelf.path), "explain", "Nobody Knows")
        assert (ran.code, ran.out, "no article, story, claim" in ran.sentence) == (2, "", True)
