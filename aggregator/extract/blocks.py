"""A page's text as flat lists: boxes (block elements, with their class words) and blocks (runs of text within them).

One pass over the tree, in document order, without recursion. What comes later works on these two lists alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from aggregator.base.errors import BadInputError
from aggregator.extract.tree import MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT, Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "select", "textarea", "head", "iframe", "object", "canvas"),
        *("audio", "video", "map", "datalist", "embed", "applet", "frameset", "dialog", "math", "progress", "meter"),
        *("input", "link", "meta", "title", "rt", "rp"),
    }
)
_BOXES = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "li", "main", "menu"),
        *(
            "nav",
            "ol",
            "p",
            "pre",
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
        ),
        *("ul", "caption", "button"),
        *HEADINGS,
    }
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_TEXT_BOXES = HEADINGS | {"p", "dt", "figcaption"}
_BREAK = "\x00"
"""Stands for a line break until a block is whole: a character that no tree can hold."""
MAX_WORDS = 1000
"""Characters of class names that are looked at."""
WIDE_WEIGHT = 2
"""A kana, kanji or hangul letter says more than a Latin one: it weighs 1 + this."""


@dataclass(slots=True)
class Box:
    """A block element: tag, parent's number, words of class, role and itemprop, id (``name``), range of its blocks."""

    tag: str
    parent: int
    words: str
    name: str
    element: Element
    hidden: bool = False
    first: int = 0
    end: int = 0
    last_box: int = 0


@dataclass(slots=True)
class Block:
    """A run of text without a break. ``weight`` is its length in letters, ``linked`` that of its links' text; ``links``
    counts them, ``local`` those that lead to the page itself. ``prose`` is what it speaks for being article text.
    """

    text: str
    box: int
    tag: str
    weight: int
    linked: int
    links: int
    local: int
    prose: int = 0


@dataclass(slots=True)
class Blocks:
    """All boxes and blocks of a page in document order; box 0 is the root."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def weigh(text: str) -> int:
    """The length of a text in Latin letters' worth."""
    if text.isascii():
        return len(text)
    return len(text) + WIDE_WEIGHT * len(_WIDE.findall(text))


class _Reader:
    """Holds the state of one pass; see :func:`read_blocks`."""

    def __init__(self) -> None:
        self.out = Blocks()
        self.parts: list[str] = []
        self.linked: list[str] = []
        self.stack: list[int] = []
        self.anchors = 0
        self.links = 0
        self.local = 0
        self.broken = False

    def enter(self, element: Element) -> bool:
        """Begin an element; whether what is in it is to be read."""
        tag, text = str(element.tag), element.text
        if text is not None and len(text) > MAX_TEXT:
            element.text = text = text[:MAX_TEXT]
        if tag in _BOXES or ("-" in tag and not self._in_text()):
            self._open_box(element, tag)
            self._text(text)
        elif tag in _SKIPPED:
            return False
        elif tag == "br":
            self._line_break()
        else:
            if tag == "a":
                self.anchors += 1
                self.links += 1
                self.local += (element.get("href") or "").startswith("#")
            self._text(text)
        return True

    def leave(self, element: Element) -> None:
        """End an element, and read what follows it."""
        tag = str(element.tag)
        if tag in _BOXES or ("-" in tag and self.stack and self.out.boxes[self.stack[-1]].element is element):
            self._close_box()
        elif tag == "a":
            self.anchors -= 1
        tail = element.tail
        if tail is not None and len(tail) > MAX_TEXT:
            element.tail = tail = tail[:MAX_TEXT]
        if self.stack:
            self._text(tail)

    def _open_box(self, element: Element, tag: str) -> None:
        self._flush()
        get = element.get
        words = f"{get('class', '')} {get('role', '')} {get('itemprop', '')}"[:MAX_WORDS].lower()
        style = get("style")
        hidden = (
            "hidden" in element.attrib
            or get("aria-hidden") == "true"
            or (style is not None and _HIDDEN.search(style.lower()) is not None)
        )
        box = Box(
            tag,
            self.stack[-1] if self.stack else -1,
            words,
            get("id", "")[:MAX_WORDS].lower(),
            element,
            hidden,
            len(self.out.blocks),
        )
        self.stack.append(len(self.out.boxes))
        self.out.boxes.append(box)

    def _close_box(self) -> None:
        self._flush()
        box = self.out.boxes[self.stack.pop()]
        box.end = len(self.out.blocks)
        box.last_box = len(self.out.boxes)

    def _text(self, text: str | None) -> None:
        if text:
            if self.stack and self.out.boxes[self.stack[-1]].tag == "pre":
                text = text.replace("\n", _BREAK)
            self.parts.append(text)
            if self.anchors:
                self.linked.append(text)
            if self.broken and not text.isspace():
                self.broken = False

    def _in_text(self) -> bool:
        """Whether an element of unknown kind stands within a paragraph."""
        return bool(self.stack) and self.out.boxes[self.stack[-1]].tag in _TEXT_BOXES

    def _line_break(self) -> None:
        """One break ends a line, two a paragraph."""
        if self.broken:
            self._flush()
        elif self.parts:
            self.parts.append(_BREAK)
            self.broken = True

    def _flush(self) -> None:
        self.broken = False
        if not self.parts:
            self.links = self.local = 0
            return
        text = " ".join("".join(self.parts).split())
        if _BREAK in text:
            text = "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
        self.parts.clear()
        if text and self.stack:
            number = self.stack[-1]
            linked = " ".join("".join(self.linked).split()) if self.linked else ""
            self.out.blocks.append(
                Block(text, number, self.out.boxes[number].tag, weigh(text), weigh(linked), self.links, self.local)
            )
        self.linked.clear()
        self.links = self.local = 0


def read_blocks(root: Element) -> Blocks:
    """The boxes and blocks of a tree.

    Raises :class:`BadInputError`: ``too_deep`` beyond ``MAX_DEPTH`` levels, ``too_large`` beyond ``MAX_ELEMENTS``
    elements. Longer runs of text than ``MAX_TEXT`` are cut, in the tree as well.
    """
    reader = _Reader()
    depth = count = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            depth -= 1
            reader.leave(element)
            continue
        depth += 1
        count += 1
        if count > MAX_ELEMENTS:
            raise BadInputError("too_large", f"the document holds more than {MAX_ELEMENTS} elements")
        if depth > MAX_DEPTH:
            raise BadInputError("too_deep", f"the document is nested deeper than {MAX_DEPTH} levels")
        if not reader.enter(element):
            walker.skip_subtree()
    return reader.out
