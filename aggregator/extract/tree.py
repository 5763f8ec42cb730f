"""A web page as an lxml tree: parsed once, bounded in depth, scripts kept apart from text."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from aggregator.base.errors import BadInputError

MAX_DEPTH = 1000
"""Levels of elements; libxml2 itself cuts a page off near 2,046 without a word."""

MAX_ELEMENTS = 60_000
"""Elements of a page; news pages have a few thousand."""
MAX_TEXT = 200_000
"""Characters of one run of text."""

Element = etree._Element  # noqa: SLF001 -- lxml gives it no public name
"""An element of lxml's tree."""

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table|article|h[1-6]|br|span|a)\b", re.IGNORECASE
)
_OTHER = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b", re.IGNORECASE)
_MANY_ATTRIBUTES = re.compile(
    r"""<[a-zA-Z][^\s<>/]*+(?:[\s/]++[^\s=<>/"']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+){500}"""
)
"""Libxml2 takes time quadratic in an element's attributes."""
_SILENT = frozenset({"script", "style", "noscript", "template", "svg"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    }
)
MAX_STEPS = 1000
"""Elements that are looked at for one short text."""


def parse(text: str) -> Element:
    """The tree of an HTML page.

    Raises :class:`BadInputError`: ``empty`` for nothing but space, ``not_html`` without any usual tag, ``too_large``
    for hundreds of attributes on one element.
    """
    if not text.strip():
        raise BadInputError("empty", "the document is empty")
    if not _MARKUP.search(text, 0, 500_000) or _OTHER.match(text):
        raise BadInputError("not_html", "the document holds none of the usual tags of a web page")
    if _MANY_ATTRIBUTES.search(text):
        raise BadInputError("too_large", "an element of the document has too many attributes")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, recover=True
    )
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise BadInputError("not_html", f"the document can't be parsed: {error}") from error
    if root is None:
        raise BadInputError("empty", "the document holds no element")
    _settle_streamed(root)
    return root


def _settle_streamed(root: Element) -> None:
    """Move what React streams in late (``<div hidden id="S:0">``) to its place (``<template id="B:0">`` or ``P:0``)."""
    places = {t.get("id", "")[2:]: t for t in root.iter("template") if t.get("id", "").startswith(("B:", "P:"))}
    if not places:
        return
    for late in [d for d in root.iter("div") if "hidden" in d.attrib and d.get("id", "").startswith("S:")]:
        place = places.get(late.get("id", "")[2:])
        if place is not None and late not in place.iterancestors() and place is not late:
            place.tag = "div"
            place.clear(keep_tail=True)
            place.text = late.text
            place.extend(list(late))
            late.clear(keep_tail=True)


def text_of(element: Element, limit: int = 1000) -> str:
    """The text of an element on one line, cut near ``limit`` characters; scripts and the like left out."""
    parts: list[str] = []
    size = 0
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in islice(walker, MAX_STEPS):
        if event == "start" and node.tag in _SILENT:
            walker.skip_subtree()
            continue
        text = node.text if event == "start" else (node.tail if node is not element else None)
        if node.tag not in _INLINE:
            parts.append(" ")
        if text:
            parts.append(text)
            size += len(text)
            if size > limit:
                break
    return " ".join("".join(parts).split())[:limit]
