"""Lists of feeds as OPML 2.0 (opml.org/spec2.opml), in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import etree

from aggregator.base.errors import BadInputError
from aggregator.base.sites import Site
from aggregator.base.text import one_line

MAX_OPML = 4 << 20


def write_opml(sites: Iterable[Site]) -> str:
    """The sites' feeds as an OPML document."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Anime news"
    body = etree.SubElement(root, "body")
    for site in sites:
        for feed in site.feeds:
            title = site.title or site.name
            etree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=feed, language=site.language)
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8").decode()


def read_opml(document: bytes, *, language: str, timezone: str) -> list[Site]:
    """The feeds of an OPML document as sites; ``language`` and ``timezone`` are those of feeds that name none.

    Raises :class:`BadInputError` for what is no OPML; an outline without a usable feed is passed over.
    """
    if len(document) > MAX_OPML:
        raise BadInputError("too_large", f"the list is larger than {MAX_OPML >> 20} MiB")
    if b"<!entity" in document.lower():
        raise BadInputError("dtd_forbidden", "the list declares entities of its own")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(document, parser) if document.strip() else None
    except etree.XMLSyntaxError as error:  # nothing could be mended
        raise BadInputError("ill_formed", f"the list is no XML: {error}") from error
    if root is None or str(root.tag).lower() != "opml":
        raise BadInputError("ill_formed", "the list is no OPML")
    sites: list[Site] = []
    for outline in root.iter("outline"):
        feed = (outline.get("xmlUrl") or "").strip()
        try:
            host = urlsplit(feed).netloc.lower()
            title = one_line(outline.get("title") or outline.get("text") or host)
            site = Site(
                name=site_name(host, {other.name for other in sites}),
                title=title,
                host=host.removeprefix("www."),
                language=outline.get("language") or language,
                timezone=timezone,
                feeds=(feed,),
            )
        except ValueError:  # no address, or a value that a site can't have (pydantic's error is one)
            continue
        sites.append(site)
    return sites


def site_name(host: str, taken: Iterable[str] = ()) -> str:
    """A name for a site, from its host: ``news.example.com`` becomes ``news-example``."""
    parts = host.removeprefix("www.").partition(":")[0].split(".")
    base = re.sub(r"[^a-z0-9]+", "-", "-".join(parts[:-1] or parts).lower()).strip("-") or "site"
    used = set(taken)
    return next(
        name for number in range(1, len(used) + 2) if (name := base if number == 1 else f"{base}-{number}") not in used
    )
