"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.base.errors import BadInputError
from aggregator.base.records import Link
from aggregator.base.text import one_line
from aggregator.discover.fragments import Fragment, read_fragment, summary
from aggregator.discover.links import MAX_GUID, address, language_tag, moment, names, newest, tags

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """What a JSON Feed says; see :class:`~aggregator.discover.feeds.Feed`."""

    title: str | None
    language: str | None
    home: str | None
    links: tuple[Link, ...]
    dropped: int
    refused: int


def read_json(text: str, *, url: str, zone: ZoneInfo, limit: int) -> JsonFeed:
    """The feed in a JSON text.

    Raises :class:`BadInputError` with ``ill_formed``, ``too_deep`` or ``not_a_feed``. Values of a wrong type count as
    missing.
    """
    feed = _load(text)
    version, found = feed.get("version"), feed.get("items")
    if not isinstance(found, list) or not (isinstance(version, str) and "jsonfeed.org" in version):
        raise BadInputError("not_a_feed", "the document is JSON, but no JSON Feed")
    items: list[Values] = [item for item in found if isinstance(item, dict)]
    authors = _authors(feed)

    def when(item: Values) -> datetime | None:
        return moment(_string(item, "date_published") or _string(item, "date_modified"), zone)

    offered = [item for item in newest(items[:50_000], limit, when) if _address(item)]
    links = [link for item in offered if (link := _link(item, url, zone, authors))]
    return JsonFeed(
        title=one_line(_string(feed, "title")) or None,
        language=language_tag(_string(feed, "language")),
        home=address(_string(feed, "home_page_url"), url),
        links=tuple(links),
        dropped=len(found) - len(offered),
        refused=len(offered) - len(links),
    )


def _load(text: str) -> Values:
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON")

    try:
        value = json.loads(text, parse_constant=refuse)
    except RecursionError as error:
        raise BadInputError("too_deep", "the JSON is nested too deeply") from error
    except ValueError as error:
        raise BadInputError("ill_formed", f"the JSON is ill-formed: {str(error)[:120]}") from error
    if not isinstance(value, dict):
        raise BadInputError("not_a_feed", "the document is JSON, but no JSON Feed")
    return value


def _string(values: Values, key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def _address(item: Values) -> str:
    identity = _string(item, "id")
    return _string(item, "url") or _string(item, "external_url") or (identity if "://" in identity else "")


def _link(item: Values, source: str, zone: ZoneInfo, inherited: tuple[str, ...]) -> Link | None:
    url = address(_address(item), source)
    if url is None:
        return None
    body = _body(item)
    picture = _string(item, "image") or _string(item, "banner_image") or body.image
    identity = item.get("id")
    labels = item.get("tags")
    return Link(
        url=url,
        source=source,
        title=one_line(_string(item, "title")) or None,
        summary=summary(one_line(_string(item, "summary"), 4000) or body.text),
        published=moment(_string(item, "date_published"), zone),
        modified=moment(_string(item, "date_modified"), zone),
        guid=str(identity)[:MAX_GUID] if isinstance(identity, str | int) and identity != "" else None,
        authors=_authors(item) or inherited,
        image=address(picture, url) if picture else None,
        tags=tags(t for t in labels if isinstance(t, str)) if isinstance(labels, list) else (),
        language=language_tag(_string(item, "language")),
    )


def _body(item: Values) -> Fragment:
    markup = _string(item, "content_html")
    if markup:
        return read_fragment(markup)
    return Fragment(_string(item, "content_text")[:10_000])


def _authors(values: Values) -> tuple[str, ...]:
    """Version 1.1 has a list of authors, 1.0 one author."""
    found = values.get("authors")
    people = found if isinstance(found, list) else [values.get("author")]
    return names(_string(person, "name") for person in people if isinstance(person, dict))
