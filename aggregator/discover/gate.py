"""The gate before every XML parser: no entities of the document's own, no external DTD, bounded size.

A document type declaration can make 35 kB of text 1 GB (billion laughs, quadratic blow-up), open local files and ask
the network (XXE). Feeds and sitemaps need none, so one with an internal subset or an entity is refused, and a plain
one is taken away before the parser sees it.
"""

from __future__ import annotations

import re

from aggregator.base.errors import BadInputError
from aggregator.discover.decode import to_text

MAX_FEED = 15 * 1024 * 1024
"""Bytes of a feed."""
_HEAD = 64 * 1024

_ILLEGAL = bytes((*range(9), 11, 12, *range(14, 32)))
_UNPARSED = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANK = " \t\r\n\f\v\x00\ufeff\u00a0"
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE_BODY = re.compile(r"""[^<>\["']*(?:"[^"]*"[^<>\["']*|'[^']*'[^<>\["']*)*""")


def check_xml(body: bytes, content_type: str | None = None, limit: int = MAX_FEED) -> bytes:
    """The document as UTF-8 without byte-order mark, XML declaration, DOCTYPE and illegal control characters.

    ``content_type`` is the header's value, ``limit`` the greatest size in bytes. Raises :class:`BadInputError` with
    ``too_large``, ``empty``, ``undecodable`` or ``dtd_forbidden`` (an internal subset, or ``<!ENTITY`` at its head).
    """
    if len(body) > limit:
        raise BadInputError("too_large", f"a document of {len(body):,} bytes is larger than {limit:,}")
    text = _legal(to_text(body, content_type)).strip(_BLANK)
    text = _without_prolog(text)
    if not text:
        raise BadInputError("empty", "the document is empty")
    head = text[:_HEAD]
    if _ENTITY.search(head) and _ENTITY.search(_UNPARSED.sub("", head)):
        raise BadInputError("dtd_forbidden", "the document declares entities of its own")
    return text.encode("utf-8", "replace")


def _legal(text: str) -> str:
    """The text without control characters, which may otherwise hide a declaration from the checks that follow."""
    written = text.encode("utf-8", "replace")
    kept = written.translate(None, _ILLEGAL)
    return text if len(kept) == len(written) else kept.decode("utf-8")


def _without_prolog(text: str) -> str:
    """The text from its root element on: declarations, comments and a plain DOCTYPE before it are dropped."""
    at = 0
    while True:
        at = _skip_space(text, at)
        if text.startswith("<?", at):
            end = text.find("?>", at)
            at = end + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            at = end + 3
        elif _DOCTYPE.match(text, at):
            body = _DOCTYPE_BODY.match(text, at + 9)
            end = body.end() if body else at
            if not text.startswith(">", end):
                raise BadInputError("dtd_forbidden", "the document declares a document type of its own")
            at = end + 1
        else:
            return text[at:]
        if end < 0:
            return ""


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
