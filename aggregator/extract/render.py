"""Blocks as plain text: paragraphs apart by a blank line, list items on lines beginning «- », a table's row on one."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.base.text import paragraphs
from aggregator.extract.blocks import Blocks

MAX_CELL = 300
"""Weight of a cell of a table of data; one with longer cells is there for the layout."""
_BULLET = "- "
_CELLS = " | "


def render(page: Blocks, kept: Sequence[int]) -> str:
    """The text of the blocks of those numbers, in order."""
    out: list[str] = []
    before: tuple[str, int] | None = None
    for n in kept:
        block = page.blocks[n]
        item, row = _item(page, n), _row(page, n)
        if row is not None and before == ("row", row):
            out.append(_CELLS + block.text.replace("\n", " "))
            continue
        here = ("row", row) if row is not None else ("list", item[0]) if item is not None else None
        if out:
            joined = here is not None and before is not None and before[0] == here[0] and _together(page, before, here)
            out.append("\n" if joined else "\n\n")
        out.append((_BULLET if item is not None and item[1] else "") + block.text)
        before = here
    return paragraphs("".join(out), folded=True)


def _item(page: Blocks, n: int) -> tuple[int, bool] | None:
    """The list that a block is in, and whether it begins an item of it; None outside of lists."""
    number = page.blocks[n].box
    for _ in range(6):
        box = page.boxes[number]
        if box.tag == "li":
            return box.parent, box.first == n and not page.blocks[n].text.startswith(("- ", "•", "・", "●", "–"))
        if box.parent < 0 or box.tag in ("td", "article", "main", "body"):
            return None
        number = box.parent
    return None


def _row(page: Blocks, n: int) -> int | None:
    """The row that a block is a cell of, if the table is one of data: every cell a short text."""
    number = page.blocks[n].box
    cells = 0
    for _ in range(4):
        box = page.boxes[number]
        if box.tag in ("td", "th"):
            cells += 1
            if box.end - box.first > 1 or page.blocks[n].weight > MAX_CELL:
                return None
        if box.tag == "tr":
            return number if cells and box.end - box.first > 1 else None
        if box.parent < 0:
            return None
        number = box.parent
    return None


def _together(page: Blocks, before: tuple[str, int], here: tuple[str, int]) -> bool:
    """Whether two items or rows follow each other in one list or table."""
    if here[0] == "list":
        return True
    return page.boxes[before[1]].parent == page.boxes[here[1]].parent
