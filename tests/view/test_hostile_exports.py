"""Nothing active leaves by any export, whatever stands in the database: the real collections of hostile strings go in
as titles, summaries, bodies, names and addresses, and what comes out is parsed again.
"""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aggregator.base.text import one_line, xml_safe
from aggregator.store.database import Store
from aggregator.view.atom import write_atom
from aggregator.view.calendar import write_calendar
from aggregator.view.dumps import cell, write_csv, write_ndjson
from aggregator.view.feeds import write_json_feed
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import By, Selection
from aggregator.view.messages import discord, messages, slack, webhook
from aggregator.view.parquet import write_parquet
from aggregator.view.reading import Skipped, reading
from aggregator.view.rss import write_rss
from aggregator.view.schedule import of_releases
from tests.shared import SHARED, needs_shared
from tests.view.ical import events
from tests.view.ical import faults as ical_faults
from tests.view.json_feed import faults
from tests.view.made_up import Shelf
from tests.view.xml_feeds import ATOM, atom_faults, rss_faults

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
            shelf.store.execute(
                """INSERT INTO releases (id, article_id, article_version, field, text, event, edtf, earliest, latest,
                       time, timezone, platform, region, status, news, quote, start, "end", rule)
                   VALUES (:n, :id, 1, 'title', :t, :t, '2031-07-03', '2031-07-03', '2031-07-03', :t, :t, :t, :t,
                       'scheduled', 1, :t, 0, 0, :t)""",
                {"t": text, "id": key, "n": f"release-{number}"},
            )
            shelf.store.execute(
                """INSERT INTO credits (id, article_id, article_version, field, role, role_text, name, character, song,
                       status, news, quote, start, "end", rule)
                   VALUES (:n, :id, 1, 'title', :t, :t, :t, :t, :t, 'new', 1, :t, 0, 0, :t)""",
                {"t": text, "id": key, "n": f"credit-{number}"},
            )


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


@pytest.mark.case(96, 83)
@needs_shared
def test_ndjson(hostile: tuple[Path, list[str]]) -> None:
    path, strings = hostile
    found = [json.loads(line) for line in written(path, write_ndjson).split("\n")[:-1]]
    for article, text in zip(found, strings, strict=True):
        assert (article["title"], article["body"]) == (one_line(text, 100_000), lines_of(text))
        assert {*article["authors"], *article["tags"]} == {one_line(text, 100_000)}
        assert_harmless(article, url=article["url"], image=article["image"], video=article["video"])
        assert_harmless(article, **{str(n): image["url"] for n, image in enumerate(article["images"])})


@pytest.mark.case(96, 129)
@needs_shared
def test_csv(hostile: tuple[Path, list[str]]) -> None:
    path, strings = hostile
    records = list(csv.DictReader(io.StringIO(written(path, write_csv), newline=""), strict=True))
    for record, text in zip(records, strings, strict=True):
        assert (record["title"], record["body"]) == (cell(one_line(text, 100_000)), cell(lines_of(text)))
        assert not any(FORMULA.match(value) for value in record.values())
        assert_harmless(record, **{name: record[name] or None for name in ("url", "image", "video")})


@pytest.mark.case(96, 131)
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
@pytest.mark.parametrize("by", ["release", "credit"])
def test_claims_as_csv(hostile: tuple[Path, list[str]], by: By) -> None:
    path, strings = hostile
    records = list(csv.DictReader(io.StringIO(written(path, write_csv, by), newline=""), strict=True))
    for record, text in zip(records, strings, strict=True):
        assert record["quote"] == cell(lines_of(text))
        assert not any(FORMULA.match(value) for value in record.values())
        assert_harmless(record, url=record["url"] or None)


