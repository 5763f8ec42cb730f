"""What can be told of a page quickly, from its markup as it stands: title, headings, an article's marks, how much text.

No parser: a page is judged in half a millisecond, before it is worth one. All is linear in the length of the markup.
"""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterable
from functools import cached_property

from aggregator.base.text import comparable

_LINE = 60
"""Units of text up to which a paragraph is no prose."""
_META = 50_000
"""Characters of markup in which the robots meta element is looked for."""
_SEPARATORS = re.compile(r"\s[-–—~/:]+\s|[|｜¦»«·•‹›・]|::|:\s|\s[-–—]|[-–—]\s")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARKS = (
    *("article:published_time", '"datePublished"', "'datePublished'", "itemprop=datePublished", "datePublished&quot;"),
    *('"articleBody"', "'articleBody'"),
)
_WEAK_MARKS = (
    'property="og:type" content="article"',
    "property='og:type' content='article'",
    'content="article" property="og:type"',
)


class PageFacts:
    """What is looked at in a page's markup, each part found when it is first asked for."""

    def __init__(self, markup: str, length: int) -> None:
        self.markup = markup
        self.length = length

    @cached_property
    def titles(self) -> set[str]:
        """The title and its parts."""
        return _parts(_elements(self.markup, "title", 1))

    @cached_property
    def headings(self) -> set[str]:
        """The first headings, and their parts; of the second order only where there is none of the first."""
        return _parts(_elements(self.markup, "h1", 5) or _elements(self.markup, "h2", 5))

    @cached_property
    def marked(self) -> bool:
        """Whether the page carries an article's date or body in a form for programs."""
        return any(mark in self.markup for mark in _MARKS)

    @cached_property
    def weakly_marked(self) -> bool:
        """Whether the page calls itself an article, as some sites' templates do for every page."""
        return self.marked or any(mark in self.markup for mark in _WEAK_MARKS)

    @cached_property
    def text(self) -> str:
        """About what a reader sees, tags replaced by spaces."""
        return _visible(self.markup)

    @cached_property
    def size(self) -> int:
        """Units of text: letters and digits, ideographs and kana counted twice."""
        return _units(self.text)

    @cached_property
    def prose(self) -> int:
        """Units of text in paragraphs, short ones (buttons, teasers) left out."""
        sizes = (_units(text) for text in _elements(self.markup, "p", 200))
        return sum(size for size in sizes if size > _LINE)

    @cached_property
    def noindex(self) -> bool:
        """Whether a robots meta element says ``noindex``."""
        head = self.markup[:_META].encode("utf-8", "replace").lower()
        at = -1
        for _ in range(5):
            at = head.find(b"noindex", at + 1)
            if at < 0:
                return False
            tag = head[head.rfind(b"<", 0, at) : at + 100].partition(b">")[0]
            if tag.startswith(b"<meta") and b"robots" in tag:
                return True
        return False

    @property
    def asks_password(self) -> bool:
        """Whether there is a field for a password."""
        return 'type="password"' in self.markup or "type='password'" in self.markup


def _elements(markup: str, name: str, limit: int) -> list[str]:
    """The text of the first elements of a name, each read up to its end tag or for 1,000 characters."""
    found: list[str] = []
    for spelling in (name, name.upper()):
        at = 0
        while len(found) < limit:
            start = markup.find(f"<{spelling}", at)
            if start < 0:
                break
            at = start + len(name) + 1
            opened = markup.find(">", at, at + 2000)
            if opened < 0 or not (opened == at or markup[at].isspace()):
                continue
            piece = markup[opened + 1 : opened + 1001].partition(f"</{spelling}")[0]
            found.append(html_entities.unescape(_TAG.sub(" ", piece)).strip())
    return [text for text in found if text]


def _units(text: str) -> int:
    """The size of a text: letters and digits, ideographs and kana counted twice."""
    return sum(map(len, _WORD.findall(text))) + (0 if text.isascii() else len(_WIDE.findall(text)))


def _parts(texts: Iterable[str]) -> set[str]:
    """Whole texts and what stands between their separators, comparable; what is too long to be a phrase is left out."""
    parts = {part for text in texts if len(text) < 300 for part in (text, *_SEPARATORS.split(text))}
    return {comparable(part) for part in parts} - {""}


def _visible(markup: str) -> str:
    """About the text that a reader sees: without scripts, styles and tags. Linear in the length of the markup."""
    for name in ("script", "style", "svg"):
        markup = _without(markup, name)
    return html_entities.unescape(_TAG.sub(" ", markup))


def _without(markup: str, name: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := markup.find(f"<{name}", at)) >= 0:
        end = markup.find(f"</{name}", start)
        kept.append(markup[at:start])
        if end < 0:
            return "".join(kept)
        at = end
    return "".join([*kept, markup[at:]])
