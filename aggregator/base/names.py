"""When two spellings are one name to a person who types it: case, accents, width and punctuation."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"[^\W_]+")
CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U000323af"
)
"""The characters, as a class of a regular expression, of scripts that are searched without word boundaries."""
_CJK = re.compile(f"[{CJK}]")
_SCRIPTS = {
    "Latn": re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff\uff21-\uff5a]"),
    "Jpan": re.compile("[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]"),
    "Hani": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"),
    "Kore": re.compile("[\u1100-\u11ff\uac00-\ud7a3]"),
    "Cyrl": re.compile("[\u0400-\u052f]"),
}


def fold(text: str) -> str:
    """The text without differences of case, width and Latin accents. Kana keep their voicing marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def words(text: str) -> str:
    """The words of a folded text, one space between two."""
    return " ".join(_WORDS.findall(fold(text)))


def title_key(name: str) -> str:
    """What the spellings of one title share: its letters and digits without case, accents and width."""
    return words(name).replace(" ", "")


def same_title(name: str, wanted: str) -> bool:
    """Whether two titles differ only in case, accents, width, spaces and punctuation."""
    return bool(wanted) and title_key(name) == title_key(wanted)


def holds_title(name: str, wanted: str) -> bool:
    """Whether a title holds all of another one as whole words, or as characters where it is in kanji or kana."""
    inner, outer = words(wanted), words(name)
    return bool(inner) and (inner in outer if _CJK.search(inner) else f" {inner} " in f" {outer} ")


def script_of(name: str, language: str) -> str | None:
    """The script of a name (ISO 15924): Jpan for kana, and for kanji alone in a Japanese text; None where it is mixed
    with Latin letters or is another one.
    """
    letters = [char for char in name if char.isalpha()]
    found = {next((code for code, scripts in _SCRIPTS.items() if scripts.match(char)), "") for char in letters}
    if found == {"Hani"}:
        return {"ja": "Jpan", "ko": "Kore"}.get(language.partition("-")[0], "Hani")
    if "Jpan" in found and found <= {"Jpan", "Hani"}:
        return "Jpan"
    return (found.pop() or None) if len(found) == 1 else None


def is_cjk(char: str) -> bool:
    """Whether a character is of such a script."""
    return _CJK.match(char) is not None
