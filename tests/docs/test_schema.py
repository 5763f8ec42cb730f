from aggregator.store.database import Store
from aggregator.store.describe import describe, read_tables
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


def test_every_table_is_content_or_bookkeeping():
    tables = {name for name, table in read_tables().items() if table.columns}
    assert tables == {*CONTENT_TABLES, *BOOKKEEPING_TABLES}
