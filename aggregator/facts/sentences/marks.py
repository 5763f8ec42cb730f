"""What marks stand for in a sentence's codes, and which signs begin the lines of a list.

What it holds true: a picture or another sign at the beginning of a line is a bullet («★ Kenji Mori is …», «🔮 Aya: …»).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.words.tokens import Token

BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］"}
QUOTES = {
    "“": "”“", "„": '“”"', "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"', "”": "”", "‘": "’", "'": "'’",
    "「": "」", "『": "』", "《": "》",
}  # fmt: skip
MARKS = {
    ",": ",", "、": ",", "，": ",", ";": ";", "；": ";", ":": ":", "：": ":", "-": "-",
    "–": "-", "—": "-", "―": "-", "/": "/", "／": "/", ".": ".", "!": ".", "?": ".",
    "。": ".", "…": ".", "•": "*", "·": "*", "●": "*", "■": "*", "▪": "*", "*": "*",
    "×": "&", "&": "&", "＆": "&", "+": "&", "|": ";",
}  # fmt: skip
HONORIFICS = shared_words("sentences", "honorifics")
"""What stands before a name, with a full stop that ends no sentence."""
STATION_LIST = re.compile("K(?:[,&/]{1,2}K)*(?:b|[,_]{1,2}#:#[-~]{0,2})?")
"""What a bracket behind a title holds that tells where the work is shown («「T」(TOKYO MX、BSフジほか)»)."""
MAX_SIGNS = 8
"""Signs that may begin a line; a longer row of them is an ornament."""
_SIGNS = frozenset("So Sk Mn Cf".split())
"""Unicode's categories of pictures and of what changes their look."""


def mark_code(tokens: Sequence[Token], at: int) -> str:
    """The code of a mark or bullet; "" for what is neither."""
    return MARKS.get(tokens[at].raw) or ("*" if _begins_line(tokens, at) else "")


def _begins_line(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is a sign, and nothing but signs stands before it in its line."""
    for first in range(at, max(-1, at - MAX_SIGNS), -1):
        if unicodedata.category(tokens[first].raw[0]) not in _SIGNS:
            return False
        if not first or tokens[first - 1].line:
            return True
    return False
