"""Feeds. JSON Feed 1.1 as https://www.jsonfeed.org/version/1.1/ has it.

An item tells what a story or an article is and where it stands: its summary, never its whole body. What the format
has no place for stands in the extension object ``_anime``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.articles import Entry, listed
from aggregator.view.formats import Selection
from aggregator.view.instants import instant, rfc3339
from aggregator.view.objects import source, statement
from aggregator.view.reading import Skipped
from aggregator.view.stories import Story, stories

VERSION = "https://jsonfeed.org/version/1.1"
NAMESPACE = "urn:anime-news"
"""What item ids begin with; ids come from content, so they are the same in every database and stay."""


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
    for item in _items(store, selection, skipped):
        out.write(f"{',' * (count > 0)}\n{safe.to_json(item)}".encode())
        count += 1
    out.write(b"\n]}\n")
    return count


def _items(store: Store, selection: Selection, skipped: Skipped) -> Iterator[dict[str, Any]]:
    if selection.by == "story":
        for story in stories(store, selection.condition, skipped, limit=selection.limit, singles=True):
            yield story_item(story)
    else:
        for entry in listed(store, selection.condition, skipped, limit=selection.limit):
            yield article_item(entry)


def article_item(entry: Entry) -> dict[str, Any]:
    """An article as an item of a JSON Feed."""
    published = rfc3339(entry.published, entry.sorted_at)
    modified = rfc3339(entry.modified)
    return _item(f"{NAMESPACE}:article:{entry.id}", entry.title, entry, published, modified)


def story_item(story: Story) -> dict[str, Any]:
    """A story as an item of a JSON Feed: its first article, the others as its sources."""
    published = rfc3339(story.lead.published, story.lead.sorted_at)
    stated = [(text, a.sorted_at) for a in story.articles for text in (a.published, a.modified)]
    moments = [moment for text, sorted_at in stated if (moment := instant(rfc3339(text, sorted_at)))]
    latest = rfc3339(max(moments).isoformat()) if moments else None
    item = _item(f"{NAMESPACE}:story:{story.id}", story.title, story.lead, published, latest)
    if "image" not in item and (image := next(filter(None, (safe.url(a.image) for a in story.articles)), None)):
        item["image"] = image
    item["_anime"] |= {
        "story": story.id,
        "languages": [safe.line(language) for language in story.languages],
        "sources": [source(entry) for entry in story.articles if entry.id != story.lead.id],
    }
    return item


def _item(key: str, title: str, entry: Entry, published: str | None, modified: str | None) -> dict[str, Any]:
    """The members that have a value, in the order of the specification."""
    summary = safe.lines(entry.summary)
    item: dict[str, Any] = {
        "id": key,
        "url": safe.url(entry.url),
        "title": safe.line(title),
        "content_text": summary or safe.line(title),
        "summary": summary,
        "image": safe.url(entry.image),
        "date_published": published,
        "date_modified": modified if modified != published else None,
        "authors": [{"name": name} for name in map(safe.line, entry.authors) if name],
        "tags": list(dict.fromkeys(tag for tag in map(safe.line, (*entry.kinds, *entry.tags)) if tag)),
        "language": safe.line(entry.language),
    }
    extension = {
        "site": safe.line(entry.site),
        "article": entry.id,
        "published": entry.published and safe.line(entry.published),
        "kinds": [safe.line(kind) for kind in entry.kinds],
        "works": [safe.line(work.title) for work in entry.works],
        "releases": [statement(release) for release in entry.releases],
        "credits": [statement(credit) for credit in entry.credits],
    }
    always = {"id", "content_text"}
    return {name: value for name, value in item.items() if value or name in always} | {"_anime": extension}
