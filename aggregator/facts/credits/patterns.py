"""Who did what, as patterns over the codes of a sentence (see ``facts/sentences/chunks.py``), in the order of trial.

What one pattern took no later one takes. ``names`` did ``roles`` or ``verb``, speak ``chars``, sing ``song``.
"""

from __future__ import annotations

import re

from aggregator.facts.credits.rules import compiled

NAME = r"t{0,4}[NSK]P{0,2}"
LIST = rf"{NAME}(?:(?:[,/]&?|&){NAME}){{0,40}}"
SUBJECT = (
    rf"(?<![VYTQRPoI]J)(?<!^J)(?:(?<!J[SN]&)(?<![W'])(?<![NP]I)(?:{NAME}(?:[,/]{NAME}){{1,20}},?&{NAME}|{NAME}&{NAME}"
    rf"|(?<![HhBwf]){NAME},&{NAME})"
    rf"|(?<=W){NAME}(?:(?:[,/]{NAME}){{1,20}},)?&{NAME}|(?<=^){NAME}(?:,{NAME}){{1,9}}(?=[VM])|{NAME})"
)
"""Names before a verb: several end with «and» or, as in headlines, begin the sentence, else the first ones belong to
what was before; nor do two belong together behind «at A and», «alongside A, and», «Y is A and», «by A, and»."""
APPOSED = r"(?:[oc]{0,2}[RXq]|NfY)[^;UVZhCHMIa]{1,30}"
"""Who somebody is, between commas: «A, the director of X and Y, …»; it has no verb of a sentence."""
FORMER = r"q[oI]{0,2}V[^;.:,UZMI]{1,16}"
"""The same with a verb of what one did: «A, who wrote X, directs»."""
NO_VERB = r"(?!P?,?q?o?[IZzmCHVMAahj])"
OBJECT = rf"{NAME}(?:(?:[,/]&?|&){NAME}{NO_VERB}){{0,40}}"
"""Names behind a verb: not those that have a verb of their own."""
TOLD = (
    rf"{NAME}(?!RN)(?:(?:[,/]{NAME}{NO_VERB}){{2,20}}(?=[.;]?$)"
    rf"|(?:(?:[,/]{NAME}){{0,20}},?&B?{NAME}(?!P?(?:q?o?[IZzmCHVMAahj]|,q?o?[zmZA]|,[fB](?!o[.;]?$)|,t?o?w|,R(?=[.;]?$)|,o?X)))?)"
)
"""Names behind a preposition in running text: several of them end with «and» or with the sentence."""
ROLES = r"R(?:/R){0,6}(?:(?:(?:,[fBj]?R){0,8},?&(?:C?[fBj])?|qf)R(?!P?[BH:]))?"
ITS_OWN = "N"
"""What follows a role that is the next person's («as director X, as writer Y», «beside X works director Y»)."""
OF = r"(?:[fCJhB]?(?:TY|YT(?=P?(?:IB|I?[Hmwz]|,?I?o?Q))|[YT])P?(?:fT)?(?:o?Y?#)?(?:,q?J[SKN]o,(?=h))?|')?"
ADJUNCTS = r"(?:o?[fJC]t?[YTSN]P{0,2}){0,2}"
ONE = r"(?:[QT](?=N))?[NT](?:'N|'o(?=P?(?:[.,;&]|$))|/[NT]|[QT]N|o(?=&[ctof]{0,3}[NT]))?"
"""A character: with a nickname («A “B” C»), another name («A / B»), behind one («the “B” A»), somebody's («A's
mother»), or with a word in lower case before «and»."""
CHARACTER = re.compile(ONE)
OF_CHARACTER = re.compile(rf"(?:{ONE}|Q)(?:fN)?")
"""The same with what it is of («Haruto de Lobo»), which only a list of as many characters as actors tells."""
CHARACTERS = (
    rf"(?:Xf)?(?:N'[cto]{{1,3}}(?:&[cto]{{1,3}})?|N[ct](?=N)|(?:[oYTct]{{1,2}}')?[cto]{{0,4}}|[ct]{{1,4}},|[ct]{{1,3}}f[YT],|c&o(?:fo)?){ONE}"
    rf"(?:(?:P?,|P?,?&o?)[ct]{{0,2}}f?[ct]{{0,2}}{ONE}(?!P{{0,2}},?(?:[AZVCIzm]|q(?!I[ofc])[AZVCIzm])|of[NT])){{0,40}}P?"
)
MORE = rf"(?:,?o?W(?P<more>(?>{LIST}))(?![CAjVRhH]|fR))?"


