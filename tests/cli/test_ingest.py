import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.config import write_sites
from aggregator.download.warc import head_of, page_of, record_of, records_in
from aggregator.store.database import Store
from tests.cli.program import Ran, run
from tests.cli.test_extract import HTML
from tests.crawl.archived import NOW, SITE, html, in_this_process, page

__all__ = ["in_this_process"]


def line(number: int | str, **more: Any) -> str:
    return json.dumps({"url": f"https://otters.example/{number}", "title": f"Otters {number}", "language": "en"} | more)


def titles(database: str = "news.db") -> set[str]:
    return {article["title"] for article in run("--db", database, "list", "--json", "--copies").objects}


def content(path: Path) -> list[tuple[Any, ...]]:
    """The articles with all that is content, but not when they were last seen."""
    with Store.read(path) as store:
        rows = store.rows(
            "SELECT id, url, title, summary, body, published, first_seen, version, story_id FROM articles"
        )
    return sorted(tuple(row) for row in rows)


@pytest.fixture(autouse=True)
def in_a_folder(home: Path) -> Path:
    return home


class TestLines:
    def test_headlines_and_texts(self) -> None:
        rows = [
            line(1),
            line(2, text="A whole text of otters.", authors=["Jo Sample"], tags=["TV"]),
            line(3, html=HTML),
        ]
        assert run("ingest", "-", stdin="\n".join(rows)) == Ran(0, "3 new\n", "")
        found = {article["title"]: article for article in run("list", "--json").objects}
        assert found["Otters 1"]["headline_only"]
        assert not found["Otters 2"]["headline_only"]
        assert found["Otters 2"]["authors"] == ["Jo Sample"]
        assert not found["Otters open their hall"]["headline_only"]

    def test_the_outcome_as_json(self) -> None:
        assert run("ingest", "-", "--json", stdin=line(1) + "\n" + line(2)).objects == [{"new": 2}]

    def test_nothing_at_all(self) -> None:
        assert run("ingest", "-", stdin="\n \n") == Ran(0, "nothing to take in\n", "")

    def test_a_second_time_changes_nothing(self, home: Path) -> None:
        (home / "a.jsonl").write_text("\n".join(line(n, published="2024-05-14") for n in range(5)))
        assert run("ingest", "a.jsonl").out == "5 new\n"
        before = content(home / "news.db")
        assert run("ingest", "a.jsonl").out == "5 unchanged\n"
        assert content(home / "news.db") == before

    def test_an_edit_is_a_version(self, home: Path) -> None:
        run("ingest", "-", stdin=line(1, text="The otters of the river dine at six."))
        ran = run("ingest", "-", stdin=line(1, text="The otters of the river dine at seven, not at six."))
        assert ran.out == "1 changed\n"
        assert "dine at" in run("show", "https://otters.example/1").out

    def test_when_it_was_first_seen_can_be_told(self) -> None:
        run("ingest", "-", stdin=line(1, first_seen="2024-05-14T09:30:00+09:00"))
        assert run("list", "--json").objects[0]["first_seen"].startswith("2024-05-14T00:30")

    def test_the_language_is_told_by_the_script_where_it_is_not_stated(self) -> None:
        run("ingest", "-", stdin=json.dumps({"url": "https://otters.example/1", "title": "灯台のあかりが放送決定"}))
        assert run("list", "--json").objects[0]["language"] == "ja"

    def test_an_option_states_the_language_of_all(self) -> None:
        run("ingest", "-", "--language", "pt-BR", stdin='{"url": "https://otters.example/1", "title": "Lontras"}')
        assert run("list", "--json").objects[0]["language"] == "pt-BR"

    def test_a_declared_site_takes_its_own(self) -> None:
        run("ingest", "-", stdin='{"url": "https://natalie.mu/comic/news/1", "title": "見出し"}')
        assert run("list", "--json").objects[0]["site"] == "natalie"

    def test_a_name_that_belongs_to_another_host_is_refused(self) -> None:
        ran = run("ingest", "-", stdin=line(1, site="natalie"))
        assert (ran.code, ran.out) == (3, "1 rejected\n")
        assert "is not on the hosts of the site natalie" in ran.sentence


