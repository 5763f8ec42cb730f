"""Who speaks whom, in sentences without a verb of speaking: who is chosen for whom, and who else is there.

«The leads will be played by A and B», «In the cast C and D», «Beside them E», «X is given to A», «for the others, A for
X and B for Y», «A, B and C will be X, Y and Z», «he joins A's X and B's Y in the cast», «X's voice is A, and Y's is B».
Most of them say so only where a cast is spoken of (``NEAR_OTHERS`` in ``voices/rules.py``). They are tried before the
patterns of ``patterns.py``, with whose names and letters they are written.
"""

from __future__ import annotations

from aggregator.facts.credits.pattern_parts import LIST, NAME
from aggregator.facts.credits.rules import compiled

SHARED = compiled(
    ("aside_voices", ",tZ", rf"(?P<names>{NAME}),tX?(?:f[oYX])?q?Z(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)"),
    (
        "role_given",
        "oX",
        rf"(?P<verb>o)X[Bf](?P<chars>c{{0,2}}[NT])P?(?P<to>f)t{{0,2}}(?P<names>{NAME})(?=P?[.,;&]|P?$)",
    ),
    (
        "role_given",
        "oX",
        rf"(?P<verb>o)(?P<to>f)t{{0,2}}(?P<names>{NAME})X[Bf]?(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)",
    ),
    (
        "who_and_voices",
        "q&Z",
        rf"(?P<names>{NAME}),q(?![^,;.&]{{0,8}}N)[^,;.&ZU]{{1,8}}&(?:qI?)?Z(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)",
    ),
    ("replaces_voice", "pZ", rf"(?P<names>{NAME})p[NT]P?Z(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)"),
    (
        "voices_member",
        "tZ,",
        rf"(?:^[*.-]{{0,3}}|[;.:])(?P<names>{NAME}),[oft]{{1,3}}t[^,;.:ZRXUVMC]{{1,8}},I?Z(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)",
    ),
    ("actor_of", "qZ", rf"tP?(?:f[oYX])?qZ(?P<chars>c{{0,2}}[NT])P?,(?P<names>{NAME})(?=,[oUIC])"),
    (
        "row_as",
        "N,",
        r"^(?P<names>NP?(?:,NP?){1,9})(?:[vo]?A|Z|vA)(?P<chars>c?[NT](?:,c?[NT]){1,9})(?=P?(?:[.;-]|$|f?[oY#D]))",
    ),
    (
        "in_order",
        "[Xv]&",
        r"[Xv](?:f?[YT]{1,2}P?)?[IofU]{0,2}(?P<names>NP?(?:,NP?){0,8},?&NP?),o?(?P<chars>[NT](?:,[NT]){0,8},?&[NT])(?=P?[.;]?$)",
    ),
    ("as_for", ",o", rf"(?:^|[.;])Af(?P<chars>c{{0,2}}[NT])P?,o'?z(?P<names>{NAME})"),
    ("turned_is", "NI", r"(?:^|[;:.,&])o?(?P<chars>c{0,2}[NT])P?I(?P<names>N)(?=[.,;&]|$)"),
    ("leads", "c&[mz]", r"(?:^|[.;,&qY])o?c,?(?:I|U)?o?[mz](?P<names>NP?(?:,NP?){0,8},?&NP?)(?=,?o?(?:[.;,]|$))"),
    ("in_cast", "fXN", rf"(?:^|[.;:])o?fX(?:f[YT]P?)?,?(?P<names>(?>{LIST}))(?=[.;]|$)"),
    ("beside", "W", r"^(?:oI?|I)?W(?P<names>NP?(?:(?:[,/]&?|&)[fB]?NP?){0,40})(?=[.;]?$|,[^.;N]{0,6}[vX])"),
    ("for_each", "Nf", r"(?:^[*-]{0,3}|[;,:&oW])(?P<names>N)P?(?P<to>f)(?P<chars>t?[NT])P?(?=(?:,&?|&)NP?fN|[.;]?$)"),
    (
        "has_as_voice",
        "AZ",
        rf"(?:^|[.;,&oT])o?(?P<chars>c{{0,2}}[NT])P?[oI]{{1,2}}(?P<names>{NAME})A[ZX](?=P?(?:[.,;&]|$))",
    ),
    ("there_too", "IN&", r"^(?:fo(?=I)|o)?I(?P<names>N(?:,N){0,14},?&N)(?=[.;]?$)"),
    ("it_is_to", "IZ", rf"I(?P<names>{NAME})f?Z[octf]{{1,7}},(?P<chars>N)(?=P?[.,;&]|P?$)"),
    (
        "leads_are",
        "[XZ]fc",
        r"[XZ]fc{1,2}(?:f[YT]{1,2}P?)?I(?P<names>NP?(?:,NP?){0,8},?&NP?)(?=,?o?(?:[.;,]|$))",
    ),
    (
        "in_order_last",
        "[Xv]",
        r"[Xv][ofYT]{0,4}fc(?P<chars>[NT](?:,[NT]){0,8},?&[NT]),(?P<names>NP?(?:,NP?){0,8},?&NP?)(?=P?[.;]?$)",
    ),
    ("task_of", "C[fN]", r"(?<=[IY])(?P<names>NP?),q?Cf(?P<chars>c{0,2}[NT])(?=P?[.;,&]|P?$)"),
    ("in_roles", "NfX", rf"^[*.-]{{0,3}}(?P<names>(?>{LIST}))fX[oU]{{1,3}}[.;]?$"),
    ("lead_named", "X,of", rf"(?P<names>{NAME})[oI]{{0,2}}X,of(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)"),
    ("kin_voiced", "Zcf", rf"(?P<names>{NAME}),?q?Z(?P<chars>cf[ct]{{0,2}}N)(?=P?(?:[.,;&]|$))"),
    ("kin_is", "Icf", rf"(?:^|[.;,&])o?(?P<names>{NAME})I(?P<chars>cf[ct]{{0,2}}N)(?=P?(?:[.,;&]|$))"),
    ("kin_apposed", ",cf", rf"(?:^[*-]{{0,3}}|[;:&,])(?P<names>{NAME}),(?P<chars>cf[ct]{{0,2}}N)(?=P?(?:[.,;&]|$))"),
    ("kin_too", "Ncf", rf"(?<=fN)(?:,&?|&)(?P<names>{NAME})(?P<chars>cf[ct]{{0,2}}N)(?=P?(?:[.,;&]|$))"),
    ("as_kin", "Acf", rf"(?:^|[*&.,;-])(?P<names>{NAME})A(?P<chars>cf[ct]{{0,2}}N)(?=[.,;&]|$)"),
    (
        "chosen_for",
        "NH",
        rf"(?:^|[.;]|(?<![NTP])[,&]|(?<=[NP]),o)[of]{{0,4}}(?:cf)?(?P<chars>c{{0,2}}[NT])P?,?I?o?H(?P<names>{NAME})(?=[.,;&]|$)",
    ),
    ("is_left", "NH", rf"(?:^|[;:.,&])o?(?P<names>{NAME})H(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)"),
    (
        "all_are",
        "I&",
        r"(?:^|[;:.])o?(?P<names>NP?(?:,NP?){0,8},?&NP?)I(?P<chars>[NT]P?(?:,[NT]P?){0,8},?&[NT]P?)(?=,?o?(?:[.;,]|$))",
    ),
    (
        "it_is_who",
        "IZ",
        rf"(?:^|[.;])I(?P<names>{NAME}),[^,.;:ZRVI]{{1,6}},[of]{{0,2}}Z(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|$)",
    ),
    (
        "does_part",
        "Cc",
        rf"(?:^[*.-]{{0,3}}|[;:.,&]o?)(?P<names>{NAME})(?P<verb>C)(?P<chars>c{{1,2}}[NT])(?=P?[.,;&fo]|P?$)",
    ),
    ("does_named", "NC", rf"(?:^|[;.]|,?&)(?P<names>{NAME})(?P<verb>C)(?P<chars>N)(?=P?[.,;&]|P?$)"),
    ("does_part_line", "-NC", rf"^[*-]{{1,3}}(?P<names>{NAME})(?P<verb>C)[oc&]{{1,4}}(?P<chars>[NT])(?=P?[.,;]|P?$)"),
    (
        "cast_are_of",
        "XI[fB]",
        r"X[fYTto]{0,4}Io?[fB](?P<names>NP?(?:(?:,&?|&)[fB]t{0,2}NP?){1,20})(?=[.;,]|$)",
    ),
    (
        "voices_relative",
        "Zc,",
        rf"(?P<names>{NAME})Z[ct]{{1,3}}(?:fo)?f[NT],(?P<chars>[NT])(?=P?(?:[.;]|$))",
    ),
    ("for_voice", "CZ", rf"(?:^|[.;&])C(?P<chars>c{{0,2}}[NT])P?,?[oI]?Z(?P<names>{NAME})(?=P?[.,;&]|P?$)"),
    (
        "goes_to",
        "IqX",
        rf"(?:^|[.;:,&])Ih?(?P<names>{NAME})q[IHCo]{{1,2}}Xf?(?P<chars>c{{0,2}}[NT])(?=P?[.,;&]|P?$)",
    ),
    (
        "roles_voiced",
        "Xf",
        (
            rf"X[^.;NTfIzH]{{0,4}}f(?P<chars>c{{0,2}}[NT]P?(?:(?:,&?|&)f?c{{0,2}}[NT]P?){{1,9}}),?I?o?[zH]t{{0,2}}"
            rf"(?P<names>{NAME}(?:(?:,&?|&){NAME}){{1,9}})(?=[.,;&]|$)"
        ),
    ),
    ("that_of", "XofB", rf"(?<=[NPTSK]),?&?of(?P<chars>c{{0,2}}[NT])P?B(?P<names>{NAME})(?=P?[.,;&]|P?$)"),
    ("voiced_same", "zH", r"z[^.;]{1,12}?(?:,&?|&)(?P<chars>[NT])P?H(?P<names>N)(?=P?[.,;&]|P?$)"),
    ("quant_is", ",IZ", rf"(?:^|[.;,&])[hC](?P<chars>c{{0,2}}[NT])P?,I(?P<names>{NAME})Z(?=[.,;&]|$)"),
    (
        "for_pairs",
        "NC",
        r"(?<=[:,&v])(?P<names>N)P?(?P<verb>C)(?P<chars>c{0,2}[NT])P?(?=,?&NP?C|,NP?C|[.;]?$)",
    ),
    ("as_named", "A,", rf"(?:^|[.;])A(?P<chars>c{{0,2}}[NT])P?,(?P<names>{NAME})(?=[.;]?$)"),
    ("lends_voice", "NoZ", rf"(?P<names>{NAME})(?P<verb>o)(?P<chars>c{{0,2}}[NT])Z(?=[.,;&]|$)"),
    ("owned_row", "X'", r"(?:(?<=N'N,)|(?<=N'N&)|(?<=N'N,&))(?P<names>N)'(?P<chars>N)(?=P?(?:[.,;&]|fX|$))"),
    ("owned_rows", "X'", r"(?P<names>N)'(?P<chars>N)(?=(?:,&?|&)N'N)"),
    ("voice_owned_too", "Z'I", rf"(?:,&?|&|,?o)(?P<chars>N)'I[ot]{{0,2}}(?P<names>{NAME})(?=[.;,&]|$)"),
)
