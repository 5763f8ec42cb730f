"""JSON Feed 1.1 as https://www.jsonfeed.org/version/1.1/ has it.

What the format has no place for stands in the extension object ``_anime``: the works that a story is about, the
releases and credits that its articles state, and the articles themselves.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.formats import Selection
from aggregator.view.items import Item, Stated, body, items
from aggregator.view.objects import source, statement
from aggregator.view.reading import Skipped

VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write the selection as one JSON Feed, an item a line. Returns the number of items."""
    head = {"version": VERSION, "title": safe.line(selection.title)}
    head |= {
        name: address
        for name, address in (
            ("home_page_url", safe.url(selection.home_page_url)),
            ("feed_url", safe.url(selection.feed_url)),
        )
        if address
    }
    out.write(f'{safe.to_json(head)[:-1]}, "items": ['.encode())
    count = 0
    for item in items(store, selection, skipped):
        out.write(f"{',' * (count > 0)}\n{safe.to_json(_item(item))}".encode())
        count += 1
    out.write(b"\n]}\n")
    return count


def _item(item: Item) -> dict[str, Any]:
    """The members that have a value, in the order of the specification."""
    members: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": body(item) if item.others else None,
        "content_text": item.summary or item.title,
        "summary": item.summary,
        "image": item.image,
        "date_published": item.published,
        "date_modified": item.updated if item.published != item.updated and _is_stated(item) else None,
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "language": item.language,
    }
    always = {"id", "content_text"}
    return {name: value for name, value in members.items() if value or name in always} | {"_anime": extension(item)}


def extension(item: Item) -> dict[str, Any]:
    """What the item's articles are about and state, as plain values."""
    lead = item.lead
    told: dict[str, Any] = {
        "site": item.site,
        "article": lead.id,
        "published": lead.published and safe.line(lead.published),
        "kinds": [safe.line(kind) for kind in lead.kinds],
        "works": [
            {"id": work.id, "title": safe.line(work.title), "type": work.type and safe.line(work.type)}
            for work in item.works
        ],
        "releases": [_stated(item, one) for one in item.releases],
        "credits": [_stated(item, one) for one in item.credits],
    }
    if item.story is not None:
        told |= {
            "story": item.story,
            "languages": sorted({safe.line(entry.language) for entry in item.articles}),
            "sources": [source(entry) for entry in item.others],
        }
    return told


def _stated(item: Item, one: Stated) -> dict[str, Any]:
    """A claim, and in a story the articles that state it."""
    said = statement(one.claim)
    return said | {"articles": list(one.articles)} if item.story is not None else said


def _is_stated(item: Item) -> bool:
    """Whether the last change is one that an article states, and not when we first saw it."""
    return any(entry.published or entry.modified for entry in item.articles)
