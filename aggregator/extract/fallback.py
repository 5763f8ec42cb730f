"""The text of an article: a site's own rule, our own reading of the page, or another where that one is in doubt."""

from __future__ import annotations

import re

from lxml import etree

from aggregator.base.text import comparable, paragraphs, plain
from aggregator.base.times import read_time
from aggregator.extract.blocks import read_blocks, weigh
from aggregator.extract.body import find_within
from aggregator.extract.render import render
from aggregator.extract.sources import Sources, select, values
from aggregator.extract.title import words_of
from aggregator.extract.tree import Element

DOUBTFUL = 150
"""Weight of a text that is hardly an article's."""
LONGER, MIN_OTHER = 2, 400
"""How much longer another reading must be to take the place of a doubtful one, and its least weight."""
MIN_STATED = 250
"""Weight of a stated text that is more than a summary."""
COVERED = 0.5
"""Share of the words that JSON-LD states as the text which ours must hold, or it is of something else."""
MAX_BOXES, MAX_ATTRIBUTES, MAX_MARKUP = 5000, 100, 300_000
"""Block elements of a page, attributes of an element and characters that are worth a second, slower reading: its time
is quadratic in some of them."""
MAX_STATED = 200_000
MAX_HEADLINES, MAX_DATE = 4, 40

_MARKUP = re.compile(r"<(?:p|br|div|li|h[1-6]|/p)\b[^<>]{0,200}>", re.IGNORECASE)


def read_body(sources: Sources, title: str, own_rules: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """The text, paragraphs apart by blank lines and without the headline above it, and the rule that found it."""
    for rule in own_rules:
        if text := _by_rule(rule, sources):
            return text, rule
    own = _below_headline(render(sources.blocks, sources.found.kept), title, sources)
    stated = _stated(sources)
    if _misses(own, stated):
        return stated, "ld:articleBody"
    if weigh(own) < DOUBTFUL:
        other = _below_headline(_by_trafilatura(sources), title, sources)
        if weigh(other) > max(LONGER * weigh(own), MIN_OTHER):
            return other, "body:trafilatura"
    return (own, "body:density") if own else None


def _below_headline(text: str, title: str, sources: Sources) -> str:
    """The text without first lines that repeat the headline or hold nothing but a date."""
    key = comparable(title)
    for _ in range(MAX_HEADLINES):
        line, _, rest = text.partition("\n")
        own = comparable(line)
        if not (own and (own == key or (own in key and 2 * len(own) > len(key)) or _is_date(line, sources))):
            break
        text = rest.lstrip("\n")
    return text


def _is_date(line: str, sources: Sources) -> bool:
    return len(line) < MAX_DATE and read_time(line, sources.timezone, sources.language) is not None


def _by_rule(rule: str, sources: Sources) -> str:
    if not rule.startswith(("css:", "xpath:")):
        return paragraphs("\n\n".join(values(rule, sources)))
    parts: list[str] = []
    for item in select(rule, sources.root):
        if isinstance(item, Element):
            page = read_blocks(item)
            parts.append(render(page, find_within(page)))
        else:
            parts.append(str(item))
    return paragraphs("\n\n".join(parts))


def _stated(sources: Sources) -> str:
    """The text that JSON-LD states."""
    for text in sources.data.texts("articleBody")[:1]:
        broken = _MARKUP.sub("\n\n", text[:MAX_STATED])
        return paragraphs("\n\n".join(plain(line, MAX_STATED) for line in broken.split("\n")))
    return ""


def _misses(own: str, stated: str) -> bool:
    """Whether our text holds so little of what JSON-LD states that it is something else."""
    if weigh(stated) < MIN_STATED:
        return False
    words = words_of(stated)
    return len(words & words_of(own)) < COVERED * len(words)


def _by_trafilatura(sources: Sources) -> str:
    if len(sources.blocks.boxes) > MAX_BOXES or len(sources.blocks.blocks) < 3:
        return ""
    if any(len(element.attrib) > MAX_ATTRIBUTES for element in sources.root.iter()):
        return ""
    from trafilatura import extract

    try:
        markup = etree.tostring(sources.root, encoding="unicode", method="html")
        if len(markup) > MAX_MARKUP:
            return ""
        return paragraphs((extract(markup, include_comments=False) or "").replace("\n", "\n\n"))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError):
        return ""
