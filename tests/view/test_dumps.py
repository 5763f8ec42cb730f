import csv
import io
import json
import sys
from datetime import date
from typing import Any

import pytest

from aggregator.base.errors import UsageError
from aggregator.view.dumps import cell, write_csv, write_ndjson
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import By, Selection
from aggregator.view.parquet import write_parquet
from aggregator.view.reading import Skipped, reading
from aggregator.view.records import COLUMNS
from tests.store.made_up_facts import credit, facts, release
from tests.view.made_up import Shelf, lines


def dump(shelf: Shelf, writer: Any, by: By = "article", skipped: Skipped | None = None, **values: Any) -> bytes:
    out = io.BytesIO()
    filters = {name: values.pop(name) for name in list(values) if name in Filters.__slots__}
    with reading(shelf.path) as store:
        condition = resolve(store, Filters(copies=by == "article", **filters))
        writer(store, Selection(condition=condition, by=by, **values), out, skipped or Skipped())
    return out.getvalue()


def names(by: By) -> list[str]:
    return [column.name for column in COLUMNS[by]]


def records(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_ndjson_holds_the_whole_article(shelf: Shelf) -> None:
    key = shelf.rich(paywalled=True)
    shelf.work("w1", "Sky of Winds", [key])
    (article,) = lines(dump(shelf, write_ndjson))
    assert article == {
        "id": key,
        "url": "https://lantern-wire.example/news/1",
        "canonical_url": "https://lantern-wire.example/news/1",
        "site": "lantern-wire",
        "language": "en",
        "title": "Sky of Winds opens in January",
        "summary": "The made-up series opens in January.",
        "body": "First paragraph of the made-up news.\n\nSecond paragraph.",
        "authors": ["Jo Sample", "藍 いろは"],
        "published": "2026-07-01T04:00:00+00:00",
        "modified": "2026-07-02T09:00:00+09:00",
        "first_seen": "2026-07-01T04:00:00+00:00",
        "image": "https://lantern-wire.example/a.jpg",
        "video": "https://videos.example/watch?v=1",
        "images": [{"url": "https://lantern-wire.example/a.jpg", "alt": "key visual", "width": 1200, "height": 630}],
        "videos": [{"url": "https://videos.example/watch?v=1", "provider": "videos", "video_id": "1"}],
        "tags": ["Sky of Winds", "premieres"],
        "kinds": ["trailer"],
        "works": [{"id": "w1", "title": "Sky of Winds", "type": None}],
        "version": 1,
        "headline_only": False,
        "paywalled": True,
        "gone": False,
        "duplicate_of": None,
        "copies": [],
        "story_id": None,
        "releases": [],
        "credits": [],
    }


def test_csv_holds_the_whole_article(shelf: Shelf) -> None:
    shelf.rich()
    (record,) = records(dump(shelf, write_csv))
    assert list(record) == names("article")
    assert record["authors"] == "Jo Sample; 藍 いろは"
    assert record["body"] == "First paragraph of the made-up news.\n\nSecond paragraph."
    assert (record["paywalled"], record["duplicate_of"], record["version"]) == ("0", "", "1")


@pytest.mark.case(129)
def test_csv_lines_end_with_crlf(shelf: Shelf) -> None:
    shelf.put("a")
    data = dump(shelf, write_csv)
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert data.endswith(b"\r\n")


def test_empty_dumps(shelf: Shelf) -> None:
    assert dump(shelf, write_ndjson) == b""
    assert dump(shelf, write_csv) == ",".join(names("article")).encode() + b"\r\n"


@pytest.mark.case(129)
@pytest.mark.parametrize("first", "=+-@\t\r\n\0＝＋－＠")
def test_a_formula_is_disarmed(first: str) -> None:
    assert cell(f"{first}HYPERLINK(1)") == f"'{first}HYPERLINK(1)"


@pytest.mark.case(129)
@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (True, "1"), (False, "0"), (7, "7"), ([], ""), (["a", "b"], "a; b"), (["=1"], "'=1"), ("a=b", "a=b")],
)
def test_cell(value: object, expected: str) -> None:
    assert cell(value) == expected


@pytest.mark.case(129)
def test_formulas_are_disarmed_in_every_column(shelf: Shelf) -> None:
    shelf.put("=1+1", summary="+1", body="-1", authors=("@a",), tags=("=t",), language="=x", site="lantern-wire")
    (record,) = records(dump(shelf, write_csv))
    assert [record[name] for name in ("title", "summary", "body", "authors", "tags", "language")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@a",
        "'=t",
        "'=x",
    ]


def test_dumps_hold_copies_too(shelf: Shelf) -> None:
    original, copy = shelf.put("original"), shelf.put("copy")
    shelf.copy(original, copy)
    assert [article["duplicate_of"] for article in lines(dump(shelf, write_ndjson))] == [original, None]


def test_stories(shelf: Shelf) -> None:
    key = shelf.story(shelf.put("first"), shelf.put("第二", site="echo-reef", language="ja"))
    shelf.put("alone")
    alone, story = lines(dump(shelf, write_ndjson, "story"))
    assert (alone["title"], alone["article_count"]) == ("alone", 1)
    assert (story["id"], story["languages"], [a["title"] for a in story["articles"]]) == (
        key,
        ["en", "ja"],
        ["first", "第二"],
    )
    record = records(dump(shelf, write_csv, "story"))[1]
    assert list(record) == names("story")
    assert record["sites"] == "lantern-wire; echo-reef"


def test_newest_first_and_limited(shelf: Shelf) -> None:
    for n in range(5):
        shelf.put(str(n))
    assert [article["title"] for article in lines(dump(shelf, write_ndjson, limit=2))] == ["4", "3"]


