"""The made-up outlets and their articles as they stand in ``content/*.toml``: one file an outlet, checked when read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

_AGE = re.compile(r"(\d+)([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Feed(_Record):
    """A feed: its path, its format, and what is odd about it.

    ``tracker`` is added to the links' queries; ``section`` keeps only that section's articles; ``host`` names a
    server of its own; ``once`` is a status that the very first request gets, with ``Retry-After: 1``.
    """

    path: str
    format: Literal["rss", "rss_full", "rss_short", "rss_broken", "atom", "json", "rdf"]
    tracker: str = ""
    section: str | None = None
    host: str | None = None
    once: int | None = None


class DeadLink(_Record):
    """A link of the listing that leads to no article."""

    href: str
    title: str


class Outlet(_Record):
    """A made-up outlet: who it is, how its pages look, and where its feeds, sitemaps and listings stand.

    ``language`` and ``timezone`` are what a site must declare; ``locale`` words its dates. ``address`` is the pattern
    of an article's path, with ``{slug}``, ``{number}``, ``{date}``, ``{year}``, ``{month}``, ``{day}``. ``article``
    and ``rules`` go into the ``Site`` record. ``validators`` says which of ETag and Last-Modified it sends;
    ``session`` names a parameter that the listing adds to links. ``robots`` is None where there is no robots.txt.
    """

    name: str
    title: str
    tagline: str
    language: str
    locale: str
    timezone: str
    template: str
    address: str
    article: str
    feeds: tuple[Feed, ...]
    robots: str | None = None
    encoding: str = "utf-8"
    validators: Literal["both", "etag", "last_modified", "none"] = "both"
    listing: str | None = None
    session: str | None = None
    sitemap_index: str | None = None
    news_sitemap: str | None = None
    article_sitemap: str | None = None
    soft_404: bool = False
    dead_links: tuple[DeadLink, ...] = ()
    rules: Mapping[str, tuple[str, ...]] = {}


class Source(_Record):
    """An article as its outlet's file tells it; ``next`` holds what changes on the second day.

    ``age`` counts back from the demonstration's now (``1d 6h``). ``day`` is the first day on which it is there.
    ``story`` is shared by the articles of one announcement. ``copy_of`` names the article that is copied word for
    word, ``canonical`` which address the copy declares. ``disallowed`` marks a page that
    robots.txt keeps from crawlers.
    """

    key: str
    age: str
    title: str = ""
    summary: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    slug: str = ""
    number: int = 0
    address: str | None = None
    image_alt: str | None = None
    videos: tuple[str, ...] = ()
    story: str | None = None
    day: Literal[1, 2] = 1
    status: Literal[200, 404, 410] = 200
    paywalled: bool = False
    disallowed: bool = False
    copy_of: str | None = None
    canonical: Literal["self", "none", "original"] = "self"
    next: Mapping[str, Any] = {}


def parse_age(age: str) -> timedelta:
    """``6d 4h`` or ``1h 40m`` as a span of time; raises :class:`ValueError` for anything else."""
    if not re.fullmatch(r"\d+[dhm]( \d+[dhm])*", age):
        raise ValueError(f"{age!r} is no age such as '1d 6h'")
    return timedelta(**{_UNITS[unit]: int(count) for count, unit in _AGE.findall(age)})


@cache
def load_outlets() -> tuple[tuple[Outlet, tuple[Source, ...]], ...]:
    """Every outlet with its articles, in the order of the files' names."""
    found = []
    for path in sorted((files(__package__) / "content").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml") and path.name != "calendar.toml":
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            sources = tuple(Source.model_validate(article) for article in data["article"])
            found.append((Outlet.model_validate({**data["outlet"]}), sources))
    return tuple(found)


@cache
def load_calendar() -> Mapping[str, Any]:
    """What ``content/calendar.toml`` holds."""
    return tomllib.loads((files(__package__) / "content" / "calendar.toml").read_text(encoding="utf-8"))