class TestBadInput:
    @pytest.mark.parametrize(
        ("broken", "said"),
        [
            ("nonsense", "is no JSON"),
            ("[]", "is no JSON object"),
            ("{}", "has no url"),
            ('{"url": "https://otters.example/x"}', "has no title"),
            ('{"url": "file:///etc/passwd", "title": "x"}', "neither http nor https"),
            ('{"url": "https://[", "title": "x"}', "is no address"),
            ('{"url": 5, "title": "x"}', "url: must be text"),
            (line("x", authors="Jo"), "authors: must be a list of texts"),
            (line("x", language="Klingon"), "language: must be"),
            (line("x", timezone="Mars/Olympus"), "timezone: must be"),
            (line("x", html="<html>"), ""),
            ('{"url": "https://natalie.mu/comic/news/1", "title": "x", "language": "?"}', "language: must be"),
            ("[" * 100_000, "is no JSON"),
        ],
    )
    def test_a_bad_line_is_named_and_the_others_go_on(self, broken: str, said: str) -> None:
        ran = run("ingest", "-", stdin=f"{line(1)}\n{broken}\n{line(2)}\n")
        assert (ran.code, ran.out) == (3, "2 new, 1 rejected\n")
        assert ran.sentence.startswith("-:2: ")
        assert said in ran.sentence
        assert titles() == {"Otters 1", "Otters 2"}

    def test_a_lone_surrogate_does_not_stop_the_others(self) -> None:
        ran = run(
            "ingest", "-", stdin=f'{line(1)}\n{{"url": "https://otters.example/x", "title": "\\ud800"}}\n{line(2)}'
        )
        assert ran.code in {0, 3}
        assert {"Otters 1", "Otters 2"} <= titles()

    def test_a_headline_without_a_title_bears_the_first_words_of_its_summary(self, home: Path) -> None:
        summary = "The made-up otters were told on Friday to swim. " * 5
        (home / "a.jsonl").write_text(json.dumps({"url": "https://otters.example/x", "summary": summary}))
        assert run("ingest", "a.jsonl").code == 0
        assert titles() == {f"{summary[:147]} …"}

    def test_a_file_that_breaks_off_gives_what_it_has(self, home: Path) -> None:
        rows = "".join(line(n, text=f"{n} otters of {n * 7919}") + "\n" for n in range(900))
        (home / "a.jsonl.gz").write_bytes(gzip.compress(rows.encode())[:-2000])
        (home / "b.jsonl").write_text(line("b"))
        ran = run("ingest", "a.jsonl.gz", "b.jsonl")
        assert ran.code == 3
        assert ran.err.splitlines()[-1].startswith("aggregator: a.jsonl.gz: can't be read (")
        assert {"Otters 0", "Otters b"} <= titles()

    def test_what_is_no_gzip_is_told_and_the_others_go_on(self, home: Path) -> None:
        (home / "a.jsonl.gz").write_bytes(b"no gzip")
        (home / "b.jsonl").write_text(line("b"))
        ran = run("ingest", "a.jsonl.gz", "b.jsonl")
        assert (ran.code, ran.out) == (3, "1 new, 1 rejected\n")

    def test_a_line_that_is_too_long_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import aggregator.cli.inputs as ours
        from aggregator.cli.common import bounded_lines

        monkeypatch.setattr(ours, "bounded_lines", lambda stream: bounded_lines(stream, 200))
        ran = run("ingest", "-", stdin=f"{line(1)}\n{line(2, text='x' * 1000)}\n{line(3)}")
        assert (ran.code, ran.out) == (3, "2 new, 1 rejected\n")
        assert "is longer than" in ran.sentence


