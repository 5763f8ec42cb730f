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
    _numbers: dict[Element, int] = field(default_factory=dict)

    def around(self, element: Element | None) -> int | None:
        """The number of the innermost box that an element is or is in, once all boxes are known."""
        if not self._numbers:
            self._numbers = {box.element: number for number, box in enumerate(self.boxes)}
        while element is not None:
            if (number := self._numbers.get(element)) is not None:
                return number
            element = element.getparent()
        return None


def weigh(text: str) -> int:
    """The length of a text in Latin letters' worth."""
    if text.isascii():
        return len(text)
    return len(text) + WIDE_WEIGHT * len(_WIDE.findall(text))


class _Reader:
    """Holds the state of one pass; see :func:`read_blocks`. ``here`` is the innermost open box, ``number`` its own."""

    def __init__(self) -> None:
        self.out = Blocks()
        self.here: Box | None = None
        self.number = -1
        self.parts: list[str] = []
        self.linked: list[str] = []
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
        elif tag in _SKIPPED:
            return False
        elif tag == "br":
            self._line_break()
            return True
        elif tag == "a":
            self.anchors += 1
            self.links += 1
            self.local += (element.get("href") or "").startswith("#")
        if text:
            self._text(text)
        return True

    def leave(self, element: Element) -> None:
        """End an element, and read what follows it."""
        here = self.here
        if here is not None and here.element is element:
            self._close_box(here)
        elif element.tag == "a":
            self.anchors -= 1
        tail = element.tail
        if tail is not None:
            if len(tail) > MAX_TEXT:
                element.tail = tail = tail[:MAX_TEXT]
            if self.here is not None:
                self._text(tail)

    def _open_box(self, element: Element, tag: str) -> None:
        self._flush()
        boxes = self.out.boxes
        attributes = element.items()
        words, name, hidden = _marks(dict(attributes)) if attributes else ("", "", False)
        self.here = Box(tag, self.number, words, name, element, hidden, len(self.out.blocks))
        self.number = len(boxes)
        boxes.append(self.here)

    def _close_box(self, box: Box) -> None:
        self._flush()
        box.end = len(self.out.blocks)
        box.last_box = len(self.out.boxes)
        self.number = box.parent
        self.here = self.out.boxes[box.parent] if box.parent >= 0 else None

    def _text(self, text: str) -> None:
        """Take a run of text; space alone begins no block."""
        if not self.parts and text.isspace():
            return
        if self.here is not None and self.here.tag == "pre":
            text = text.replace("\n", _BREAK)
        self.parts.append(text)
        if self.anchors:
            self.linked.append(text)
        if self.broken and not text.isspace():
            self.broken = False

    def _in_text(self) -> bool:
        """Whether an element of unknown kind stands within a paragraph."""
        return self.here is not None and self.here.tag in _TEXT_BOXES

    def _line_break(self) -> None:
        """One break ends a line, two a paragraph."""
        if self.broken:
            self._flush()
        elif self.parts:
            self.parts.append(_BREAK)
            self.broken = True

    def _flush(self) -> None:
        """End a block, if one has begun."""
        if self.parts:
            text = " ".join("".join(self.parts).split())
            if _BREAK in text:
                text = "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
            if text and self.here is not None:
                linked = weigh(" ".join("".join(self.linked).split())) if self.linked else 0
                block = Block(text, self.number, self.here.tag, weigh(text), linked, self.links, self.local)
                self.out.blocks.append(block)
            self.parts.clear()
            self.linked.clear()
            self.broken = False
        self.links = self.local = 0


def _marks(attributes: dict[str, str]) -> tuple[str, str, bool]:
    """What a box's attributes say of it: its words, its name, and whether it is hidden."""
    get = attributes.get
    words = f"{get('class', '')} {get('role', '')} {get('itemprop', '')}"
    style = get("style")
    hidden = (
        "hidden" in attributes
        or get("aria-hidden") == "true"
        or (style is not None and _HIDDEN.search(style.lower()) is not None)
    )
    return words[:MAX_WORDS].lower(), get("id", "")[:MAX_WORDS].lower(), hidden


def read_blocks(root: Element) -> Blocks:
    """The boxes and blocks of a tree.

    Raises :class:`BadInputError`: ``too_deep`` beyond ``MAX_DEPTH`` levels, ``too_large`` beyond ``MAX_ELEMENTS``
    elements. Longer runs of text than ``MAX_TEXT`` are cut, in the tree as well.
    """
    reader = _Reader()
    enter, leave = reader.enter, reader.leave
    depth = count = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            depth -= 1
            leave(element)
            continue
        depth += 1
        count += 1
        if count > MAX_ELEMENTS:
            raise BadInputError("too_large", f"the document holds more than {MAX_ELEMENTS} elements")
        if depth > MAX_DEPTH:
            raise BadInputError("too_deep", f"the document is nested deeper than {MAX_DEPTH} levels")
        if not enter(element):
            walker.skip_subtree()
    return reader.out
