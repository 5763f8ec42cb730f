"""Pieces of HTML inside feeds, as plain text and a first picture."""

from __future__ import annotations

import html
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

from aggregator.base.text import paragraphs

MAX_FRAGMENT = 64 * 1024
"""Characters of a piece of HTML that are read: enough for a summary."""
MAX_SUMMARY = 2000
_BREAK = "\u2029"
_BLOCKS = (
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul"
)
_BLOCK_TAGS = tuple(f"{{*}}{name}" for name in _BLOCKS.split())
_SILENT = ("script", "style", "noscript", "template", "textarea", "select", "iframe", "object")
_TAIL_SIGNS = " \t\n\u00a0.…。:：→»›>＞▶⇒)）]】\"”'’*"
_OPENING = " \t\u00a0→»›>＞▶⇒(（[【“‘*"
_HEAD_SIGNS = " \t\n\u00a0→»›>＞▶⇒(（[【\"“'‘*"


_CUT = ("[…]", "[...]", "(…)", "(...)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The plain text of a piece of HTML, its blocks on lines of their own, and its first real picture's address."""

    text: str
    image: str | None = None


def read_fragment(markup: str) -> Fragment:
    """The text and first picture of a piece of HTML as it stands in a feed, entities decoded once."""
    markup = markup[:MAX_FRAGMENT]
    if "<" not in markup:
        return Fragment(paragraphs(html.unescape(markup)))
    try:
        parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return Fragment("")
    return Fragment("", None) if root is None else read_element(root)


def read_element(root: etree._Element) -> Fragment:
    """The text and first picture below an element of HTML or XHTML; the element is changed on the way."""
    image = next((src for img in root.iter("{*}img") if (src := _picture(img))), None)
    for block in root.iter(*_BLOCK_TAGS):
        block.text = _BREAK + (block.text or "")
        block.tail = _BREAK + (block.tail or "")
    etree.strip_elements(root, *(f"{{*}}{name}" for name in _SILENT), with_tail=False)
    lines = (" ".join(block.split()) for block in "".join(root.itertext()).split(_BREAK))
    return Fragment(paragraphs("\n".join(line for line in lines if line)), image)


def _picture(img: etree._Element) -> str | None:
    """The address of a picture that is to be seen; None for counting pixels and pictures that stand in the text."""
    for side in ("width", "height"):
        value = (img.get(side) or "").strip().removesuffix("px")
        if value.isascii() and value.isdigit() and int(value[:6]) <= 2:
            return None
    source = (img.get("data-src") or img.get("data-lazy-src") or img.get("src") or "").strip()
    return None if not source or source.startswith("data:") else source


@cache
def _words() -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    data = tomllib.loads((files("aggregator") / "data" / "feeds.toml").read_text(encoding="utf-8"))
    return tuple((a, b) for a, b in data["credits"]), tuple(sorted(data["more"], key=len, reverse=True))


def summary(text: str) -> str | None:
    """A summary without what the publishing software added at its end, cut to 2,000 characters; None if none is left.

    Taken away: «The post … appeared first on …» and «Read more» in the languages of ``data/feeds.toml``, as the last
    line or the end of it.
    """
    for _ in range(3):
        shorter = _without_more(_without_credit(text))
        if shorter == text:
            break
        text = shorter
    for mark in _CUT:
        if text.endswith(mark):
            text = f"{text.removesuffix(mark).rstrip()}…".removeprefix("…")
    if len(text) > MAX_SUMMARY:
        cut = text[: MAX_SUMMARY - 1]
        space = cut.rfind(" ")
        text = (cut[:space] if space > MAX_SUMMARY - 80 else cut).rstrip() + "…"
    return text or None


def _without_credit(text: str) -> str:
    tail = text[-200:]
    for start, middle in _words()[0]:
        if middle not in tail:
            continue
        found = text.rfind(middle)
        at = text.rfind(start, max(0, found - 600), found)
        if at == 0 or (at > 0 and text[at - 1].isspace()):
            return text[:at].rstrip()
    return text


def _without_more(text: str) -> str:
    phrases = _words()[1]
    line_start = text.rfind("\n") + 1
    last = text[line_start:]
    if line_start and len(last) < 200 and last.lstrip(_HEAD_SIGNS).casefold().startswith(phrases):
        return text[:line_start].rstrip()
    whole = last[-200:].rstrip(_TAIL_SIGNS).casefold()
    if whole.endswith(phrases):
        phrase = next(p for p in phrases if whole.endswith(p))
        at = max(0, len(last) - 200) + len(whole) - len(phrase)
        if _stands_alone(last[:at], last[at]):
            return (text[:line_start] + last[:at].rstrip(_OPENING)).rstrip()
    return text


def _stands_alone(before: str, first: str) -> bool:
    """Whether a phrase is no part of the sentence before it: «He loves to read more» says something."""
    kept = before.rstrip()
    return not kept or not kept[-1].isalnum() or (first.isupper() and kept != before)


def is_more(text: str) -> bool:
    """Whether a text is only the link to the whole: «Read more», «続きを読む →»."""
    bare = text.strip(_HEAD_SIGNS + _TAIL_SIGNS).casefold()
    return bare in _words()[1]
