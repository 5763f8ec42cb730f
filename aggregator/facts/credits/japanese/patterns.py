"""The grammar of credits in languages without spaces: patterns over the codes of ``facts/sentences/japanese.py``.

All of them are linear: what may repeat is bounded, or made of pieces that begin with different codes.
"""

from __future__ import annotations

import re

from aggregator.facts.credits.rules import Rule, Rules, compiled

ONE = r"(?:[NSKT]P?(?:hP?)?|lP?hP?)"
_BEFORE = r"n|i[Cl~]{1,2}|dc?[NTlQ]P?(?:u?o|k[oi]?|kA)[CZ]{1,2}"
_BETWEEN = rf"(?:p(?:[QT]n|/?Nn(?=[Nl]))?|Np{{1,2}}|(?:[SKN]d)?N?Y?[QT](?:t[QT]|Y)?b?(?:{_BEFORE})p{{0,2}})?"
LIST = rf"{ONE}(?:(?:,t|t,(?=[SKQTYp]|Nd[QT])|[,&/t_]){_BETWEEN}{ONE}){{0,20}}b?"
LED = rf"{ONE}(?:(?:,t|t,(?=[SKQTYp]|Nd[QT])|b,?|[,&/t_]){_BETWEEN}{ONE}){{0,20}}b?"
"""A list that goes on behind its first («Nをはじめ、N、N»)."""
WEAK = r"[NSKTl]P?h?"
WEAK_LIST = rf"{WEAK}(?:(?:_?[,&/]|_){WEAK})*b?"
ROLES = r"R(?:(?:,t|[,&/t])_?R){0,5}"
_MADE_THERE = (
    r"[oidm][CEe~l]{1,2}(?=[Npl])|om?R[~lC]{1,2}(?=[Npl])|[dni]m?RP?[oiA]C(?=[Npl])|nRb?[oi][Ce]{1,2}(?=[Npl])"
)
_WORKS_BEFORE = rf"~?(?:[QT]P?Y?(?:[t,/&](?:Y(?=[QT]))?)?){{1,4}}b?(?:nR(?=N)|n|,|j|{_MADE_THERE})"
_KNOWN = r"(?:[Nl]u[tbQTNnkY]{0,9}|(?:Na?n)?[YNKl~]{0,2})"
_IS = r"[QT]d[^.,RQTgw]{1,8}l(?=N)|p/?Nn(?=N)|p?NP?Al(?=N)|Nn(?=NP?h)|(?:Nn(?=NYp)N)?(?:#?[NSKY])?p{1,2}[n/,]?"
_SPOKE = r"[KSN]?Y?[QTY]P?[dn]c?[NTlQ]P?(?:u?o|k[oi]?|kA)[CZ]{1,2}(?=[Np])"
OLDER = rf"(?:Y(?:#N?)?n|{_SPOKE}|[QT]P?n[Nl]P?kb?n(?=[Np])|{_WORKS_BEFORE}|_|{_IS}|v,?|{_KNOWN}(?:kb?)?j){{0,3}}"
"""What one did before («「X」などの», «「X」を手がけた», «「X」でスズを演じた») or is («声優の»), before the name."""
TOLD = rf"(?:{OLDER}|N?Y{_WORKS_BEFORE}(?:pn?)?)"
"""The same, where a particle surely ends what is before it: then the kind of the work may stand first."""
_FAMED = r"N?Y?[QT]P?(?:[t,/&]?N?Y?[QT]P?){0,3}b?Y?(?:j|[doi]m?,?(?:[~N][oigmn]{1,2}){0,2}l{1,2})p{0,2}"
"""What one is known for, told in a clause («ドラマ「X」などで話題を呼んだ», «「X」で人気を集める声優の»)."""
_PART = r"(?:[NTl]P?|Q)"
CHARACTER = rf"c{{0,2}}{_PART}"
SAYS = r"(?:w?i?w|nw|w?im?|o|m|A|f)"


