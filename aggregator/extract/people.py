"""Names of authors out of what pages write where an author belongs: people, not roles, dates or handles."""

from __future__ import annotations

import html
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from aggregator.base.text import comparable, one_line

MAX_AUTHORS = 20
MAX_NAME = 80

_SPLIT = re.compile(
    r"\s*(?:[;；\n|｜/／、，•●⋅·]|\s[-–—]\s|,\s*(?:and|&)\s|,(?!\s*(?:Inc|LLC|Ltd)\b)|\s(?:and|und|et|&|＆|with)\s)\s*",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(r"\s(?:on|at|in|for|from|via|am|le|el|il|is)(?:\s.*|$)", re.IGNORECASE | re.DOTALL)
_HANDLE = re.compile(r"[(（\[]?\s*@[\w.]+\s*[)）\]]?")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+")
_REMARK = re.compile(r"\s*[(（\[【<＜][^)）\]】>＞]*[)）\]】>＞]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_NAME = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・=＝.\sA-Za-zＡ-Ｚａ-ｚ]{2,24}")
_WORD = re.compile(r"[^\s]+")
_LETTERS = re.compile(r"[^\W\d_]")


@cache
def byline_words() -> dict[str, Any]:
    """``data/bylines.toml``, read once."""
    return tomllib.loads((files("aggregator") / "data" / "bylines.toml").read_text(encoding="utf-8"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(byline_words()[name])


@cache
def _before() -> re.Pattern[str]:
    latin = [w for w in byline_words()["before"] if not _CJK.search(w)]
    east = [w for w in byline_words()["before"] if _CJK.search(w)]
    longest = sorted(latin, key=len, reverse=True), sorted(east, key=len, reverse=True)
    latin_part, east_part = ("|".join(map(re.escape, words)) for words in longest)
    return re.compile(
        rf"^\W*(?:(?:{latin_part})(?=\s|[:：])\s*[:：]?\s*|(?:{east_part})\s*[:：／/＝=|｜●]\s*)", re.IGNORECASE
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(r"(?<=\S)[\s・]*(?:" + "|".join(map(re.escape, byline_words()["after"])) + r")$")


def strip_before(text: str) -> tuple[str, bool]:
    """A byline without what stands before the name («By», «文：»), and whether anything did."""
    stripped = _before().sub("", text, count=1)
    if stripped == text and text[:2].lower() == "by" and text[2:3].isupper():
        stripped = text[2:]
    return stripped, stripped != text


def is_label(text: str) -> bool:
    """Whether a line is nothing but what stands before a name («Written by»)."""
    return text.strip(" :：").lower() in _set("before")


def read_names(text: str, *, strict: bool = False, handles: bool = True) -> list[str]:
    """The names in the text of one author field or byline.

    ``strict`` takes only what is written like a person's name, for text that a page doesn't declare to be one;
    ``handles`` allows it to be of one word.
    """
    text = one_line(html.unescape(_ADDRESS.sub(" ", text)), 400)
    text, _ = strip_before(text)
    names: list[str] = []
    for part in _SPLIT.split(_REMARK.sub("", _HANDLE.sub(" ", text))):
        name = part.strip(" ,.:：-–—・|*\"'“”")
        if strict:
            name = _CONNECTOR.sub("", name)
        if names and name and _is_credential(name):
            names[-1] += f", {name}"
            continue
        name = _after().sub("", strip_before(name)[0]).strip()
        if not name or is_role(name):
            continue
        if is_name(name, handles=handles) if strict else _is_plausible(name):
            names.append(name)
        elif strict:
            break
    return names[:MAX_AUTHORS]


def _is_credential(text: str) -> bool:
    return all(w.replace(".", "").lower().strip("()") in _set("credentials") for w in text.split())


def is_role(text: str) -> bool:
    """Whether a text names what someone does («Senior Editor») rather than who it is."""
    words = text.lower().replace(",", " ").split()
    if not 0 < len(words) <= 8:
        return False
    return words[0] in _set("roles") or (len(words) > 1 and words[-1] in _set("roles") and not is_team(text))


def _is_plausible(name: str) -> bool:
    """Whether a declared author may be one at all."""
    return (
        1 < len(name) <= MAX_NAME
        and _LETTERS.search(name) is not None
        and not is_nobody(name)
        and len(name.split()) <= 8
    )


def is_nobody(name: str) -> bool:
    """Whether a name is that of a function («Staff», «編集部»), not of anyone."""
    words = name.lower().strip(" .").split()
    return " ".join(words) in _set("nobody") or bool(_set("never").intersection(words))


def has_no_case(name: str) -> bool:
    """Whether a name is written in letters without capitals: kana, kanji, hangul, Arabic, Thai …"""
    return not any(c.isupper() or c.islower() for c in name)


def is_team(name: str) -> bool:
    """Whether a name is that of a group («… Team», «…編集部»)."""
    return name.lower().endswith(tuple(byline_words()["teams"]))


def is_name(text: str, *, handles: bool = False) -> bool:
    """Whether a text is written like a person's name: two to five capitalised words, or a few CJK letters; one word,
    even in lower case, only where ``handles`` are allowed.
    """
    if not 1 < len(text) <= 50 or any(c.isdigit() or c in ":：©#!?%" for c in text) or is_nobody(text):
        return False
    if _CJK.search(text):
        return _CJK_NAME.fullmatch(text) is not None and len(text) <= 16
    words = text.split()
    if handles and len(words) == 1:
        return len(text) > 2 and text.lower() not in _set("not_names") and text.isalpha()
    if not 1 < len(words) <= 5 or (text.isupper() and len(words) > 3):
        return False
    if not (_set("not_names") | _set("organisations")).isdisjoint(w.lower().strip(".,'’") for w in words):
        return False
    return all(not w[0].islower() or w.lower() in _set("particles") for w in words) and (
        text[-1] not in "!?:;" and all(_LETTERS.search(w) for w in words)
    )


def distinct(names: list[str]) -> tuple[str, ...]:
    """The names without repetitions, without a name's own beginning or a name with its role glued to it, and without
    teams where people are named.
    """
    found = {key: name for name in reversed(names[: 3 * MAX_AUTHORS]) if (key := comparable(name))}
    ordered = [found[key] for key in dict.fromkeys(comparable(n) for n in names) if key in found]
    kept = [n for n in ordered if not any(_is_worse(n, other) for other in ordered)]
    people = [n for n in kept if not is_team(n)]
    return tuple((people or kept)[:MAX_AUTHORS])


def _is_worse(name: str, other: str) -> bool:
    """Whether a name is another one cut short within a word, or with something more after it."""
    if name == other:
        return False
    if other.startswith(name) and len(name) > 4:
        return other[len(name)].isalpha()
    return name.startswith(other) and " " in other and not name[len(other)].isalpha()
