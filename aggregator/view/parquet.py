"""Dumps in columns: Apache Parquet, with pyarrow (the extra ``parquet``). Days and instants have their types, lists
stay lists, and the meaning of each column stands in the file's schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from aggregator.base.errors import UsageError
from aggregator.store.database import Store
from aggregator.view.formats import Selection
from aggregator.view.instants import instant
from aggregator.view.reading import Skipped
from aggregator.view.records import COLUMNS, Column, Record, records

if TYPE_CHECKING:
    import pyarrow

ROWS = 2_000
"""Rows that are held at once."""


def write_parquet(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write the selection as one Parquet file. Returns the number of rows.

    Raises :class:`UsageError` where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("parquet needs pyarrow: pip install 'anime-news-aggregator[parquet]'") from error
    columns = COLUMNS[selection.by]
    schema = pyarrow.schema([_field(column) for column in columns])
    count, found = 0, records(store, selection, skipped)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(found, ROWS)):
            writer.write_batch(_batch(batch, columns, schema))
            count += len(batch)
    return count


def _field(column: Column) -> pyarrow.Field:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "number": pyarrow.int32(),
        "flag": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
        "day": pyarrow.date32(),
        "instant": pyarrow.timestamp("s", tz="UTC"),
    }
    return pyarrow.field(column.name, types[column.kind], metadata={"description": column.meaning})


def _batch(rows: list[Record], columns: Iterable[Column], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    import pyarrow

    values = [[_value(row[column.name], column) for row in rows] for column in columns]
    arrays = [pyarrow.array(column, type=schema.field(n).type) for n, column in enumerate(values)]
    return pyarrow.record_batch(arrays, schema=schema)


def _value(value: Any, column: Column) -> Any:
    if column.kind == "day":
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            return None
    return instant(value) if column.kind == "instant" else value
