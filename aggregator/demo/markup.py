"""The light markup of the articles as HTML and as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from aggregator.demo.newsroom import Block

_EMPHASIS = re.compile(r"\*([^*]+)\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def to_html(text: str) -> str:
    """One line as HTML: ``*title*`` becomes ``<em>``, ``[words](address)`` a link."""
    linked = _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))
    return _EMPHASIS.sub(r"<em>\1</em>", linked)


def to_text(text: str) -> str:
    """One line without its markup."""
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", text))


def blocks_to_html(blocks: Sequence[Block]) -> str:
    """Paragraphs, headings and lists in the tags meant for them."""
    return "\n".join(_block_to_html(block) for block in blocks)


def _block_to_html(block: Block) -> str:
    lines = [to_html(line) for line in block.lines]
    if block.kind == "h":
        return f"<h2>{lines[0]}</h2>"
    if block.kind == "ul":
        return "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
    return "<p>" + "<br>\n".join(lines) + "</p>"


def blocks_to_text(blocks: Sequence[Block]) -> str:
    """The plain text, blank lines between paragraphs."""
    return "\n\n".join("\n".join(to_text(line) for line in block.lines) for block in blocks)
