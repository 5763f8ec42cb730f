"""The schema as a page for people: ``python -m aggregator.store.describe > docs/schema.md``.

Read from the migrations themselves, whose comments say what each table and column means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files

from aggregator.store.schema import BOOKKEEPING_COLUMNS, BOOKKEEPING_TABLES, CONTENT_TABLES

_CREATE = re.compile(r"CREATE (?:VIRTUAL )?(TABLE|VIEW) (\w+)")
_ADDED = re.compile(r'ALTER TABLE (\w+) ADD COLUMN ("?\w+"?) (TEXT|INTEGER|REAL|BLOB)\b(.*);$')
_COLUMN = re.compile(r' {4}("?\w+"?) (TEXT|INTEGER|REAL|BLOB)\b(.*?),?(?:\s+-- (.*))?$')
_REFERENCE = re.compile(r"REFERENCES (\w+)\((\w+)\)")
_CHECK = re.compile(r"CHECK \(\w+ IN \((.*?)\)\)")

_HEAD = """\
# The database

One SQLite file. Times are ISO 8601 with offset, in UTC unless the column says otherwise; `published` and `modified` are
as the page states them. Flags are 0 or 1. Keys come from content (an address, a claim's words), so that two databases
merge and a re-run changes nothing. Tables are STRICT.

This page is made from the schema by `python -m aggregator.store.describe`; a test compares them.
"""


_VIEWS = {
    "upcoming": "`earliest`, `latest`, `edtf`, `event`, `platform`, `region` and `status` are those of `releases`, "
    "`work_id` and `work` the id and title of the work, `article_count` how many articles say so, copies left out.",
    "search": "",
}
"""What the columns of views are."""


@dataclass(slots=True)
class Table:
    """A table or view, what a row of it is, and its columns as (name, type, rest of the definition, comment)."""

    name: str
    comment: str
    columns: list[tuple[str, str, str, str]] = field(default_factory=list)


def read_tables() -> dict[str, Table]:
    """All tables and views of the migrations, by name."""
    tables: dict[str, Table] = {}
    for file in sorted((files("aggregator.store") / "migrations").iterdir(), key=lambda f: f.name):
        current, comment = None, ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if created := _CREATE.match(line):
                current = tables[created[2]] = Table(created[2], comment)
            elif added := _ADDED.match(line):
                tables[added[1]].columns.append((added[2].strip('"'), added[3], added[4], comment))
            elif line.startswith(")"):
                current = None
            elif current and (column := _COLUMN.match(line)):
                current.columns.append((column[1].strip('"'), column[2], column[3], column[4] or ""))
            comment = line[3:] if line.startswith("-- ") else ""
    return tables


def describe() -> str:
    """The page, as Markdown."""
    tables = read_tables()
    parts = [_HEAD, "## Content\n", "Two databases are equal when these tables are.\n"]
    parts += [_section(tables[name]) for name in CONTENT_TABLES]
    parts += ["## Views and search\n"]
    parts += [f"**`{name}`**: {tables[name].comment} {_VIEWS[name]}\n" for name in ("upcoming", "search")]
    parts += ["## Bookkeeping\n", "How the content was gathered. Exports leave it out.\n"]
    parts += [_section(tables[name]) for name in BOOKKEEPING_TABLES]
    return "\n".join(parts)


def _section(table: Table) -> str:
    lines = [f"### `{table.name}`\n", f"{table.comment}\n", "| column | type | what it is |", "| --- | --- | --- |"]
    for name, kind, rest, comment in table.columns:
        lines.append(f"| `{name}` | {kind} | {meaning(table.name, name, rest, comment)} |")
    return "\n".join(lines) + "\n"


def meaning(table: str, column: str, rest: str, comment: str) -> str:
    """What a column is: its comment, what it refers to, its closed list of values."""
    said = [comment] if comment else []
    if reference := _REFERENCE.search(rest):
        said.append(f"→ `{reference[1]}.{reference[2]}`")
    values = _CHECK.search(rest)
    if values and values[1] != "0, 1":
        said.append("one of " + ", ".join(f"`{value}`" for value in re.findall(r"'(\w+)'", values[1])))
    if (table, column) in BOOKKEEPING_COLUMNS and "bookkeeping" not in comment:
        said.append("bookkeeping")
    return "; ".join(said).replace("|", "\\|")


if __name__ == "__main__":
    print(describe(), end="")  # noqa: T201 -- printing is what this is for
