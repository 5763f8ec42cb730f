"""``releases`` and ``credits`` as they are typed."""

from __future__ import annotations

import pytest
import time_machine
from rich.cells import cell_len

from aggregator.base.claims import WorkMention
from tests.cli.program import Ran
from tests.cli.program import run as program
from tests.store.made_up_facts import WORK, credit, facts, release
from tests.view.made_up import Shelf


def run(shelf: Shelf, *arguments: str) -> Ran:
    ran = program("--db", str(shelf.path), *arguments)
    assert ran.code == 0, ran.err
    return ran


class TestReleases:
    def test_a_table(self, shelf: Shelf) -> None:
        key = shelf.put("one", facts=facts(release("2031-07", platform="Kumo TV")))
        heads, line = run(shelf, "releases").out.splitlines()
        assert heads.split() == ["Date", "Work", "Event", "Where", "Article"]
        assert line.split() == ["2031-07", *WORK.split(), "premiere", "Kumo", "TV", key[:7]]

    def test_wide_characters_fit_80_columns(self, shelf: Shelf) -> None:
        title = "風の空第２期のティザーＰＶが公開" * 5
        told = (release(work=title, platform=title, region=title, time="25:30"), credit(title, work=title))
        shelf.put("one", facts=facts(*told, works=(WorkMention(title=title),)))
        for command in ("releases", "credits"):
            assert max(map(cell_len, run(shelf, command).out.splitlines())) <= 80

    @time_machine.travel("2031-07-06T12:00Z")
    def test_what_is_to_come_is_told_by_the_day(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(release("2031-07-05"), release("2031-07-07"), release("2031-07-06")))
        found = run(shelf, "releases", "--upcoming", "--json").objects
        assert [one["edtf"] for one in found] == ["2031-07-06", "2031-07-07"]

    @pytest.mark.parametrize(
        "options", [["--month", "2031-07"], ["--work", "sumika"], ["--platform", "kumo tv"], ["--limit", "1"]]
    )
    def test_filters(self, shelf: Shelf, options: list[str]) -> None:
        other = WorkMention(title="Kumo")
        told = [release("2031-07-05", platform="Kumo TV"), release("2030-01-01", work="Kumo")]
        shelf.put("one", facts=facts(*told, works=(WorkMention(title=WORK), other)))
        assert [one["edtf"] for one in run(shelf, "releases", "--json", *options).objects] == ["2031-07-05"]

    @pytest.mark.parametrize("month", ["2031", "2031-13", "2031-7", "July", "２０３１-07"])
    def test_what_is_no_month_is_told(self, shelf: Shelf, month: str) -> None:
        ran = program("--db", str(shelf.path), "releases", "--month", month)
        assert (ran.code, ran.out) == (2, "")
        assert "write 2027-01" in ran.sentence

    def test_nothing_found_is_said(self, shelf: Shelf) -> None:
        assert (run(shelf, "releases").out, run(shelf, "releases").err) == ("", "No release found.\n")
        assert (run(shelf, "credits").out, run(shelf, "credits").err) == ("", "No credit found.\n")

    def test_a_table_is_limited_and_says_so(self, shelf: Shelf) -> None:
        shelf.put("one", facts=facts(*(release(f"20{n}-01-01") for n in range(31, 58))))
        ran = run(shelf, "releases")
        assert (len(ran.out.splitlines()), "first 25" in ran.err) == (26, True)
        assert len(run(shelf, "releases", "--json").objects) == 27


class TestCredits:
    def test_a_table(self, shelf: Shelf) -> None:
        key = shelf.put("one", facts=facts(credit(role="voice", character="Cat")))
        heads, line = run(shelf, "credits").out.splitlines()
        assert heads.split() == ["Work", "Role", "Name", "For", "Article"]
        assert line.split() == [*WORK.split(), "voice", "Aoi", "Kumo", "Cat", key[:7]]

    @pytest.mark.parametrize(
        "options", [["--work", "sumika"], ["--person", "kumo aoi"], ["--role", "Director"], ["--limit", "1"]]
    )
    def test_filters(self, shelf: Shelf, options: list[str]) -> None:
        other = WorkMention(title="Kumo")
        shelf.put("one", facts=facts(credit("Sora", "voice", work="Kumo"), works=(other,)))
        shelf.put("two", facts=facts(credit()))
        (found,) = run(shelf, "credits", "--json", *options).objects
        assert (found["name"], found["sources"][0]["quote"]) == ("Aoi Kumo", "director: Aoi Kumo")


def test_an_article_is_shown_with_what_it_states(shelf: Shelf) -> None:
    key = shelf.put("one", facts=facts(release(), credit()))
    shown = run(shelf, "show", key).out
    assert "“director: Aoi Kumo”" in shown
    (found,) = run(shelf, "show", key, "--json").objects
    assert (found["releases"][0]["edtf"], found["credits"][0]["name"]) == ("2031-07-03", "Aoi Kumo")
