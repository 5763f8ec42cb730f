"""Web pages as trees, for finding links and feeds in them."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from aggregator.base.errors import BadInputError
from aggregator.base.text import one_line
from aggregator.discover.trees import Element

MAX_PAGE = 16 * 1024 * 1024
"""Characters of a page that are read."""
BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
        ),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "td", "th", "time", "tr", "ul"),
    }
)
"""Elements that begin a line of their own; a date is one however it is set."""
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "select"})


def parse_page(html: str) -> Element:
    """The root element of a web page.

    Raises :class:`BadInputError` with ``empty`` or ``too_large``. What stands deeper than the parser goes is left out.
    """
    if len(html) > MAX_PAGE:
        raise BadInputError("too_large", f"a page of {len(html):,} characters is larger than {MAX_PAGE:,}")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(html.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise BadInputError("empty", "the page is empty")
    return root


def base_of(root: Element, url: str) -> str:
    """The address that relative ones are joined to: ``<base href>``, if it is one that may be asked."""
    for element in root.iter("base"):
        if href := element.get("href"):
            try:
                joined = urljoin(url, href.strip())
            except ValueError:
                continue
            return joined if joined.startswith(("http://", "https://")) else url
    return url


def tag_of(element: Element) -> str:
    """The element's name, in lower case."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def lines_of(element: Element, limit: int = 200_000) -> list[str]:
    """The text below an element as a reader sees it, a line for each block; what runs on within a block is one.

    Reading stops after about ``limit`` characters.
    """
    lines = [""]
    size = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start" and tag_of(inner) in _UNSEEN:
            walk.skip_subtree()
            continue
        if tag_of(inner) in BLOCKS and lines[-1]:
            lines.append("")
        piece = inner.text if event == "start" else inner.tail if inner is not element else None
        if piece:
            lines[-1] += piece
            size += len(piece)
            if size > limit:
                break
    return [text for line in lines if (text := one_line(line, 5000))]


def text_of(element: Element, limit: int = 500) -> str:
    """The text of an element on one line, as a reader sees it."""
    return one_line(" ".join(lines_of(element, 10 * limit)), limit)
