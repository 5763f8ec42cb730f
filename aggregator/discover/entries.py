"""The channel and the entries of an XML feed, read field by field.

Each field's names are tried in the order of what they promise: the format's own element first, then the modules'.
Titles of RSS and of Atom's ``html`` are markup and become plain text once; Atom's ``text`` stays as it is (RFC 4287
section 3.1).
"""

from __future__ import annotations

import base64
import binascii
import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from aggregator.base.records import Link
from aggregator.base.text import one_line, plain
from aggregator.discover.fragments import Fragment, read_element, read_fragment, summary
from aggregator.discover.links import MAX_GUID, address, language_tag, moment, names, tags
from aggregator.discover.media import picture
from aggregator.discover.names import core_of, short_name, xml_attribute
from aggregator.discover.trees import Element

Fields = dict[str, list[Element]]

_TITLE = ("title", "atom:title", "dc:title", "media:title")
_SUMMARY = ("description", "summary", "atom:summary", "dc:description", "dcterms:abstract", "itunes:summary")
_CONTENT = (
    "content",
    "content:encoded",
    "atom:content",
    "xhtml:body",
    "xhtml:div",
    "body",
    "fullitem",
    "media:description",
)
_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "atom:published",
    "dcterms:issued",
    "dc:date",
    "dcterms:created",
    "created",
)
_MODIFIED = ("updated", "modified", "atom:updated", "dcterms:modified", "lastmodified")
_GUID = ("guid", "id", "atom:id", "dc:identifier")
_ALTERNATE = ("", "alternate", "http://www.iana.org/assignments/relation/alternate")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MAX_TTL = 31_536_000


@dataclass(frozen=True, slots=True)
class Channel:
    """What stands at the head of a feed, and what its entries inherit."""

    title: str | None
    language: str | None
    home: str | None
    ttl: int | None
    skip_hours: frozenset[int]
    skip_days: frozenset[int]
    moved_to: str | None
    authors: tuple[str, ...]
    base: str
    core: str
    is_atom: bool


def fields_of(element: Element, core: str) -> Fields:
    """The element's children by their short names."""
    found: Fields = {}
    for child in element.iterchildren("*"):
        found.setdefault(short_name(str(child.tag), core), []).append(child)
    return found


def read_channel(root: Element, url: str) -> Channel:
    """The head of a feed: the ``channel`` of RSS, the root of Atom."""
    core = core_of(root)
    is_atom = short_name(str(root.tag), core) == "feed"
    top = fields_of(root, core)
    channel = root if is_atom or "channel" not in top else top["channel"][0]
    own = top if channel is root else fields_of(channel, core)
    base = _base_of(channel, url)
    home = address(_link(own, is_atom=is_atom), base)
    lang = xml_attribute(channel, "lang") or xml_attribute(root, "lang")
    return Channel(
        title=_title(own, is_atom=is_atom) or None,
        language=language_tag(_text(own, ("language", "dc:language")) or lang),
        home=home,
        ttl=_ttl(own),
        skip_hours=frozenset(_skipped_hours(own, core)),
        skip_days=frozenset(_skipped_days(own, core)),
        moved_to=address(_text(own, ("itunes:new-feed-url",)), base),
        authors=names(_atom_authors(own, core)) if is_atom else (),
        base=base if is_atom or base != url or not home else home,
        core=core,
        is_atom=is_atom,
    )


