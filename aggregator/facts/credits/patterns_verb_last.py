"""Who speaks whom, in sentences that keep a part of the verb for their end, as German ones do.

«Für die Rolle der X wurde A verpflichtet», «von A wird X gesprochen», «A und B werden X und Y spielen». The patterns
are tried before those of ``patterns.py``, which they share names and letters with.
"""

from __future__ import annotations

from aggregator.facts.credits.patterns import NAME, VOICE_PATTERNS, Rules, compiled

CHARACTER = "(?P<chars>c{0,2}[NT])P?"
END = "(?=[.,;&]|$)"
SEVERAL = "NP?(?:,NP?){0,8},?&NP?"
SEVERAL_CHARACTERS = "(?P<chars>[NT]P?(?:,[NT]P?){0,8},?&c{0,2}[NT]P?)"

VERB_LAST = compiled(
    ("for_role", "hC", rf"C[Xc][Bf]?{CHARACTER}I[of]?X?(?P<names>{NAME})h{END}"),
    ("chosen_last", "hC", rf"(?P<names>{NAME})I?C[Xc][Bf]?{CHARACTER}h{END}"),
    ("as_voice", "AhI", rf"A{CHARACTER}I[of]?X?(?P<names>{NAME})h{END}"),
    ("role_has", "XhI", rf"X[Bf]?(?P<kin>c)I(?P<names>{NAME})h{END}"),
    ("by_voiced", "Bh", rf"B(?P<names>{NAME})ZX?f?{CHARACTER}h{END}"),
    ("by_voiced_too", "Bh", rf"(?<=h)(?:,&?|&)B(?P<names>N){CHARACTER}{END}"),
    ("role_in_work", "XB", rf"X[Bf]?{CHARACTER}I[of]{{1,2}}Y?[TQ]P?o?B(?P<names>{NAME})[hozZ]I?{END}"),
    ("but_by", "Bz", rf"{CHARACTER}I?oBNP?[zZ]o?,oB(?P<names>{NAME}){END}"),
    ("all_will", "IZ", rf"(?P<names>{SEVERAL})I{SEVERAL_CHARACTERS}Z{END}"),
    ("all_first", "Z&", rf"(?:^|[.;,&ofYTI])Z(?P<names>{SEVERAL})c{{0,2}}{SEVERAL_CHARACTERS}{END}"),
    ("who_voices", "Z,", rf"(?P<names>{NAME}),(?P<chars>c{{0,2}}[NT])Z{END}"),
    ("voices_first", "Zc", r"(?:(?<=[QT])|(?<=[QT]P))Z(?P<names>N)P?(?P<chars>c{1,2}[NT])"),
    ("voices_aside", "ZX", rf"(?:^|[.;])(?P<names>{NAME}),[oc]{{0,2}}X,Z{CHARACTER}"),
)
VOICE_RULES = Rules((*VERB_LAST, *VOICE_PATTERNS))
