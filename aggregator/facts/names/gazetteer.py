"""Names that an article may name: platforms, studios and regions, from the closed lists in ``data/``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from aggregator.base.vocabulary import table

Form = Literal["name", "adjective", "short", "city"]
"""How a region is named; a ``short`` form («US», «IT») counts only in the capitals that it is written in."""

_MARKS = re.compile("[\u0300-\u036f]")
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_SIGNS = str.maketrans({"+": "plus", "&": "and", "@": "at"})
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Platform:
    """Where works come out. ``common``: this name is an ordinary word or a person's too, and needs context."""

    id: str
    kinds: tuple[str, ...]
    common: bool
    region: str


@dataclass(frozen=True, slots=True)
class Studio:
    """An animation studio. ``common``: this name is an ordinary word or a person's too, and needs context."""

    id: str
    common: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A country (ISO 3166-1 alpha-2) or one of the groups in ``regions.toml``, and how the name names it.

    ``common``: the name is an ordinary word or a person's too («Georgia», «Chad»), and needs context.
    """

    code: str
    form: Form
    common: bool


def fold(name: str) -> str:
    """What the spellings of one name have in common: «TOKYO MX», «Tokyo-MX» and «ＴＯＫＹＯ　ＭＸ» are ``tokyomx``.

    Width and case are folded (NFKC, casefold), accents of Latin letters are dropped («Glénat», «Glenat»), and so are
    spaces and punctuation. Signs that are spoken become words, for «Canal+» is no canal: ``+`` plus, ``&`` and, ``@``
    at. Romanisations stay apart («Shonen», «Shounen»), and so do singular and plural.
    """
    if name.isascii() and name.isalnum():
        return name.lower()
    text = (name if name.isascii() else unicodedata.normalize("NFKC", name)).casefold()
    if _ACCENTED.search(text):
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    return _NO_LETTERS.sub("", text.translate(_SIGNS))


@cache
def platforms() -> Mapping[str, Platform]:
    """Broadcasters, services, magazines, publishers, distributors, shops and blocks by folded name."""
    data = table("platforms")
    common = _folded(data["common"])
    found: dict[str, Platform] = {}
    for group in data["group"]:
        kinds = (group["kind"],) if isinstance(group["kind"], str) else tuple(group["kind"])
        for key, names in group["names"].items():
            plain, doubtful = (Platform(key, kinds, doubt, group["region"]) for doubt in (False, True))
            for name in _folded(names):
                found[name] = doubtful if name in common else plain
    return MappingProxyType(found)


@cache
def studios() -> Mapping[str, Studio]:
    """Animation studios by folded name."""
    data = table("studios")
    common = _folded(data["common"])
    return MappingProxyType(
        {name: Studio(key, name in common) for key, names in data["names"].items() for name in _folded(names)}
    )


@cache
def regions(tag: str) -> Mapping[str, Region]:
    """Regions by folded name, as texts of a language (BCP 47 tag) name them; a language without words has CLDR's.

    The language's own words in ``regions.toml`` come before CLDR's territory names. English and Japanese names are
    not understood in other languages; cities are, since their names are much alike.
    """
    data = table("regions")
    words: dict[str, dict[str, list[str]]] = data["languages"].get(tag.partition("-")[0], {})
    common = _folded(data["common"])
    found: dict[str, Region] = {}

    def add(code: str, form: Form, names: Iterable[str]) -> None:
        for key in map(fold, names):
            if len(key) > 1:
                found.setdefault(key, Region(code, form, key in common))

    for form in get_args(Form):
        for code, names in words.get(form, {}).items():
            add(code, form, names)
    for code, name in _territories(tag, data["cldr"]):
        add(code, "name", (name,))
    for code, names in data["cities"].items():
        add(code, "city", names)
    return MappingProxyType(found)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names))


def _territories(tag: str, groups: dict[str, str]) -> Iterator[tuple[str, str]]:
    """CLDR's names of countries and of those groups (UN M49 numbers) that the list of groups has."""
    from babel import Locale, UnknownLocaleError

    try:
        territories: Mapping[str, str] = Locale.parse(tag, sep="-").territories
    except (ValueError, UnknownLocaleError):
        return
    for code, name in territories.items():
        if code.isdigit():
            if code in groups:
                yield groups[code], name
        elif code not in _NO_COUNTRIES:
            yield code, name


_NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"))
"""CLDR's territories that ISO 3166-1 does not assign."""
