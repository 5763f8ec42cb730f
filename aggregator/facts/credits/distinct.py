"""Each credit of a text once: the fullest way in which the text tells it.

What it holds true: who is told with a character is told fully, a surname is short for the whole name before it, and a
company's word for the company that is named beside it. Known exception: two people of one family name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.credits.voices.checks import WHOLE_NAME
from aggregator.facts.names.people import is_person, is_romaji

THEMES = ("opening_theme", "ending_theme")
"""Roles that say more of a song than that it is a theme."""
SURNAMES = frozenset({"voice"})
"""Roles whose people a text names by surname alone once it has named them whole."""
COMPANY_RULE = "credits:company"
"""The rule of companies for which nothing but their sentence speaks."""
FAR = 1600
"""Characters within which the whole name stands of somebody who has another credit."""


_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACE = re.compile(r"[ \u3000]")


def distinct_credits(found: list[Found], text: str) -> list[Found]:
    """Each credit once; one that tells a character stands for one that doesn't, one with a song for a headline's
    without, a whole name for a surname, news for what is told as background, too.
    """
    kept: dict[tuple[str, str, str], Found] = {}
    spelt: dict[str, str] = {}
    for one in found:
        key = (one.role, _plain(text[one.start : one.end], spelt), one.character or "")
        fuller = key in kept and not kept[key].sentence and one.song and not kept[key].song  # of a headline
        if key not in kept or fuller or (one.news and not kept[key].news and one.role not in COMPANY_ROLES):
            kept[key] = one
    people = frozenset(name for role, name, _ in kept if " " in name and role not in COMPANY_ROLES)
    whole = {word for name in people for word in (name.split()[0], name.split()[-1])}
    result = []
    for (role, name, character), one in kept.items():
        if (role not in COMPANY_ROLES and not name.isascii()) and any(
            role == other and name != longer and longer.startswith(name) for other, longer, _ in kept
        ):
            continue
        if role == "magazine" and any(
            role == key[0] and key[1].endswith(f" {name}") and other.news == one.news for key, other in kept.items()
        ):
            continue  # «Jump» of «Weekly Jump»
        if role == "theme_song" and any((theme, name, "") in kept for theme in THEMES):
            continue  # «le sigle sono di A (opening) e B (ending)»
        if role in COMPANY_ROLES and _is_shorter(one, name, kept):
            continue
        own = name in whole and role not in COMPANY_ROLES
        if " " not in name and (own or role in SURNAMES) and (name in whole or is_romaji(name)):
            whole_named = _whole_name(one, text, people, FAR if name in whole else WHOLE_NAME)
            if whole_named is not None and (role, text[whole_named.start : whole_named.end], character) not in kept:
                result.append(whole_named)
            if whole_named is not None or name in whole:
                continue
        result.append(one)
    told = {(one.role, text[one.start : one.end]) for one in result if one.character}
    return [one for one in result if one.character or (one.role, text[one.start : one.end]) not in told]


def _plain(name: str, spelt: dict[str, str]) -> str:
    """A name as the text spells it first, where a space within is all that two spellings differ by («森 健二»)."""
    if name.isascii() or not _HAN.match(name):
        return name
    return spelt.setdefault(_SPACE.sub("", name), name)


def _is_shorter(one: Found, name: str, kept: dict[tuple[str, str, str], Found]) -> bool:
    """Whether a company's name is the first or last word of another's in the same part, told as surely."""
    return any(
        other.role == one.role
        and name in (longer.split()[0], longer.split()[-1])
        and longer != name
        and (other.rule == one.rule or other.rule != COMPANY_RULE)
        for (_, longer, _), other in kept.items()
    )


def _whole_name(one: Found, text: str, people: frozenset[str], reach: int) -> Found | None:
    """The credit of a surname with the whole name, where that stands within ``reach`` before; the quote holds both.

    ``people``: names of which it is known that they are people's, though no Japanese ones.
    """
    surname = text[one.start : one.end]
    first = max(0, one.start - reach)
    known = re.escape(surname)
    whole = re.compile(rf"[^\W\d_]\S* {known}\b|\b{known} [^\W\d_]\S*")
    for match in reversed(list(whole.finditer(text[first : one.start]))):
        start, end = first + match.start(), first + match.end()
        last = text[start:end].rpartition(" ")[2] == surname or surname.isupper()
        if last and (is_person(text[start:end]) or text[start:end] in people):
            return replace(one, start=start, end=end, quote=(start, one.quote[1]))
    return None
