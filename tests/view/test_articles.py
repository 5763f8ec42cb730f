from datetime import UTC, datetime
from itertools import pairwise

import pytest

from aggregator.base.errors import StorageError, UsageError
from aggregator.view.articles import find, listed, short_ids
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading
from tests.view.made_up import Shelf


def test_newest_first(shelf: Shelf) -> None:
    shelf.put("one")
    shelf.put("two")
    assert shelf.titles() == ["two", "one"]


def test_limit(shelf: Shelf) -> None:
    for title in ("one", "two", "three"):
        shelf.put(title)
    assert [entry.title for entry in shelf.listed(limit=2)] == ["three", "two"]


def test_an_article_comes_with_all_it_carries(shelf: Shelf) -> None:
    key = shelf.rich()
    shelf.work("w1", "Sky of Winds", [key])
    entry = shelf.listed()[0]
    assert (entry.authors, entry.tags) == (("Jo Sample", "藍 いろは"), ("Sky of Winds", "premieres"))
    assert (entry.images[0].width, entry.videos[0].provider, entry.works[0].title) == (1200, "videos", "Sky of Winds")


def test_more_articles_than_one_batch(shelf: Shelf) -> None:
    with shelf.store.write():
        pass
    keys = [shelf.put(f"number {n}", tags=(f"tag {n}",)) for n in range(230)]
    found = shelf.listed()
    assert [entry.id for entry in found] == keys[::-1]
    assert all(entry.tags == (entry.title.replace("number", "tag"),) for entry in found)


class TestFilters:
    def test_site(self, shelf: Shelf) -> None:
        shelf.put("a", site="lantern-wire")
        shelf.put("b", site="echo-reef")
        shelf.put("c", site="kettle")
        assert shelf.titles(sites=("echo-reef",)) == ["b"]
        assert shelf.titles(sites=("echo-reef", "kettle")) == ["c", "b"]

    def test_language_takes_its_regions(self, shelf: Shelf) -> None:
        shelf.put("a", language="pt-BR")
        shelf.put("b", language="pt")
        shelf.put("c", language="ja")
        assert shelf.titles(languages=("PT",)) == ["b", "a"]
        assert shelf.titles(languages=("pt-br",)) == ["a"]

    def test_kind(self, shelf: Shelf) -> None:
        shelf.put("a", kinds=("trailer", "cast"))
        shelf.put("b", kinds=())
        assert shelf.titles(kinds=("cast", "delay")) == ["a"]

    def test_since_is_included_until_is_not(self, shelf: Shelf) -> None:
        for day in (1, 2, 3):
            shelf.put(str(day), at=datetime(2026, 7, day, tzinfo=UTC))
        span = {"since": datetime(2026, 7, 2, tzinfo=UTC), "until": datetime(2026, 7, 3, tzinfo=UTC)}
        assert shelf.titles(**span) == ["2"]

    @pytest.mark.parametrize("year", [1, 9999])
    def test_the_calendar_s_ends_do_not_break_it(self, shelf: Shelf, year: int) -> None:
        shelf.put("a")
        edge = datetime.fromisoformat(f"{year:04}-{1 if year == 1 else 12:02}-{1 if year == 1 else 31:02}T12:00+00:00")
        far = edge.replace(hour=0 if year == 1 else 23, tzinfo=datetime.fromisoformat("2026-01-01T00:00+14:00").tzinfo)
        assert shelf.titles(since=far) == (["a"] if year == 1 else [])

    def test_filters_hold_together(self, shelf: Shelf) -> None:
        shelf.put("a", site="echo-reef", language="ja")
        shelf.put("b", site="echo-reef", language="en")
        assert shelf.titles(sites=("echo-reef",), languages=("ja",)) == ["a"]

    @pytest.mark.parametrize("wanted", ["Jo Sample", "jo  SAMPLE", "Sample Jo", "Jó Sample"])
    def test_author_in_any_spelling(self, shelf: Shelf, wanted: str) -> None:
        shelf.put("a", authors=("Jo Sample",))
        shelf.put("b", authors=("Jo Samples",))
        assert shelf.titles(people=(wanted,)) == ["a"]

    @pytest.mark.parametrize("wanted", ["風野 青", "風野青", "Aoi Kazeno", "KAZENO Aoi", "p1"])
    def test_credited_person_in_any_spelling(self, shelf: Shelf, wanted: str) -> None:
        shelf.credit(shelf.put("a"), "Aoi Kazeno", "p1", ["風野青"])
        shelf.credit(shelf.put("b"), "Umi Minato")
        assert shelf.titles(people=(wanted,)) == ["a"]

    @pytest.mark.parametrize("wanted", ["Sky of Winds", "sky of winds", "風の空", "Sky of Wínds!", "w1"])
    def test_work_in_any_of_its_names(self, shelf: Shelf, wanted: str) -> None:
        shelf.work("w1", "Sky of Winds", [shelf.put("a")], ["風の空"])
        shelf.work("w2", "Sky of Winds Season 2", [shelf.put("b")])
        assert shelf.titles(works=(wanted,)) == ["a"]

    def test_part_of_a_title_finds_it_where_no_title_is_the_same(self, shelf: Shelf) -> None:
        shelf.work("w1", "Sky of Winds: The Long Way Home", [shelf.put("a")])
        assert shelf.titles(works=("sky of winds",)) == ["a"]
        assert shelf.titles(works=("sky of win",)) == []

    def test_unknown_names_find_nothing(self, shelf: Shelf) -> None:
        shelf.put("a")
        assert shelf.titles(works=("No Such Work",)) == shelf.titles(people=("Nobody",)) == []

    def test_empty_person_finds_nothing(self, shelf: Shelf) -> None:
        shelf.put("a", authors=("…",))
        assert shelf.titles(people=("!",)) == []


