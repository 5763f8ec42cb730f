"""Bytes of a feed, sitemap or page to text: like any page's, and XML's own signs besides."""

from __future__ import annotations

from aggregator.base.encoding import decode

_UNMARKED = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
"""How XML begins in an encoding of several bytes a character without a mark (XML 1.0, appendix F)."""


def to_text(body: bytes, content_type: str | None = None) -> str:
    """The text of a document, without byte-order mark; ``content_type`` is the header's value.

    Raises :class:`BadInputError` ``undecodable`` where no encoding gives a sound text.
    """
    wide = next((name for start, name in _UNMARKED if body.startswith(start)), None)
    return body.decode(wide, "replace") if wide else decode(body, content_type)
