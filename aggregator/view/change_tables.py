"""Changes on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from aggregator.view.messages import Message
from aggregator.view.tables import when
from aggregator.view.text import text

_STYLES = {"delay": "yellow", "cancellation": "red", "correction": "magenta"}


def change_table(found: Sequence[Message], *, zone: tzinfo | None, now: datetime) -> RenderableType:
    """Changes, one a row, with what they say below their headline; times in the reader's zone (None: the system's)."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=False)
    table.add_column("Cursor", justify="right", no_wrap=True)
    table.add_column("When", width=11, no_wrap=True)
    table.add_column("Kind", max_width=12, overflow="fold")
    table.add_column("What", ratio=1, overflow="fold")
    for one in found:
        lines = [text(one.headline), *(text(line, "dim") for line in one.lines)]
        kind = text(one.kind.replace("_", " "), _STYLES.get(one.kind, ""))
        table.add_row(text(one.cursor, "cyan"), when(one.at, one.at, zone=zone, now=now), kind, Text("\n").join(lines))
    return table
