"""CLDR's names of months and weekdays, of each locale its own.

What it holds true: a locale's names are the same whatever locale was asked before. Babel's own are not: what a locale
takes over from another one (its «stand-alone» names from those within a date) Babel writes into data that locales
share, so that the first one asked gives others its names. Here each is asked in a copy.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from babel import Locale, localedata
from babel.localedata import LocaleDataDict


def calendar_names(locale: Locale, kind: Literal["months", "days"]) -> dict[str, dict[str, dict[int, str]]]:
    """The names by context ("format", "stand-alone") and width ("wide", "abbreviated", "narrow" …): of the months from
    1, of the weekdays from Monday as 0 (CLDR, Unicode Technical Standard #35, part 4).
    """
    data: Any = {kind: deepcopy(localedata.load(str(locale))[kind])}
    names = LocaleDataDict(data)[kind]
    return {
        context: {width: {int(number): name for number, name in named.items()} for width, named in widths.items()}
        for context, widths in names.items()
    }
