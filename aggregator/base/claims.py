"""Claims: facts that one article states, each with the words that state it. A claim without a quote does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["scheduled", "delayed", "released", "cancelled"]
CreditStatus = Literal["new", "returning", "previous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim stands: ``quote == text[start:end]``, in code points of ``field``; ``rule`` found it."""

    field: Literal["title", "body"]
    quote: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMention:
    """A work that the article is about, named as written; season and part belong to the title."""

    title: str
    type: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """When, where and on what a work comes out. ``edtf`` is the statement in EDTF (ISO 8601-2), never more precise
    than the words; ``earliest`` and ``latest`` are its bounds as days.
    """

    work: str | None
    event: str
    edtf: str
    text: str
    evidence: Evidence
    earliest: str | None = None
    latest: str | None = None
    time: str | None = None
    timezone: str | None = None
    platform: str | None = None
    platform_id: str | None = None
    region: str | None = None
    region_code: str | None = None
    status: Status = "scheduled"
    superseded: bool = False
    news: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who does what: one claim for each person and role. ``other_names`` are those that the text writes behind the name
    in brackets: in another script, or how it is read.
    """

    work: str | None
    role: str
    role_text: str
    name: str
    evidence: Evidence
    character: str | None = None
    song: str | None = None
    status: CreditStatus = "new"
    news: bool = True
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one article states. ``kinds`` are words of ``data/kinds.toml``."""

    works: tuple[WorkMention, ...] = ()
    releases: tuple[Release, ...] = ()
    credits: tuple[Credit, ...] = ()
    kinds: tuple[str, ...] = ()