@needs_shared
def test_parquet(hostile: tuple[Path, list[str]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: the extra «parquet»")
    path, strings = hostile
    out = io.BytesIO()
    with reading(path) as store:
        write_parquet(store, Selection(condition=resolve(store, Filters(copies=True))), out, Skipped())
    for row, text in zip(parquet.read_table(out).to_pylist(), strings, strict=True):
        assert (row["title"], row["body"]) == (one_line(text, 100_000), lines_of(text))
        assert_harmless(row, url=row["url"], image=row["image"], video=row["video"])


@needs_shared
@pytest.mark.parametrize("form", [discord, slack, webhook])
def test_messages(hostile: tuple[Path, list[str]], form: Callable[..., dict[str, Any]]) -> None:
    """What a service would take for markup, a link or a call of everybody is none."""
    path, strings = hostile
    with Store.open(path) as store:
        with store.write():
            store.execute("DELETE FROM changes")
            store.execute(
                """INSERT INTO changes (at, kind, article_id, detail)
                   SELECT sorted_at, 'new_story', id, '{}' FROM articles ORDER BY sorted_at DESC, id"""
            )
        bodies = [form(message) for message in messages(store, 0)]
    for body, text in zip(bodies, strings, strict=True):
        assert_harmless(json.loads(json.dumps(body)))
        if form is slack:
            shown = re.sub(r"<https?://[!-~]+?\|", "", body["blocks"][0]["text"]["text"])
            assert "<" not in shown
            assert unescape(body["text"]) == one_line(text, 100_000)
        if form is discord:
            assert body["allowed_mentions"] == {"parse": []}
            assert not re.search(r"(?<!\\)[\[\]<`@]", body["embeds"][0]["title"].replace("\\\\", ""))


@pytest.mark.case(96, 130)
@needs_shared
@pytest.mark.parametrize(("writer", "xml_faults"), [(write_rss, rss_faults), (write_atom, atom_faults)])
def test_xml_feeds(hostile: tuple[Path, list[str]], writer: Callable[..., int], xml_faults: Callable[..., Any]) -> None:
    path, strings = hostile
    data = written(path, writer).encode()
    assert xml_faults(data) == []
    root = etree.fromstring(data)
    shown = [e for e in root.iter() if e.tag in ("item", f"{ATOM}entry")]
    for item, text in zip(shown, strings, strict=True):
        title = item.findtext("title") if writer is write_rss else item.findtext(f"{ATOM}title")
        plain = one_line(text, 100_000)
        assert title in ((plain, html.escape(plain, quote=False)) if writer is write_rss else (plain,))
        assert_inert(item.findtext("description") or item.findtext(f"{ATOM}content") or "", text)


def assert_inert(body: str, text: str) -> None:
    """The HTML of an item is ours alone, and shows the text as it is."""
    elements = list(lxml.html.fragments_fromstring(body))
    for element in (below for top in elements for below in top.iter()):
        assert element.tag in ("p", "ul", "li", "a")
        assert not set(element.attrib) - {"href"}
        assert re.fullmatch(r"https?://[!-~]+", element.get("href", "http://none"))
    shown = "".join("".join(element.itertext()) for element in elements)
    assert "".join(lines_of(text).split()) in "".join(shown.split())


@pytest.mark.case(96, 132)
@needs_shared
def test_calendar(hostile: tuple[Path, list[str]]) -> None:
    path, strings = hostile
    out, skipped = io.BytesIO(), Skipped()
    with reading(path) as store:
        count = write_calendar(store, Selection(condition=of_releases(store, Filters())), out, skipped)
    assert (count, skipped.count) == (len(strings), 0)
    assert ical_faults(out.getvalue()) == []
    words = {" ".join(lines_of(text).split()) for text in strings}
    told = {event["description"].split("“")[1].split("”\n")[0] for event in events(out.getvalue())}
    assert len(words & told) > len(words) * 0.95  # those with such quotes of their own are cut by this test


@pytest.mark.case(96)
@needs_shared
def test_sqlite(hostile: tuple[Path, list[str]], tmp_path: Path) -> None:
    from aggregator.view.copies import write_copy

    path, strings = hostile
    with reading(path) as store:
        write_copy(store, tmp_path / "copy.db")
    with Store.read(tmp_path / "copy.db") as store:
        stored = [row["body"] for row in store.rows("SELECT body FROM articles ORDER BY sorted_at DESC, id")]
    assert stored == strings


@pytest.mark.case(131)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_any_text_leaves_every_export_whole(tmp_path_factory: pytest.TempPathFactory, strings: list[str]) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("any") / "made-up.db")
    shelve(shelf, strings)
    shelf.store.close()
    assert faults(json.loads(written(shelf.path, write_json_feed))) == []
    assert rss_faults(written(shelf.path, write_rss).encode()) == []
    assert atom_faults(written(shelf.path, write_atom).encode()) == []
    assert len(written(shelf.path, write_ndjson).split("\n")) == len(strings) + 1
    records = list(csv.reader(io.StringIO(written(shelf.path, write_csv), newline=""), strict=True))
    assert len(records) == len(strings) + 1
