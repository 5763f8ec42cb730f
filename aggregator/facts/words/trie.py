"""A pattern of many words that share their beginnings, so that time does not grow with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable


def trie(words: Iterable[str]) -> str:
    """A pattern of words that matches the longest of them: one character is looked at once, however many words there
    are. Nothing matches an empty list.
    """
    return _branches(sorted(set(words))) or r"(?!)"


def _branches(words: list[str]) -> str:
    after: dict[str, list[str]] = {}
    for word in words:
        after.setdefault(word[:1], []).append(word[1:])
    ends = after.pop("", None)
    branches = [re.escape(letter) + _branches(rests) for letter, rests in after.items()]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{inner}?" if ends else inner
