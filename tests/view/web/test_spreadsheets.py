"""Datasette's CSV holds no formula, whatever stands in the database."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.view.web.spreadsheets import Rows
from tests.view.made_up import Shelf
from tests.view.web.world import Reader

CELLS = st.text(st.sampled_from('ab="-+@,\n\r\t 葬1'), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5)


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


@given(TABLES, st.integers(1, 7))
def test_a_table_in_pieces_comes_out_whole_and_defused(table: list[list[str]], size: int) -> None:
    data, rows = written(table), Rows()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    shown = read(b"".join([*(rows.take(piece, last=False) for piece in pieces), rows.take(b"", last=True)]))
    for row, before in zip(shown, table, strict=True):
        for one, was in zip(row, before, strict=True):
            assert one in (was, f"'{was}")
            assert not one.startswith(("=", "+", "@", "\t", "\r"))
            assert not one.startswith("-") or one[1:].isdigit()


@pytest.mark.parametrize(
    "path", ["/data/articles.csv?_size=10", "/data.csv?sql=select+title+from+articles", "/data/articles.csv?_stream=1"]
)
def test_formulas_in_titles_are_defused_where_datasette_writes_them(path: str, shelf: Shelf) -> None:
    for title in ('=HYPERLINK("https://evil.example")', "+1+1", "@SUM(1)", "-2+3", "harmless"):
        shelf.put(title, body="words " * 40_000)
    shelf.store.close()
    answer = Reader(shelf.path).get(path)
    head, *rows = read(answer.content)
    titles = {row[head.index("title")] for row in rows}
    assert titles == {'\'=HYPERLINK("https://evil.example")', "'+1+1", "'@SUM(1)", "'-2+3", "harmless"}
