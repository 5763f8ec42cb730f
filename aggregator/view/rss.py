"""RSS 2.0 as https://www.rssboard.org/rss-specification has it, with three common modules: Atom (the feed's own
address, the last change), Dublin Core (authors by name) and Media RSS (the picture).
"""

from __future__ import annotations

import html
import re
from email.utils import format_datetime
from typing import BinaryIO

from aggregator import __version__
from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.atom import ATOM, GENERATOR, MEDIA
from aggregator.view.formats import Selection
from aggregator.view.instants import instant
from aggregator.view.items import NAMESPACE, Item, body, dated
from aggregator.view.reading import Skipped
from aggregator.view.xml import XmlWriter

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_MARKUP = re.compile(r"<|&#?\w+;")


def write_rss(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write the selection as one RSS feed. Returns the number of items."""
    xml, count = XmlWriter(out), 0
    updated, found = dated(store, selection, skipped)
    spaces = {"xmlns:atom": ATOM, "xmlns:dc": DUBLIN_CORE, "xmlns:media": MEDIA}
    with xml.element("rss", {"version": "2.0", **spaces}), xml.element("channel"):
        feed_url = safe.url(selection.feed_url)
        title = safe.line(selection.title)
        xml.leaf("title", text_of(title))
        xml.leaf("link", safe.url(selection.home_page_url) or feed_url or f"{NAMESPACE}:feed:{selection.key}")
        xml.leaf("description", html.escape(f"{title}: one item a {selection.by}, newest first", quote=False))
        xml.leaf("generator", f"{GENERATOR} {__version__}")
        if date := rfc822(updated):
            xml.leaf("lastBuildDate", date)
        if feed_url:
            xml.leaf("atom:link", rel="self", type="application/rss+xml", href=feed_url)
        for item in found:
            _write_item(xml, item)
            count += 1
    xml.close()
    return count


def text_of(title: str) -> str:
    """A title as RSS has it. The specification says plain text, many readers take HTML: what looks like HTML is
    written as HTML, so that it is shown as it is, and nothing in it comes to life.
    """
    return html.escape(title, quote=False) if _MARKUP.search(title) else title


def rfc822(stated: str | None) -> str | None:
    """An instant of ISO 8601 as RFC 822 writes it, with four digits of the year."""
    moment = instant(stated)
    return format_datetime(moment) if moment else None


def _write_item(xml: XmlWriter, item: Item) -> None:
    with xml.element("item"):
        xml.leaf("title", text_of(item.title))
        if item.url:
            xml.leaf("link", item.url)
        xml.leaf("guid", item.id, isPermaLink="false")
        if date := rfc822(item.published):
            xml.leaf("pubDate", date)
        xml.leaf("description", body(item))
        for name in item.authors or (item.site,):
            xml.leaf("dc:creator", text_of(name))
        if item.language:
            xml.leaf("dc:language", item.language)
        for tag in item.tags:
            xml.leaf("category", text_of(tag))
        xml.leaf("atom:updated", item.updated)
        if item.image:
            xml.leaf("media:thumbnail", url=item.image)
