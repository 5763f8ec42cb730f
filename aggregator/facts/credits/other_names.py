"""Other spellings of a person's name that a text writes in brackets behind it.

What it holds true: behind a whole name in Latin letters that could be Japanese, kanji in brackets are the same name
(«Yū Ōno (大野雄)»), and the other way round («大野雄(Yū Ōno)»); hiragana in two parts behind kanji tell how they
sound («雲葵(くも・あおい)»). What else a bracket says, a role, a character, another work, is none of these: it is
longer, of one word, or has a mark. Known exceptions: a character's whole name in the other script.
"""

from __future__ import annotations

import re

from aggregator.base.readings import could_be_japanese, reading, script_class
from aggregator.base.vocabulary import language

LONGEST = 40
"""Characters of a bracket."""
_BRACKET = re.compile(rf"[ \u3000]?[(（]([^()（）\n]{{2,{LONGEST}}})[)）]")
_KANJI = re.compile("[\u3400-\u9fff々ヶ\uf900-\ufaff][\u3400-\u9fff々ヶ\uf900-\ufaffぁ-ゖァ-ヺー \u3000]{1,8}")
_READING = re.compile("[ぁ-ゖー]{1,8}[・ \u3000][ぁ-ゖー]{1,8}")
_MIN_KANJI = 3


def names_behind(text: str, start: int, end: int, character: str | None = None) -> tuple[str, ...]:
    """The other spellings of the name at ``start`` to ``end`` of a text; not that of the ``character``."""
    match = _BRACKET.match(text, end)
    if match is None or text[start:end] in (inside := match[1].strip()) or inside == character:
        return ()
    own, other = reading(text[start:end]), reading(inside)
    scripts = (script_class(own), script_class(other))
    if scripts == ("kanji", "latin") and len(own) >= _MIN_KANJI and could_be_japanese(other):
        fits = all(word[0].isupper() for word in inside.split())
    elif scripts == ("latin", "kanji") and could_be_japanese(own):
        fits = len(other) >= _MIN_KANJI and _KANJI.fullmatch(inside) is not None and not _is_role(other)
    else:
        fits = scripts == ("kanji", "kana") and _READING.fullmatch(inside) is not None
    return (inside,) if fits else ()


def _is_role(name: str) -> bool:
    """Whether it says what somebody does: «音響監督»."""
    roles: dict[str, list[str]] = language("ja").get("roles", {})
    return any(word in name for words in roles.values() for word in words) or name.endswith("役")
