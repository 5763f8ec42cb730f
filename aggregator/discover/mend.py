"""Mending ill-formed XML where its meaning is plain, as text, before a parser sees it."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Callable, Iterator

from aggregator.base.errors import BadInputError

MAX_AMPERSANDS = 1_500_000
"""Ampersands of an ill-formed document that are mended."""

START = re.compile(r"<(?P<name>[A-Za-z_][\w.-]*(?::[\w.-]+)?)(?P<rest>(?:\s[^<>]*)?)>")
"""A start tag."""
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_AMPERSAND = re.compile(
    r"&(?:#(?P<dec>\d{1,7});|#[xX](?P<hex>[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_SURROGATE = re.compile(r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|[67]\d{3}));?")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TEXT_TAG = re.compile(
    r"<(/?(?:a|abbr|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]*)?/?)>",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).){0,2000}-->)*\s*\Z", re.DOTALL)


def versions(document: bytes, roots: frozenset[str], records: frozenset[str]) -> Iterator[tuple[bytes, bool]]:
    """The document as it is and mended more and more, each with whether its own end is there.

    Bare ampersands, HTML's named entities, impossible character references and text before the root are mended. A
    document that was cut is closed after its last whole record. Raises :class:`BadInputError` ``not_a_feed`` where no
    known root begins it, ``ill_formed``.
    """
    yield document, True
    text = mended(from_root(document.decode("utf-8"), roots))
    if has_end(text):
        yield text.encode("utf-8"), True
    elif closed := _closed(text, records):
        yield closed.encode("utf-8"), False


def from_root(text: str, roots: frozenset[str]) -> str:
    """The text from the start tag of a known root on, if one is near the beginning."""
    for match in START.finditer(text[:8192]):
        name = match["name"].lower()
        if name.rpartition(":")[2] in roots:
            return text[match.start() :]
        if name == "html":
            break
    raise BadInputError("not_a_feed", "the document is no feed or sitemap")


def has_end(text: str) -> bool:
    """Whether the document ends with the end tag of its root."""
    start = START.match(text)
    end = f"</{start['name']}>" if start else ""
    tail = text[-4000:]
    at = tail.rfind(end) if end else -1
    return at >= 0 and _COMMENTS.match(tail, at + len(end)) is not None


def _closed(text: str, records: frozenset[str]) -> str | None:
    """The text up to its last whole record, with the end tags of what is still open; None where there is no record."""
    start = START.match(text)
    end = re.compile(rf"</(?:[\w.-]+:)?(?:{'|'.join(sorted(records))})\s*>", re.IGNORECASE)
    last = deque(end.finditer(text), maxlen=1)
    if not start or not last:
        return None
    cut = text[: last[0].end()]
    channel = re.search(r"<((?:[\w.-]+:)?channel)[\s>]", cut[:65536])
    inner = f"</{channel[1]}>" if channel and f"</{channel[1]}>" not in cut else ""
    return f"{cut}{inner}</{start['name']}>"


def mended(text: str) -> str:
    """Bare ampersands escaped, named entities and impossible character references replaced, outside CDATA."""
    if text.count("&") > MAX_AMPERSANDS:
        raise BadInputError("ill_formed", "the document is ill-formed and full of ampersands")
    return _outside_cdata(_AMPERSAND, _mend, text)


def without_text_tags(text: str) -> str:
    """The tags of running text taken for text, as they were meant where they break a record."""
    return _outside_cdata(_TEXT_TAG, lambda match: f"&lt;{match[1]}&gt;", text)


def without_surrogates(text: str) -> str:
    """No character references to surrogates, wherever they stand: libxml2 makes them broken UTF-8 when it recovers."""
    return _SURROGATE.sub("", text)


def _outside_cdata(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str) -> str:
    parts = _CDATA.split(text)
    return "".join(part if n % 2 else pattern.sub(change, part) for n, part in enumerate(parts))


def _mend(match: re.Match[str]) -> str:
    if match["dec"] or match["hex"]:
        code = int(match["dec"] or match["hex"], 10 if match["dec"] else 16)
        legal = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return match[0] if legal else ""
    name = match["name"]
    if name is None:
        return "&amp;"
    if name in _XML_NAMES:
        return match[0]
    known = html.unescape(match[0])
    return "&amp;" + match[0][1:] if known == match[0] else known.replace("&", "&amp;").replace("<", "&lt;")
