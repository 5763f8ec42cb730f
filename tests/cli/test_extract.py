import gzip
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from aggregator.demo import NewsWeb
from tests.cli.program import process, run

TEXT = "The otters of the moonlit river open their hall again, and twelve made-up guests are invited to the feast."
HTML = f"""<!doctype html><html lang="en"><head><title>Otters open their hall</title>
<link rel="canonical" href="https://otters.example/news/1"><meta property="og:type" content="article">
<meta property="article:published_time" content="2024-05-14T09:30:00+09:00"></head>
<body><article><h1>Otters open their hall</h1>{f"<p>{TEXT}</p>" * 3}</article></body></html>"""
MARKDOWN = f"# Otters open their hall\n\n{TEXT}\n\n{TEXT}\n"


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


class TestOne:
    def test_a_page_from_standard_input(self) -> None:
        (found,) = run("extract", stdin=HTML).objects
        assert (found["title"], found["language"]) == ("Otters open their hall", "en")
        assert found["published"] == "2024-05-14T09:30:00+09:00"
        assert found["canonical_url"] == "https://otters.example/news/1"
        assert TEXT in found["body"]

    def test_markdown_from_a_file(self, home: Path) -> None:
        (home / "a.md").write_text(MARKDOWN)
        (found,) = run("extract", "a.md", "--url", "https://otters.example/a").objects
        assert (found["title"], found["url"]) == ("Otters open their hall", "https://otters.example/a")

    def test_plain_text_without_an_address(self) -> None:
        (found,) = run("extract", "-", stdin=f"Otters open their hall\n\n{TEXT}\n").objects
        assert (found["title"], found["url"]) == ("Otters open their hall", None)
        assert TEXT in found["body"]

    def test_the_address_that_a_text_tells(self) -> None:
        text = f"# Otters open their hall\n\nURL: https://otters.example/b\n\n{TEXT}\n"
        assert run("extract", stdin=text).objects[0]["url"] == "https://otters.example/b"

    def test_a_page_that_is_packed(self, home: Path) -> None:
        (home / "a.html.gz").write_bytes(gzip.compress(HTML.encode()))
        assert run("extract", "a.html.gz").objects[0]["title"] == "Otters open their hall"

    def test_what_is_stated_fills_what_is_missing(self) -> None:
        options = ["--published", "2031-05", "--language", "de"]
        (found,) = run("extract", *options, stdin=MARKDOWN).objects
        assert found["published"] == "2031-05"
        assert found["language"] in {"de", "en"}

    def test_a_page_in_an_old_encoding(self) -> None:
        page = HTML.replace("<head>", '<head><meta charset="shift_jis">').replace("Otters open", "灯台の猫")
        assert run("extract", stdin=page.encode("shift_jis")).objects[0]["title"] == "灯台の猫 their hall"

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (b"", "is empty"),
            (b"\x00\x01\x02", ""),
            (b"<html><title>Only a title</title>", "no text"),
            (b"%PDF-1.7 <html>", "no web page"),
        ],
    )
    def test_what_holds_no_article_is_told(self, body: bytes, said: str) -> None:
        ran = run("extract", stdin=body)
        assert (ran.code, ran.out) == (3, "")
        assert ran.sentence.startswith("standard input: ")
        assert said in ran.sentence

    @pytest.mark.parametrize("content", [b"no gzip at all", gzip.compress(HTML.encode(), mtime=0)[:200]])
    def test_a_broken_packed_file_is_told(self, home: Path, content: bytes) -> None:
        (home / "a.html.gz").write_bytes(content)
        ran = run("extract", "a.html.gz")
        assert ran.code == 3
        assert ran.sentence.startswith("a.html.gz: is not gzip, or not whole")


FACTS = """# Copper Sparrow TV Anime Delayed to April 2027

The TV anime "Copper Sparrow" will premiere in April 2027. A birthday party was held on March 3.

Masaru Toishi is directing the series.
"""


class TestExplained:
    def test_the_text_with_marks_and_reasons(self) -> None:
        ran = run("extract", "--explain", "--published", "2026-11-26", stdin=FACTS)
        shown = " ".join(ran.out.split())
        assert (ran.code, ran.err) == (0, "")
        assert "April 2027[R1]" in shown
        assert "Masaru Toishi[C1]" in shown
        assert "R1 2027-04 " in shown
        assert "C1 Masaru Toishi director" in shown
        assert "D1 March 3 " in shown

    def test_it_fits_80_columns_and_hides_nothing(self) -> None:
        text = FACTS.replace("Copper Sparrow", "\u202e銅のすずめ" * 9)
        out = run("extract", "--explain", stdin=text).out
        assert max(map(cell_len, out.splitlines())) <= 80
        assert "\u202e" not in out

    def test_as_json_it_has_the_dates_that_were_refused(self) -> None:
        (found,) = run("extract", "--explain", "--json", "--published", "2026-11-26", stdin=FACTS).objects
        (refused,) = found["refused"]
        assert refused["text"] == "March 3"
        assert refused["reason"]
        assert "refused" not in run("extract", stdin=FACTS).objects[0]

    def test_many_have_them_too(self) -> None:
        rows = lines({"id": "1", "text": FACTS, "published": "2026-11-26"})
        (found,) = run("extract", "--explain", "--jsonl", stdin=rows).objects
        assert [one["text"] for one in found["refused"]] == ["March 3"]


