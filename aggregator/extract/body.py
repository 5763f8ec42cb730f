"""The article's text out of a page: which box holds it, and which of its blocks belong to it.

What it holds true: an article is the box with most prose (paragraphs that are sentences rather than links); what a
page's frame, comments and lists of other articles have in common is their tags, their class names, their share of
linked text and a few phrases. How: boxes that say they are something else are marked; from the root one goes down
as long as one child holds nearly all prose, then up again as long as what is added is prose too; within the box
found, blocks that are links, notices or lists of other articles are left out. All passes are linear.
Known exceptions: articles that are one list of links; several articles on one page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from aggregator.extract.blocks import HEADINGS, Block, Blocks
from aggregator.extract.hints import Hint, is_frame, read_hint
from aggregator.extract.lines import Line, classify

PROSE = 80
"""Weight of a block that may be prose."""
SHORT = 20
"""The same where no block weighs as much."""
FRAME = 0.3
"""A box with at least this share of a page's prose is the article or around it, whatever it is called."""
KEEP = 0.2
"""The same for what holds a box that says it is the article."""
NEARLY_ALL = 0.8
"""Share of a box's prose that makes a child its equal."""
HALF = 0.5
"""Share that does for a child that says it is the article."""
CLEAN = 3
"""How much more prose than anything else a wider box must add."""
LINKED = 0.7
"""Share of linked text from which a block is a link."""
MAX_BYLINES = 8
"""Short lines before the first paragraph that are taken for byline, date and category."""

