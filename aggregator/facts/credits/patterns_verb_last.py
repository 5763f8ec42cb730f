"""Who speaks whom and does what, in sentences that keep a part of the verb for their end, as German ones do.

«Für die Rolle der X wurde A verpflichtet», «von A wird X gesprochen», «A und B werden X und Y spielen», «A hat die
Aufgabe, das Drehbuch zu schreiben», «A hat den Posten des Regisseurs inne». The patterns
are tried before those of ``patterns.py``, which they share names and letters with.
"""

from __future__ import annotations

from functools import cache

from aggregator.facts.credits.pattern_parts import LIST, NAME, OF, ROLES, SUBJECT, TOLD
from aggregator.facts.credits.patterns import ROLE_PATTERNS
from aggregator.facts.credits.patterns_given import GIVEN
from aggregator.facts.credits.rules import Rules, compiled

CHARACTER = "(?P<chars>c{0,2}[NT])P?"
END = "(?=[.,;&]|$)"
NOUN = "(?=(?!RN)(?:[octRY]|f[YT]){1,5}N?(?:[hfC.,;&]|$))"
"""What stands for a name before it: «mit A eine Debütantin»."""
SEVERAL = "NP?(?:,NP?){0,8},?&NP?"
SEVERAL_CHARACTERS = "(?P<chars>[NT]P?(?:,[NT]P?){0,8},?&c{0,2}[NT]P?)"

WITHIN = "(?:[fJCB][#ot]{0,3}Y?[YTNSQ]P?){0,2}"
"""What may stand between a verb and its last part."""
IN_WORK = "(?:[fBJC][ot]{0,2}(?:Y?[TQ]|Y)P?)"
"""A work within which somebody does something («im Anime T», «des Films T»)."""

WORK = "(?:YT|TY|[YTQ])P?"

