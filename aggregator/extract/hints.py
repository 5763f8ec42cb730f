"""What class names, ids and roles say about a part of a page; the words stand in ``data/page_words.toml``."""

from __future__ import annotations

import re
import tomllib
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

_PARTS = re.compile(r"[^a-z0-9]+")
MAX_ID_PARTS = 3
"""An id of more parts is a heading's text made into an address, and speaks of the text, not of the part's use."""


class Hint(Enum):
    """What a box's words say: nothing, that it holds the article's text, that it doesn't, or perhaps doesn't."""

    NONE = 0
    BODY = 1
    NOISE = 2
    WEAK = 3


@lru_cache(maxsize=8192)
def is_frame(classes: str, name: str) -> bool:
    """Whether a box's words say that it is the page's frame, comments or lists of other articles."""
    if not _words("whole").isdisjoint(classes.split()):
        return True
    values = [v for v in (*classes.split(), name) if not v.startswith(("category-", "tag-"))]
    return any(
        not _words("frame").isdisjoint(_PARTS.split(v)) for v in values if v != name or v.count("-") < MAX_ID_PARTS
    )


@cache
def page_words() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads((files("aggregator") / "data" / "page_words.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(page_words()["classes"][name])


@lru_cache(maxsize=8192)
def read_hint(classes: str, name: str) -> Hint:
    """The hint of a box's class, role and itemprop (in lower case), and of its id."""
    values = classes.split()
    found = Hint.NONE
    if not _words("whole").isdisjoint(values):
        return Hint.NOISE
    for value in [*values, name]:
        if value in _words("body"):
            return Hint.BODY
        parts = _PARTS.split(value)
        if value.startswith(("category-", "tag-")) or (value == name and len(parts) > MAX_ID_PARTS):
            continue
        if not _words("noise").isdisjoint(parts) or any(f"{a} {b}" in _words("pairs") for a, b in pairwise(parts)):
            found = Hint.NOISE
        elif found is Hint.NONE and not _words("weak").isdisjoint(parts):
            found = Hint.WEAK
    return found
