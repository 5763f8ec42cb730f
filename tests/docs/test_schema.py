import re

from aggregator.store.database import Store
from aggregator.store.describe import describe, meaning, read_tables
from aggregator.store.schema import BOOKKEEPING_TABLES, CONTENT_TABLES
from tests.shared import ROOT


def test_the_page_says_what_the_schema_is():
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == describe(), "run: python -m aggregator.store.describe > docs/schema.md"


def test_every_table_has_a_comment():
    assert [name for name, table in read_tables().items() if not table.comment] == []


def test_every_column_is_described(tmp_path):
    with Store.open(tmp_path / "news.db") as store:
        for name, table in read_tables().items():
            if table.columns:
                columns = [row["name"] for row in store.rows(f"PRAGMA table_info({name})")]
                assert columns == [column[0] for column in table.columns]


def test_every_column_has_its_meaning():
    silent = [
        f"{name}.{column[0]}"
        for name, table in read_tables().items()
        for column in table.columns
        if not meaning(name, column[0], column[2], column[3])
    ]
    assert silent == []


def test_every_column_of_a_view_is_named(tmp_path):
    with Store.open(tmp_path / "news.db") as store:
        columns = {row["name"] for row in store.rows("PRAGMA table_info(upcoming)")}
    (told,) = (line for line in describe().splitlines() if line.startswith("**`upcoming`**"))
    assert columns == set(re.findall(r"`(\w+)`", told)) - {"upcoming", "releases"}


def test_every_table_is_content_or_bookkeeping():
    tables = {name for name, table in read_tables().items() if table.columns}
    assert tables == {*CONTENT_TABLES, *BOOKKEEPING_TABLES}
