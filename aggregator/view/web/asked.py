"""What a reader asks a page for, and what a page answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from aggregator.base.text import one_line

MAX_VALUE = 300
"""Characters of a parameter that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``parts`` are what the path names (an id), ``query`` the parameters behind it, ``origin`` the scheme, name
    and port that were asked; ``now`` is aware: its zone is the one that days are told in.
    """

    path: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    origin: str = ""
    now: datetime

    def one(self, name: str) -> str:
        """A parameter's last value on one line, empty where it wasn't given."""
        values = self.query.get(name) or ("",)
        return one_line(values[-1], MAX_VALUE).strip()

    def all(self, *names: str) -> dict[str, str]:
        """Those of these parameters that were given."""
        return {name: value for name in names if (value := self.one(name))}

    @property
    def today(self) -> date:
        """The day it is for the reader."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Link:
    """Another form of a page: ``type`` is its media type, ``label`` what a reader calls it."""

    label: str
    href: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: ``model`` is what its template writes, ``data`` makes the same as JSON, ``links`` are its other forms."""

    template: str
    title: str
    model: object
    data: Callable[[], Any]
    links: tuple[Link, ...] = ()
    section: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """Something else than a page, such as a feed; ``name`` is what it is saved as."""

    body: bytes
    type: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for stands elsewhere (an address of these pages)."""

    href: str


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no such thing; the sentence says so."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was asked for can't be understood; the sentence says what would be."""

    sentence: str


Answer = Page | File | Moved | Missing | Wrong


def address(path: str, query: Mapping[str, str] | None = None) -> str:
    """An address of these pages; parameters without a value are left out."""
    given = {name: value for name, value in (query or {}).items() if value}
    return f"{path}?{urlencode(given)}" if given else path
