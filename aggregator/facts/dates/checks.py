"""Whether what has the shape of a date is one in its place: the words around it, capitals, abbreviations.

Holds true that a month, season, weekday or year alone is a date only after certain words («leads»), and that names
are written with a capital where the language does so, and without where it doesn't. Known exceptions: titles in title
case, texts in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.lexer import Atom, Source, led
from aggregator.facts.dates.words import Words

NEXT_WORD = re.compile(r" ?([^\W\d_]+)")
_NUMBERED = re.compile(r"\b(?:vol(?:ume|umen)?|band|staffel|teil|folge|episode|tome|tomo|temporada) ?\.? ?$")
"""What stands before a number that is no day: «Vol. 3 im September»."""
LATEST = 2040
"""From which year on a number that no word leads to is a title's («Cyberpunk 2077 auf Disc»)."""
_MARKS = ("", *",.;:)\n")
"""What may follow a day that stands behind a weekday and a comma."""
_PLAIN = frozenset("MWRYS")
_OF_YEAR = re.compile(rf" (?:{'|'.join(sorted(shared_words('dates', 'of_year')))}) (?:\w+ )?(?:jahr|\d{{4}})")
"""What stands behind a German half that is a year's."""
_SINCE = tuple(f"{phrase} " for phrase in shared_words("dates", "before_months"))
"""What stands before a month, «of» behind it, and owns none («a partir de Julho»)."""
_ELIDED = re.compile("d['’]$")
"""What stands before a season with a capital that ends a name."""


def is_date(source: Source, parts: Sequence[Atom], shape: str) -> bool:
    """Whether parts of a shape (a string of the grammar) are a date where they stand."""
    text, folded, words = source.text, source.folded, source.words
    kinds = shape[::2]
    if (set("-b") & set(shape) and "P-" not in shape) or shape[0] == "F":
        return _is_interval(text, folded, words, parts, kinds)
    if "W" in kinds and folded.startswith(words.monthly, parts[-1].end):
        return False
    main = [part for part in parts if part.kind in _PLAIN or part.kind in "DX"]
    if any(part.short for part in main if part.kind == "M") and not _is_abbreviation(text, words, parts, kinds):
        return False
    if kinds[0] == "P" and "D" in kinds:
        return False
    if "M" in kinds and "D" in kinds:
        cased = words.lowercase or kinds[-1] != "D" or _cased(text, words, parts[kinds.index("M")])
        return cased and not _counts(folded, words, parts, kinds) and not _is_numbered(folded, parts, kinds)
    if "Y" in kinds:
        return kinds not in ("Y", "AY") or _is_year(folded, words, parts[-1], parts[0])
    if kinds[0] in "RB":
        return _is_relative(text, folded, words, parts[0])
    if kinds in ("TD", "WD"):
        return _is_day(text, folded, words, parts)
    lead = parts[0]
    if kinds in ("M", "AM", "S", "AS"):
        return _is_lone(text, folded, words, lead, parts[-1])
    if kinds in ("W", "H"):
        return _is_weekday(text, folded, words, lead) if kinds == "W" else not _is_of_work(folded, words, lead)
    if "M" in kinds or "W" in kinds:
        return all(
            _cased(text, words, part) or (part.kind == "M" and _is_loud(text, folded, words, part))
            for part in main
            if part.kind in "MW"
        )
    return True


def _is_day(text: str, folded: str, words: Words, parts: Sequence[Atom]) -> bool:
    """A day alone: behind «next» («no próximo dia 25») if it counts nothing, behind a weekday and a comma only before
    another mark («quinta-feira, 12,»).
    """
    if parts[0].kind == "T":
        follows = NEXT_WORD.match(folded, parts[-1].end)
        return not (follows and follows[1] in words.counted)
    apart = folded[parts[0].end : parts[-1].start].strip() == ","  # and not «quinta-feira, dia 12 na»
    return _cased(text, words, parts[0]) and not (apart and folded[parts[-1].end : parts[-1].end + 1] not in _MARKS)


def _is_numbered(folded: str, parts: Sequence[Atom], kinds: str) -> bool:
    """Whether the number before a month is that of a volume or season."""
    day = parts[kinds.index("D")]
    before = folded[max(0, day.start - len(" temporada. ")) : day.start]
    return kinds.index("D") < kinds.index("M") and _NUMBERED.search(before) is not None


def _is_interval(text: str, folded: str, words: Words, parts: Sequence[Atom], kinds: str) -> bool:
    """An interval of days or with a year is one; of months or years alone only after the words that lead to them."""
    if any(part.short for part in parts if part.kind == "M") and "Y" not in kinds:
        return False
    if "D" in kinds or "X" in kinds or ("Y" in kinds and set(kinds) - set("YF")) or kinds[0] in "FPT":
        return True
    lead = parts[0]
    if lead.kind == "Y":
        return (
            kinds == "YY" and 0 < parts[1].number - lead.number < 80 and not folded[: lead.start].endswith(("-", "/"))
        )
    if lead.kind in "MSW":
        return _cased(text, words, lead) and (lead.kind == "S" or led(folded, lead.start, words.leads[lead.kind]))
    return True


def _is_abbreviation(text: str, words: Words, parts: Sequence[Atom], kinds: str) -> bool:
    """«Oct 3» and «3 mar 2024» are dates, «1 set» (one set) and «mar 3» are none."""
    if words.lowercase:
        return "D" in kinds and "Y" in kinds
    return ("D" in kinds or "Y" in kinds) and all(_cased(text, words, p) for p in parts if p.kind == "M")