class TestCopies:
    def test_a_copy_stands_behind_its_original(self, shelf: Shelf) -> None:
        original, copy = shelf.put("original"), shelf.put("copy", site="echo-reef")
        shelf.copy(original, copy)
        assert [(entry.title, entry.copies) for entry in shelf.listed()] == [("original", (copy,))]

    def test_a_copy_is_shown_where_its_original_is_filtered_out(self, shelf: Shelf) -> None:
        original, copy = shelf.put("original"), shelf.put("copy", site="echo-reef")
        shelf.copy(original, copy)
        assert shelf.titles(sites=("echo-reef",)) == ["copy"]

    def test_copies_are_shown_on_demand(self, shelf: Shelf) -> None:
        original, copy = shelf.put("original"), shelf.put("copy", site="echo-reef")
        shelf.copy(original, copy)
        assert shelf.titles(copies=True) == ["copy", "original"]


class TestFind:
    def find(self, shelf: Shelf, wanted: str) -> str | None:
        with reading(shelf.path) as store:
            entry = find(store, wanted)
            return entry.title if entry else None

    def test_by_id_and_its_beginning(self, shelf: Shelf) -> None:
        key = shelf.put("a")
        assert self.find(shelf, key) == self.find(shelf, key[:6]) == "a"

    @pytest.mark.parametrize(
        "address", ["https://lantern-wire.example/x?b=1", "http://www.lantern-wire.example/x?utm_source=s&b=1#top"]
    )
    def test_by_address(self, shelf: Shelf, address: str) -> None:
        shelf.put("a", url="https://lantern-wire.example/x?b=1")
        assert self.find(shelf, address) == "a"

    @pytest.mark.parametrize("wanted", ["", " ", "zzzzzzzz", "http://[::1", "https://other.example/", "%", "'", "\0"])
    def test_unknown(self, shelf: Shelf, wanted: str) -> None:
        shelf.put("a")
        assert self.find(shelf, wanted) is None

    def test_several_ids_that_begin_so(self, shelf: Shelf) -> None:
        for n in range(40):
            shelf.put(str(n))
        ids = sorted(entry.id for entry in shelf.listed())
        shared = next(a[0] for a, b in pairwise(ids) if a[0] == b[0])
        with pytest.raises(UsageError, match="several ids begin so"):
            self.find(shelf, shared)


def test_short_ids_tell_all_ids_apart(shelf: Shelf) -> None:
    for n in range(40):
        shelf.put(str(n))
    found = shelf.listed()
    with reading(shelf.path) as store:
        short = short_ids(store, [entry.id for entry in found], length=1)
    assert len(set(short.values())) == 40
    assert all(key.startswith(value) for key, value in short.items())
    assert not any(a != b and a.startswith(b) for a in short.values() for b in short.values())


@pytest.mark.parametrize(
    ("column", "value"),
    [("kinds", "no json"), ("kinds", "{}"), ("kinds", "[1]"), ("kinds", "[" * 100_000), ("rules", "[]")],
)
def test_an_unreadable_row_is_left_out_and_counted(shelf: Shelf, column: str, value: str) -> None:
    shelf.put("good")
    bad = shelf.put("bad")
    shelf.run(f"UPDATE articles SET {column} = ? WHERE id = ?", value, bad)
    skipped = Skipped()
    assert [entry.title for entry in shelf.listed(skipped=skipped)] == ["good"]
    assert skipped.count == 1
    assert bad in str(skipped)


def test_unreadable_kinds_do_not_break_the_filter(shelf: Shelf) -> None:
    shelf.put("good", kinds=("cast",))
    shelf.run("UPDATE articles SET kinds = 'no json' WHERE id = ?", shelf.put("bad"))
    assert shelf.titles(kinds=("cast",)) == ["good"]


def test_damaged_text_is_shown_with_replacement_characters(shelf: Shelf) -> None:
    shelf.run("UPDATE articles SET title = CAST(x'41ff42' AS TEXT) WHERE id = ?", shelf.put("a"))
    assert shelf.titles() == ["A\ufffdB"]


def test_everything_is_read_of_one_moment(shelf: Shelf) -> None:
    shelf.put("a")
    with reading(shelf.path) as store:
        everything = resolve(store, Filters())
        first = [entry.title for entry in listed(store, everything, Skipped())]
        shelf.put("b")
        assert [entry.title for entry in listed(store, everything, Skipped())] == first


def test_a_list_walks_down_the_index_of_time(shelf: Shelf) -> None:
    with reading(shelf.path) as store:
        condition = resolve(store, Filters())
        plan = store.rows(
            f"EXPLAIN QUERY PLAN SELECT docid FROM articles a WHERE {condition.shows('a')} ORDER BY sorted_at DESC, id"
        )
    assert not any("TEMP B-TREE" in row["detail"] for row in plan)


def test_reading_tells_what_sqlite_fails_with(shelf: Shelf) -> None:
    with pytest.raises(StorageError), reading(shelf.path) as store:
        store.connection.execute("SELECT * FROM no_such_table")
