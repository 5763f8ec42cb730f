"""Articles as they stand on one day: dated, worded, addressed. Pure: the hour and the hosts come from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.demo.content import Outlet, Source, load_calendar, load_outlets, parse_age
from aggregator.demo.moments import build_calendar

_LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+/[a-z0-9-]+)\)")
_TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Block:
    """A paragraph (``p``), heading (``h``) or list (``ul``, one line an entry) in the light markup of the files:
    ``*title*`` and ``[words](address)``.
    """

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An article on one day. ``url`` is absolute, ``path`` the part after the host; times stand in the outlet's zone.

    ``canonical`` is the address that the page declares, if any; ``status`` what a request for it gets; ``settled``
    says that the article is the same on both days.
    """

    key: str
    url: str
    path: str
    canonical: str | None
    title: str
    summary: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    section: str | None
    image: str | None
    image_alt: str
    videos: tuple[str, ...]
    published: datetime
    modified: datetime
    status: int
    paywalled: bool
    settled: bool
    language: str


@dataclass(frozen=True)
class House:
    """An outlet with its address (``http://host:port``) and its articles of the day, newest first."""

    outlet: Outlet
    origin: str
    pieces: tuple[Piece, ...]

    @property
    def listed(self) -> tuple[Piece, ...]:
        """What the outlet's own pages and sitemaps link: the articles that are there."""
        return tuple(piece for piece in self.pieces if piece.status == 200)

    @property
    def in_feeds(self) -> tuple[Piece, ...]:
        """What its feeds name: a page that is gone leaves them, one that is merely missing stays."""
        return tuple(piece for piece in self.pieces if piece.status != 410)


def split_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of an article's text: blank lines part them, ``##`` begins a heading, ``-`` an entry of a list."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    for part in text.strip().split("\n\n"):
        lines = tuple(part.split("\n"))
        if lines[0].startswith("## "):
            yield Block("h", (lines[0][3:],))
        elif lines[0].startswith("- "):
            yield Block("ul", tuple(line.removeprefix("- ") for line in lines))
        else:
            yield Block("p", lines)


def build_houses(now: datetime, day: int, origins: Mapping[str, str]) -> dict[str, House]:
    """Every outlet as it stands on a day (1 or 2), by name.

    ``now`` is an aware time from which all dates are counted; ``origins`` gives each outlet's ``http://host:port``.
    """
    now = now.replace(second=0, microsecond=0)
    desk = _Desk(now, day, origins)
    houses = {}
    for outlet, own in load_outlets():
        pieces = [desk.write(outlet, source) for source in own if source.day <= day]
        newest_first = tuple(sorted(pieces, key=lambda piece: piece.published, reverse=True))
        houses[outlet.name] = House(outlet, origins[outlet.name], newest_first)
    return houses


class _Desk:
    """Where sources become pieces: it knows the hour, the calendar and every article's address."""

    def __init__(self, now: datetime, day: int, origins: Mapping[str, str]) -> None:
        self.now, self.day = now, day
        self.calendar = build_calendar(load_calendar(), now.astimezone(_TOKYO).date())
        self.sources = {
            f"{outlet.name}/{own.key}": (outlet, own) for outlet, all_own in load_outlets() for own in all_own
        }
        self.paths = {key: self._path(outlet, source) for key, (outlet, source) in self.sources.items()}
        self.origins = origins
        self.urls = {key: origins[outlet.name] + self.paths[key] for key, (outlet, _) in self.sources.items()}

    def write(self, outlet: Outlet, source: Source) -> Piece:
        """The article as it stands on the day."""
        key = f"{outlet.name}/{source.key}"
        changes = dict(source.next) if self.day > 1 else {}
        published = self._hour(outlet, source.age)
        modified = self._hour(outlet, changes.pop("age")) if "age" in changes else published
        teller, told = self.sources[source.copy_of] if source.copy_of else (outlet, source.model_copy(update=changes))
        fill = self._filler(teller, told)
        declared = {"self": self.urls[key], "none": None, "original": self.urls.get(source.copy_of or "")}
        return Piece(
            key=key,
            url=self.urls[key],
            path=self.paths[key],
            canonical=declared[source.canonical],
            title=fill(told.title),
            summary=fill(told.summary),
            blocks=split_blocks(fill(told.text)),
            authors=source.authors,
            tags=source.tags,
            section=told.section,
            image=f"{self.origins[teller.name]}/img/{told.key}.png" if told.image_alt else None,
            image_alt=told.image_alt or "",
            videos=told.videos,
            published=published,
            modified=modified,
            status=changes.get("status", source.status),
            paywalled=source.paywalled,
            settled=not source.next,
            language=outlet.language,
        )

    def _hour(self, outlet: Outlet, age: str) -> datetime:
        return (self.now - parse_age(age)).astimezone(ZoneInfo(outlet.timezone))

    def _path(self, outlet: Outlet, source: Source) -> str:
        day = self._hour(outlet, source.age)
        return (source.address or outlet.address).format(
            slug=source.slug,
            number=source.number,
            date=day.date().isoformat(),
            year=day.year,
            month=f"{day.month:02}",
            day=f"{day.day:02}",
        )

    def _filler(self, teller: Outlet, told: Source) -> Callable[[str], str]:
        """What words the moments and addresses the links of an article."""
        published = self._hour(teller, told.age).date()

        def fill(text: str) -> str:
            worded = self.calendar.fill(text, teller.locale, published)
            return _LINK.sub(lambda match: f"[{match[1]}]({self.urls[match[2]]})", worded)

        return fill


def newest(pieces: Iterable[Piece]) -> datetime | None:
    """The latest time at which one of the articles changed; None without articles."""
    return max((piece.modified for piece in pieces), default=None)