def _counts(folded: str, words: Words, parts: Sequence[Atom], kinds: str) -> bool:
    """Whether the number behind a month counts something: «in March 3 volumes»."""
    if kinds[-1] != "D":
        return False
    follows = NEXT_WORD.match(folded, parts[-1].end)
    return bool(follows) and follows[1] in words.counted if follows else False


def _cased(text: str, words: Words, part: Atom) -> bool:
    """Whether a name of a month or weekday is written as its language does."""
    return text[part.start].islower() if words.lowercase else text[part.start].isupper() or text[part.start].isdigit()


def _is_lone(text: str, folded: str, words: Words, lead: Atom, name: Atom) -> bool:
    if name.abbreviated and name.kind == "M" and not words.lowercase and len(folded[name.start : name.end]) < 3:
        return False
    if name.kind == "M":
        if name.abbreviated or not (_cased(text, words, name) or _is_loud(text, folded, words, name)):
            return False
        if words.after_month and folded.startswith(words.after_month, name.end):
            return True
        return any(led(folded, at, words.leads["M"]) for at in (lead.start, name.start))
    if words.lowercase and text[name.start].isupper() and _ELIDED.search(text, max(0, name.start - 2), name.start):
        return False  # «Fiore d'Inverno»
    if folded.startswith(words.after_year, name.end) and led(folded, lead.start, words.leads["one"]):
        return True  # «a fall premiere»
    if words.season_follows and folded.startswith(words.season_follows, name.end):
        return led(folded, lead.start, words.leads["S"]) or folded[max(0, lead.start - 4) : lead.start] == "the "
    return led(folded, lead.start, words.leads["S"])


def _is_loud(text: str, folded: str, words: Words, name: Atom) -> bool:
    """Whether a month has a capital that its language doesn't want («em Julho»), and is no person's name."""
    follows = text[name.end : name.end + 2].strip()
    owned = folded[: name.start].endswith((" de ", " di ", " do ", " du ", " d'"))
    owned = owned and not folded.endswith(_SINCE, 0, name.start)
    return words.lowercase and text[name.start + 1 : name.end].islower() and not owned and not follows[:1].isupper()


def _is_weekday(text: str, folded: str, words: Words, name: Atom) -> bool:
    """A weekday alone: not in its abbreviation, not every week, and after the words that lead to it."""
    if name.abbreviated or not _cased(text, words, name) or led(folded, name.start, words.leads["weekly"]):
        return False
    follows = NEXT_WORD.match(folded, name.end)
    if follows and follows[1] in words.plurals:  # «airs Sunday nights»
        return False
    return not words.leads["W"] or led(folded, name.start, words.leads["W"])


def _is_relative(text: str, folded: str, words: Words, word: Atom) -> bool:
    """«tomorrow» in small letters or at the beginning of a sentence: «Tomorrow» elsewhere belongs to a title."""
    titled = words.lowercase or words.month_first
    if (titled and any(c.isupper() for c in text[word.start + 1 : word.end])) or folded.startswith("'", word.end):
        return False
    if text[word.start].islower():
        return True
    before = folded[max(0, word.start - 2) : word.start].strip(" ")
    return not before or before in '.!?:\n–—"“»(¡¿' or before.endswith("\n")


def _is_of_work(folded: str, words: Words, half: Atom) -> bool:
    """Whether a half is a work's, and none of a year: owned («the anime's second half»), what begins a sentence, or in
    English what is told of itself («and the second half premieres»).
    """
    if words.month_first and folded[half.start].isalpha():
        return not led(folded, half.start, words.leads["S"])
    if folded.endswith("halfte", half.start, half.end) and not _OF_YEAR.match(folded, half.end):
        return True  # «die erste Hälfte», of a season
    before = folded[max(0, half.start - len(".\n the ")) : half.start].removesuffix("the ").rstrip(" ")
    return before.endswith(("'s", "’s", ".", "\n", "!", "?")) or (not before and half.start <= len("the "))


def _is_year(folded: str, words: Words, year: Atom, lead: Atom) -> bool:
    """A year alone: after its words, in brackets, behind another year, before a release («a 2026 premiere»); not a
    number of something.
    """
    follows = NEXT_WORD.match(folded, year.end)
    if follows and follows[1] in words.counted:
        return False
    if lead is not year or led(folded, year.start, words.leads["Y"]):
        return True
    before = folded[max(0, year.start - 3) : year.start]
    owned = before in ("'s ", "’s ")
    owned = owned or (not words.leads["one"] and year.number < LATEST)
    if folded.startswith(words.after_year, year.end) and (owned or led(folded, year.start, words.leads["one"])):
        return True
    before = before[-2:]
    if before.endswith("("):
        return folded[year.end : year.end + 1] in (")", ",", "-", "–", ";", ":", " ")
    if folded.startswith("'s ", year.end):
        return True
    return before == ", " and _after_year(folded, year.start - 2)


def _after_year(folded: str, end: int) -> bool:
    """Whether a year ends at ``end``: the years of a list in brackets."""
    number = folded[end - 4 : end]
    return end >= 4 and number.isdigit() and number[:2] in ("19", "20") and not folded[end - 5 : end - 4].isalnum()
