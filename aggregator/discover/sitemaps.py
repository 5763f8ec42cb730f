"""Sitemaps: urlsets, indexes, news sitemaps, plain lists of addresses, gzipped or not.

The sources are sitemaps.org's protocol 0.9 with its limits of 50,000 addresses and 50 MB, and Google's news and image
extensions.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from aggregator.base.errors import BadInputError
from aggregator.base.records import Link
from aggregator.base.text import plain
from aggregator.discover.gate import check_xml
from aggregator.discover.kind import Kind, kind_of
from aggregator.discover.links import address, language_tag, moment, newest, tags
from aggregator.discover.trees import Element, local_name, stream_records

MAX_SIZE = 50 * 1024 * 1024
"""Bytes of a sitemap after decompression."""
MAX_LINKS = 50_000
"""Addresses of one sitemap that are taken, the newest ones."""
_ROOTS = frozenset({"urlset", "sitemapindex"})
_RECORDS = frozenset({"url", "sitemap"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap says: the pages of a urlset, or the sitemaps of an index with their last change.

    ``partial`` marks a document without its end, ``refused`` counts addresses that may not be asked, ``dropped``
    those beyond the limit.
    """

    links: tuple[Link, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()
    partial: bool = False
    dropped: int = 0
    refused: int = 0


def read_sitemap(body: bytes, *, url: str, zone: ZoneInfo, content_type: str | None = None) -> Sitemap:
    """The sitemap that ``url`` answered with; ``zone`` is that of times without an offset.

    Raises :class:`BadInputError` with ``truncated_gzip``, ``bad_encoding``, ``too_large``, ``empty``, ``not_a_feed``,
    ``dtd_forbidden``, ``too_deep``, ``ill_formed`` or ``undecodable``.
    """
    body = unzip(body, MAX_SIZE)
    if kind_of(body, content_type) is Kind.TEXT:
        return _read_list(body, url, content_type)
    reader = _Reader(url, zone)
    document = check_xml(body, content_type, limit=MAX_SIZE)
    found, whole = stream_records(document, _ROOTS, _RECORDS, reader.read)
    children: dict[str, datetime | None] = {}
    for item in found:
        if isinstance(item, tuple):
            children.setdefault(*item)
    links = [item for item in found if isinstance(item, Link)]
    taken = newest(links, MAX_LINKS, lambda link: link.published or link.modified)
    return Sitemap(
        links=tuple(taken),
        children=tuple(islice(children.items(), MAX_LINKS)),
        partial=not whole,
        dropped=len(links) - len(taken) + max(0, len(children) - MAX_LINKS),
        refused=reader.refused,
    )


def unzip(body: bytes, limit: int) -> bytes:
    """The decompressed body of a ``.gz`` file (RFC 1952, all its members), or the body itself if it is none.

    Raises :class:`BadInputError` with ``too_large``, ``truncated_gzip`` or ``bad_encoding``.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    pieces: list[bytes] = []
    size = 0
    while body.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        while body and not member.eof:
            try:
                pieces.append(member.decompress(body, 1 << 20))
            except zlib.error as error:
                raise BadInputError("bad_encoding", f"the compressed body can't be read: {error}") from error
            size += len(pieces[-1])
            if size > limit:
                raise BadInputError("too_large", f"a document of more than {limit:,} bytes is not read")
            body = member.unconsumed_tail
        if not member.eof:
            raise BadInputError("truncated_gzip", "the compressed body ends early")
        body = member.unused_data
    return b"".join(pieces)


@dataclass
class _Reader:
    """Reads ``url`` and ``sitemap`` elements and counts the addresses that were refused."""

    source: str
    zone: ZoneInfo
    refused: int = 0

    def read(self, element: Element) -> Link | tuple[str, datetime | None] | None:
        values = _values(element)
        written = values.get("loc")
        url = address(written, self.source)
        if url is None:
            self.refused += written is not None
            return None
        modified = moment(values.get("lastmod"), self.zone)
        if local_name(element) == "sitemap":
            return url, modified
        return Link(
            url=url,
            source=self.source,
            title=plain(values.get("news:title", "")) or None,
            published=moment(values.get("news:publication_date"), self.zone),
            modified=modified,
            image=address(values.get("image:loc"), url),
            tags=tags(values.get("news:keywords", "").split(",")),
            language=language_tag(values.get("news:language")),
        )


def _values(element: Element) -> dict[str, str]:
    """The first text of each element within a record, by its name; that of an extension begins with the holder's.

    Some sites write the address into the record itself.
    """
    found: dict[str, str] = {}
    if len(element) == 0 and "://" in (element.text or ""):
        return {"loc": (element.text or "").strip()}
    for child in element.iterdescendants("*"):
        if child.text and (text := child.text.strip()):
            parent = child.getparent()
            extension = _extension(child) if parent is not element else ""
            found.setdefault(extension + local_name(child), text)
    return found


def _extension(element: Element) -> str:
    """Which extension an element belongs to, by the record's child that holds it: namespaces are often misspelt."""
    holder = element
    names: list[str] = []
    while (parent := holder.getparent()) is not None and local_name(parent) not in _RECORDS:
        holder = parent
        names.append(local_name(holder))
    return f"{names[-1]}:" if names else ""


def _read_list(body: bytes, url: str, content_type: str | None) -> Sitemap:
    """A text file with one address a line (sitemaps.org, «Other Sitemap formats»)."""
    text = check_xml(body, content_type, limit=MAX_SIZE).decode("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    offered = [line for line in lines if line.startswith(("http://", "https://"))]
    if not offered:
        raise BadInputError("not_a_feed", "the document holds no addresses")
    found = [address(line, url) for line in offered[:MAX_LINKS]]
    links = tuple(Link(url=link, source=url) for link in dict.fromkeys(found) if link)
    return Sitemap(links=links, dropped=max(0, len(offered) - MAX_LINKS), refused=found.count(None))
