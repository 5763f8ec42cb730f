"""Text on a terminal, as it is."""

from __future__ import annotations

from rich.text import Text

from aggregator.view.safe import visible


def text(value: object, style: str = "") -> Text:
    """Text without markup, what a terminal might obey shown as code points."""
    return Text(visible(str(value)), style=style)