class TestMany:
    def test_each_is_read_in_order(self) -> None:
        rows = lines(
            {"id": "1", "html": HTML, "url": "https://otters.example/1"},
            {"id": 2, "text": MARKDOWN, "url": "https://otters.example/2", "published": "2031-05-14"},
        )
        ran = run("extract", "--jsonl", stdin=rows)
        assert ran.code == 0
        assert [(found["id"], found["title"]) for found in ran.objects] == [
            ("1", "Otters open their hall"),
            (2, "Otters open their hall"),
        ]

    def test_a_text_is_given_back_as_it_came(self) -> None:
        text = f"Otters open their hall\r\n\r\n{TEXT}  \r\n"
        (found,) = run("extract", "--jsonl", stdin=lines({"id": "1", "text": text})).objects
        assert found["body"] == text

    @pytest.mark.parametrize(
        "broken",
        [
            "nonsense",
            "[1]",
            "null",
            "{}",
            '{"id": "x"}',
            '{"id": "x", "text": 5}',
            '{"id": "x", "html": ""}',
            '{"id": NaN, "text": "x"}',
            '{"id": 1e999, "text": "x"}',
            '{"id": {"a": 1}, "text": "x"}',
            '{"id": "x", "text": "\\ud800"}',
            '{"id": "x", "timezone": "Mars/Olympus", "text": "Title\\n\\nText"}',
            '{"id": "x", "url": "file:///etc/passwd", "html": "<html><title>x</title><p>y"}',
            "[" * 100_000,
            '{"id": ' + "9" * 5000 + "}",
        ],
    )
    def test_a_broken_line_gives_an_error_and_the_others_go_on(self, broken: str) -> None:
        good = lines({"id": "good", "html": HTML})
        ran = run("extract", "--jsonl", stdin=good + broken + "\n" + good)
        first, second, third = ran.objects
        assert ran.code == 3
        assert (first["id"], third["id"]) == ("good", "good")
        assert second["error"]
        assert "title" not in second

    def test_bytes_that_are_no_text_are_one_broken_line(self, home: Path) -> None:
        (home / "in.jsonl").write_bytes(b"\xff\xfe\x00{\n" + lines({"id": "good", "html": HTML}).encode())
        ran = run("extract", "--jsonl", "in.jsonl")
        assert [found["id"] for found in ran.objects] == [None, "good"]

    def test_an_empty_line_is_none(self) -> None:
        assert len(run("extract", "--jsonl", stdin="\n" + lines({"html": HTML}) + "\n  \n").objects) == 1


class TestAddress:
    def test_a_page_of_the_web(self, home: Path, web: NewsWeb) -> None:
        article = next(article for article in web.articles if article.key == "lantern-wire/lighthouse-dated")
        address = article.url.split("/")[2]
        ran = process("extract", article.url, "--allow-address", address, folder=home)
        (found,) = ran.objects
        assert ran.code == 0
        assert found["url"] == article.url
        assert found["authors"]
        assert found["videos"]
        assert not list(home.glob("*.db*"))

    def test_a_page_that_is_not_there_is_told(self, home: Path, web: NewsWeb) -> None:
        host = next(site.host for site in web.sites if site.name == "lantern-wire")
        ran = process("extract", f"http://{host}/news/nowhere", "--allow-address", host, folder=home)
        assert (ran.code, ran.out) == (3, "")
        assert "404" in ran.sentence

    def test_a_page_that_robots_txt_disallows_is_not_asked(self, home: Path, web: NewsWeb) -> None:
        article = next(article for article in web.articles if article.fault == "robots")
        ran = process("extract", article.url, "--allow-address", article.url.split("/")[2], folder=home)
        assert ran.code == 3
        assert "robots.txt" in ran.sentence

    def test_an_address_inside_is_not_asked(self, home: Path, web: NewsWeb) -> None:
        before = len(web.requests)
        ran = process("extract", f"http://{web.addresses[0]}/", folder=home)
        assert ran.code == 3
        assert "is not on the public internet" in ran.sentence
        assert len(web.requests) == before
