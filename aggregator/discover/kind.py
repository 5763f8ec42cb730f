"""What kind of document a body is, told from its first tags and not from its label."""

from __future__ import annotations

import re
from enum import StrEnum

from aggregator.base.errors import BadInputError
from aggregator.discover.decode import to_text

_LOOKED_AT = 8192
_TAG = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)(?=[\s/>])")
_SKIPPED = re.compile(r"<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


class Kind(StrEnum):
    """The kinds of documents that discovery tells apart."""

    FEED = "feed"
    JSON = "json"
    SITEMAP = "sitemap"
    HTML = "html"
    GZIP = "gzip"
    TEXT = "text"
    XML = "xml"
    EMPTY = "empty"


_ROOTS = {
    "rss": Kind.FEED,
    "rdf": Kind.FEED,
    "feed": Kind.FEED,
    "channel": Kind.FEED,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP,
    "html": Kind.HTML,
    "head": Kind.HTML,
    "body": Kind.HTML,
    "div": Kind.HTML,
    "p": Kind.HTML,
}


def kind_of(body: bytes, content_type: str | None = None) -> Kind:
    """The kind of a document by its beginning; ``content_type`` only helps to read its letters.

    RSS, Atom and RDF are ``feed``, anything that begins like a JSON object ``json``. An unknown root is ``xml`` where
    an XML declaration stands before it, else ``html``; ``text`` has no tags at all.
    """
    if body.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    try:
        text = to_text(body[:_LOOKED_AT], content_type).strip(" \t\r\n\x00")
    except BadInputError:
        return Kind.TEXT
    if not text:
        return Kind.EMPTY
    if text[0] == "{":
        return Kind.JSON
    text, declared = _SKIPPED.sub("", text).strip(), text.startswith("<?xml")
    if not text:
        return Kind.EMPTY if len(body) < _LOOKED_AT else Kind.TEXT
    if re.match(r"<!DOCTYPE\s+html\b", text, re.IGNORECASE):
        return Kind.HTML
    for tag in _TAG.finditer(text):
        if kind := _ROOTS.get(tag[1].lower()):
            return kind
    if not _TAG.search(text):
        return Kind.TEXT
    return Kind.XML if declared else Kind.HTML