VERB_LAST = compiled(
    ("for_role", "hC", rf"C[Xc][Bf]?{CHARACTER}{IN_WORK}?I[of]?X?(?P<names>{NAME})h{END}"),
    ("slips_into", "IA", rf"(?P<names>{NAME})I[of]?A{CHARACTER}h{END}"),
    ("as_takes", "Ah", rf"(?:^|[.;,&])o?A{CHARACTER}h[tX]?(?P<names>{NAME}){END}"),
    ("as_takes_too", "NN", rf"(?<=[NP]),?&?[AB](?P<chars>N)(?P<names>N){END}"),
    ("all_take", "Ah&", rf"(?:^|[.;,&])o?A{SEVERAL_CHARACTERS}h[tX]?(?P<names>{SEVERAL}){END}"),
    ("lead_as", "ZA", rf"(?P<names>{NAME})I?[of]?ZA{CHARACTER}{END}"),
    ("role_with", "XWh", rf"X[Bf]?{CHARACTER}I[of]?W(?P<names>{NAME})h{END}"),
    ("roles_with", "XWh", rf"X[Bf]?(?:[YT]P?)?I[of]?W(?P<names>{LIST})h{END}"),
    ("chosen_last", "hC", rf"(?P<names>{NAME})I?C[Xc][Bf]?{CHARACTER}h{END}"),
    ("as_voice", "AhI", rf"A{CHARACTER}I[of]?X?(?P<names>{NAME})h{END}"),
    ("role_has", "XhI", rf"X[Bf]?(?P<kin>c)I(?P<names>{NAME})h{END}"),
    ("by_voiced", "Bh", rf"B(?P<names>{NAME})ZX?f?{CHARACTER}h{END}"),
    ("by_voiced_too", "Bh", rf"(?<=h)(?:,&?|&)B(?P<names>N){CHARACTER}{END}"),
    ("role_in_work", "XB", rf"X[Bf]?{CHARACTER}I[of]{{1,2}}Y?[TQ]P?o?B(?P<names>{NAME})[hozZ]I?{END}"),
    ("but_by", "Bz", rf"{CHARACTER}I?oBNP?[zZ]o?,oB(?P<names>{NAME}){END}"),
    ("all_will", "IZ", rf"(?P<names>{SEVERAL})I{SEVERAL_CHARACTERS}Z{END}"),
    (
        "all_first",
        "Z&",
        rf"(?:^|[.;,&ofYTQI]|(?<=[^NT]P))Z(?P<names>{SEVERAL})(?:X[Bf]?)?c{{0,2}}{SEVERAL_CHARACTERS}X?{END}",
    ),
    (
        "who_all_voice",
        "&Z",
        rf"(?P<names>{SEVERAL}),(?:f[YT]{{1,2}}P?)?{SEVERAL_CHARACTERS}(?P<verb>Z)I?{END}",
    ),
    ("roles_taken", "X[fYTQ]", rf"(?:^|[.;&])o?X[Bf]?Y?[TQ]P?[hZ](?P<names>{SEVERAL}|{NAME})(?=[.;,]|$)"),
    ("will_voice", "IfZ", rf"(?:^|[.;,&])(?P<names>{NAME})If[oc]?[YB]?[TQ]P?t?{CHARACTER}Z{END}"),
    ("will_voice", "IfXh", rf"(?:^|[.;,&])(?P<names>{NAME})If[oc]?[YB]?[TQ]P?X[Bf]?{CHARACTER}h{END}"),
    ("object_first", "NI", rf"(?:^|[.;,&])o?c?o?{CHARACTER}I(?P<names>{NAME})Z{END}"),
    ("starring", "ZfY", rf"Zf[YT]{{1,2}}P?(?P<names>NP(?:,NP){{1,20}},?&NP)W?{END}"),
    ("who_voices", "Z,", rf"(?<!f)(?P<names>{NAME})(?:f[NT])?o?,(?:f[YT]{{1,2}}P?)?(?P<chars>c{{0,2}}[NT])ZI?{END}"),
    ("voices_first", "Zc", r"(?:(?<=[QT])|(?<=[QT]P))Z(?P<names>N)P?(?P<chars>c{1,2}[NT])"),
    ("figures_in", "cfBz", rf"(?<=cf)(?:Y?T|T?Y)P?,?IB(?P<names>{LIST})[zZ]{END}"),
    ("takes_role_in", "IXZ", rf"I(?P<names>{NAME})X[Bf]?{CHARACTER}Z{END}"),
    ("takes_role_in", "ZX", rf"(?P<names>{NAME})Z[fJ][oYTQ]{{1,3}}P?X[Bf]?{CHARACTER}{END}"),
    (
        "lend_all",
        "ZX",
        rf"(?:^|[.;])[oc]{{1,3}}(?:B[YTQ]{{1,2}}P?)?Z(?:fo)?(?P<names>{NAME}(?:,{NAME}){{0,9}},?&{NAME})o?X{END}",
    ),
    ("heard_as", "IXA", rf"I[ot]{{0,2}}(?P<names>{NAME})f[ot]{{0,2}}XA{CHARACTER}(?:f?o)?{END}"),
    ("slips_within", "[hI]A", rf"(?P<names>{NAME})[hI]{IN_WORK}A{CHARACTER}(?:fo)?{END}"),
    ("voiced_within", "IB&z", rf"(?P<chars>c{{0,2}}N)P?I{IN_WORK}{{1,2}}B(?P<names>N)P?(?=,?&NP?BNP?z)"),
    ("voiced_within", "IBZ", rf"(?P<chars>c{{0,2}}N)P?I{IN_WORK}{{1,2}}B(?P<names>{LIST})Z{END}"),
    ("voiced_within", "IBz", rf"(?P<chars>c{{0,2}}N)P?I{IN_WORK}{{1,2}}B(?P<names>{LIST})z{END}"),
    ("lends_turned", "cZX", rf"(?:^|[.;,&])o?(?P<chars>c{{1,2}}[NT])P?Z{IN_WORK}?t?(?P<names>{NAME})X{END}"),
    ("takes_role_last", "IXh", rf"I(?P<names>{NAME})o?X[Bf]?{CHARACTER}{IN_WORK}?[hZ]{END}"),
    ("cast_told", "XI:N&", r"X[^:.;NZ]{0,5}I[^:.;NZ]{0,4}:(?P<names>NP?(?:,NP?){1,12},?&NP?)(?=[o.;]|$)"),
    ("both_named", "NNZ", rf"(?<=[o&])(?P<names>N)(?P<chars>N)Z{END}"),
    ("both_named", "ZNNX", rf"Z(?P<names>N)(?P<chars>N)X{END}"),
    (
        "cast_of_work",
        "X[YTQ]",
        rf"(?:^|[.;])[ofC]?X[fBC]?{WORK}(?P<verb>[Io]f?:?|:)(?P<names>NP?(?:(?:,&?|&)NP?){{1,20}})(?=[.;]|fo[.;]|$)",
    ),
    ("as_cast", "AXh", rf"(?:^|[.;])AX[fBC]?{WORK}I[of]?(?P<names>{SEVERAL}|{NAME})h{END}"),
    ("speak_leads", "ZX", rf"(?:^|[.;,&ofYTQI]|(?<=[TQ]P))Z(?P<names>{SEVERAL}|{NAME})(?P<verb>X){END}"),
    ("speaks_role", "ZX", rf"(?:^|[.;,&ofYTQI]|(?<=[TQ]P))Z(?P<names>{NAME})o?X[Bf]?{CHARACTER}{END}"),
    ("at_microphone", "AXN", rf"^AX[oCIh]{{1,3}}(?P<names>{LIST})(?:[ofh]{{1,3}})?{END}"),
    ("voices_aside", "ZX", rf"(?:^|[.;])(?P<names>{NAME}),[oc]{{0,2}}X,Z{CHARACTER}"),
)

