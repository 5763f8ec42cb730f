"""The columns of the dumps as Markdown: ``python -m aggregator.view.describe`` prints what ends docs/analysis.md."""

from __future__ import annotations

from aggregator.view.records import COLUMNS


def describe() -> str:
    """A table for each kind of row."""
    parts = []
    for by, columns in COLUMNS.items():
        parts += [f"### `--by {by}`\n", "| column | type | what it is |", "| --- | --- | --- |"]
        parts += [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in columns]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    print(describe(), end="")  # noqa: T201 -- printing is what this is for
