"""The language of a text: what the page declares, if the script of its letters agrees, else a guess."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

SAMPLE = 2500
"""Characters that are looked at."""
MIN_WORDS = 3
"""Function words of one language that make a guess."""

_FAR = re.compile("[\u0400-\U0010ffff]")
"""All letters of the scripts below, and more."""
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?", re.IGNORECASE)
_COUNTRY_CODES = {"jp": "ja", "kr": "ko", "cn": "zh", "tw": "zh", "gb": "en", "us": "en", "br": "pt"}
"""Codes of countries that pages give where a language belongs and that are no language's code."""
_SCRIPTS = {"ja": "ja", "ko": "ko", "zh": "zh", "yue": "zh", "ru": "ru", "uk": "ru", "bg": "ru", "sr": "ru", "be": "ru"}
_SCRIPTS |= {"ar": "ar", "fa": "ar", "ur": "ar", "th": "th"}


@cache
def _function_words() -> dict[str, list[str]]:
    """The languages of each function word."""
    languages: dict[str, list[str]] = {}
    text = (files("aggregator") / "data" / "guess.toml").read_text(encoding="utf-8")
    for language, words in tomllib.loads(text).items():
        for word in set(words):
            languages.setdefault(word, []).append(language)
    return languages


def normal_tag(value: str | None) -> str | None:
    """A declared language as a BCP 47 tag in its usual case (``ja``, ``pt-BR``, ``zh-Hant-TW``); None if it is none."""
    match = _TAG.fullmatch(value.split(",")[0].strip()) if value else None
    if not match:
        return None
    language, script, region = match.groups()
    language = _COUNTRY_CODES.get(language.lower(), language.lower())
    return "-".join(filter(None, (language, script and script.title(), region and region.upper())))


def guess_language(text: str) -> str | None:
    """The language of a text (a primary language subtag): by script, else by its function words; None where they
    don't tell. Known exceptions: short texts, and romanised Japanese, say nothing.
    """
    text = text[:SAMPLE]
    script = _guess_script(text)
    if script is not None:
        return script
    words = _WORD.findall(text.lower())
    languages = _function_words()
    found = Counter(language for word in words if word in languages for language in languages[word])
    (language, best), (_, second) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return language if best >= MIN_WORDS and best > second * 1.15 and best * 10 > len(words) else None


def _guess_script(text: str) -> str | None:
    """The language that a script stands for; None for Latin letters."""
    if text.isascii():
        return None
    far, letters = len(_FAR.findall(text)), len(_LETTER.findall(text)) or 1
    if far <= 0.2 * letters:
        return None
    kana, hangul, han = len(_KANA.findall(text)), len(_HANGUL.findall(text)), len(_HAN.findall(text))
    if kana + han + hangul > 0.2 * letters:
        if hangul > kana + han:
            return "ko"
        return "ja" if kana * 20 >= kana + han else "zh"
    if len(_CYRILLIC.findall(text)) > 0.4 * letters:
        return "uk" if len(_UKRAINIAN.findall(text)) * 50 > letters else "ru"
    if len(_ARABIC.findall(text)) > 0.4 * letters:
        return "ar"
    return "th" if len(_THAI.findall(text)) > 0.4 * letters else None


def choose_language(declared: list[str | None], text: str) -> tuple[str, str] | None:
    """The first declared language that the text's script allows, else the guess; with «declared» or «guess»."""
    script = _guess_script(text[:SAMPLE])
    has_letters = _LETTER.search(text) is not None
    for value in declared:
        tag = normal_tag(value)
        if tag is not None:
            own = _SCRIPTS.get(tag.split("-")[0])
            if not has_letters or own == _SCRIPTS.get(script or "", script):
                return tag, "declared"
    guess = guess_language(text)
    return (guess, "guess") if guess is not None else None
