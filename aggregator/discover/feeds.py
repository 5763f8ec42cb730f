"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, sound or not.

The sources are the RSS 2.0 specification and the RSS Advisory Board's profile, RDF Site Summary 1.0 with its dc,
content and syndication modules, RFC 4287, Media RSS 1.5, Apple's podcast tags and jsonfeed.org/version/1.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.base.records import Link
from aggregator.discover.decode import to_text
from aggregator.discover.entries import Entries, read_channel
from aggregator.discover.gate import check_xml
from aggregator.discover.json_feeds import read_json
from aggregator.discover.kind import Kind, kind_of
from aggregator.discover.links import newest
from aggregator.discover.trees import Element, parse_records

MAX_ITEMS = 2_000
"""Entries of one feed that are taken, the newest ones."""
_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_RECORDS = frozenset({"item", "entry"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says.

    ``home`` is the address of the site that it speaks for. ``partial`` marks a document without its end: its entries
    are good, but nothing follows from one that is missing. ``dropped`` counts entries left out for the limit or
    because they were broken or had no address, ``refused`` those whose address may not be asked. ``ttl`` is the
    number of seconds for which the feed asks to be left alone; ``skip_hours`` (UTC) and ``skip_days`` (Monday is 0) are
    those in which it does. ``moved_to`` is the new address that it names itself.
    """

    title: str | None
    language: str | None
    links: tuple[Link, ...]
    home: str | None = None
    partial: bool = False
    dropped: int = 0
    refused: int = 0
    ttl: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    moved_to: str | None = None


def read_feed(body: bytes, *, url: str, zone: ZoneInfo, content_type: str | None = None) -> Feed:
    """The feed that ``url`` answered with; ``zone`` is that of times without an offset.

    Links come in document order, at most :data:`MAX_ITEMS`. Raises :class:`BadInputError` with ``empty``,
    ``not_a_feed``, ``dtd_forbidden``, ``too_large``, ``too_deep``, ``ill_formed`` or ``undecodable``.
    """
    if kind_of(body, content_type) is Kind.JSON:
        found = read_json(to_text(body, content_type), url=url, zone=zone, limit=MAX_ITEMS)
        return Feed(
            title=found.title,
            language=found.language,
            home=found.home,
            links=found.links,
            dropped=found.dropped,
            refused=found.refused,
        )
    tree = parse_records(check_xml(body, content_type), _ROOTS, _RECORDS)
    channel = read_channel(tree.root, url)
    entries = Entries(channel, url, zone)
    chosen = _choose(tree.records, entries)
    links = tuple(link for element in chosen if (link := entries.read(element)))
    return Feed(
        title=channel.title,
        language=channel.language,
        home=channel.home,
        links=links,
        partial=not tree.whole,
        dropped=tree.left_out + len(tree.records) - len(links) - entries.refused,
        refused=entries.refused,
        ttl=channel.ttl,
        skip_hours=channel.skip_hours,
        skip_days=channel.skip_days,
        moved_to=channel.moved_to,
    )


def _choose(records: Sequence[Element], entries: Entries) -> Sequence[Element]:
    def when(element: Element) -> datetime | None:
        return entries.date_of(element)

    return newest(records, MAX_ITEMS, when)
