"""The rules of voices in the order of trial: with the verb last, shared verbs, all others, and last who is in a cast.

«A and B join the cast», «A, B star in July anime», «the series casts A»: ``MEMBERS`` name actors without characters,
whom a rule before them may have found with theirs.
"""

from __future__ import annotations

from aggregator.facts.credits.pattern_parts import NAME
from aggregator.facts.credits.patterns import VOICE_PATTERNS
from aggregator.facts.credits.patterns_shared import SHARED
from aggregator.facts.credits.patterns_verb_last import VERB_LAST
from aggregator.facts.credits.rules import Rules, compiled

ALL = rf"(?:(?:^|(?<=[.;:]))[*-]{{0,3}}{NAME}(?:,{NAME}){{1,9}}|{NAME}(?:(?:,{NAME}){{1,9}},?&{NAME}|&{NAME})?)"
"""The names before a verb; without «and» those that a sentence begins with, as headlines have them."""
MEMBERS = compiled(
    (
        "joins_cast",
        "v",
        rf"(?P<names>{ALL})(?:,?o|,#|[IUo]{{0,2}})(?P<verb>v)(?=[-.,;&]|$|[fB]?[oct#]{{0,2}}[YTD]|f[oc]?N[.;,]?$)",
    ),
    ("star_in", "tf", rf"(?P<names>{ALL})(?P<verb>t)f(?=[oc#]{{0,2}}[YTD]|[oc]?N[.;,]?$)"),
    ("enters_cast", "X", rf"(?P<names>{ALL}),?(?P<verb>[oC])#?f?(?:Y?')?X(?=[.;,&-]|f[#oY]|$)"),
    ("in_lead", "X", rf"(?:(?<=W)|(?<=v))(?P<names>{ALL})[fj]?(?P<verb>X)(?=[.,;&-]|oI?[fD]|$)"),
    ("all_in_cast", "X", rf"(?P<names>{ALL})I?fX(?=[.;-]|$)"),
    ("cast_holds", "Y", rf"[YT]P?(?P<verb>[UoX])(?P<names>{NAME}(?:,{NAME}){{0,9}}(?:,?&{NAME})?)(?=fX|[.;-]|$)"),
)
"""Who is in a cast, where no character is told; tried last."""

WHOLE = frozenset(
    "starring such_as joins voicing cast_is joins_as will_be voice_of is_character cast_line as_somebody "
    "in_lead returns_as role_goes roles_go voiced_kin voiced_plainly as_apposed leads in_cast beside as_kin chosen_for "
    "for_each as_line voice_line in_roles has_as_voice include voiced_before all_are as_named row_as "
    "figures_in cast_told lend_all at_microphone does_named kin_voiced kin_is kin_apposed kin_too as_partner".split()
) | {name for name, _, _ in MEMBERS}
"""Rules for which a name needs two words, for nothing else says that it is a person's."""
KIN = frozenset({"as_kin", "kin_voiced", "kin_is", "kin_apposed", "kin_too"})
"""Rules of characters who are told by whose relative they are («the mother of X»)."""
ROWS = frozenset({"cast_told", "cast_line", "cast_is", "include", "starring"})
"""Rules of rows of actors, of whom a few may have names of one word."""
NEAR_OTHERS = frozenset(
    {
        "will_be",
        "turned_is",
        "in_roles",
        "there_too",
        "task_of",
        "as_somebody",
        "as_kin",
        "kin_is",
        "kin_apposed",
        "kin_too",
        "beside",
        "chosen_for",
        "for_each",
        "all_are",
        "does_part",
        "does_named",
        "does_part_line",
    }
)
"""Rules that say so only beside other voices."""
VOICE_RULES = Rules((*VERB_LAST, *SHARED, *VOICE_PATTERNS, *MEMBERS))