_NOISE_TAGS = frozenset(
    {"nav", "footer", "aside", "form", "button", "figcaption", "address", "menu", "search", "dialog"}
)
_FRAME_TAGS = frozenset({"nav", "footer", "aside", "menu", "dialog"})
_PLAIN_TAGS = frozenset({"html", "body", "main", "article"})
_LISTED = frozenset({"li", "td", "th", "dd", "dt", "pre", "blockquote"})
_SENTENCE = re.compile(r"[.!?:;。！？…」』）)\"”’]$")
_CODE = re.compile(r"code|highlight|language-|hljs|prettyprint|mermaid|brush:")
_LEVEL = {f"h{n}": n for n in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Found:
    """Where a page's article is: its box, the numbers of the blocks kept and of those that are prose, and for each
    box whether it is no article text, and whether it is the page's frame, comments or lists of other articles.
    """

    box: int
    kept: tuple[int, ...]
    prose: tuple[int, ...]
    noise: tuple[bool, ...]
    frame: tuple[bool, ...]


def weigh_prose(page: Blocks) -> None:
    """Set every block's ``prose``: its weight if it is a sentence rather than links, else 0. On a page of nothing but
    short lines, short sentences count.
    """
    for least in (PROSE, SHORT):
        for block in page.blocks:
            fit = block.weight >= least and block.linked * 2 <= block.weight
            if fit and (least == PROSE or _SENTENCE.search(block.text)):
                block.prose = block.weight - block.linked
        if any(block.prose for block in page.blocks):
            break


def find_body(page: Blocks) -> Found:
    """The article of a page."""
    weigh_prose(page)
    noise, frame = mark_boxes(page)
    box = _find_box(page, noise)
    kept = _select(page, box, noise)
    prose = tuple(n for n in kept if page.blocks[n].prose)
    return Found(box, tuple(kept), prose, tuple(noise), tuple(frame))


def find_within(page: Blocks) -> tuple[int, ...]:
    """The numbers of the blocks that are article text where all of it, a part cut out by a rule, is the article."""
    weigh_prose(page)
    noise, _ = mark_boxes(page)
    return tuple(_select(page, 0, noise)) if page.boxes else ()


# -- what is something else --------------------------------------------------------------------------------------------


def mark_boxes(page: Blocks) -> tuple[list[bool], list[bool]]:
    """For every box whether it, or one around it, is no article text; and whether it is the page's frame."""
    prose = [0, *accumulate(b.prose for b in page.blocks)]
    weight = [0, *accumulate(b.weight for b in page.blocks)]
    whole = prose[-1] or 1
    keep = _holders(page, prose, whole * KEEP)
    titled = _around_headline(page)
    noise: list[bool] = []
    frame: list[bool] = []
    for number, box in enumerate(page.boxes):
        marked = box.hidden or (box.parent >= 0 and noise[box.parent])
        framed = box.hidden or (box.parent >= 0 and frame[box.parent])
        own = prose[box.end] - prose[box.first]
        if not keep[number] and own < FRAME * whole and box.tag not in _PLAIN_TAGS:
            marked = marked or _is_noise(page, number, own, weight[box.end] - weight[box.first])
            framed = framed or (not titled[number] and _is_frame(page, number))
        noise.append(marked)
        frame.append(framed)
    return noise, frame


def _holders(page: Blocks, prose: list[int], least: float) -> list[bool]:
    """For every box whether it is or holds one that says it is the article and has prose to show for it."""
    keep = [False] * len(page.boxes)
    for number in range(len(page.boxes) - 1, 0, -1):
        box = page.boxes[number]
        if not keep[number] and prose[box.end] - prose[box.first] > least:
            keep[number] = box.tag in ("article", "main") or read_hint(box.words, box.name) is Hint.BODY
        if keep[number] and box.parent >= 0:
            keep[box.parent] = True
    return keep


def _around_headline(page: Blocks) -> list[bool]:
    """For every box whether it holds a first-level heading: a part of the page with the headline is no mere frame."""
    around = [False] * len(page.boxes)
    for number in range(len(page.boxes) - 1, 0, -1):
        around[number] = around[number] or page.boxes[number].tag == "h1"
        if around[number] and page.boxes[number].tag != "nav":
            around[page.boxes[number].parent] = True
    return around


def _is_frame(page: Blocks, number: int) -> bool:
    box = page.boxes[number]
    if box.tag == "footer" and page.boxes[box.parent].tag in ("article", "main"):
        return False
    if box.tag == "header" and page.boxes[box.parent].tag == "body":
        return True
    return box.tag in _FRAME_TAGS or is_frame(box.words, box.name)


def _is_noise(page: Blocks, number: int, prose: int, weight: int) -> bool:
    box = page.boxes[number]
    if box.tag in _NOISE_TAGS:
        return True
    hint = read_hint(box.words, box.name)
    if hint is Hint.WEAK:
        return box.end - box.first < 2 or prose * 2 < weight
    return hint is Hint.NOISE


# -- which box ---------------------------------------------------------------------------------------------------------


def _find_box(page: Blocks, noise: list[bool]) -> int:
    prose = [0, *accumulate(0 if noise[b.box] else b.prose for b in page.blocks)]
    rest = [
        0,
        *accumulate(0 if noise[b.box] or b.tag in HEADINGS else b.weight - b.prose for b in page.blocks),
    ]
    scores = [prose[box.end] - prose[box.first] for box in page.boxes]
    others = [rest[box.end] - rest[box.first] for box in page.boxes]
    best: list[int] = [0] * len(page.boxes)
    for number in range(1, len(page.boxes)):
        parent = page.boxes[number].parent
        if parent >= 0 and (not best[parent] or scores[number] > scores[best[parent]]):
            best[parent] = number
    here = 0
    while best[here] and scores[here]:
        child = best[here]
        if scores[child] < NEARLY_ALL * scores[here]:
            child = _said_article(page, here, scores, noise)
        if not child:
            break
        here = child
    while page.boxes[here].end - page.boxes[here].first <= 1 and page.boxes[here].parent > 0:
        here = page.boxes[here].parent
    return _widen(page, here, scores, others)


def _said_article(page: Blocks, here: int, scores: list[int], noise: list[bool]) -> int:
    """The innermost box within one that says it is the article and holds half of its prose; 0 if there is none."""
    found = 0
    for number in range(here + 1, page.boxes[here].last_box):
        box = page.boxes[number]
        if scores[number] < max(HALF * scores[here], 0.9 * scores[found] if found else 1) or noise[number]:
            continue
        if box.tag in ("article", "main") or read_hint(box.words, box.name) is Hint.BODY:
            found = number
    return found


def _widen(page: Blocks, here: int, scores: list[int], others: list[int]) -> int:
    """The box or a wider one: an introduction or a last section often stands beside the rest."""
    up = page.boxes[here].parent
    while up >= 0 and page.boxes[up].tag not in ("body", "html"):
        added = scores[up] - scores[here]
        if added >= PROSE and added > CLEAN * (others[up] - others[here]):
            here = up
        up = page.boxes[up].parent
    return here


# -- which blocks ------------------------------------------------------------------------------------------------------


def _select(page: Blocks, number: int, noise: list[bool]) -> list[int]:
    """The numbers of the blocks within a box that are article text."""
    box = page.boxes[number]
    flow = {
        place
        for b in page.blocks[box.first : box.end]
        if b.prose and not noise[b.box]
        for place in (b.box, page.boxes[b.box].parent)
    }
    kept: list[int] = []
    seen: set[str] = set()
    own: set[int] = set()
    skip_to, skip_level, skip_all = -1, 9, False
    begun = False
    for n in range(box.first, box.end):
        block = page.blocks[n]
        if noise[block.box]:
            continue
        level = _LEVEL.get(block.tag, 9)
        if n < skip_to:
            if (level <= skip_level and level < 9) or (
                not skip_all and block.prose and (block.tag == "p" or block.box in own)
            ):
                skip_to = -1
            else:
                continue
        kind = classify(block)
        if kind in (Line.RELATED, Line.END):
            skip_to, skip_level, skip_all = min(_part_end(page, block.box), box.end), level, kind is Line.END
        if (
            kind is not Line.TEXT
            or (block.tag == "h1" and not begun)
            or _is_code(page, block)
            or _is_link(page, block, flow)
        ):
            continue
        if block.weight >= 40:
            if block.text in seen:
                continue
            seen.add(block.text)
        if block.prose:
            begun = True
            own.add(block.box)
        kept.append(n)
    return _trim(page, kept)


def _part_end(page: Blocks, number: int) -> int:
    """Where the part of the page ends that a title's box opens: the end of the nearest box that holds more than it."""
    while page.boxes[number].end - page.boxes[number].first <= 1 and page.boxes[number].parent >= 0:
        number = page.boxes[number].parent
    return page.boxes[number].end


def _is_link(page: Blocks, block: Block, flow: set[int]) -> bool:
    """Whether a block is nothing but links and no item, heading or paragraph among the article's own."""
    if block.linked <= block.weight * LINKED:
        return False
    if block.local == block.links:
        return block.tag not in HEADINGS
    if block.tag == "p" or block.tag in HEADINGS:
        return page.boxes[block.box].parent not in flow
    return block.tag != "li"


def _is_code(page: Blocks, block: Block) -> bool:
    """Whether a block is a listing of code rather than text that keeps its lines."""
    if block.tag != "pre":
        return False
    box = page.boxes[block.box]
    words = f"{box.words} {page.boxes[box.parent].words}"
    return box.element.find(".//code") is not None or _CODE.search(words) is not None


def _trim(page: Blocks, kept: list[int]) -> list[int]:
    """The blocks without the byline before the first paragraph and the crumbs after the last."""
    prose = [i for i, n in enumerate(kept) if page.blocks[n].prose]
    if not prose:
        return kept
    head, tail = kept[: prose[0]], kept[prose[-1] + 1 :]
    if len(head) <= MAX_BYLINES:
        head = [n for n in head if page.blocks[n].tag in HEADINGS or _stays(page.blocks[n])]
    place = page.boxes[page.blocks[kept[prose[-1]]].box].parent
    after: list[int] = []
    for n in reversed(tail):
        block = page.blocks[n]
        beside = block.tag == "p" and page.boxes[block.box].parent == place
        if beside or (after and block.tag in HEADINGS) or (_stays(block) and block.linked * 2 <= block.weight):
            after.append(n)
    return [*head, *kept[prose[0] : prose[-1] + 1], *reversed(after)]


def _stays(block: Block) -> bool:
    return block.tag in _LISTED or _SENTENCE.search(block.text) is not None