ROLE_PATTERNS = compiled(
    ("row_role", "NR", rf"(?:^[*.-]{{0,3}}|[;,]&?)(?P<names>{NAME})[-:](?P<roles>R(?:[&/]R){{0,4}})(?=[;,]|[.]?$)"),
    ("yields", "pR", rf"(?P<roles>R)NP?,?I?o?p(?P<names>{NAME})"),
    ("post_passes", "RqH", rf"(?P<roles>R)[:,]o?q[oI]{{1,3}}f?NP?,?H(?P<names>{NAME})"),
    ("replaces", "pR", rf"(?P<names>{NAME})p[NT]P?(?:ACf|[jfAhC])?(?P<roles>{ROLES})"),
    ("replaces_at", "pR", rf"(?:^|[.;])[jf](?P<roles>{ROLES})(?P<names>{NAME})p[NT](?=P?[.,;&]|P?$)"),
    ("replaces_does", "pV", rf"(?P<names>{NAME})p[NT]P?,?[jo]?(?P<verb>V)"),
    ("roles_line", "R:", rf"^[*.-]{{0,3}}(?P<roles>R(?:(?:[,&/]|,&)R){{1,8}})P?:(?P<names>{OBJECT})"),
    (
        "line_role",
        "NR",
        rf"^[*.-]{{0,3}}(?P<names>{NAME}(?:[,&]{NAME}){{0,3}})(?:-|:|,)(?P<roles>R(?:(?:[,&/]|,&)R){{0,5}})(?:f[YT])?P?[.;,]?$",
    ),
    ("apposed_last", "N,R", r"(?:(?<=RN)|(?<=RNP)|(?<=[ICR]R)),?&(?P<names>NP?),(?P<roles>R)(?=[.;]?$)"),
    (
        "by_several",
        "R&[BHwz]",
        rf"(?:^|[.;:,&WxY]|(?<![NP])I|(?<![CHhaAjfNP])oB?)(?P<roles>R(?:,[fBj]?R){{0,8}},?&[fBj]?R)P?{OF}(?:f[NQ](?=I?H))?(?:I?[HBwz]|IB)(?P<names>{TOLD}){MORE}",
    ),
    (
        "is_role_aside",
        "R,[AICZ]",
        rf"(?:^|[.;])(?P<names>{NAME}),(?:(?:{APPOSED}|{FORMER}),(?:I[ofA]?|I?Cf?|Z)|R[^,;.:]{{0,12}},A)(?P<roles>{ROLES})(?![:HI])",
    ),
    ("song_as_role", "sQBR", rf"s(?P<song>Q)P?[Bf](?P<names>{NAME})(?:IA?|A)(?P<roles>{ROLES})"),
    (
        "role_in",
        "AR",
        rf"(?P<names>{SUBJECT}),?(?:I?Uo?|I?o(?:x?f(?:YT|TY|[YT])P?)?|I?ox?(?:YT|TY)P?|If?x(?:f[YTQ]{{1,2}})?|p[oY])?A(?:Cf)?(?P<roles>{ROLES})(?!f[NQ]|{ITS_OWN}|BNP?p|[Ih][to]?NP?h?(?:[.,;&]|$))",
    ),
    (
        "role_in_apposed",
        "AR",
        rf"(?P<names>{NAME}),[oRtfJYTNcW]{{1,9}},A(?P<roles>{ROLES})(?=[.;,&]|o|$)",
    ),
    ("as_roles", "AR", rf"^A(?P<roles>{ROLES}){OF}(?:I|Io|o)(?:Jt?)?(?P<names>{TOLD})"),
    ("singer_is", "tfR", rf"tf(?P<roles>R){OF}I(?P<names>{NAME})(?=[.,;&]|$)"),
    ("placed", "jR", rf"(?:^|[.;])o?j(?P<roles>{ROLES})I?[of]{{0,2}}(?P<names>{NAME})(?=,&?jR|&jR)"),
    ("placed_too", "jR", rf"(?:,&?|&)j(?P<roles>R)f?(?P<names>{NAME})(?=[,.;&]|$)"),
    ("beside_role", "NWNR", rf"(?:^|[.;])(?P<names>{SUBJECT}W{NAME})[fj](?P<roles>{ROLES})(?=[.,;&]|$)"),
    ("in_role", "jR", rf"(?P<names>{SUBJECT}),?(?:o|Io?)?j(?P<roles>{ROLES})(?!{OF}(?:[HBICh:]?N|[HICh:]?[SK]|Q[BH]))"),
    ("song_for", "sfR", rf"(?P<names>{SUBJECT}),?q?I?(?P<made>[CMV])o?sf(?P<roles>R){OF}(?:,?o?(?P<song>Q))?"),
    ("song_written", "VR", rf"(?P<names>{SUBJECT}),?q?o?(?P<made>V)(?P<roles>R){OF}(?:,?o?(?P<song>Q))?(?!{ITS_OWN})"),
    ("charge_song", "CR", rf"(?P<names>{SUBJECT}),?C(?P<roles>R)(?={ITS_OWN})"),
    (
        "charge",
        "R[CHIaho]",
        rf"(?P<names>{SUBJECT}),?(?P<who>q)?o?(?:of?[CH]|C&C|f?C|[Ha]|ho?|I?Ao?C|I[CHh]|hC|Io?f?C){ADJUNCTS}(?:[YTN]P?'|o(?=f)|o&(?=R))?[fjB]?(?P<roles>{ROLES})(?P<song>(?<=R)Q)?(?:{OF},?W(?P<more>{LIST}))?(?!P?[:I]|&RP?[HI]|{ITS_OWN}|h{NAME}(?:(?:,&?|&){NAME}){{0,8}}(?:h|[.;,&]|$))",
    ),
    ("with_role", "WR", rf"W(?P<names>{NAME})[fjh]?(?P<roles>R)(?=[.,;&]|$)"),
    ("on_role", "NfR", rf"(?:^|[Wo,&;])(?P<names>{NAME})f(?P<roles>{ROLES})(?=o?[.,;&]|o?$)"),
    ("gapped", "NR", rf"(?:[,;]&?|&|,o)f?(?P<names>{NAME})(?:of|,?[fjBW])?(?P<roles>{ROLES})(?=[QP]?[,.;&]|[QP]?$)"),
    ("gapped_pair", "NR&", rf"(?:,&?|,?o)(?P<names>{NAME}&{NAME})[fj]?(?P<roles>{ROLES})(?=[,.;&]|$)"),
    (
        "takes_first",
        "R[CMh]",
        rf"(?:^|[.,;:&ofDY]|p[NT]P?|(?<=wN)|(?<=J[SNK]))o?(?P<takes>[hC]|M(?=[^.;:]{{1,8}}Q))o?(?P<names>{SUBJECT}){ADJUNCTS}[fjA]?(?P<roles>{ROLES})(?!P?{OF}o?[hHBI:])",
    ),
    ("falls_to", "HNR", rf"(?:^|[.;])(?:o|,?&)?I?H(?P<names>{SUBJECT})(?P<roles>{ROLES})(?=f?[YT]?P?(?:[.,;&]|$))"),
    ("takes_as", "AR", rf"(?P<names>{SUBJECT})[hC](?P<roles>AR,?[fj]?R)(?=[.,;&]|$)"),
    ("takes_post", "hNAR", rf"(?P<names>{NAME})h(?P<former>N)oA(?P<roles>{ROLES})"),
    (
        "who_role_last",
        "Rh,",
        rf"(?P<names>{NAME})U?,o?(?:J[NTQSYoc&]{{1,6}}|f[YT]P?)?(?P<roles>{ROLES})(?:J[NS]P?)?hI?(?=[.,;&]|$)",
    ),
    ("trusted_with", "WRh", rf"(?P<names>{SUBJECT})I?W(?P<roles>{ROLES}){OF}h(?=[.,;&]|$)"),
    ("with_song", "WQR", rf"(?P<names>{SUBJECT})I?W(?P<song>Q)(?P<roles>R)[hM]"),
    (
        "gapped_last",
        "NRh",
        rf"(?P<names>{NAME})(?P<roles>R)(?=(?:,|,?&){NAME}R(?:(?:,|,?&){NAME}R){{0,4}}h(?:[.,;&]|$))",
    ),
    (
        "role_last",
        "R[Mhm]",
        rf"(?<!J)(?P<names>{SUBJECT})(?:(?:I?J|b)(?:N')?[NS]P?)?[fChI]?(?P<roles>{ROLES}){OF}(?P<song>Q?)P?o?(?:[hM]|m(?=[.,;&]|$))",
    ),
    (
        "role_title_by",
        "R[BHmz]",
        rf"(?P<roles>R){OF}(?:,|,?Io?|,?q?Io?|o)?(?P<song>[NT](?:oN)?)P?(?:[,.]|,?&)?(?:B|I?[zmH])(?P<names>{TOLD})",
    ),
    ("role_song_is", "RIB", rf"(?P<roles>{ROLES}){OF}Io?(?P<song>[NT])P?,?B(?P<names>{TOLD})"),
    ("own_role_is", "RI", rf"(?:(?<=[CVhMZ]R)|(?<=[CVhMZ]oR)),&(?P<roles>R){OF},?I(?P<names>{TOLD})(?![ZA])"),
    (
        "role_is",
        "RI",
        rf"(?<!NI)(?<!NPI)(?P<roles>{ROLES})P?(?:fYTP?(?=I)|{OF})(?:J[SN]P?(?=I))?,?Io?(?P<names>{TOLD})(?![ZA]){MORE}",
    ),
    ("song_by_is", "BIR", rf"(?P<song>[QT])P?,?B(?P<names>{TOLD}),?I(?:[YT]')?(?P<roles>{ROLES})"),
    ("owned_song", "'IR", rf"(?P<names>{NAME})'(?P<song>[QT])P?,?I(?:[YT]')?(?P<roles>{ROLES})"),
    ("song_is_by", "RIM", r"(?:^|[.,;&o])(?P<roles>R)I(?P<names>N)M(?=[.,;&]|$)"),
    (
        "is_role",
        "RI",
        rf"(?P<names>{SUBJECT})(?:(?P<who>,?q)|,(?!IRB))?(?:I|IA|Io|If)(?:[YT]')?(?P<roles>{ROLES})(?![:HI]|{ITS_OWN}|,B[NSK])",
    ),
    (
        "sings_role",
        "R[MZ]",
        rf"(?P<names>{SUBJECT}),?(?P<skipped>o?)(?:I?Cf|I|C&)?[MZ](?:[oe]?s,?&|[YT]{{1,2}}P?'?|f)?(?P<roles>{ROLES})P?{OF}(?:[:,]|o(?=Q))?(?P<song>(?:(?<!Y)Q)?)",
    ),
    ("for_theme", "fRM", rf"(?:^|[.;,&o])f(?P<roles>R),?(?P<names>{NAME})[MZ]o?(?P<song>Q)"),
    ("song_too", "RQ", rf"(?P<roles>R)(?P<song>Q)P?,?&RQP?,?(?:o?I?[mzBHh]|M|I?w)o?(?P<names>{TOLD})"),
    (
        "role_song",
        "RQ",
        rf"(?P<roles>{ROLES})P?o?{OF}[,:]?q?(?:BY)?(?:Io?|IR(?=Q)|W?oY?|f?o)?(?P<song>Q)P?,?&?(?:so?)?(?:o?I?[mzBHh]|oM|M|-|:|I?w|qI?[mz]|o?C|I(?=t{{0,2}}N)|f(?=t{{1,2}}N))(?:o|Nt)?(?P<names>{TOLD})",
    ),
    ("song_listed", "RQ", rf"[,&](?P<roles>R),?(?P<song>Q)P?,(?P<names>{NAME})(?=[.;,&]|$)"),
    ("song_gapped", "RQ", r"(?<=[QTY])J?P?(?:,&?|&)t{0,2}(?P<names>N)[fj]?(?P<roles>R),?(?P<song>Q)(?=[.,;&f]|$)"),
    (
        "song_role",
        "QR",
        rf"(?P<song>Q)P?,?I?(?P<roles>{ROLES}),?{OF}(?:,?q?I?[mzBH]|,[mh]Io?B)t{{0,2}}(?P<names>{TOLD})",
    ),
    (
        "song_group",
        "QRP",
        rf"(?P<song>Q)P?,?I?(?P<roles>{ROLES}),?{OF}(?:,?q?I?[mzBH])[oXfc]{{0,6}}(?P<names>N?[Xc]?P)",
    ),
    (
        "sings",
        "QR",
        rf"(?P<names>{SUBJECT}),?(?P<skipped>o?)(?:q?I)?q?[MZ]o?(?P<song>Q)P?s?(?:,|A|f|C)?(?P<roles>{ROLES})",
    ),
    (
        "by_line",
        "R[-:]",
        rf"(?P<roles>{ROLES})P?{OF}(?:I?[HBmhw]R?|f)?[:-](?P<names>{OBJECT})(?!P?U|IW)(?:-(?P<song>Q)(?=[.;,]?$))?{MORE}",
    ),
    (
        "by",
        "R[BHMhmwz]",
        rf"(?P<roles>{ROLES})P?(?:{OF}|fY?QP?)(?:,q?(?=I?[Hw]|BNP?[hoVmz]I[,.;]))?(?:I?[HBmhwzM]|[IH]B)(?:[NT]?[Rt]|[oX])?(?P<names>{TOLD}){MORE}",
    ),
    ("handled_too", "HR", rf"(?:,&?|&)(?P<roles>R)[fJ](?P<names>{NAME})(?=[,.;&]|$)"),
    ("charge_after", "RC", rf"(?P<roles>{ROLES}){OF}[oI]?Co?(?P<names>{TOLD}){MORE}"),
    ("of_work_by", "w[TQ]", rf"(?P<verb>w)[TQ]P?,?(?:I?[HBz]|IB)(?P<names>{TOLD})"),
    ("written_by", "YwI", rf"^o?Y[TQ]?P?,?(?P<verb>w)(?P<names>{SUBJECT})(?=,?I)"),
    ("done_by", "w", rf"(?P<verb>w(?:I?w)?)(?:b(?=N)|[NT]?[Rt]|[Ioc:]|Io|tt?f|(?P<of>o[fB]))?(?P<names>{TOLD}){MORE}"),
    ("who_does_is", "VI", rf"^o?q?(?P<verb>V)(?:f?(?:YT|TY|[YT])P?)?I(?P<names>{TOLD})"),
    ("does_aside", "V,", rf"(?:^|[.;]|,[o&])(?P<names>{NAME}),(?:{APPOSED}|{FORMER}),(?:of?|I)?(?P<verb>V)"),
    (
        "does",
        "V",
        rf"(?P<names>{SUBJECT})(?P<who>,?q)?(?:[oI]?|Iq|of|I[otf]{{1,3}}|IY|[oIU]{{1,3}}A)(?P<verb>V)(?:(?:f?[YT])?(?:J[SN]P?(?=,?o?WN))?{MORE})",
    ),
    (
        "and_charge",
        "R[&,][ACHIh]",
        rf"(?P<same>[&,])o?(?:I?[CHhA]|I|hA)[fj]?(?P<roles>{ROLES})(?:{OF}W(?P<more>{LIST}))?(?!:|{ITS_OWN}|,NP?(?:[.;]|$))",
    ),
    ("and_role_last", "Rh", r"(?P<same>[&,])o?(?P<roles>R)h(?=o?(?:[.,;&]|$))"),
    ("verb_first", "V", rf"(?P<verb>V(?:&V)?)(?:[YT]P?)?o?(?P<names>{TOLD})(?![VCMZ]){MORE}"),
    ("verb_aside", "V,", rf"^(?P<verb>V),(?P<names>{NAME})(?=[opC])"),
    ("who_does_last", "V,", rf"(?P<names>{NAME}),(?P<verb>V)[YI]?(?=[.,;&]|$)"),
    ("and_does", "V", rf"(?P<same>[&,])o?(?P<verb>V)(?!p[ot]{{0,2}}N)(?:(?:f?[YT])?W(?P<more>{TOLD}))?"),
    ("while_does", "V", rf"(?P<same>[RV])o(?P<verb>V)(?:W(?P<more>{TOLD}))?"),
    ("role_bracket", "RP", r"(?P<roles>R)(?:f[NTQ])?(?P<names>P)"),
    ("who_is", "RYI", rf"(?P<roles>R)[ofpq&]{{1,6}}YI(?P<names>{NAME})"),
    ("apposed", "RT,", rf"(?P<names>{NAME}),(?P<roles>R)f?T(?=P?,?Y)"),
    ("role_says", "RNU", r"(?:^|[.;,&])o?(?P<roles>R)(?P<names>NP?)U(?=[oftUI]{0,4}[YT])"),
    ("role_aside", "R,f", rf"(?:^|[.;])(?P<names>{NAME}),(?P<roles>R)fYT?P?,(?=[oIUC])"),
    ("dubber_says", "RNU", r"(?P<roles>R)(?P<names>N)P?U"),
    ("says_who", "UN", r"U(?P<names>N),(?P<roles>R)(?=o?[.;]|$|fY[.;,])"),
    ("author_aside", "R,", rf"(?:^|[.;]|(?<=t))(?P<names>{NAME}),(?P<roles>R),(?=[oIUV])"),
    ("role_of_work", "Rf,", rf"(?P<roles>{ROLES})f[YTK]P?,(?P<names>{NAME})(?!P?,?q?o?[IZzmCHVMAahj])"),
    ("title_of_author", "wfN", rf"(?P<verb>w)f[NTQ]P?,(?P<names>{NAME})(?=[.;,]|$)"),
    ("of_author", "RfN", rf"(?:[Yo]f|[mB])(?P<roles>R)f[NTQ]P?,(?P<names>{NAME})(?=[.;,]|$)"),
    ("owner", "'R", rf"(?P<names>{NAME})'(?P<roles>R)(?P<song>Q?)"),
    ("role", "R", rf"(?P<roles>{ROLES}),?(?P<names>{TOLD})(?![:p])(?!,?[MZU])"),
)
VOICE_PATTERNS = compiled(
    ("yields", "pA", rf"NP?,?I?o?p(?P<names>{NAME}),?A(?P<chars>{CHARACTERS})"),
    ("replaces", "pA", rf"(?P<names>{NAME})p[NT]P?A(?P<chars>{CHARACTERS})"),
    ("as_both", "PA", r"(?P<names>NP&NP)A(?P<chars>[NTQ])"),
    (
        "all_as",
        "&[AZX]",
        r"(?<!NI)(?<!NZ)(?P<names>NP?(?:,NP?){0,8},?&[Xt]{0,2}NP?)(?:[vXoIUY]{0,4},?A(?:Xo?[fB])?|fX,?f|(?:[,-]?[oq]|I[fXoY]{1,3}(?:fT)?f)?Z(?:tfc|[YCcto]{0,3})|,?o?Z[YTCctoJf]{1,6},)(?:[NT]'o|[ctoC]{1,2}(?:,(?=(?:[NT]P?,){0,8}[NT]?P?,?&[NT]P?[o.;]))?)?(?P<chars>[NTQ](?:fN)?P?(?:,[NTQ](?:fN)?P?){0,8},?&f?[NTQ](?:fN)?P?)(?=,?o?(?:[.;,]|$))",
    ),
    (
        "as_apposed",
        "A,",
        rf"(?P<names>N)P?,[tco](?:[oftcJ]{{1,3}}[NTKS])?P?,?A(?P<chars>{CHARACTERS})(?=P?(?:[.;,&]|$))",
    ),
    (
        "as_known",
        "A[XZ]",
        rf"(?P<names>N)P?,[oX]{{0,2}}[ZX]f?[ct]{{0,2}}[NT]P?(?:f[NTQ])?P?,?A(?P<chars>{CHARACTERS})(?=P?(?:[.;,&]|$))",
    ),
    (
        "cast_aside",
        "N,[XZ]",
        r"X(?:[^.;ZAVH]|A(?=o)){0,12}[,:](?P<names>NP?),[XZ][fB]?(?P<chars>[cot]{0,2}[NT])P?(?=[.;]|$)",
    ),
    ("as", "A", rf"(?<![Zp])(?P<names>{LIST})(?:,|,?q)?A(?:Z(?=[ct]{{0,3}}[NT]))?(?P<chars>{CHARACTERS})(?![#Y'])"),
    ("does_character", "qCc", rf"(?P<names>{NAME}),?qI?Cc{{1,2}}(?P<chars>[NT])(?=P?(?:[.;,&]|$))"),
    ("as_partner", "W'", r"(?<=W)(?P<names>NP?)'(?P<chars>[ct]{0,2}N)(?=P?(?:[.;,]|$))"),
    ("as_line", "A:", rf"^[*.-]{{0,3}}A(?P<chars>[ct]{{0,2}}[NT])P?:(?P<names>{NAME})(?=[.;]?$)"),
    ("has_in_cast", "fX", rf"[UI](?P<names>(?>{LIST}))fXo?(?=[.,;&]|$)"),
    ("voice_line", "f:[XZ]", rf"^[*.-]{{0,3}}[ZX]f(?P<chars>[ct]{{0,2}}[NT])P?:(?P<names>{NAME})(?=[.;]?$)"),
    ("as_first", "AI", rf"A(?P<chars>[cto]{{0,4}}[NT])P?,?I[of]?(?P<names>{NAME})"),
    (
        "voicing_first",
        "ZI",
        rf"(?:^|[.;,&])[ofqt]{{0,3}}(?:I?C[of]{{0,2}})?Z(?:f(?=[^I]{{1,5}}I[NtP]))?(?P<chars>(?:[cto]{{0,4}}|[cto]{{0,3}}[ct],){ONE})P?(?:,[Xc][oXcf]{{0,3}}T?|f[oYT]{{1,2}})?,?(?:I[of]?|z)(?!NP(?:,&?|&)N)(?P<names>{NAME})",
    ),
    (
        "voices_are",
        "&[AXZv]",
        r"(?:^|[.;&oUf])o?[ZXvA][BfA]?(?:c?|[ot]{0,2}c(?:f[YTN]{1,2})?,)(?P<chars>[NT]P?(?:,[NT]P?){0,8},?&[NT]P?),?(?:I?o?[HBzmhI]|I)[of]?(?P<names>NP?(?:,NP?){0,8},?&NP?)(?=,?o?(?:[.;,]|$))",
    ),
    ("voiced_last_too", "zB", r"(?<!B)(?P<chars>[NT])P?B(?P<names>N)P?(?=(?:,|,?&)[NT]P?BNP?o?[zZ])"),
    ("voice_owned", "'", rf"(?P<chars>[NT])P?'o?[ZX](?:I?[Hz]|IB|I)(?P<names>{TOLD})(?!')"),
    ("role_goes", "XH", rf"Xf?(?P<chars>c{{0,2}}[NT])P?(?:f[YT]{{1,2}})?H(?P<names>{TOLD})"),
    ("roles_go", "XHN", rf"X(?:[ofYT]{{0,3}}|f[ctof]{{1,5}})H(?P<names>{LIST})"),
    (
        "list_rest",
        "AN[&,]",
        r"A[cto]{0,3}[NT]P?(?:,&?|&)(?P<names>NP(?:(?:,&?|&)NP){0,20}|NP?(?:,NP?){0,20}&NP?)(?=[.;]?$)",
    ),
    ("returns_as", "I[NT]", rf"(?<![NP]&)(?P<names>{NAME}),?I(?P<chars>c{{0,2}}[NT](?:[QT]N)?)(?=P?(?:[.,;&]|o?f|$))"),
    ("joins_as", "XA", rf"(?P<names>{LIST}),?(?:IU|Uf|I|o|C)[IAof]{{0,6}}X[^.;]{{0,6}}?A(?P<chars>{CHARACTERS})"),
    ("role_voiced_by", "XZ", r"X[of]{0,2}(?P<chars>c{0,2}[NT])Z(?P<names>N)(?=[.,;&]|$)"),
    (
        "voices_turned",
        "Z",
        rf"(?:^|[.;:,&o])o?(?:X[BfA]?)?c{{0,2}}(?P<chars>[NT])P?(?:Z|I(?=[ot]{{0,2}}NP?Z))[ot]{{0,2}}(?P<names>{NAME})(?=Z?(?:[.,;&]|$))",
    ),
    (
        "role_taken",
        "XB",
        rf"X[Bf]?(?P<chars>c{{0,2}}[NT])P?,?I?B[ot]{{0,2}}(?P<names>{NAME})(?=[ho]I?(?:[.,;&]|$))",
    ),
    ("role_taken_last", "Xh", rf"(?P<names>{NAME}),?q?X[Bf]?(?P<chars>c{{0,2}}[NT])P?h(?=I?(?:[.,;&]|$))"),
    (
        "by_voiced",
        "B[IZ][hz]",
        rf"B(?P<names>{NAME})(?:I(?=X|c{{0,2}}[NT]P?z)|Z(?=c{{0,2}}NP?h))X?f?(?P<chars>c{{0,2}}[NT])P?[hz](?=[.,;&]|$)",
    ),
    ("voices_aside", "Z,", rf"(?:^|[.;])(?P<names>{NAME}),{APPOSED},Z(?P<chars>{CHARACTERS})"),
    ("voices", "Z", rf"(?<!B)(?P<names>{SUBJECT}),?q?(?:I?o?Cf?|I?[of]{{0,2}}|Iq)?Z,?(?P<chars>{CHARACTERS})"),
    ("role_voiced", "BZ", rf"B(?P<chars>c{{0,2}}N)Z(?P<names>{NAME})"),
    ("voiced_with_too", "zW", r"(?<=z)NP?,?&(?P<chars>[NT])P?Wf(?P<names>N)(?=P?[.,;&]|$)"),
    ("voiced_too", "B[&,]", rf"(?:,&?|&)(?:of)?c{{0,2}}(?P<chars>[NT])P?B(?P<names>{NAME})"),
    ("voice_of", "Z,", rf"(?:^|[oqIf])Z(?P<chars>c{{0,2}}[NT]),(?P<names>{NAME})(?=[.;]?$)"),
    (
        "voicing_each",
        "&[ZX]&",
        r"Z(?:[fcoYTJ]{0,6}|X[fYT]{0,4})I(?P<names>NP?(?:,NP?){0,8}&NP?),(?P<chars>[NT](?:,[NT]){0,8}&[NT])(?=[.;]?$)",
    ),
    ("joins_as_one", "vA", rf"(?P<names>{LIST}),?[IoU]{{0,2}}v(?:f[YT]{{1,2}})?A(?P<chars>{CHARACTERS})"),
    (
        "include",
        "N[XZv]",
        rf"(?:^|[.;,&oUY])[ZXv](?:f[otxcYTN]{{1,4}}|[YT]{{1,2}})?(?:If?:?|H|o)(?P<names>{NAME}(?:(?:[,/]&?|&){NAME}){{1,40}})(?![AZRHC'])",
    ),
    (
        "voiced_before",
        "[zm]N,",
        r"(?:^|[.;])(?:z:?|m(?=NP?,c?[NT]P?Ic))(?P<names>N)P?,(?P<chars>c{0,2}[NT])P?(?=[IoqVZCfh])",
    ),
    ("is_character", "I,c", rf"(?:^|[;.])(?P<names>{NAME})I(?P<chars>[NT]),c"),
    ("voiced_who", "cf", rf"(?P<chars>N)P?,c[ctofYTP]{{1,6}},q[^,.;]{{0,12}},?I?o?z(?P<names>{TOLD})"),
    ("who_is_voiced", "qz", rf"(?P<chars>[NT])P?,q[^,.;]{{1,12}},?I?o?z(?P<names>{TOLD})"),
    (
        "voiced_aside",
        ",[zm]",
        rf"(?P<chars>[NT])P?,(?:(?:[ocfW]{{1,6}}|t[octfY]{{1,5}}|c(?![NT])[^.;:,zmZURVwXx]{{1,16}}),){{1,3}}q?I?o?U?[zm](?P<names>{TOLD})",
    ),
    (
        "voiced_by",
        "[zm]",
        (
            rf"(?<![RQBw])(?<!Rf)(?<!RfY)(?P<chars>[NT](?:QN)?P?(?:(?:,&?|&)[NT](?:QN)?P?){{0,40}})[,-]?(?:Io?)?[zm](?:#-o|t)?Y?X?"
            rf"(?P<names>{NAME}(?=,?&[NT]P?Wf|,&[NT]P?[Bf][NT]P?[.,;])|{TOLD})"
        ),
    ),
    (
        "voiced_among",
        "z&",
        rf"zN?(?=[tfXv]{{0,3}}o)[otfXv]{{2,6}},?[oW]{{0,2}}(?P<names>{NAME}(?:(?:,(?:q[^,;.]{{1,6}},)?&?o?|&){NAME}){{1,20}})(?=[.;]?$)",
    ),
    ("voiced_kin", "cz", rf"(?:^|[.;,&])o?(?P<kin>c),?(?:Io?)?z(?P<names>{NAME})"),
    (
        "voiced_last",
        "B[Zz]",
        rf"(?<!B)(?<!cf)(?<!cfY)(?P<chars>[NT]P?(?:&[NT]P?)?),?I?(?:f[oXY]{{1,3}})?B(?P<names>{LIST})o?[zZ]",
    ),
    ("voiced_plainly", "Bz", rf"(?<=[cX])IB(?P<names>{LIST})z(?=P?[.,;&]|P?$)"),
    ("voices_too", "Z", r"(?:[,;]&?|&)(?P<names>N)P?(?:o(?=c))?(?P<to>[fh]?)(?P<chars>c?c?[NT])P?(?=[,.;&]|f[YT]|$)"),
    (
        "voices_last",
        "Z",
        rf"(?P<names>{LIST})(?:(?:,?q|I|(?<=P))[co]{{0,3}}|,?c{{1,2}}o?(?=[NT]Z[.,;&]|[NT]Z$))(?P<chars>[NT])(?:f[YT])?Z",
    ),
    (
        "voiced_first",
        "zB",
        rf"(?:^|[.;,&])o?(?:zI|Iz)[oX]{{0,2}}(?P<chars>c{{0,2}}[NT])P?B[ot]{{0,2}}(?P<names>{NAME})(?=P?[.,;&]|$)",
    ),
    (
        "as_somebody",
        "Ac",
        rf"(?:^[*&.-]{{0,3}}|^[oI]{{1,2}}|[,&:])(?P<names>{NAME})A[ct]{{0,2}}o?(?P<kin>c)(?=[oqf,.;&P]|$)(?!,?&?[ct]?[NT](?!P?A))",
    ),
    ("role_voiced_first", "zXB", rf"(?:^|[.;,&])o?zIo?X(?:f[YT])?B[ot]{{0,2}}(?P<names>{NAME})(?=P?[.,;&]|$)"),
    ("voices_in_last", "YZ", rf"(?P<names>{NAME}),?fY(?P<chars>c{{0,2}}[NT])Z(?=[.,;&]|$)"),
    (
        "will_be",
        "I[NT]",
        rf"(?:^[*.-]{{0,3}}|[;:.,&]|(?<=q))o?(?P<names>(?:NP?(?:,NP?){{0,9}},?&)?{NAME})I(?P<chars>(?:c{{0,2}}|o(?:fo)?c?)[NT](?:[QT]N)?(?:&[oc]?[NT](?!P?,N[.;]?$))?)(?=P?(?:[,.;&]|f[YT]|$))",
    ),
    (
        "who_are",
        "&q",
        rf"(?P<names>{NAME}(?:,{NAME}){{0,8}},?&{NAME}),?q(?:I|Z)o?(?P<chars>c{{0,2}}[NT])(?=P?(?:[,.;&]|$))",
    ),
    ("who_will_be", "qI", rf"(?P<names>{NAME}),?qIo?(?P<chars>c{{0,2}}[NT])(?=P?(?:[,.;&]|$))(?!P(?:,|,?&)NP)"),
    ("members", "XP", r"(?<!N,)X[ofNTc]{0,4}(?P<names>P)"),
    (
        "in_work_as",
        "YA",
        rf"(?P<names>{SUBJECT}),?(?:I|U|IU)?[ovZMX][fj]?[YT]P?A(?P<chars>{CHARACTERS})",
    ),
    ("cast_line", "[Xv]", rf"[Xv][ofYTcC]{{0,5}}:(?P<names>NP(?:;&?NP){{1,30}}|{LIST})(?![AZRI:])"),
    ("such_as", "XA", rf"(?<!f)X(?:o?,?o)?A(?P<names>{NAME}(?:[,&]{{1,2}}{NAME}){{1,20}})(?=[.;]?$|P?,[^N])"),
    ("starring", "v", rf"v(?:[:-]|oA|o\.o\.|TP?I)?(?P<names>{LIST})(?![AZ'])"),
    (
        "cast_is",
        "X",
        rf"X(?:c|[ofYTt]{{0,4}})(?:I|U|IU|oU?I|UI)(?P<made>w?)[of]{{0,4}}[AX]?:?(?P<names>(?>{LIST}))(?![AZRIjHC']|,?&?[oA]*R)",
    ),
    (
        "voice_is",
        "[XZ]",
        rf"(?:^|[.,;:&o])o?[XZ][Bf]?(?P<chars>c{{0,2}}[NT])P?(?:Io?|I?o?[HBzmh]|I[of]|C(?=N))[otX]{{0,2}}(?!NP(?:,&?|&)N)(?P<names>{NAME})(?=[.,;&]|[oh]?[.,;]|[oh]?$)",
    ),
    ("voices_after", "ZP", r"(?:^|[.;&of])Z(?P<names>NP)(?P<chars>c{0,2}[NT])(?=P?[.,;&]|$)"),
    ("voices_first", "Zc", r"(?:^|[.,;&ofY])Z(?P<names>N)P?(?P<chars>c{1,2}[NT])"),
    (
        "voicing",
        "Z",
        rf"(?<![fB])(?P<names>{LIST})(?:,?[oC],?)?Z(?![cto]*(?:(?<!o),)?[NTRQ]|[cto]*,[NTRQ](?!P?[IZA])|,f|f?D)",
    ),
    ("joins", "X", rf"(?<![wBHtR])(?<![wBH][ot])(?P<names>{LIST})(?:,o)?,?(?:IU|I|o)[IAof]{{0,6}}X"),
)
