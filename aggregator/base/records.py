"""The records that cross the borders between the stages, each defined once and frozen.

Text in a record is plain text (no markup, entities decoded, NFC, XML-legal). Addresses are absolute http(s) URLs.
A ``datetime`` is always aware. Where a page states a day without a time, the day alone is kept: no time is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a request ended; the word stands in ``fetches.outcome``.

    DEFERRED will be tried again at a known time; FAILED is counted and changes nothing that is stored; REFUSED was
    not asked, or not taken, by policy (robots.txt, address guard, scheme); REJECTED is one bad record among good ones.
    """

    OK = "OK"
    NOT_MODIFIED = "NOT_MODIFIED"
    DEFERRED = "DEFERRED"
    FAILED = "FAILED"
    REFUSED = "REFUSED"
    REJECTED = "REJECTED"
    FATAL = "FATAL"


@dataclass(frozen=True, slots=True)
class Failure:
    """An expected failure as a value: what went wrong, with which address, and what happens next.

    ``reason`` is a word of ``base.errors.REASONS``; ``detail`` is one sentence for a person. ``retry_after`` is the
    least number of seconds to wait before the next try (None: the schedule decides).
    """

    url: str
    outcome: Outcome
    reason: str
    detail: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article's address as a feed, sitemap or listing gave it, with all that it said of the article.

    ``url`` is absolute and otherwise as published. ``source`` is the address of the document that named it.
    ``published`` and ``modified`` are None where the source is silent or unreadable; ``title`` and ``summary`` are
    plain text.
    """

    url: str
    source: str
    title: str | None = None
    summary: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    guid: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """``ETag`` and ``Last-Modified`` exactly as received (RFC 9110 section 8.8), to be sent back byte for byte."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A response that was received whole. ``body`` is decompressed but not yet decoded.

    ``url`` was asked for, ``final_url`` answered (after redirects). ``content_type`` is the header's value.
    ``headers`` are the response's others, with lower-case names. ``link`` is what discovery said of the article, if
    anything did.
    """

    url: str
    final_url: str
    body: bytes
    content_type: str | None
    fetched_at: datetime
    status: int = 200
    validators: Validators = NO_VALIDATORS
    headers: Mapping[str, str] = field(default_factory=dict)
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an article; ``width`` and ``height`` in pixels where the page states them."""

    url: str
    alt: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Video:
    """An embedded video: where a person can watch it, its ``provider`` (youtube, vimeo, x …) and its id there."""

    url: str
    provider: str
    video_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says.

    ``published`` and ``modified`` are ISO 8601: with an offset (``2024-01-10T15:00:00+09:00``), or the day alone where
    no time is stated. ``body`` is plain text, paragraphs separated by a blank line. ``images[0]`` is the lead picture.
    ``rules`` names, for each field that was found, the rule that found it (``ld:headline``, ``meta:og:title`` …).
    ``headline_only`` marks an article of which only a feed's entry is known; ``paywalled`` one that the page itself
    says is not free. ``original_url`` is the canonical address on another site that the page declares, if it does.
    """

    url: str
    canonical_url: str
    site: str
    language: str
    title: str
    summary: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    tags: tuple[str, ...] = ()
    paywalled: bool = False
    headline_only: bool = False
    original_url: str | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
