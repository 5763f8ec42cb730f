"""What an outlet serves on one day: every path with its bytes, type and time of last change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from aggregator.demo.feeds import article_sitemap, news_sitemap, render_feed, sitemap_index
from aggregator.demo.newsroom import House, Piece, newest
from aggregator.demo.old_pages import sloppy_not_found
from aggregator.demo.pages import TEMPLATES, front_page, not_found_page
from aggregator.demo.pictures import draw_logo, draw_png

_XML = "application/xml; charset=utf-8"
_PNG = "image/png"
_NOISE = ("utm_", "phpsessid")
_FOUNDED = timedelta(days=400)
"""How long ago robots.txt and the pictures were last changed."""


@dataclass(frozen=True, slots=True)
class Resource:
    """An answer before any condition is looked at.

    ``body`` may be what makes it, called only when the resource is asked for. ``etag`` is None where the outlet sends
    none, or ``weak`` or ``strong``.
    """

    body: bytes | Callable[[], bytes]
    content_type: str
    status: int = 200
    last_modified: datetime | None = None
    etag: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


def resource_key(target: str) -> str:
    """What a request's target asks for: the path, and the query without trackers and session ids."""
    parts = urlsplit(target)
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.lower().startswith(_NOISE)]
    path = unquote(parts.path.partition(";")[0])
    return f"{path}?{urlencode(sorted(query))}" if query else path


def session_id(house: House, day: int) -> str:
    """The session id that the outlet's listing hands out on a day: 32 hexadecimal digits."""
    return hashlib.sha256(f"{house.outlet.name} {day}".encode()).hexdigest()[:32]


class _Builder:
    """Collects one outlet's resources."""

    def __init__(self, house: House, now: datetime, day: int) -> None:
        self.house, self.now, self.day = house, now, day
        self.found: dict[str, Resource] = {}

    def add(self, path: str, body: bytes | Callable[[], bytes], content_type: str, changed: datetime | None) -> None:
        """Add one path, with the validators that the outlet is in the habit of sending."""
        habit = self.house.outlet.validators
        self.found[resource_key(path)] = Resource(
            body,
            content_type,
            last_modified=changed if habit in ("both", "last_modified") else None,
            etag={"both": "strong", "etag": "weak"}.get(habit),
        )

    def add_text(self, path: str, text: str, content_type: str, changed: datetime | None) -> None:
        """Add a text in the outlet's encoding."""
        self.add(path, text.encode(self.house.outlet.encoding), content_type, changed)

    def build(self) -> dict[str, Resource]:
        """All paths of the outlet."""
        house, outlet = self.house, self.house.outlet
        html = f"text/html; charset={'Shift_JIS' if outlet.encoding == 'cp932' else outlet.encoding}"
        changed = newest(house.listed)
        for piece in house.pieces:
            self._add_article(piece, html)
        for path in {"/", outlet.listing or "/"}:
            session = session_id(house, self.day) if outlet.session and path == outlet.listing else ""
            self.add_text(path, front_page(house, session), html, changed)
        for feed in outlet.feeds:
            if not feed.host:
                self.add_text(feed.path, *render_feed(house, feed), newest(house.in_feeds))
        self._add_sitemaps(changed)
        founded = self.now - _FOUNDED
        if outlet.robots is not None:
            robots = outlet.robots.lstrip().format(origin=house.origin)
            self.add_text("/robots.txt", robots, "text/plain; charset=utf-8", founded)
        self.add("/logo.svg", draw_logo(outlet.title).encode(), "image/svg+xml", founded)
        return self.found

    def _add_article(self, piece: Piece, html: str) -> None:
        path = resource_key(piece.path)
        if piece.status == 200:
            page = TEMPLATES[self.house.outlet.template](self.house, piece)
            self.add_text(piece.path, page, html, piece.modified)
        else:
            body = not_found_page(self.house, piece.status).encode()
            self.found[path] = Resource(body, "text/html; charset=utf-8", piece.status)
        if piece.image and piece.image.startswith(f"{self.house.origin}/"):
            self.add(urlsplit(piece.image).path, lambda: draw_png(piece.key), _PNG, self.now - _FOUNDED)

    def _add_sitemaps(self, changed: datetime | None) -> None:
        house, outlet = self.house, self.house.outlet
        own = {outlet.news_sitemap: news_sitemap(house, self.now), outlet.article_sitemap: article_sitemap(house)}
        paths = [path for path in own if path]
        for path in paths:
            self.add_text(path, own[path], _XML, changed)
        if outlet.sitemap_index:
            self.add_text(outlet.sitemap_index, sitemap_index(house, paths), _XML, changed)


def build_resources(house: House, now: datetime, day: int) -> dict[str, Resource]:
    """What an outlet serves on a day, by :func:`resource_key`. ``now`` is an aware time."""
    return _Builder(house, now, day).build()


def feed_resources(house: House) -> dict[str, Resource]:
    """What the outlet's separate feed server serves, for an outlet that has one."""
    found = {}
    for feed in house.outlet.feeds:
        if feed.host:
            text, content_type = render_feed(house, feed)
            changed = newest(house.in_feeds)
            found[feed.path] = Resource(text.encode(), content_type, last_modified=changed, etag="strong")
    return found


def missing(house: House | None) -> Resource:
    """The answer for a path that leads nowhere: a 404, or the outlet's own page that says so with status 200."""
    if house is None:
        return Resource(b"Not found\n", "text/plain; charset=utf-8", 404)
    if house.outlet.soft_404:
        return Resource(sloppy_not_found(house).encode(), "text/html; charset=utf-8")
    return Resource(not_found_page(house, 404).encode(), "text/html; charset=utf-8", 404)
