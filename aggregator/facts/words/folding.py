"""Text in one case and one width, of the same length, so that offsets stay those of the text as given."""

from __future__ import annotations

import re

_FULL = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ALIKE = {0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x301C: "~", 0x2215: "/"}
_APOSTROPHES = {0x2019: "'", 0x2018: "'", 0x02BC: "'"}
WIDE = _FULL | _ALIKE | _APOSTROPHES
"""Full-width forms, spaces and apostrophes, and the one character that each is read as."""
_NARROW = {chr(code): char for code, char in WIDE.items()}
_ODD = re.compile("[" + "".join(map(re.escape, _NARROW)) + "]")


def fold(text: str) -> str:
    """Lower case, full-width signs as ASCII, one kind of space and apostrophe; as long as ``text``."""
    if text.isascii():
        return text.lower()
    text = _ODD.sub(lambda match: _NARROW[match[0]], text)  # translate() would look up every character
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