_ROLES = compiled(
    ("also_roles", "Rm", rf"(?P<roles>R(?:[m,t]{{1,2}}R){{1,5}})m,?{TOLD}(?P<names>{ONE})(?=e|g[^.R]{{0,4}}?[Ce])"),
    (
        "role_colon",
        "R",
        rf"(?P<roles>{ROLES})P?_?(?:[:_/;-]-?|/{{2,4}}|\.{{2,3}})_?{OLDER}(?P<names>{WEAK_LIST})(?!P?R[QT]|P?h?k)(?P<song>Q?)",
    ),
    (
        "role_done",
        "R[iom][Ce]",
        rf"(?P<roles>{ROLES})P?[oim],?(?P<verb>[Ce])(?P<topic>[~l=]?n?w,?)?{OLDER}(?P<names>{LIST})(?!k)",
    ),
    (
        "does",
        "R[gmw][CEe]",
        rf"(?P<names>{LIST})(?:n#N)?[gwm],?(?:Yn|Y?Tn|p)?(?P<roles>{ROLES})P?(?P<song>[QT]?)(?:[oAi]?~?[CEe](?!o)|A[NR]{{1,2}}oC)",
    ),
    (
        "does_list",
        "R[gw],",
        rf"(?P<names>{LIST})[gw](?:Yn)?(?P<roles>{ROLES})P?(?P<song>[QT]?)(?=,|o,[^.]{{1,60}}?[gm]R[^.]{{0,24}}[CE])",
    ),
    ("does_svo", "RC", rf"(?P<names>{ONE}(?:[&/t]{ONE})*)b?[~m]?C(?P<roles>{ROLES})(?![wi:])"),
    ("role_marked", "R~", rf"^[*]?~(?P<roles>{ROLES})~_?(?P<names>{WEAK_LIST})(?=[._P]*$)"),
    ("role_of_both", "Rn", r"(?P<roles>R)n(?P<names>NP?h?)(?=[tgmwe,bn])"),
    ("role_by_work", "Re", rf"(?P<names>{ONE})(?P<roles>R)(?=e[YT])"),
    ("maker_alone", "R.", r"^(?P<names>[NS])(?P<roles>R)[.]"),
    ("by_role", "Re", rf"(?P<names>{ONE})e(?P<roles>R)(?![wi:])"),
    ("by_does", "Ri", rf"i,?{OLDER}(?P<names>{ONE}(?:[,&/t]{ONE}){{0,20}})(?P<roles>R)(?=[,.~n]|$)"),
    ("takes", "RC", rf"(?P<names>{LIST})o(?P<roles>{ROLES})C?[iA]C"),
    ("role_becomes", "R=", rf"(?P<roles>{ROLES})w,?[^.,RQT]{{1,8}}?=(?P<names>N)(?=[.,]|$)"),
    (
        "role_topic",
        "R",
        rf"(?P<roles>{ROLES})Y?(?:nC)?C?(?:nv?p)?P?(?P<says>{SAYS}),?{TOLD}(?P<names>{LIST})(?!P?n?Y)(?!k)(?!P?R[wgm])(?!o?[~m]?CR)(?!N?(?P=says))",
    ),
    ("role_subject", "Rg", rf"(?P<roles>{ROLES})P?g{OLDER}(?P<names>[NSK]P?h?(?:[,&/t][NSK]P?h?){{0,4}})(?=[,.=~]|$)"),
    (
        "role_last",
        "R",
        rf"(?P<roles>{ROLES})P?[oi][CeE]~?nw,?[^.]{{1,60}}?(?P<names>(?:NP?h?t,[^.]{{1,60}}?)?NP?h?)(?=b?=?[.]*$)",
    ),
    ("role_titled", "Rpw", rf"(?P<roles>{ROLES})P?w,?[^.R]{{1,60}}?p(?P<names>NP?h?)(?=b?=?[.]*$)"),
    ("role_far", "Rhw", rf"(?P<roles>{ROLES})(?:w|nw|oC~?nw),?[^.]{{1,14}}?(?P<names>NP?h)(?=b?[.,=~]|$)"),
    ("role_continues", "RC", rf"(?P<roles>{ROLES})P?w,?[^.R]{{1,7}}?[l~p](?P<names>{ONE})g[Ce]"),
    (
        "does_far",
        "R[gw][QT]",
        rf"(?P<names>{LIST})[gw],?[^.RQTXZkugw]{{1,14}}[QT]P?(?:#?N)?n(?P<roles>{ROLES})P?(?P<song>[QT]?)[om]~?[CEe](?!o)",
    ),
    ("does_with", "RC", rf"(?P<names>(?:{ONE}[t&])?{ONE}gNP?h?)[^.R]{{0,4}}?(?P<roles>{ROLES})oC"),
    ("role_dot", "R/", rf"(?P<roles>{ROLES})/_?{OLDER}(?P<names>{LIST})(?!P?R[QT]|P?h?k)"),
    ("makes", "Rg", rf"(?P<names>{LIST})g(?P<roles>R)(?=~|=|n|Y|l|\.|,|$)"),
    ("makes_work", "RY", rf"(?P<names>{LIST})g[YT]o(?P<roles>R)(?=~|=|l|\.|,|$)"),
    ("role_comma", "RC", rf"(?P<roles>{ROLES})w,?Q[^.R]{{1,16}}?,(?P<names>NP?h?)[gw][^.,]{{0,12}}?(?:o[Cl]|C)"),
    ("role_as", "RC", r"(?P<roles>R)d(?P<names>NP?h?)[gm][^.,R]{0,4}?C"),
    (
        "role_topic_far",
        "R[wo]C",
        rf"(?P<roles>{ROLES})P?[wo],[^.RTgw]{{1,16}}?[np](?P<names>[Nl]P?h?)g[Ce]",
    ),
    (
        "role_parts",
        "Rwo",
        rf"(?P<roles>R)w,(?P<names>(?:No{OLDER}{ONE},){{1,3}}No{OLDER}{ONE})(?=g?[Ce])",
    ),
    ("role_each", "RC", rf"(?P<roles>{ROLES})P?o,?(?:Nn)?{TOLD}(?P<names>{LIST})(?=,[^.]{{0,60}}g?C)"),
    ("staged_by", "Rd", rf"(?P<names>NP?h?)n?(?P<roles>{ROLES})d(?=N?Y|N[.,o=]|N$)"),
    ("role_is", "R=h", r"(?P<roles>R)=(?P<names>[Nl]P?h(?:[,t][Nl]P?h){1,5})"),
    ("role_of_name", "Rh", r"(?P<roles>R)C?[n=]?(?P<names>(?:N|l)P?h)"),
    ("staff_of", "Rx", r"(?P<roles>R)n(?P<names>N)(?=[,bg])"),
    ("role_line", "R", rf"^[*/]*(?P<roles>{ROLES})(?P<names>{LIST})$"),
    (
        "role_charge",
        "RC",
        rf"(?<![/&])(?P<roles>R(?P<more>(?:,t|[,&/t])_?R){{0,5}})Cn(?P<names>{ONE})(?(more)(?![t&,/]))(?!P?k)",
    ),
    ("both", "R[&,/t]", rf"(?P<names>{ONE}(?:[,&/t]{ONE}){{1,3}})n?(?P<roles>R)"),
    ("titled_work", "R", r"(?P<names>N)P?(?P<roles>R)P?(?:n~?[QTYN]|aT?|Y?T|(?=[wgtd,.ie&]))"),
    ("newest", "Rn~", r"(?P<names>N)P?(?P<roles>R)n~(?=[d=.,])"),
    ("illustrated", "Rn", r"(?P<names>[Nl]P?h?)(?P<roles>R)n"),
)
ROLE_RULES = Rules(_ROLES)
_VOICES = compiled(
    ("bracket_role", "P", r"(?P<names>[NTl]h?)(?P<char>P)"),
    ("bracket_cast", "P", r"(?P<names>[Nl]h?)(?P<char>P)(?=[,/t&b]|[gn]?[XZC])"),
    ("bracket_cv", "P", r"(?P<char>c?[NTl])(?P<names>P)"),
    ("cv_inline", "v", rf"(?P<char>c?[NT])[_/]?_?v(?:[:/.]_?|[~_;-]{{1,2}})(?P<names>{ONE})"),
    ("cv_topic", "v", rf"(?P<char>{CHARACTER})nvw{OLDER}(?P<names>{ONE})(?=g?[.,=C]|$)"),
    ("lead_voice", "c", rf"cn?v?[ku]?(?:o|(?:iw?)|w)?,?{OLDER}(?P<names>{ONE})g[CZ]"),
    ("lead_part", "c", rf"c(?P<names>{ONE})(?=[gtmw,.]|i(?![CZ]))"),
    ("lead_taken", "cC", rf"(?P<names>{ONE})[gw],?[^.gwoR]{{0,12}}?(?P<char>c{_PART})iC"),
    ("lead_player", "cZ", rf"cv?k?o?Zn?[wg],?{OLDER}(?P<names>{ONE})"),
    ("plays_lead", "cZ", r"(?P<names>NP?h?)[gw]c(?=,|v?k?oZ)"),
    ("speaks", "Z", rf"(?P<names>{LED})[gm],?(?:[NYp]{{0,3}}[QT]P?Y?n|Yd)?~?Z(?=[.,~nRlb]|$)"),
    ("speaks_far", "Z", rf"(?P<names>{LED})[gm],?[^.RZkugwoX]{{1,14}}[QT]P?Y?(?:nu?|u|d)Z"),
    ("goes_on", "C", rf"(?P<names>{ONE}(?:(?:,t?|[,&t]){ONE}){{1,12}}b?|{ONE}b)[gm](?:Nad)?C(?=[.,~]|$)"),
    ("joins_too", "Cm", rf"(?P<names>{ONE})mC(?=[.,~ol]|$)"),
    ("joins", "C", rf"(?P<names>{LED})nCg[Cl]"),
    ("acting", "Z", rf"Z{OLDER}(?P<names>{LIST})(?=[gmitwn.]|$)"),
    ("work_voices", "TuC", rf"TuoC{OLDER}(?P<names>{LIST})"),
    (
        "debut",
        "[uv]",
        rf"(?P<names>{ONE}(?:(?:,t?|[&t]){ONE}){{0,6}})[gwm],?(?:D[^.,gwoRkuvZXD]{{0,6}}[QT]P?d)?[^.,kuZXD]{{0,8}}?[uv](?=[NilC~])",
    ),
    ("cast_such", "[Xp]", r"(?P<names>(?:Nt,)?N(?:,N){1,20})b,?(?:N?X|N?pN?)(?=[gdmn])"),
    ("part_charged", "cC", rf"(?P<char>c[NTlQ]P?)[ow]{OLDER}(?P<names>{ONE})gC"),
    ("part_given", "C", rf"(?P<char>{CHARACTER})[ku]i?,?[^.,QRZku]{{1,8}}?(?P<names>NP?h?)o[^.,]{{0,2}}?C"),
    (
        "given_part",
        "ok",
        rf"(?P<names>{LIST})o,?(?:[NY]n|[Nl]/|c){{0,3}}(?P<char>{CHARACTER})kA?(?=,|[^.,gwo]{{0,2}}C)",
    ),
    ("lead_first", "cC", rf"(?P<char>c{{1,2}}NP?)i{OLDER}(?P<names>{ONE})(?=b,[^.]{{1,60}}C)"),
    ("lead_given", "cC", r"(?P<char>c{1,2}NP?)i(?!NP?h?b),?[^.RXZ]{1,40}?(?P<names>NP?h?)g?C"),
    ("voice_is", "u", rf"(?P<char>{CHARACTER})u(?:w|iw?),?{OLDER}(?P<names>{ONE})(?=i?(?:[.,=]|$))"),
    ("acts_too", "kC", rf"(?<=,)(?P<char>{CHARACTER})o,?{OLDER}(?P<names>{ONE})(?=g?C)"),
    ("acted_by", "Z", rf"(?P<char>{CHARACTER})[,~lm]{{0,2}}[iw]{{1,2}}(?:[^,.RQTZ]{{0,3}}n)?{OLDER}(?P<names>{ONE})Z"),
    ("dubs", "fZ", rf"(?P<names>{ONE})[,~m]{{0,2}}f(?P<char>{CHARACTER})Z"),
    ("charged_by", "iC", rf"(?P<char>c{_PART})~?i{OLDER}(?P<names>{ONE})C"),
    ("charged_voice", "C", rf"(?P<char>{CHARACTER})~?[if][pv](?P<names>{ONE})C"),
    ("voice_named", "v", rf"(?P<char>{CHARACTER})nv(?P<names>{ONE})"),
    ("successor", "kC", rf"(?P<char>{CHARACTER})k[go]?,?[^.kuZRX]{{1,14}}?(?P<names>NP?h?)[gw]No?C"),
    ("replaced_mark", "k;", rf"(?P<char>{CHARACTER})k?_?[:;/_-]{{1,2}}_?NP?h?_?;_?(?P<names>NP?h?)(?=[.P]*$)"),
    (
        "replaced_far",
        "d",
        rf"(?P<char>{CHARACTER})[ku][gwo]?,?(?:Di?,?)?(?:[l~]{{1,2}}[,i]?)?[Nl]P?h?d,?(?P<names>NP?h?)(?!P?h?[ku])",
    ),
    ("replaced", "kd", rf"(?P<char>{CHARACTER})k[^.,]{{0,8}}?[Nl]P?h?d,?(?P<names>NP?h?)"),
    ("acts", "Z", rf"(?P<char>{CHARACTER})o,?{OLDER}(?P<names>{LIST})[gw],?[^.,gwoZ]?Z"),
    (
        "says_part",
        "u[CZ]",
        rf"(?P<names>{LIST})[gw],?(?:Di?,)?[^.,gwoQuZRX]{{0,8}}?(?P<char>{CHARACTER})u[od][CZ](?!N)",
    ),
    ("plays_far", "uZ", rf"(?P<names>NP?h)g,?[^.gQu]{{0,8}}?(?P<char>{CHARACTER})uoZ"),
    (
        "acts_far",
        "Z",
        rf"(?P<char>{CHARACTER})(?:o|iw?|u[ow]),?[^.,wkZuvRXQT/]{{1,16}}?[lCnp~](?P<names>NP?h?)gP?Z(?=[.,~nb]|$)",
    ),
    ("topic_each", "Z", rf"(?P<char>{CHARACTER})w,?{OLDER}(?P<names>{ONE})(?=,)"),
    ("topic_acted", "Z", rf"(?P<char>{CHARACTER})w,?{OLDER}(?P<names>{ONE})gZ"),
    ("each_by", "Z", rf"(?P<char>{CHARACTER})o,?{OLDER}(?P<names>{ONE})(?=,)"),
    (
        "each_plays_role",
        "k",
        rf"(?P<names>{ONE}(?:[t&]{ONE})?)[gw],?(?:Qn|[^,.wQZkuRg]{{1,6}}d,)?[^,.wQZkuR]{{0,14}}?(?P<char>{CHARACTER})k(?=[,.]|[io~]?[CXZ]|$)",
    ),
    (
        "topic_role",
        "kw",
        rf"^[^.wgQR]{{0,3}}?(?P<names>NP?h?)w,?[^.wQZkuR]{{1,20}}?(?P<char>{CHARACTER})k(?=\.|$|[io]?[CZ]\.)",
    ),
    ("each_says", "u", rf"(?P<names>NP?h?)w,?[^,.wQZkuR]{{0,14}}?(?P<char>{CHARACTER})u(?=o(?!ZNP?h))"),
    (
        "each_plays",
        "Z",
        rf"(?P<names>NP?h)[gw],?(?:[^,.wQZkuR]|Q[ni]){{0,14}}?(?P<char>{CHARACTER})(?=,|o[^.,gwo]{{0,3}}Z)",
    ),
    ("each_acts", "Z", rf"(?P<names>N)[gw],?[^,.gwoQZkuR]{{0,8}}?(?P<char>{CHARACTER})(?=,|[oi][^.,gwo]{{0,3}}Z)"),
    ("role_of_known", "k", rf"(?P<char>{CHARACTER})kw?,?{_FAMED}(?P<names>{ONE})(?=b?(?:=?(?:[.,]|$)|g[CZ]))"),
    (
        "role_of",
        "k",
        rf"(?P<char>{CHARACTER})b?_?k[woinmg]?[:/_-]?,?{OLDER}(?P<names>{LIST})(?!P?h?(?:R(?=[gmwt,.b]|$)|k|u|o[NTl]|n[^,.]{{0,5}}k|gZc?[NlQ]|g[l~]{{1,2}}c?[NlQ]P?k|Y[QT])|[/_][NTl]P?k)",
    ),
    (
        "voice_titled",
        "p",
        rf"(?P<char>{CHARACTER})(?:u(?:oC)?n?w|k(?:o?C)?(?:nw)?w?),?[^.,ZRXk]{{1,16}}?p(?P<names>NP?h?)(?=b?(?:=?(?:[.,]|$)|g[CZ]))",
    ),
    ("part_closes", "k=n", rf"(?P<char>{CHARACTER})kw,?[^.QTRZk]{{1,14}}?=Qn(?P<names>NP?h?)(?=b?=?[.]*$)"),
    ("cast_in", "YTX", rf"YTP?iw?,?{OLDER}(?P<names>{LED})[gm]X"),
    ("role_and", "k", rf"(?P<char>{CHARACTER})k[t&/,]Ro,?{OLDER}(?P<names>{ONE})g?C"),
    ("voice_done", "[ku]", rf"(?P<char>{CHARACTER})(?:[ku]v?o[lC~]|kC)v?p?(?P<names>{ONE})"),
    ("voice_done_far", "[ku]Cnw", rf"(?P<char>{CHARACTER})[ku]o?C~?nw,?[^.]{{0,20}}?(?P<names>NP?h?)(?=[.,=]|$)"),
    ("voice_next", "[ku],", rf"(?P<char>{CHARACTER})(?:kv?i?w?|uv?[oi]w?),?{OLDER}(?P<names>{ONE})(?=,)"),
    (
        "voice_of",
        "[knuv][CZ]",
        rf"(?P<char>{CHARACTER})(?:n?[ku]v?|nv|n(?=[^.uk]*o))[ow]?,?[^.ukR]{{0,9}}?(?P<names>{ONE})(?:[gw][CZ]|C)",
    ),
    ("role_far", "k", rf"(?P<char>{CHARACTER})k[woinmg]?,?[^.]{{1,14}}?(?P<names>NP?h)(?=b?[.,=~]|$)"),
    ("troupe", "h[Xv]", r"(?P<names>(?:[Nl]P?h[,&/t]*){2,})b?[vX]"),
    ("played", "Z", rf"(?P<names>{LIST})[gn]?Zn?(?:,?[NT]nN/|,N/)?(?P<char>{CHARACTER})(?!Yc)"),
    ("plays", "Z", rf"(?P<names>{LIST})[gw],?(?:Y?[TQ]P?d,?|Y[dwn~]{{1,2}},?)?(?P<char>{CHARACTER})(?:o,?|n)Z"),
    ("player_of", "Z", rf"(?P<char>{CHARACTER})u?oZ(?:[NSKY#~]{{1,4}}n){{1,2}}(?P<names>NP?h?)(?=[gtmwb,.]|$)"),
    ("player", "Z", rf"(?P<char>{CHARACTER})(?:u?o|i|k)Zv?n?w?,?{OLDER}(?P<names>{ONE})(?!P?k|N|nNP?h?(?:[.=]|$))"),
    ("player_far", "Z", rf"(?P<char>{CHARACTER})oZnw,?[^.oRQTZ]{{1,20}}?n(?P<names>NP?h?)(?=[.=]|$)"),
    (
        "player_last",
        "Z",
        rf"(?P<char>{CHARACTER})(?:u?o|i|k)Zn?w,?(?!{OLDER}{ONE}[,t])[^.RZ]{{1,60}}?(?P<names>NP?h?)(?=b?=?[.]*$|g[YN~]{{0,3}}X)",
    ),
    ("cast_list", "X", rf"X(?:i?w|A,?|_?[:;]|[_/]|n(?!l)|=n?)_?(?P<names>{WEAK_LIST})(?!P?_?k|[:-]_?[NSl]|gNn)"),
    ("cast_topic", "X", rf"Xi?w,?(?=[pQTYN]){OLDER}(?P<names>{LED})(?=[,.=]|g?C|$)"),
    ("cast_given", "X", rf"Xi,?{OLDER}(?P<names>{LED})(?!_?k)"),
    ("cast_all", "XC", rf"Xo,?{OLDER}(?:{CHARACTER}k[no]?)?(?P<names>{LED})(?=g?[CE])"),
    (
        "voice_list",
        "v",
        rf"v(?:i?w|Aw?|[:/]),?_?{OLDER}(?P<names>{WEAK}(?:(?:,t|[,&/_t]){WEAK})*b?)(?!k|nv|oN|[:-]_?[NSl])",
    ),
    ("dub_done", "uC", rf"uoC~?nw,?{OLDER}(?P<names>{LED})(?=[.=b]|n#|nN[.=]|$)"),
    (
        "plays_is",
        "Z",
        rf"(?P<names>{ONE})gZnw,?(?:[^.,RQTZX]{{1,12}}?l,){{0,2}}[^.,RQTZX]{{0,12}}?(?P<char>{CHARACTER})(?=,|=?~?[.]*$)",
    ),
    ("stars_in", "X", rf"(?P<names>{LIST})(?:nX(?=d[,Y])|X(?=[dn]|,NP?R))"),
    ("stars_done", "X", rf"(?P<names>{LIST})[gw],?(?:[^.,QRgwX]{{0,8}}d)?X(?=oC|[,.]|$)"),
    ("played_far", "Z", rf"(?P<names>{ONE})Z[^.,gwoZkuQTX]{{1,8}}?(?:N/|c)(?P<char>N)(?=[tgw,on])"),
    ("plays_titled", "Zco", rf"(?P<names>{ONE})g,?[^.,gwZkuQTRv]{{1,14}}(?P<char>cNP?)oZ"),
    ("cast_as", "[vX]C", rf"(?P<names>{LIST})o[vX]iC"),
    ("appears_in", "YTX", rf"(?P<names>{LIST})[gw],[^.]{{1,24}}?YTP?iX"),
    ("appears_who", "TX", rf"TP?iX(?:v/?)?{OLDER}(?P<names>{LED})(?=[.gwti]|$)"),
    ("leads", "pYT", rf"(?P<names>{LIST})p(?=YT)"),
    ("voices_named", "Tu", rf"TY?P?u(?:i?w|[iog]),?{OLDER}(?P<names>{LED})(?=(?:[go]|[gt],?~?|i)?[CXZ=])"),
    ("voice_given", "v", rf"v[io],?{OLDER}(?P<names>{LIST})(?=(?:[go][^.]{{0,20}})?[CXZ])"),
    ("dub_given", "u", rf"u(?:[id]?w|[iodg])?,?{OLDER}(?P<names>{LED})(?=(?:g|t,~?)?[CXZ]|[.]|$)"),
    ("cast_done", "XC", rf"X[og]?C~?nw,?(?:{_FAMED}|{OLDER})(?P<names>{LIST})"),
    ("appears", "X", rf"(?P<names>{LED})(?:(?<=b)(?:#N|Y?u?N?)g|[gmn])(?:Y?[vX]A,?|Yi?m?)?X"),
    ("stars", "X", r"(?P<names>NP?h?)[,gw],?Y?[QT]dX"),
    (
        "takes_part",
        "A",
        rf"(?P<names>{LIST})[gm],?(?:[^.,gwoQTRZkuX]{{2,8}}d|[^.gwoRZkuX]{{1,10}}[QT]P?i)?Y?[vX]A,?[^.,]{{0,4}}?[CX]",
    ),
)
VOICE_RULES = Rules(_VOICES)
TO_CHARACTER = Rule(
    "to_character", frozenset(), re.compile(rf"(?P<char>{CHARACTER})iw?(?P<names>{ONE})(?![Phwnid]|o(?!C))")
)
PLAYS_TOO = Rule(
    "plays_too", frozenset("C"), re.compile(rf"^(?P<names>{ONE})[wgm],?[^,.wRXZkuQ]{{0,12}}?(?P<char>{CHARACTER})oC")
)
"""A sentence that goes on with one more voice and doesn't say that it is one («山路は相棒のブーを担当する»)."""
TAKES_TOO = Rule(
    "takes_too",
    frozenset("oC"),
    re.compile(rf"(?:^|[,n~l=Np/])(?P<char>c?N)o,?{OLDER}(?P<names>{ONE})gC(?=[.,~]|$)"),
)
"""The same with the part before who takes it («幼なじみのスズを森下綾が務める»)."""
TO_ALSO = re.compile(rf"[t~],?[^,.gwoQTRD]{{0,6}}?{CHARACTER}iw?[p]?{ONE}[.]?$")
"""A sentence that goes on with one more voice («そして謎の常連客“先生”に森綾。»)."""
CAST_LINE = Rule(
    "cast_line",
    frozenset(),
    re.compile(
        rf"^[*,_/;-]*(?:[NTl](?:n|_(?=[NTl]P?_?k?_?[:/;-])))?(?P<char>{CHARACTER})h?(?:/[NTl~]{{1,2}})?(?:P|k)?_?[:_/~;-]+_?(?:v[:.~]?_?)?(?P<names>{WEAK}(?:[,/_]{WEAK})*)(?:P|b|_|;|\.)*$"
    ),
)
CAST_NAMES = Rule("cast_names", frozenset(), re.compile(r"^(?:[*]|H)?(?P<names>N(?:[;/,]N){2,30})_?b?$"))
"""A line of a cast that tells nothing but who speaks («森綾▽山代太郎▽佐田明»)."""
CAST_LINES = (CAST_LINE, CAST_NAMES)
CAST_ENTRY = Rule(
    "cast_entry",
    frozenset(),
    re.compile(
        rf"(?:^|(?<=[,/_;:wPH]))(?:[Nl](?:n|_(?=[Nl]P?_?k?_?[:-])))?(?P<char>c?[NTl])P?_?k?_?[:-]+_?(?P<names>{WEAK})(?!P?_?k)"
    ),
)
"""An entry of a cast that stands in one line («【キャスト】スズ：森綾、レン：山代太郎»)."""
CAST_HEAD = re.compile(r"[*]*_?(?:X[:_/;w-]*|H)_?")
PART_LINE = Rule(
    "part_line",
    frozenset("k"),
    re.compile(rf"^[*/]*_?(?P<names>[NlT])h?(?:_|_?[/:;-]+_?)(?:[Nl]_(?=[Nl]P?_?k))?(?P<char>{CHARACTER})P?_?k_*$"),
)
"""A line that tells a part behind its voice («森綾　スズ役»)."""
EACH_TO = re.compile(rf"(?:(?:[Nl][n/]){{0,3}}{CHARACTER}iw?{OLDER}{ONE},?){{2,20}}b?(?:N?g|o)?[CX]")
"""Parts given to several («スズに森綾、レンに山代太郎が決定»)."""
CAST_ROW = re.compile(
    r"[*]?(?:c?(?:[Nl]n)?[Nl]P?:[Nl]P?(?:,[Nl]P?)*;)+c?(?:[Nl]n)?[Nl]P?:[Nl]P?b?|[*]?[Xv][:_]+(?:N/N[_,])+N/Nb?"
)
ROW_ENTRY = re.compile(r"(?P<char>[Nl])P?[:/](?P<names>[Nl])")
"""A line that is a list of a cast («スズ：森綾▽レン：山代太郎», «CAST：スズ／森綾　レン／山代太郎»)."""
LABEL_NAME = re.compile(r"[*]?c{0,2}(?P<char>[NQ])P?:(?P<names>N)P?h?[_.]?")
"""A line that may be an entry of a cast without a heading («スズ：森綾さん»)."""
NAME_LINE = re.compile(r"[*/_]*(?P<names>[Nl]P?)[_*]*(?P<role>k?)[_:]*")
"""A line that holds one name: of a character (with 役 or not), or of who speaks it."""
VOICE_LINE = re.compile(rf"[*/_]*v[:/_.~-]*(?P<names>{WEAK})[_P]*")
ROLE_LINE = re.compile(rf"[*/_~]*(?P<roles>{ROLES})[_:~]*")
LABEL = re.compile(r"R(?:(?:,t|[,&/t])_?R){0,5}")
"""What a bracket holds that labels the names behind it («【監督】森健二»)."""
LABELLED = re.compile(rf"_?(?P<names>{WEAK_LIST})(?=[_P.,/HP]|$)")
SONG_LINE = re.compile(
    rf"[*/_]*(?:[QT][_:/-]{{0,2}}y?[_:/-]{{0,2}}(?P<behind>{WEAK_LIST})|(?P<before>{WEAK_LIST})[_/:-]{{0,2}}[QT])[_P]*"
)
"""A line that holds a song and who sings it, below a role."""
NAMES_LINE = re.compile(rf"[*/_]*(?P<names>{WEAK_LIST})[_P]*")
MANGA_TITLE = re.compile(r"(?P<names>Nh?(?:[,&/t]Nh?){1,2}|[Nl]h?)(?:[ne](?P<between>[NY~])?)?(?P<work>[TQ])")
_ORIGINALS = compiled(
    ("serial_title", "g[TQ]", r"(?P<names>[Nl]P?h?)g(?P<verb>[^,.gwoRZXCEQT]{1,7})N?(?P<work>[TQ])"),
    ("creators_far", "Ye", r"(?P<names>[Nl]P?h?(?:&[Nl]P?h?)?)e[^,.gwoZ]{1,8}(?P<work>Y)"),
    ("kind_of_work", "Yhn", r"(?P<names>[Nl]P?h)n~?N(?P<work>Y)"),
    ("work_of", "Ra,", r"(?P<names>[Nl]P?h)(?P<work>a)(?=,[Nl]P?h?Rn[QT])"),
    ("creators_work", "Y[aen]", rf"(?P<names>{ONE}(?:[,&]{ONE})*)(?:an|e|n|a)~?R?(?P<work>Y)"),
    ("serial", "Yg", r"(?P<names>[Nl]P?h?)g[^,.gwoRZXCE]{1,9}(?P<work>Y)(?=[ong]R|Y?[QT])"),
    ("serial", "Yg~", r"(?P<names>[Nl]P?h?)g[^,.gwoRZXCE]{1,9}~(?P<work>Y)(?=[wgn,])"),
    ("serial_original", "Rg", r"(?P<names>[Nl]P?h?)g[^,.gwoRZXCE]{0,6}[elC]~?(?P<work>R)(?=[wgnom])"),
    ("written_name", "Y~", r"(?P<names>[Nl]P?h?)g[Cle]{1,2}~(?P<work>Y)(?=[no]|$)"),
    ("serial_of", "Yw", r"^[QT]w,?(?P<names>[Nl]P?h?)g[^,.gwoRZXCE]{1,9}(?P<work>Y)(?=[.=]|$)"),
    ("told_by", "Re", r"Rw,?[^.R]{0,16}?(?P<names>[Nl]P?)(?P<work>e)(?=~?N)"),
    ("same_name", "Y~", r"(?P<names>[Nl]P?h?)~(?P<work>Y)"),
    ("original_turned", "RY", r"(?<!~)(?P<names>[Nl]P?h?)n(?P<work>R)o,?[^.Y]{1,8}?Y"),
    ("work_of", "Ya,", r"(?P<names>[Nl]P?h)(?P<work>a)(?=,)"),
    ("labelled", "YR", r"(?:^|(?<=[/,_*.;]))(?P<work>Y)[:/]_?(?P<names>[Nl]P?h?)(?=[/,_]|$)"),
    ("writer", "gC", r"(?P<names>[Nl]P?h?)g(?P<work>C)(?=,)"),
    ("written_first", "Rd", r"(?:^|(?<=[,*]))(?P<names>[Nl])n(?P<work>R)d"),
    ("name_original", "R", r"(?P<names>[Nl]P?(?:h?|hn))(?P<work>R)(?=[,/.nide]|$)"),
)
ORIGINAL_RULES = Rules(_ORIGINALS)
SINGER = re.compile(rf"^[*_/]*y(?:[:/_-]|w)*(?P<names>{WEAK_LIST})")
