"""One short name for an element, whichever of its namespaces' spellings a feed uses."""

from __future__ import annotations

from functools import lru_cache

from aggregator.discover.trees import Element

_CORE = frozenset(
    {
        "",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://purl.org/net/rss1.1#",
        "http://backend.userland.com/rss",
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/rss191",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/rss/2.0/",
    }
)
_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://example.com/necho": "atom",
    "http://example.com/newformat#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/rss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
_ATTRIBUTE_XML = "{http://www.w3.org/XML/1998/namespace}"


@lru_cache(maxsize=2048)
def short_name(tag: str, core: str) -> str:
    """``title`` for an element of the feed's own language, ``dc:creator`` for one of a known module.

    ``core`` is the namespace of the root element, which is the feed's own whatever it is. Prefixes that were never
    declared are taken for what they usually mean.
    """
    if tag.startswith("{"):
        space, _, local = tag[1:].partition("}")
    else:
        space, local = "", tag
        if ":" in local:
            return local.lower()
    if space == core or space in _CORE:
        return local.lower()
    known = _PREFIXES.get(space.lower().rstrip("/")) or _PREFIXES.get(space.lower())
    return f"{known or '?'}:{local.lower()}"


def core_of(root: Element) -> str:
    """The namespace of the root's own elements; RDF is a frame around another language."""
    tag = str(root.tag)
    space = tag[1:].partition("}")[0] if tag.startswith("{") else ""
    return "" if space.endswith("rdf-syntax-ns#") else space


def xml_attribute(element: Element, name: str) -> str | None:
    """The value of ``xml:base`` or ``xml:lang`` that stands on the element itself."""
    return element.get(_ATTRIBUTE_XML + name) or element.get(f"xml:{name}")
