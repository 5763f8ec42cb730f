import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from aggregator.base.errors import StorageError, UsageError
from aggregator.cli.main import cli
from tests.view.made_up import Shelf


def run(shelf: Shelf, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["--db", str(shelf.path), *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestList:
    def test_a_table(self, shelf: Shelf) -> None:
        shelf.put("Sky of Winds opens", language="en")
        result = run(shelf, "list")
        assert result.exit_code == 0
        assert result.stdout.split()[:5] == ["ID", "Published", "Title", "Site", "Lang"]
        assert "Sky of Winds opens" in result.stdout
        assert result.stderr == ""

    def test_wide_characters_fit_80_columns(self, shelf: Shelf) -> None:
        shelf.put("風の空第２期のティザーＰＶが公開" * 5, site="a-site-with-a-rather-long-name")
        assert max(map(cell_len, run(shelf, "list").stdout.splitlines())) <= 80

    def test_json_is_one_object_a_line(self, shelf: Shelf) -> None:
        shelf.put("one")
        shelf.put("two")
        assert [article["title"] for article in objects(run(shelf, "list", "--json"))] == ["two", "one"]

    def test_a_table_is_limited_and_says_so(self, shelf: Shelf) -> None:
        for n in range(27):
            shelf.put(f"number {n}")
        result = run(shelf, "list")
        assert result.stdout.count("number") == 25
        assert "first 25" in result.stderr
        assert run(shelf, "list", "--limit", "0").stdout.count("number") == 27
        assert run(shelf, "list", "--limit", "2", "--json").stdout.count("number") == 2

    def test_exactly_as_many_as_the_limit_say_nothing(self, shelf: Shelf) -> None:
        shelf.put("one")
        assert run(shelf, "list", "--limit", "1").stderr == ""

    def test_a_kind_that_is_none_is_refused_with_those_there_are(self, shelf: Shelf) -> None:
        result = run(shelf, "list", "--kind", "gossip")
        assert result.exit_code == 2
        assert "announcement, release_date" in result.stderr

    def test_no_line_ends_in_spaces(self, shelf: Shelf) -> None:
        there = shelf.put("one")
        for words in (["list"], ["search", "one"], ["stories"], ["show", there], ["sites", "list"]):
            shown = run(shelf, *words).stdout
            assert [line for line in shown.splitlines() if line != line.rstrip()] == []

    def test_json_is_not_limited(self, shelf: Shelf) -> None:
        for n in range(27):
            shelf.put(f"number {n}")
        result = run(shelf, "list", "--json")
        assert (len(objects(result)), result.stderr) == (27, "")

    @pytest.mark.parametrize(
        "options",
        [
            ["--site", "echo-reef"],
            ["--language", "ja"],
            ["--kind", "cast"],
            ["--person", "Jo Sample"],
            ["--since", "2026-07-02"],
            ["--since", "2026-07-02T00:00+00:00", "--until", "2026-07-02"],
            ["--work", "風の空"],
            ["--site", "echo-reef", "--site", "nowhere"],
        ],
    )
    def test_filters(self, shelf: Shelf, options: list[str]) -> None:
        from datetime import UTC, datetime

        shelf.put("other", at=datetime(2026, 7, 1, tzinfo=UTC))
        wanted = shelf.put(
            "wanted",
            site="echo-reef",
            language="ja",
            kinds=("cast",),
            authors=("Jo Sample",),
            at=datetime(2026, 7, 2, 23, tzinfo=UTC),
        )
        shelf.work("w1", "Sky of Winds", [wanted], ["風の空"])
        assert [article["title"] for article in objects(run(shelf, "list", "--json", *options))] == ["wanted"]

    def test_copies_on_demand(self, shelf: Shelf) -> None:
        shelf.copy(shelf.put("original"), shelf.put("copy"))
        assert len(objects(run(shelf, "list", "--json"))) == 1
        assert len(objects(run(shelf, "list", "--json", "--copies"))) == 2

    @pytest.mark.parametrize("command", [["list"], ["stories"], ["search", "winds"]])
    def test_an_empty_result_says_so(self, shelf: Shelf, command: list[str]) -> None:
        result = run(shelf, *command)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("No ")
        assert run(shelf, *command, "-q").stderr == ""

    def test_an_unreadable_row_is_told(self, shelf: Shelf) -> None:
        shelf.put("good")
        shelf.run("UPDATE articles SET kinds = 'no json' WHERE id = ?", shelf.put("bad"))
        result = run(shelf, "list")
        assert "good" in result.stdout
        assert "1 unreadable row left out" in result.stderr

    @pytest.mark.parametrize(
        "options", [["--limit", "-1"], ["--limit", "x"], ["--since", "yesterday"], ["--until", ""], ["--nonsense"]]
    )
    def test_wrong_use(self, shelf: Shelf, options: list[str]) -> None:
        assert run(shelf, "list", *options).exit_code == 2

    def test_a_missing_database_is_told(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(cli, ["--db", str(tmp_path / "no.db"), "list"])
        assert isinstance(result.exception, StorageError)


class TestSearch:
    def test_hits_with_their_passages(self, shelf: Shelf) -> None:
        shelf.put("Sky of Winds opens", body="A long way. " * 30 + "The lantern burns. " + "And on. " * 30)
        result = run(shelf, "search", "winds", "lantern")
        assert "Sky of Winds opens" in result.stdout
        assert "The lantern burns." in result.stdout

    def test_json(self, shelf: Shelf) -> None:
        shelf.put("風の空 第2期", summary="斎藤みなとが主演。")
        (hit,) = objects(run(shelf, "search", "斎藤", "--json"))
        assert (hit["title"], hit["snippet"]) == ("風の空 第2期", "斎藤みなとが主演。")
        assert hit["score"] > 0

    def test_limit(self, shelf: Shelf) -> None:
        for n in range(23):
            shelf.put(f"winds {n}")
        result = run(shelf, "search", "winds", "--json")
        assert len(objects(result)) == 20
        assert "first 20" in result.stderr
        assert len(objects(run(shelf, "search", "winds", "--json", "--limit", "0"))) == 23

    def test_a_common_word_says_that_only_the_newest_were_ranked(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("aggregator.view.search.MAX_RANKED", 2)
        for n in range(3):
            shelf.put(f"winds {n}")
        assert "the newest 2 were ranked" in run(shelf, "search", "winds").stderr

    def test_nothing_to_search_for(self, shelf: Shelf) -> None:
        result = run(shelf, "search", "!!!")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "no letter or digit" in result.stderr

    @pytest.mark.parametrize("query", ['"', "'; DROP TABLE articles", "col:x", "*", "\udcff", "a\udcffb", "-- -x"])
    def test_hostile_queries(self, shelf: Shelf, query: str) -> None:
        shelf.put("winds")
        assert run(shelf, "search", "--", query).exit_code == 0

    def test_width(self, shelf: Shelf) -> None:
        shelf.put("風の空第２期のティザーＰＶが公開" * 5, summary="風の空" * 100)
        assert max(map(cell_len, run(shelf, "search", "風の空").stdout.splitlines())) <= 80


class TestShow:
    def test_a_page(self, shelf: Shelf) -> None:
        result = run(shelf, "show", shelf.rich())
        assert result.exit_code == 0
        assert "Second paragraph." in result.stdout

    def test_json_is_one_object(self, shelf: Shelf) -> None:
        key = shelf.rich()
        (article,) = objects(run(shelf, "show", key[:8], "--json"))
        assert (article["id"], article["rules"]) == (key, {"body": "body", "title": "ld:headline"})
        assert article["versions"] == [{"version": 1, "seen_at": "2026-07-01T04:00:00+00:00", "changes": []}]

    def test_by_address(self, shelf: Shelf) -> None:
        shelf.rich()
        (article,) = objects(run(shelf, "show", "http://www.lantern-wire.example/news/1?utm_source=x", "--json"))
        assert article["title"] == "Sky of Winds opens in January"

    def test_changes_between_versions(self, shelf: Shelf) -> None:
        url = "https://lantern-wire.example/changing"
        key = shelf.put("opens on January 10", url=url)
        shelf.put("opens on January 17", url=url)
        (article,) = objects(run(shelf, "show", key, "--json"))
        assert article["versions"][1]["changes"] == [
            {"field": "title", "pieces": [["=", "opens on January "], ["-", "10"], ["+", "17"]]}
        ]

    def test_a_story(self, shelf: Shelf) -> None:
        key = shelf.story(shelf.put("first"), shelf.put("second"))
        (story,) = objects(run(shelf, "show", key, "--json"))
        assert [article["title"] for article in story["articles"]] == ["first", "second"]
        assert "second" in run(shelf, "show", key).stdout

    @pytest.mark.parametrize("wanted", ["nothing", "https://other.example/", "\x1b[31m", "\udcff"])
    def test_unknown(self, shelf: Shelf, wanted: str) -> None:
        with pytest.raises(UsageError, match="no article has this id or address") as error:
            run(shelf, "show", wanted)
        assert "\x1b" not in str(error.value)


class TestStories:
    def test_a_table(self, shelf: Shelf) -> None:
        shelf.story(shelf.put("first"), shelf.put("第二", site="echo-reef", language="ja"))
        result = run(shelf, "stories")
        assert "first (2 articles)" in result.stdout
        assert "echo-reef" in result.stdout

    def test_json(self, shelf: Shelf) -> None:
        key = shelf.story(shelf.put("first"), shelf.put("second", language="ja"))
        (story,) = objects(run(shelf, "stories", "--json"))
        assert (story["id"], story["article_count"], story["languages"]) == (key, 2, ["en", "ja"])

    def test_width(self, shelf: Shelf) -> None:
        shelf.story(shelf.put("風の空第２期のティザー" * 9), shelf.put("b", site="a-site-with-a-rather-long-name"))
        assert max(map(cell_len, run(shelf, "stories").stdout.splitlines())) <= 80


def test_times_are_in_the_system_s_zone(shelf: Shelf) -> None:
    from datetime import UTC, datetime

    shelf.put("late", at=datetime(2025, 12, 31, 20, tzinfo=UTC))
    shown = subprocess.run(
        [sys.executable, "-m", "aggregator", "--db", shelf.path, "list"],
        env={"TZ": "Asia/Tokyo", "PATH": "", "HOME": str(shelf.path.parent)},
        capture_output=True,
        check=True,
    )
    assert b"01-01" in shown.stdout
    assert b"\x1b" not in shown.stdout


def test_output_is_utf_8_whatever_the_locale(shelf: Shelf) -> None:
    shelf.put("風の空")
    shown = subprocess.run(
        [sys.executable, "-m", "aggregator", "--db", shelf.path, "list"],
        env={"LANG": "C", "LC_ALL": "C", "PATH": "", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert "風の空" in shown.stdout.decode("utf-8")