class TestPages:
    def test_a_saved_page_tells_its_address(self, home: Path) -> None:
        (home / "a.html").write_text(HTML)
        assert run("ingest", "a.html").out == "1 new\n"
        assert run("list", "--json").objects[0]["url"] == "https://otters.example/news/1"

    def test_a_page_that_tells_none_needs_one(self, home: Path) -> None:
        (home / "a.html").write_text(HTML.replace("canonical", "stylesheet"))
        ran = run("ingest", "a.html")
        assert (ran.code, ran.out) == (3, "1 rejected\n")
        assert "give it with --url" in ran.sentence
        assert run("ingest", "a.html", "--url", "https://otters.example/a").out == "1 new\n"

    def test_a_folder_of_all_kinds(self, home: Path) -> None:
        (home / "in" / "deep").mkdir(parents=True)
        (home / "in" / "a.jsonl").write_text(line("a"))
        (home / "in" / "b.ndjson.gz").write_bytes(gzip.compress(line("b").encode()))
        (home / "in" / "deep" / "c.html").write_text(HTML)
        (home / "in" / "deep" / "d.htm.gz").write_bytes(gzip.compress(HTML.replace("news/1", "news/2").encode()))
        (home / "in" / "e.txt").write_text("not asked for")
        assert run("ingest", "in").out == "4 new\n"

    def test_another_database(self, home: Path) -> None:
        assert run("ingest", "-", "--db", "other.db", stdin=line(1)).code == 0
        assert titles("other.db") == {"Otters 1"}
        assert not (home / "news.db").exists()


class TestForget:
    def test_it_goes_and_no_ingest_brings_it_back(self) -> None:
        run("ingest", "-", stdin=f"{line(1)}\n{line(2)}")
        assert "removed" in run("forget", "https://otters.example/1").out
        assert titles() == {"Otters 2"}
        ran = run("ingest", "-", stdin=f"{line(1)}\n{line(2)}")
        assert "1 unchanged" in ran.out
        assert titles() == {"Otters 2"}

    def test_what_was_not_there_is_not_taken_later(self) -> None:
        run("ingest", "-", stdin=line(1))
        assert run("forget", "https://otters.example/9", "--json").objects == [
            {"canonical_url": "https://otters.example/9", "removed": False}
        ]
        run("ingest", "-", stdin=line(9))
        assert titles() == {"Otters 1"}

    def test_another_spelling_of_the_address_is_the_same(self) -> None:
        run("ingest", "-", stdin=line(1))
        assert run("forget", "HTTPS://OTTERS.example:443/1?utm_source=x#top").code == 0
        assert titles() == set()

    def test_a_database_that_is_not_there_is_not_made(self, home: Path) -> None:
        ran = run("forget", "https://otters.example/1")
        assert ran.code == 5
        assert "no database here" in ran.sentence
        assert not (home / "news.db").exists()


def test_another_run_holds_the_database(home: Path) -> None:
    from datetime import UTC, datetime

    from aggregator.store.lock import run_lock

    with run_lock(home / "news.db", now=datetime.now(UTC)):
        ran = run("ingest", "-", stdin=line(1))
    assert ran.code == 4
    assert "another run holds the database" in ran.sentence


def test_of_many_rejected_inputs_the_first_are_named(home: Path) -> None:
    Path("broken.jsonl").write_text("no JSON\n" * 50)
    ran = run("ingest", "broken.jsonl")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 21
    assert "30 more" in ran.err
    assert len(run("ingest", "broken.jsonl", "-v").err.splitlines()) == 50


