"""Who is given a role, as patterns over the codes of sentences that name the person first and leave out the verb.

«A Kenji Mori la regia, ad Aya Toda i testi», «A lei è toccato il design, a Ryo Hada le musiche», «Per il design ecco
Mika Sato», «Sarà Mao Ono a cantare Sky, la sigla». They are written with the names of ``patterns.py``.
"""

from __future__ import annotations

from aggregator.facts.credits.pattern_parts import NAME, OF
from aggregator.facts.credits.rules import compiled

_GIVEN = rf"f{NAME}(?:I?o|I?H|C)?R(?:f[YT]P?)?"
"""A name behind «to» and its role, with or without a verb between the two."""
_AND = "(?:,&?|&|,o|;)"
_END = "(?=(?:f[YT]P?)?(?:[.;,&]|$))"

GIVEN = compiled(
    ("given_row", "fNR", rf"(?:^|[.;:])o?f(?P<names>{NAME})(?P<roles>R)(?=(?:f[YT]P?)?{_AND}{_GIVEN})"),
    ("given_too", "fNR", rf"{_GIVEN}(?:{_AND}{_GIVEN}){{0,3}}{_AND}f(?P<names>{NAME})(?P<roles>R){_END}"),
    ("for_role_is", "fRU", rf"(?:^|[.;]|,o)f(?P<roles>R){OF},?U(?P<names>{NAME})(?=[.;,&]|$)"),
    ("entered_charge", "N;C", rf"(?P<names>{NAME});[oI]{{0,2}}Cf?(?P<roles>R){_END}"),
    ("done_for", "w,", rf"(?P<verb>w),[fJ]{{1,2}}[SKN]P?,I(?P<names>{NAME}){_END}"),
    ("sings_named", "MN,R", rf"(?P<names>{NAME})f?M(?P<song>N),(?P<roles>R){_END}"),
)
