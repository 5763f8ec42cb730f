"""CLDR's names, in whatever order locales are asked for them."""

from __future__ import annotations

from itertools import permutations

import pytest
from babel import Locale

from aggregator.base.calendar_names import calendar_names

DECEMBERS = {"pt": "dezembro", "zh": "十二月", "de": "Dezember", "en": "December"}


@pytest.mark.parametrize("order", list(permutations(DECEMBERS)))
def test_a_locale_has_its_own_months_whichever_was_asked_before(order: tuple[str, ...]) -> None:
    for tag in order:
        months = calendar_names(Locale.parse(tag), "months")
        assert (months["format"]["wide"][12], months["stand-alone"]["wide"][12]) == (DECEMBERS[tag],) * 2


def test_weekdays_begin_on_monday() -> None:
    assert calendar_names(Locale.parse("fr"), "days")["format"]["wide"][0] == "lundi"
