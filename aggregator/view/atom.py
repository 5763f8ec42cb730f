"""Atom as RFC 4287 has it."""

from __future__ import annotations

from typing import BinaryIO

from aggregator import __version__
from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.formats import Selection
from aggregator.view.items import NAMESPACE, Item, body, dated
from aggregator.view.reading import Skipped
from aggregator.view.xml import XmlWriter

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "http://search.yahoo.com/mrss/"
GENERATOR = "Anime News Aggregator"
NEVER = "1970-01-01T00:00:00+00:00"
"""When an empty feed changed last."""


def write_atom(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write the selection as one Atom feed. Returns the number of entries."""
    xml, count = XmlWriter(out), 0
    updated, found = dated(store, selection, skipped)
    with xml.element("feed", {"xmlns": ATOM, "xmlns:media": MEDIA}):
        feed_url, home = safe.url(selection.feed_url), safe.url(selection.home_page_url)
        xml.leaf("id", feed_url or f"{NAMESPACE}:feed:{selection.key}")
        xml.leaf("title", safe.line(selection.title))
        xml.leaf("updated", updated or NEVER)
        if feed_url:
            xml.leaf("link", rel="self", type="application/atom+xml", href=feed_url)
        if home:
            xml.leaf("link", rel="alternate", href=home)
        with xml.element("author"):
            xml.leaf("name", GENERATOR)
        xml.leaf("generator", GENERATOR, version=__version__)
        for item in found:
            _write_entry(xml, item)
            count += 1
    xml.close()
    return count


def _write_entry(xml: XmlWriter, item: Item) -> None:
    with xml.element("entry", {"xml:lang": item.language} if item.language else None):
        xml.leaf("id", item.id)
        xml.leaf("title", item.title)
        xml.leaf("updated", item.updated)
        if item.published:
            xml.leaf("published", item.published)
        if item.url:
            xml.leaf("link", rel="alternate", type="text/html", href=item.url)
        for entry in item.others:
            if address := safe.url(entry.url):
                title = f"{safe.line(entry.site)}: {safe.line(entry.title)}"
                xml.leaf("link", rel="related", type="text/html", href=address, title=title)
        for name in item.authors or (item.site,):
            with xml.element("author"):
                xml.leaf("name", name)
        for tag in item.tags:
            xml.leaf("category", term=tag)
        if item.summary:
            xml.leaf("summary", item.summary)
        xml.leaf("content", body(item), type="html")
        if item.image:
            xml.leaf("media:thumbnail", url=item.image)