@dataclass
class Entries:
    """Reads entries into Links and counts those whose address was refused."""

    channel: Channel
    source: str
    zone: ZoneInfo
    refused: int = field(default=0, init=False)

    def date_of(self, element: Element) -> datetime | None:
        """When the entry was published, else modified: what its place among the newest is decided by."""
        fields = fields_of(element, self.channel.core)
        return self._moment(fields, _PUBLISHED) or self._moment(fields, _MODIFIED)

    def read(self, element: Element) -> Link | None:
        """The Link of one ``item`` or ``entry``; None where it names no address, or none that may be asked."""
        channel = self.channel
        fields = fields_of(element, channel.core)
        base = _entry_base(element, channel, self.source)
        written = _link(fields, is_atom=channel.is_atom) or element.get(_RDF_ABOUT)
        if not written:
            return None
        url = address(written, base)
        if url is None:
            self.refused += 1
            return None
        declared = picture(fields, channel.core)
        body = self._body(fields, image=declared is None)
        image = declared or body.image
        return Link(
            url=url,
            source=self.source,
            title=_title(fields, is_atom=channel.is_atom) or None,
            summary=summary(body.text),
            published=self._moment(fields, _PUBLISHED),
            modified=self._moment(fields, _MODIFIED),
            guid=(_text(fields, _GUID) or element.get(_RDF_ABOUT) or "")[:MAX_GUID] or None,
            authors=self._authors(fields),
            image=address(image, base) if image else None,
            tags=tags(_categories(fields)),
            language=language_tag(_text(fields, ("dc:language", "language")) or xml_attribute(element, "lang")),
        )

    def _moment(self, fields: Fields, names_: tuple[str, ...]) -> datetime | None:
        for name in names_:
            for element in fields.get(name, ()):
                if found := moment(_inner(element), self.zone, self.channel.language):
                    return found
        return None

    def _body(self, fields: Fields, *, image: bool) -> Fragment:
        """The first text of the entry's summaries and contents, and the first picture if one is wanted."""
        text, found = "", None
        for element in (e for name in (*_SUMMARY, *_CONTENT) for e in fields.get(name, ())):
            fragment = _fragment(element, is_atom=self.channel.is_atom)
            text, found = text or fragment.text, found or fragment.image
            if text and (found or not image):
                return Fragment(text, found)
        for group in fields.get("media:group", ()):
            text = text or _text(fields_of(group, self.channel.core), ("media:description",)) or ""
        return Fragment(text, found)

    def _authors(self, fields: Fields) -> tuple[str, ...]:
        if self.channel.is_atom:
            own = names(_atom_authors(fields, self.channel.core))
            return own or names(_texts(fields, ("dc:creator",))) or self.channel.authors
        return names(_texts(fields, ("dc:creator",))) or names(_rss_authors(fields, self.channel.core))


_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _inner(element: Element) -> str:
    """All text within an element, stripped; C1 controls mean Windows-1252's letters, as they do in HTML."""
    text = ((element.text or "") if len(element) == 0 else "".join(element.itertext())).strip()
    return text.translate(_WINDOWS) if _C1.search(text) else text


def _texts(fields: Fields, wanted: Iterable[str]) -> Iterator[str]:
    for name in wanted:
        for element in fields.get(name, ()):
            if text := _inner(element):
                yield text


def _text(fields: Fields, wanted: Iterable[str]) -> str | None:
    for name in wanted:
        for element in fields.get(name, ()):
            if text := _inner(element):
                return text
    return None


def _title(fields: Fields, *, is_atom: bool) -> str:
    for name in _TITLE:
        for element in fields.get(name, ()):
            kind = _kind(element, is_atom=is_atom or name.startswith("atom:"))
            if len(element):
                text = read_element(copy.copy(element)).text
            else:
                text = _decoded(element) if kind == "base64" else _inner(element)
            if title := one_line(text) if len(element) or kind == "text" else plain(text):
                return title
    return ""


def _kind(element: Element, *, is_atom: bool) -> str:
    """``text``, ``html``, ``xhtml`` or ``base64``: how the text of an element is to be read.

    RSS says nothing and means HTML. Atom 0.3 has ``mode`` beside a media type (section 3.1 of its draft).
    """
    kind = (element.get("type") or "").strip().lower()
    mode = (element.get("mode") or "").strip().lower()
    if mode == "base64":
        return "base64"
    if len(element) and (is_atom or kind):
        return "xhtml"
    if not is_atom and not kind:
        return "html"
    if mode == "escaped":
        return "text" if kind == "text/plain" else "html"
    if kind in ("html", "text/html", "application/xhtml+xml", "xhtml"):
        return "html"
    if is_atom and "/" in kind and not kind.startswith("text/") and not kind.endswith("xml"):
        return "base64"
    return "text" if is_atom or kind in ("text", "plain", "text/plain") else "html"


