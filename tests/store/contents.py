"""What two databases must share to be called equal."""

from __future__ import annotations

from aggregator.store.database import Store
from aggregator.store.schema import BOOKKEEPING_COLUMNS, CONTENT_TABLES

Rows = list[tuple[object, ...]]


def contents(store: Store) -> dict[str, Rows]:
    """The rows of each content table in an order of their own, less the columns of bookkeeping."""
    return {table: _rows(store, table) for table in CONTENT_TABLES}


def _rows(store: Store, table: str) -> Rows:
    names = [row["name"] for row in store.rows(f"SELECT name FROM pragma_table_info('{table}')")]
    columns = ", ".join(f'"{name}"' for name in names if (table, name) not in BOOKKEEPING_COLUMNS)
    return sorted((tuple(row) for row in store.rows(f"SELECT {columns} FROM {table}")), key=repr)