@pytest.mark.case(134)
def test_the_same_bytes_again(shelf: Shelf) -> None:
    shelf.rich()
    shelf.rich("second")
    before = [dump(shelf, writer) for writer in (write_ndjson, write_csv)]
    shelf.run("UPDATE articles SET last_seen = '2027-01-01T00:00:00+00:00'")
    assert [dump(shelf, writer) for writer in (write_ndjson, write_csv)] == before


def test_addresses_that_may_not_be_followed_are_null(shelf: Shelf) -> None:
    shelf.rich()
    for column in ("url", "image", "video"):
        shelf.run(f"UPDATE articles SET {column} = 'javascript:f()'")
    shelf.run("UPDATE article_images SET url = 'file:///etc/hostname'")
    shelf.run("UPDATE article_videos SET url = 'data:text/html,x'")
    (article,) = lines(dump(shelf, write_ndjson))
    assert (article["url"], article["image"], article["video"]) == (None, None, None)
    assert (article["images"], article["videos"]) == ([], [])
    assert b"javascript" not in dump(shelf, write_csv)


def test_line_separators_are_legal_in_javascript(shelf: Shelf) -> None:
    shelf.put("a")
    shelf.run("UPDATE articles SET site = char(8232) || 'x' || char(8233)")
    data = dump(shelf, write_ndjson).decode()
    assert not {"\u2028", "\u2029"} & set(data)
    assert len(data.splitlines()) == 1


def test_a_bad_row_is_left_out_and_counted(shelf: Shelf) -> None:
    shelf.put("good")
    shelf.run("UPDATE articles SET kinds = 'no json' WHERE id = ?", shelf.put("bad"))
    for writer in (write_ndjson, write_csv):
        skipped = Skipped()
        data = dump(shelf, writer, skipped=skipped)
        assert (b"good" in data, b"bad" in data, skipped.count) == (True, False, 1)


def test_surrogates_in_stored_json_do_not_break_a_dump(shelf: Shelf) -> None:
    shelf.run("UPDATE articles SET kinds = ? WHERE id = ?", json.dumps(["\ud800"]), shelf.put("a"))
    assert lines(dump(shelf, write_ndjson))[0]["kinds"] == ["\ufffd"]


def test_many_articles_are_written_batch_by_batch(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.view.articles.BATCH", 3)
    keys = [shelf.put(str(n)) for n in range(10)]
    assert [article["id"] for article in lines(dump(shelf, write_ndjson))] == keys[::-1]


class TestClaims:
    @pytest.fixture
    def stated(self, shelf: Shelf) -> str:
        told = (
            release("2031-07-03", time="25:30", timezone="Asia/Tokyo", platform="=MX"),
            credit("Aoi Kumo", "director"),
        )
        return shelf.put("dated", facts=facts(*told))

    def test_releases_are_a_table_of_their_own(self, shelf: Shelf, stated: str) -> None:
        (record,) = records(dump(shelf, write_csv, "release"))
        assert list(record) == names("release")
        assert (record["work"], record["edtf"], record["time"]) == ("Hoshi no Sumika", "2031-07-03", "25:30")
        assert (record["platform"], record["news"], record["ledger"]) == ("'=MX", "1", "current")
        assert (record["article_id"], record["site"], record["quote"]) == (stated, "lantern-wire", "2031-07-03")

    def test_credits_are_one_too(self, shelf: Shelf, stated: str) -> None:
        (shown,) = lines(dump(shelf, write_ndjson, "credit"))
        assert list(shown) == names("credit")
        assert (shown["role"], shown["name"], shown["news"], shown["article_id"]) == (
            *("director", "Aoi Kumo", True),
            stated,
        )

    def test_they_are_those_of_the_articles_that_are_chosen(self, shelf: Shelf, stated: str) -> None:
        assert records(dump(shelf, write_csv, "release", sites=("echo-reef",))) == []
        assert len(records(dump(shelf, write_csv, "release", sites=("lantern-wire",)))) == 1


class TestParquet:
    @pytest.fixture
    def arrow(self) -> Any:
        return pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: the extra «parquet»")

    @pytest.mark.parametrize("by", ["article", "story", "release", "credit"])
    def test_it_holds_what_the_csv_holds(self, shelf: Shelf, arrow: Any, by: By) -> None:
        shelf.story(shelf.rich(), shelf.put("dated", facts=facts(release(), credit())))
        table = arrow.read_table(io.BytesIO(dump(shelf, write_parquet, by)))
        rows = [{name: cell(_plain(value)) for name, value in row.items()} for row in table.to_pylist()]
        assert rows == records(dump(shelf, write_csv, by))
        assert {field.name: field.metadata[b"description"].decode() for field in table.schema} == {
            column.name: column.meaning for column in COLUMNS[by]
        }

    def test_days_and_instants_have_their_types(self, shelf: Shelf, arrow: Any) -> None:
        shelf.put("dated", facts=facts(release("2031-07-03")))
        (row,) = arrow.read_table(io.BytesIO(dump(shelf, write_parquet, "release"))).to_pylist()
        assert (row["earliest"], row["news"]) == (date(2031, 7, 3), True)

    def test_the_same_bytes_again(self, shelf: Shelf, arrow: Any) -> None:
        shelf.rich()
        assert dump(shelf, write_parquet) == dump(shelf, write_parquet)

    def test_an_empty_table_has_its_columns(self, shelf: Shelf, arrow: Any) -> None:
        table = arrow.read_table(io.BytesIO(dump(shelf, write_parquet)))
        assert (table.num_rows, table.column_names) == (0, names("article"))

    def test_without_pyarrow_it_says_what_to_install(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(UsageError, match=r"pip install 'anime-news-aggregator\[parquet\]'"):
            dump(shelf, write_parquet)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
