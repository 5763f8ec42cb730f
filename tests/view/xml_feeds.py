"""Checkers of RSS 2.0 and Atom: every fault as a sentence. Written from https://www.rssboard.org/rss-specification and
RFC 4287; feedparser is the independent reader beside them.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")

CHANNEL = {
    *("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate"),
    *("lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "item", f"{ATOM}link"),
}
ITEM = {
    *("title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"),
    *(f"{ATOM}updated", f"{DUBLIN_CORE}creator", f"{DUBLIN_CORE}language", f"{MEDIA}thumbnail"),
}
REPEATED = {"category", "item", f"{DUBLIN_CORE}creator"}
ENTRY = {
    *("author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary"),
    *("title", "updated"),
}


def rss_faults(data: bytes) -> list[str]:
    """What the specification of RSS 2.0 forbids."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    if root.tag != "rss" or root.get("version") != "2.0" or [child.tag for child in root] != ["channel"]:
        return ["no <rss version=2.0> with one <channel>"]
    found = list(_children("channel", root[0], CHANNEL, REPEATED))
    found += [f"channel without {name}" for name in ("title", "link", "description") if not root[0].findtext(name)]
    for number, item in enumerate(root[0].iterfind("item")):
        where = f"item {number}"
        found += _children(where, item, ITEM, REPEATED)
        found += [f"{where} without title and description"] * (item.find("title") is item.find("description") is None)
    for element in root.iter():
        found += _rss_value(element)
    ids = [guid.text for guid in root.iter("guid")]
    return found + ["a guid stands twice"] * (len(ids) != len(set(ids)))


def atom_faults(data: bytes) -> list[str]:
    """What RFC 4287 forbids."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    if root.tag != f"{ATOM}feed":
        return ["no atom:feed"]
    found = list(_atom_element("feed", root))
    for number, entry in enumerate(root.iterfind(f"{ATOM}entry")):
        where = f"entry {number}"
        found += _atom_element(where, entry)
        found += _children(where, entry, {f"{ATOM}{name}" for name in ENTRY} | {f"{MEDIA}thumbnail"}, None)
        authored = entry.find(f"{ATOM}author") is not None or root.find(f"{ATOM}author") is not None
        found += [f"{where} without author"] * (not authored)
        alternate = [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        found += [f"{where} without content and link"] * (entry.find(f"{ATOM}content") is None and not alternate)
        found += [f"{where} with two alternate links"] * (
            len({(a.get("type"), a.get("hreflang")) for a in alternate}) != len(alternate)
        )
    for element in root.iter():
        found += _atom_value(element)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iterfind(f"{ATOM}entry")]
    return found + ["an id stands twice"] * (len(ids) != len(set(ids)))


def parsed(data: bytes) -> feedparser.FeedParserDict:
    """The feed as an independent reader has it; it must find nothing wrong."""
    feed = feedparser.parse(io.BytesIO(data))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def _children(where: str, parent: etree._Element, known: set[str], repeated: set[str] | None) -> Iterator[str]:
    tags = [child.tag for child in parent]
    yield from (f"{where}: {tag} is unknown" for tag in tags if tag not in known)
    if repeated is not None:
        yield from (f"{where}: {tag} stands twice" for tag in set(tags) - repeated if tags.count(tag) > 1)


def _rss_value(element: etree._Element) -> Iterator[str]:
    text = element.text or ""
    if element.tag == "link" and not _URI.fullmatch(text):
        yield f"link {text!r} is no address"
    elif element.tag in ("pubDate", "lastBuildDate") and not _is_rfc822(text):
        yield f"{element.tag} {text!r} is no date of RFC 822"
    elif element.tag == "guid" and (not text or element.get("isPermaLink") != "false"):
        yield f"guid {text!r} is no id"
    elif element.tag == f"{ATOM}updated" and not _is_rfc3339(text):
        yield f"updated {text!r} is no date of RFC 3339"
    elif element.tag == f"{MEDIA}thumbnail" and not _URI.fullmatch(element.get("url", "")):
        yield "thumbnail without an address"
    elif element.tag == f"{DUBLIN_CORE}language" and not _LANGUAGE.fullmatch(text):
        yield f"language {text!r}"


def _atom_element(where: str, element: etree._Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        count = len(element.findall(f"{ATOM}{name}"))
        if count != 1:
            yield f"{where} with {count} {name}"
    for name in ("published", "summary", "content", "rights", "source", "generator", "subtitle"):
        if len(element.findall(f"{ATOM}{name}")) > 1:
            yield f"{where} with several {name}"


def _atom_value(element: etree._Element) -> Iterator[str]:
    text, name = element.text or "", str(element.tag).removeprefix(ATOM)
    if name == "id" and not _URI.fullmatch(text):
        yield f"id {text!r} is no IRI"
    elif name in ("updated", "published") and not _is_rfc3339(text):
        yield f"{name} {text!r} is no date of RFC 3339"
    elif name == "link" and not _URI.fullmatch(element.get("href", "")):
        yield f"link {element.get('href')!r} is no address"
    elif name == "category" and not element.get("term"):
        yield "category without term"
    elif name == "author" and not element.findtext(f"{ATOM}name"):
        yield "author without name"
    elif name in ("title", "summary", "content") and element.get("type", "text") not in ("text", "html"):
        yield f"{name} of type {element.get('type')}"
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield f"xml:lang {language!r}"


def _is_rfc3339(text: str) -> bool:
    if not _RFC3339.fullmatch(text):
        return False
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_rfc822(text: str) -> bool:
    if not _RFC822.fullmatch(text):
        return False
    try:
        return f"{parsedate_to_datetime(text):%a}" == text[:3]
    except ValueError:
        return False
