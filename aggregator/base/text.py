"""Text as it is kept: NFC, XML-legal, without what hides or reorders letters."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_TITLE = 500
"""Code points of a title, name or tag that are kept."""
MAX_MARKS = 8
"""Combining marks that one letter may carry."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"<(?:[a-zA-Z][^<>]*|/[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)


def xml_safe(text: str) -> str:
    """The text in NFC with only the characters of XML 1.0 (section 2.2, Char), less C1 controls and noncharacters.

    A lone surrogate becomes U+FFFD. Idempotent; plain ASCII comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return _limit_marks(_ILLEGAL.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n\n")))


def _limit_marks(text: str) -> str:
    """Cut piles of combining marks («Zalgo») to :data:`MAX_MARKS` a letter."""
    if text.isascii() or not any(unicodedata.combining(c) for c in text):
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def one_line(text: str, limit: int = MAX_TITLE) -> str:
    """A title, name or tag: safe, on one line, without bidi controls, cut to ``limit`` code points."""
    text = _INVISIBLE.sub("", _BIDI.sub("", xml_safe(text)))
    return _SPACE.sub(" ", text).strip()[:limit].rstrip()


def paragraphs(text: str) -> str:
    """Running text: safe, spaces folded, lines trimmed, at most one blank line between paragraphs."""
    text = _INVISIBLE.sub("", _BIDI.sub("", xml_safe(text.replace("\r\n", "\n").replace("\r", "\n"))))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def plain(markup: str, limit: int = MAX_TITLE) -> str:
    """The one-line text of a short piece of markup such as a feed's title: tags dropped, entities decoded once."""
    return one_line(html.unescape(_TAG.sub(" ", markup)), limit)


def comparable(text: str) -> str:
    """What two texts have in common when only case, width, spaces and punctuation differ: letters and digits alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