@pytest.mark.usefixtures("in_this_process")
class TestWarc:
    @pytest.fixture
    def file(self, home: Path) -> Path:
        """A WARC file with two articles of a declared site, one of its other pages and one of nobody's."""
        write_sites(home / "sites.toml", [SITE.model_copy(update={"article": r"/n/\d+"})])
        pages = [page(html(f"Otters Part {n}"), n) for n in (1, 2)]
        about = replace(page(html("About")), url="https://news.example/about", final_url="https://news.example/about")
        other = replace(page(html("Elsewhere")), url="https://otters.example/1", final_url="https://otters.example/1")
        head = head_of(name="a", now=NOW, software="made-up", agent="made-up")
        records = [head, *(record_of(one) for one in (*pages, about, other))]
        (home / "a.warc.gz").write_bytes(b"".join(records))
        return home / "a.warc.gz"

    def test_the_articles_of_declared_sites_are_taken(self, file: Path) -> None:
        assert run("ingest", "a.warc.gz") == Ran(0, "2 new, 2 passed over\n", "")
        found = run("list", "--json", "--copies").objects
        assert {article["title"] for article in found} == {"Otters Part 1", "Otters Part 2"}
        assert {article["site"] for article in found} == {"made-up"}
        assert {article["first_seen"][:16] for article in found} == {"2027-01-06T10:00"}

    def test_a_second_time_changes_nothing(self, file: Path) -> None:
        run("ingest", "a.warc.gz")
        before = content(Path("news.db"))
        assert run("ingest", "a.warc.gz").out == "2 passed over, 2 unchanged\n"
        assert content(Path("news.db")) == before

    def test_others_are_taken_as_a_site_that_is_named(self, file: Path) -> None:
        assert run("ingest", "a.warc.gz", "--site", "the-river").out == "3 new, 1 passed over\n"
        assert {a["site"] for a in run("list", "--json", "--copies").objects} == {"made-up", "the-river"}

    def test_it_lies_in_the_archive_and_can_be_read_again(self, file: Path) -> None:
        run("ingest", "a.warc.gz", "--site", "the-river")
        assert run("reextract").out == "3 articles read again, 0 changed, 0 can't be read\n"

    def test_uncompressed_in_a_folder_beside_other_files(self, file: Path, home: Path) -> None:
        (home / "in").mkdir()
        (home / "in" / "a.warc").write_bytes(gzip.decompress(file.read_bytes()))
        (home / "in" / "b.jsonl").write_text(line(1))
        assert run("ingest", "in").out == "3 new, 2 passed over\n"

    @pytest.mark.parametrize("broken", [b"", b"no WARC file", gzip.compress(b"nor this", mtime=0)])
    def test_what_is_no_warc_file_is_told_and_the_others_go_on(self, file: Path, home: Path, broken: bytes) -> None:
        (home / "0.warc.gz").write_bytes(broken)
        ran = run("ingest", "0.warc.gz", "a.warc.gz")
        assert ran.code == (3 if broken else 0)
        assert "2 new, 2 passed over" in ran.out

    def test_a_headline_without_a_title_bears_the_first_words_of_its_summary(self, home: Path) -> None:
        summary = "The made-up otters were told on Friday to swim. " * 5
        (home / "a.jsonl").write_text(json.dumps({"url": "https://otters.example/x", "summary": summary}))
        assert run("ingest", "a.jsonl").code == 0
        assert titles() == {f"{summary[:147]} …"}

    def test_a_file_that_breaks_off_gives_what_it_has(self, file: Path) -> None:
        records = file.read_bytes()
        file.write_bytes(records[: len(records) // 2])
        ran = run("ingest", "a.warc.gz")
        assert (ran.code, ran.out) == (3, "1 new, 1 rejected\n")

    def test_a_challenge_is_no_article(self, file: Path, home: Path) -> None:
        wall = "<html><title>Just a moment...</title><h1>Just a moment...</h1><p>Checking your browser</p></html>"
        (home / "w.warc.gz").write_bytes(record_of(page(wall.encode(), 3)))
        ran = run("ingest", "w.warc.gz")
        assert (ran.code, ran.out) == (3, "1 rejected\n")
        assert "https://news.example/n/3" in ran.sentence


def test_a_saved_page_lies_in_the_archive_as_it_is(home: Path) -> None:
    (home / "a.html").write_text(HTML)
    run("ingest", "a.html")
    (file,) = (home / "news.db.archive").glob("*.warc.gz")
    with file.open("rb") as stream:
        assert [page_of(record).body.decode() for record in records_in(stream)] == [HTML]


def test_the_archive_can_be_switched_off(home: Path) -> None:
    (home / "a.html").write_text(HTML)
    (home / "aggregator.toml").write_text("[archive]\nenabled = false\n")
    assert run("ingest", "a.html").out == "1 new\n"
    assert not (home / "news.db.archive").exists()