HELM = compiled(
    ("aside_both", "V&", rf"(?:^|[.;]|,[o&])(?P<names>{NAME}),R,(?P<verb>V&V)"),
    ("line_song", "R:[-,:;]Q", rf"^[*&#.-]{{0,3}}(?P<roles>R):(?P<names>{NAME})[-,:;](?P<song>Q)P?[.;]?$"),
    ("at_helm", "V,", rf"^o?(?P<verb>V)f?[YT]{{1,2}}P?,(?P<names>{NAME}(?:&{NAME})?)(?=[.;,]|$)"),
    ("helm_first", "V", rf"^o?(?P<verb>V)(?:,?[ot]{{1,2}}:|:|,)(?P<names>{TOLD})(?=[.;]?$)"),
    (
        "task_first",
        "R,",
        rf"^[hCjfo]{{0,2}}(?P<roles>{ROLES}){OF},(?:o|[Ao]o?[fo]{{0,3}},o?)?(?:I?[HB]|I|Io?w)(?P<names>{TOLD})(?=[.;,]|$)",
    ),
    (
        "gapped_by",
        "R,[BW]",
        rf"(?:(?<=[HBIhCw][NSK])|(?<=[NSK]P)|(?<=IR))[,;]?&?(?P<roles>R),[BW](?P<names>{NAME})(?=[.,;&]|$)",
    ),
    ("song_by_too", "Q,R", rf"(?:,&?|&)(?P<song>Q)P?,?[Bf](?P<names>{NAME}),(?P<roles>R)(?=[.;,]|$)"),
    ("being", ",IN", rf"(?<=,)I(?P<names>{NAME})(?:Cf)?(?P<roles>R)(?=[,.;&]|f[YT]|$)"),
    ("besides", "N,V", rf"(?:^|[.;,&])(?P<names>{NAME}),(?P<verb>V)f?[YTQ]{{0,2}}P?,(?=[CVZMHah])"),
)
"""Who is at a work's helm, which comes first in any language, or does something besides what the sentence says."""
ROLES_FIRST = compiled(
    ("to_do", "Rf,[MVh]", rf"(?P<names>{NAME})[IohC]{{1,3}},(?P<roles>{ROLES})f[hVM]{END}"),
    (
        "role_at_takes",
        "RJh",
        rf"(?:^|[.;])(?P<roles>R)[JfB](?:[JB]?[NSK]P?(?:&[NSK]P?)?a)?[otYTQ]{{1,3}}P?h(?P<names>{TOLD}){END}",
    ),
    (
        "shares_role",
        "hWR",
        rf"(?P<names>{NAME})h{WITHIN}W[ot]?(?:R{NAME}|{NAME}AR)P?(?:J[SNK]P?)?[of]?(?P<roles>R){END}",
    ),
    (
        "shares_role",
        "hWR",
        rf"(?P<names>{NAME})h{WITHIN}W[ot]?(?P<more>{LIST})(?:J[SNK]P?)?[of]?(?P<roles>R){END}",
    ),
    ("work_takes", "hR", rf"(?:^|[.;,&])o?{IN_WORK}h[ot]?(?P<names>{NAME}(?:&{NAME})?)[fjC]?(?P<roles>{ROLES}){END}"),
    (
        "for_role_takes",
        "Rh[hI]",
        rf"(?:^|[.;,&])o?[Cf](?P<roles>{ROLES})(?P<song>Q?)P?{IN_WORK}?[hIo]{IN_WORK}?o?t?(?P<names>{TOLD})h{END}",
    ),
    ("has_taken", "IRh", rf"(?P<names>{SUBJECT})I[of]?(?P<roles>{ROLES}){IN_WORK}h{END}"),
    ("sits_on", "fRh", rf"^f(?P<roles>R){IN_WORK}?h(?P<names>{NAME})o{END}"),
    ("not_only", "oCR,", rf"(?P<names>{NAME})[hI]{IN_WORK}?oC(?P<roles>R,oCR)h?{END}"),
    ("titled_does", "RWQ", rf"(?P<roles>R){IN_WORK}?Wo(?P<song>Q)P?[hM]o?t?(?P<names>{NAME})J?{END}"),
    ("of_work_from", "R[HhI]", rf"(?P<roles>{ROLES})(?:{IN_WORK}|YT)(?:H|IB)(?P<names>{TOLD})(?![Vt])"),
    ("of_work_takes", "Rh", rf"(?:^|[.,;&o])(?P<roles>{ROLES}){IN_WORK}h(?P<names>{TOLD})(?![RCht])"),
    ("returns_for", "hCR", rf"(?P<names>{NAME})hC(?P<roles>R)o(?=[.,;&]|$)"),
    ("does_within", "hR", rf"(?P<names>{SUBJECT})h{WITHIN}(?P<roles>{ROLES})(?=[.,;&]|$)"),
    ("and_shares", "IWRh", rf"(?P<same>[&,])Io?W(?P<more>{NAME})[Cf](?P<roles>{ROLES})h{END}"),
    ("role_all", "RN", r"(?:^|[.;,&])o?(?P<roles>R)(?P<names>NP?(?:,NP?){0,8},?&NP?)(?=[IC])"),
    ("role_takes_at", "RhJ", rf"(?P<roles>{ROLES})hJ[SK]P?(?P<names>{TOLD})(?![VR])"),
    ("whose_hands", ",qR", rf"(?P<names>{NAME})[VRho]?,q(?P<roles>{ROLES})[oh]{END}"),
    ("who_role_after", ",Rh", rf"(?P<names>{NAME})[hV],o?(?P<roles>{ROLES})hI?(?=[.,;&]|$)"),
    ("who_role_after", ",AR", rf"(?P<names>{NAME})[ohV],A(?P<roles>{ROLES})h?I?(?=[.,;&]|$)"),
    ("apposed_has", "R,IR", rf"(?:^|[.;])(?P<names>{NAME}),R,I(?P<roles>R)o?h(?=[.,;&]|$)"),
    ("who_did_too", ",qRh", rf"(?P<names>{NAME}),qo?&?(?P<roles>R)h(?=[.,;&]|$)"),
    ("after_book", "wN", rf"^(?P<verb>w)(?P<names>{NAME})(?:,?&[oY]{{1,2}})?[oI]{{1,2}}Y?(?=[TQ])"),
    ("done_first", "VIoB", rf"(?:^|[.;])(?P<verb>V)IoB(?P<names>{TOLD}){END}"),
    ("work_taken", "wh", rf"(?:^|[.;,&])o?(?P<verb>w)[YTN]{{1,2}}P?h(?P<names>{TOLD})(?![RCh])"),
    ("with_takes", "WhR", rf"(?:^|[.;,])W[otR]?(?P<more>{LIST})h(?P<names>{NAME})[fjA]?(?P<roles>{ROLES}){END}"),
    (
        "as_role_first",
        "AR",
        rf"(?:^|[.;,])A(?P<roles>{ROLES})(?:YT|{IN_WORK})?(?:[oI]{{1,2}}|h)(?P<names>{NAME})(?=h?(?:[fo.,;&]|$))",
    ),
    (
        "together",
        "[Ih]W[AC]R",
        rf"(?P<names>{NAME})[Ih]{IN_WORK}?W(?P<more>{NAME})(?:(?:{IN_WORK}|o)?[AC]|f)(?P<roles>{ROLES})(?:{IN_WORK}|{OF})[ho]?{END}",
    ),
    ("taken_in_work", "RbB[ho]", rf"(?P<roles>{ROLES})b[YTQ]{{1,2}}P?B(?P<names>{TOLD})[ho]{END}"),
    ("has_part", "[Ih][Xo]fR", rf"(?P<names>{NAME})[Ih]{IN_WORK}?[Xo]f(?P<roles>R)[ho]?{END}"),
    (
        "does_as_role",
        "hAR",
        rf"(?P<names>{SUBJECT})h(?:[Cf][ot]{{0,2}}(?:[Bf]?Y?[TQ]P?)?){{0,2}}A(?P<roles>{ROLES})o?{END}",
    ),
    ("passive_first", "wB", rf"(?:^|[.,;&])o?(?P<verb>w)(?:o|t?[YTQ]{{1,2}}P?)B(?P<names>{TOLD})"),
    ("passive_at", "BNJ", rf"B(?P<names>{NAME})J[NSK]P?(?P<verb>V){END}"),
    ("does_object", "VI", rf"(?:^|[.,;&])o?(?P<verb>V)I(?:o|[YT]{{1,2}}P?)(?P<names>{NAME}){END}"),
    (
        "all_have_role",
        "R[hI]N",
        rf"(?:^|[.,;&]|(?<=[^NP])o)C?(?P<roles>{ROLES})[hI](?P<names>{NAME}(?:,{NAME}){{0,8}},?&{NAME})h{END}",
    ),
    (
        "who_all_role_last",
        "&N,",
        rf"(?P<names>{SEVERAL}),o(?P<roles>R(?:f[RYT]P?)?)hI?{END}",
    ),
    ("role_aside_is", "R,I", rf"(?P<roles>R),[^.;:,RZVMU]{{1,6}},I(?P<names>{TOLD})(?![ZA])"),
    (
        "aside_does",
        "V,",
        rf"(?:^|[.;,&])o?(?P<names>{NAME}),[ot][^;.:,UVZhCHMIaR]{{0,6}},[ot]{{0,2}}Y[TQ]?P?(?P<verb>V)(?=[.,;&]|$)",
    ),
    (
        "to_do_first",
        "Rf[MVh]",
        rf"(?:^|[.;])o?(?P<roles>{ROLES})f[hVM],?[oIHBt]{{1,3}}(?P<names>{NAME})(?=[of]{{0,2}}(?:[.,;&]|$))",
    ),
    ("with_whom", "R[YThI]", rf"(?P<roles>{ROLES})P?{OF}[Ih]W(?P<names>{NAME}){NOUN}"),
    ("with_whom", "AR", rf"^A(?P<roles>{ROLES}){OF}[Iho]W(?P<names>{NAME}){NOUN}"),
    ("sits_on", "hf", rf"h(?P<names>{NAME}){IN_WORK}?f(?P<roles>R)(?=o?(?:[.,;&]|$))"),
    ("sits_on", "hf", rf"(?P<names>{NAME})I?o?hf(?P<roles>R)(?=o?(?:[.,;&]|$))"),
    ("has_post", "IRh", rf"(?P<names>{NAME})I[of]{{1,2}}(?P<roles>R)h{END}"),
    (
        "titled_by",
        "R,Q",
        rf"(?P<roles>R){OF},[oq]{{1,2}}(?P<song>[QT])[ohI]{{0,2}},I?B[ot]{{0,2}}(?P<names>{NAME})[hmo]{END}",
    ),
    ("song_as_theme", "sQ[AC]R", r"s(?P<song>Q)P?[Bt]{1,2}(?P<names>NP?),?[oI]{0,2}[AC]t?(?P<roles>R)(?!N)"),
    ("own_song", "sQAR", rf"(?P<names>{NAME})[IU]{{1,3}},os(?P<song>Q)P?A[ot]?(?P<roles>R)"),
    ("theme_of", "RQtN", rf"(?P<roles>R)(?P<song>Q)P?t(?P<names>{NAME})"),
    ("titled_from", "RQ[HB]", rf"(?P<roles>R)(?:[Bf]Y?[TQ]P?)?Wo(?P<song>[QT])P?,?(?:H|I?B)(?P<names>{TOLD})"),
    ("adapts_designs", "RV", rf"(?P<names>{NAME})(?:C[ot]?Y?[TQY]P?|I)[ot]?(?:RB{NAME}|{NAME}'?R)(?P<verb>V){END}"),
    ("song_gapped", "RQ&", rf"(?<=Q)&(?P<names>{NAME})(?P<roles>R)(?P<song>Q)P?(?=f?Y[TQ]P?(?:[.,;&]|$))"),
    ("brings_song", "W[hM]QR", rf"(?P<names>{NAME})[hMZ]W(?P<song>Q)P?(?P<roles>R)"),
    ("brings_turned", "hRQ", rf"h(?P<names>{NAME})(?P<roles>R)(?P<song>Q)P?J?{END}"),
    ("stands_for_song", "[CI]RQh", rf"(?P<names>{NAME})I?C(?P<roles>R)(?P<song>Q)P?[hI]{{1,2}}{END}"),
    ("song_elided", "MRQ", rf"(?:(?<=MN)|(?<=MNP))(?:,&?|&)(?P<roles>R)(?P<song>Q)P?(?P<names>{NAME}){END}"),
    ("song_of_work_from", "RQH", rf"(?P<roles>R)(?P<song>Q)P?f[ot]?Y?[TQ]P?(?:H|I?B)(?P<names>{TOLD}){END}"),
    ("sings_turned", "Mt", rf"(?P<roles>R)(?P<song>Q?)Mt(?P<names>{NAME}){END}"),
)
ROLES_LAST = compiled(("and_has_post", "IRh", rf"(?P<same>[&,])I[of]{{1,2}}(?P<roles>R)h{END}"))
VERB_FIRST = frozenset({"verb_first", "takes_first"})
"""Rules for languages in which a verb may come before its subject."""


@cache
def role_rules(verb_first: bool) -> Rules:
    """The rules of roles, for a language in which a verb may come before its subject or not."""
    if not verb_first:
        return Rules((*HELM, *(rule for rule in ROLE_PATTERNS if rule.name not in VERB_FIRST)))
    return Rules((*HELM, *ROLES_FIRST, *GIVEN, *ROLE_PATTERNS, *ROLES_LAST))