def _decoded(element: Element) -> str:
    try:
        return base64.b64decode(_inner(element), validate=False).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return ""


def _fragment(element: Element, *, is_atom: bool) -> Fragment:
    if element.get("src"):
        return Fragment("")
    kind = _kind(element, is_atom=is_atom)
    if len(element):
        return read_element(copy.copy(element))
    text = _decoded(element) if kind == "base64" else _inner(element)
    return Fragment(one_line(text, 10_000)) if kind == "text" else read_fragment(text)


def _link(fields: Fields, *, is_atom: bool) -> str | None:
    """The page that an entry or feed stands for, before any redirecting service's own address."""
    if original := _text(fields, ("feedburner:origlink",)):
        return original
    if not is_atom and (text := _text(fields, ("link",))):
        return text
    for name in ("link", "atom:link"):
        found = [
            e for e in fields.get(name, ()) if (e.get("rel") or "").strip().lower() in _ALTERNATE and e.get("href")
        ]
        pages = [e for e in found if (e.get("type") or "text/html").lower() in ("text/html", "application/xhtml+xml")]
        if found:
            return str((pages or found)[0].get("href")).strip()
    for element in fields.get("guid", ()):
        text = _inner(element)
        if (
            element.get("ispermalink") or element.get("isPermaLink") or "true"
        ).strip().lower() == "true" and "://" in text:
            return text
    for element in (*fields.get("content", ()), *fields.get("atom:content", ())):
        if source := element.get("src"):
            return str(source)
    return _text(fields, ("link",)) if is_atom else None


def _base_of(element: Element, url: str) -> str:
    """The base of relative addresses within an element: ``xml:base`` of it and of what it stands in (XML Base)."""
    chain = [base for e in (element, *element.iterancestors()) if (base := xml_attribute(e, "base"))]
    for base in reversed(chain[-16:]):
        try:
            joined = urljoin(url, base.strip())
        except ValueError:
            continue
        url = joined if joined.startswith(("http://", "https://")) else url
    return url


def _entry_base(element: Element, channel: Channel, url: str) -> str:
    base = _base_of(element, url)
    return base if base != url else channel.base


def _atom_authors(fields: Fields, core: str) -> Iterator[str]:
    for name in ("author", "atom:author"):
        for element in fields.get(name, ()):
            inner = fields_of(element, core)
            yield _text(inner, ("name", "atom:name")) or ("" if len(element) else _inner(element))


def _rss_authors(fields: Fields, core: str) -> Iterator[str]:
    yield from _atom_authors(fields, core)
    yield from _texts(fields, ("dc:author", "itunes:author", "media:credit"))


def _categories(fields: Fields) -> Iterator[str]:
    for name in ("category", "atom:category"):
        for element in fields.get(name, ()):
            yield _inner(element) or element.get("label") or element.get("term") or ""
    yield from _texts(fields, ("dc:subject",))


def _ttl(fields: Fields) -> int | None:
    """Seconds to leave the feed alone: RSS's ``ttl`` in minutes, or the syndication module's period and frequency."""
    minutes = _number(_text(fields, ("ttl",)))
    if minutes:
        return min(minutes * 60, MAX_TTL)
    period = _PERIODS.get((_text(fields, ("sy:updateperiod",)) or "").lower())
    return period // max(1, _number(_text(fields, ("sy:updatefrequency",))) or 1) if period else None


def _skipped_hours(fields: Fields, core: str) -> Iterator[int]:
    for text in _inside(fields, "skiphours", core):
        if (hour := _number(text)) is not None:
            yield hour % 24


def _skipped_days(fields: Fields, core: str) -> Iterator[int]:
    for text in _inside(fields, "skipdays", core):
        if (day := text.lower()) in _DAYS:
            yield _DAYS.index(day)


def _inside(fields: Fields, name: str, core: str) -> Iterator[str]:
    """The texts of the elements within the elements of a name, such as the hours of ``skipHours``."""
    for element in fields.get(name, ()):
        for below in fields_of(element, core).values():
            yield from (_inner(each).strip() for each in below)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None
