"""Nothing active leaves by any export, whatever stands in the database: the real collections of hostile strings go in
as titles, summaries, bodies, names and addresses, and what comes out is parsed again.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aggregator.base.text import one_line, xml_safe
from aggregator.store.database import Store
from aggregator.view.dumps import cell, write_csv, write_ndjson
from aggregator.view.feeds import write_json_feed
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import By, Selection
from aggregator.view.reading import Skipped, reading
from tests.shared import SHARED, needs_shared
from tests.view.json_feed import faults
from tests.view.made_up import Shelf

FORMULA = re.compile(r"[=+\-@\t\r\x00]")


def hostile_strings() -> list[str]:
    naughty = json.loads((SHARED / "corpora/naughty-strings/blns.json").read_text(encoding="utf-8"))
    payloads = json.loads((SHARED / "corpora/dompurify/payloads.json").read_text(encoding="utf-8"))
    return [*naughty, *(payload["payload"] for payload in payloads)]


def storable(text: str) -> str:
    """SQLite keeps no lone surrogate."""
    return text.encode("utf-8", "replace").decode()


def shelve(shelf: Shelf, strings: list[str]) -> None:
    """Each string in every place of an article, past all that the pipeline would do to it."""
    for number, raw in enumerate(strings):
        text = storable(raw)
        key = shelf.rich("made up", url=f"https://lantern-wire.example/{number:05}")
        with shelf.store.write():
            shelf.store.execute(
                """UPDATE articles SET title = :t, summary = :t, body = :t, url = :t, image = :t, video = :t,
                       kinds = :k, modified = :t WHERE id = :id""",
                {"t": text, "k": json.dumps([text]), "id": key},
            )
            for table, column in (("authors", "name"), ("article_tags", "tag"), ("article_images", "url")):
                shelf.store.execute(f"UPDATE {table} SET {column} = ? WHERE article_id = ?", (text, key))


def written(path: Path, writer: Callable[..., int], by: By = "article") -> str:
    out, skipped = io.BytesIO(), Skipped()
    with reading(path) as store:
        count = writer(store, Selection(condition=resolve(store, Filters(copies=True)), by=by), out, skipped)
        assert skipped.count == 0
        stored = store.row("SELECT count(*) FROM articles")
        assert stored is not None
        assert count == stored[0]
    return out.getvalue().decode()


def texts(value: Any) -> list[str]:
    """All strings in a JSON value."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in texts(part)]


def assert_harmless(value: Any, **addresses: Any) -> None:
    for text in texts(value):
        etree.Element("p").text = text  # lxml takes only characters that XML has
    for name, address in addresses.items():
        assert address is None or re.fullmatch(r"https?://[!-~]+", address), name


def lines_of(text: str) -> str:
    return xml_safe(text.replace("\r\n", "\n").replace("\r", "\n"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    strings = hostile_strings()
    shelf = Shelf(tmp_path_factory.mktemp("hostile") / "made-up.db")
    shelve(shelf, strings)
    shelf.store.close()
    return shelf.path, [storable(text) for text in strings][::-1]


@needs_shared
def test_ndjson(hostile: tuple[Path, list[str]]) -> None:
    path, strings = hostile
    found = [json.loads(line) for line in written(path, write_ndjson).split("\n")[:-1]]
    for article, text in zip(found, strings, strict=True):
        assert (article["title"], article["body"]) == (one_line(text, 100_000), lines_of(text))
        assert {*article["authors"], *article["tags"]} == {one_line(text, 100_000)}
        assert_harmless(article, url=article["url"], image=article["image"], video=article["video"])
        assert_harmless(article, **{str(n): image["url"] for n, image in enumerate(article["images"])})


@needs_shared
def test_csv(hostile: tuple[Path, list[str]]) -> None:
    path, strings = hostile
    records = list(csv.DictReader(io.StringIO(written(path, write_csv), newline=""), strict=True))
    for record, text in zip(records, strings, strict=True):
        assert (record["title"], record["body"]) == (cell(one_line(text, 100_000)), cell(lines_of(text)))
        assert not any(FORMULA.match(value) for value in record.values())
        assert_harmless(record, **{name: record[name] or None for name in ("url", "image", "video")})


@needs_shared
@pytest.mark.parametrize("by", ["story", "article"])
def test_json_feed(hostile: tuple[Path, list[str]], by: By) -> None:
    path, strings = hostile
    feed = json.loads(written(path, write_json_feed, by))
    assert faults(feed) == []
    for item, text in zip(feed["items"], strings, strict=True):
        assert item.get("title", "") == one_line(text, 100_000)
        assert item["content_text"] == (lines_of(text) or one_line(text, 100_000))
        assert_harmless(item, url=item.get("url"), image=item.get("image"))


@needs_shared
def test_sqlite(hostile: tuple[Path, list[str]], tmp_path: Path) -> None:
    from aggregator.view.copies import write_copy

    path, strings = hostile
    with reading(path) as store:
        write_copy(store, tmp_path / "copy.db")
    with Store.read(tmp_path / "copy.db") as store:
        stored = [row["body"] for row in store.rows("SELECT body FROM articles ORDER BY sorted_at DESC, id")]
    assert stored == strings


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_leaves_every_export_whole(tmp_path_factory: pytest.TempPathFactory, strings: list[str]) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("any") / "made-up.db")
    shelve(shelf, strings)
    shelf.store.close()
    assert faults(json.loads(written(shelf.path, write_json_feed))) == []
    assert len(written(shelf.path, write_ndjson).split("\n")) == len(strings) + 1
    records = list(csv.reader(io.StringIO(written(shelf.path, write_csv), newline=""), strict=True))
    assert len(records) == len(strings) + 1
