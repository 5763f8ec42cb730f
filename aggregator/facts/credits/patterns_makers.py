"""Who made a work, as patterns over the codes of a sentence (see ``patterns.py``): authors, directors and studios.

``work`` is the kind of work or the title, ``names`` who made it.
"""

from __future__ import annotations

from aggregator.facts.credits.pattern_parts import NAME, OBJECT, TOLD
from aggregator.facts.credits.rules import Rules, compiled

MAKER_PATTERNS = compiled(
    ("genitive", "NY", r"(?P<names>(?:N(?:,N){0,3}&)?N)P?[to]?(?P<work>Y)"),
    ("genitive_title", "NT", r"(?P<names>N)P?[to]?(?P<work>T)(?!P{0,2}Y)"),
    ("animation_by", "YfH", r"^o?(?P<work>Y)f[YT]I?H(?P<names>[NSK])(?=[,.;&]|$)"),
    ("studio_behind", "IJ", r"(?P<names>[NS])P{0,2}I(?P<work>J)[of]{1,2}[YT]{1,2}(?=[,.;&]|$)"),
    ("made_last", "B[ab]", r"BJ?(?P<names>[NSK](?:P?[,&][NSK]){0,20})P{0,2}[ab](?P<work>)"),
    ("creators_work", "'Y", r"(?P<names>R?t{0,4}N(?:&R?t{0,4}[NTS])?)'P?(?:[ot]?#?o?)T?P?(?P<work>Y)"),
    ("adapted", "Yf'", r"(?P<work>Y)f(?P<names>t{0,4}N(?:&N)?)'P?o?[TQN](?!P?Y)"),
    ("creators_title", "'T", r"(?P<names>t{0,4}N(?:&N)?)'P?o?(?P<work>T)(?!P{0,2}Y)"),
    (
        "creators_row",
        "'Y",
        r"(?P<names>t{0,4}N)'P?[NTQ]P?(?=,?(?:&?N'P?[NTQ]P?,){0,8}&?N'P?[NTQ]?P?(?P<work>Y))",
    ),
    ("author_says", "R,U", r"(?P<work>R),(?P<names>NP?),U"),
    ("author_of", "RfT", r"(?P<names>N)P?,Rf(?P<work>T)P?,"),
    ("work_of", "H", r"^[*-]{0,2}o?(?P<work>[TYo])P?I?Ho?f?(?P<names>NP?(?:&NP?)?)(?=(?:J[NSK]P?)?(?:[.;,]|$))"),
    ("opus_of", "[BH]", r"(?:^|[.;:])o?(?P<work>[BH])(?P<names>NP?(?:&NP?)?)(?=,?[oIU])"),
    ("opus_by", "B", r"(?:^|[,oN])(?P<work>B)(?P<names>t?NP?(?:,?&t?NP?)?)"),
    ("mangaka", "tY", r"(?P<work>t)(?P<names>N)P?(?=,?[oIUCVhq])"),
    ("is_by", "YIB", rf"(?<![fBC])(?P<work>Y)q?I(?:o?B)(?P<names>{TOLD})(?!V)"),
    (
        "title_is_by",
        "TI[BH]",
        rf"(?<!R[fB])(?<!R[fB]Y)(?P<work>T)P?o?,?q?I[BH](?P<names>{TOLD})(?!P?o?[.;,]?[VabhUo]|(?:P?,?&?NP?){{0,9}}[zZ])",
    ),
    (
        "work_by",
        "Y[BHf]",
        rf"(?P<work>Y)(?:P?o?|t(?=B)|fo|fD(?=B)|o?[hfC]o(?=B)|TP?|TP?,(?=H)|,)(?:B|fB|I?H):?(?:[NT]?R|o|(?<=fDB)t)?(?P<names>{TOLD})",
    ),
    ("work_by_praised", "YfoN", r"(?P<work>Y)fo(?P<names>N)P?(?=[.;,&oIU]|f[oD]|$)"),
    ("work_with_which", "YWqN", r"(?P<work>Y)Wq(?P<names>N)P?(?=[oIUVC])"),
    ("title_by", "TB", rf"(?<!R[fB])(?P<work>T)P?,?B(?P<names>{TOLD})"),
    ("heading_by", "T-B", rf"^(?P<work>T)P?-B(?P<names>{TOLD})(?=P?[.;]?$)"),
    ("capitals_by", "NB", rf"(?P<work>N)(?:-[NTo]{{1,3}})?P?B(?P<names>{TOLD})"),
    ("quoted_by", "QB", rf"(?P<work>Q)P?,?B(?P<names>{TOLD})"),
    ("makes_instead", "pa", r"(?P<names>[NSK])P?p[NSK]P?(?P<work>a)"),
    ("makes", "a", r"(?<!p)(?P<names>[NSK]P{0,2}(?:&[NSK]P{0,2}){0,8})(?:(?:,?q)?I?o?|IYT?)a(?P<work>[YTo]?)"),
    ("made_by_who", "aN", r"(?<=[q&])(?<![SK],q)(?P<work>a)(?P<names>N)(?=P?[.,;&]|P?$)"),
    ("made_by_house", "aS", r"(?<=[,.;&qYT])(?P<work>a)J?(?P<names>S(?:P?&S)?)(?=P?[.,;&]|P?$)"),
    (
        "made_first",
        "aI",
        r"^(?P<work>a)I(?:[YT]{1,2}P?|[ot]{0,2}Y?[TQ]?P?|o)(?:BJ?|J)(?P<names>[NSK](?:P{0,2}&[NSK]){0,8})",
    ),
    ("made_by_is", "bI", r"(?P<work>b)[YT]{1,2}P?I(?P<names>[NSK](?:P?&[NSK]){0,8})(?=P?[.,;]|P?$)"),
    ("made_by", "b", rf"(?P<work>b)(?::|I?o?J?)(?P<names>{OBJECT})"),
    ("house_is", "JI", r"(?:^|[.;,o&])(?P<work>J)(?:q?o?a[oY]?|o[YT]{1,2}|fY?T?)?I(?P<names>[NS]P{0,2})(?!['f])"),
    (
        "at",
        "[Jj][KS]",
        r"(?P<work>[Jj])(?:[:-]J?)?(?P<names>K(?!P?,?&|P?,[KNS])|S(?:P?[,&]S(?!P?,?[ICVZH])){0,8}(?:P?&N(?=[.;]|,&|$))?)(?!')",
    ),
    (
        "works_at",
        "JN",
        r"(?P<work>[VCRwah](?:f|of)?(?:YT|TY|[YT])?P?,?J)(?P<names>[NK](?:P?&[NK](?!P?,?[ICVZH])){0,8})(?!'|RJ)",
    ),
    ("done_at", "JN", rf"[wHhB](?:{NAME}),?(?P<work>J)(?P<names>N)(?!RJ)"),
    ("house", "JN", r"(?P<work>J)(?:(?<!fJ)[:-])?(?P<names>N)(?!')"),
    (
        "common",
        "[fj][CRVaw]",
        r"[VCRaw]f?(?:[YT]|YT)?P?[fj](?P<work>)(?P<names>[NSK](?:P?&[NS](?!P?,?q?o?[ICVZHUah]))?)(?!')",
    ),
    ("common", "Yf", r"(?:^|o|[.;])Yf(?P<work>)(?P<names>[NSK])(?=,[TQ],?[Iwoab])"),
    ("works_for", "RhN", rf"(?P<work>R)ho?{NAME}[Cf](?P<names>S(?:&S)?)(?=[.,;&]|$)"),
    ("below", "[Bf]N", r"^(?P<work>)[Bf](?P<names>N(?:[,&]{1,2}N){0,3})[.;]?$"),
    (
        "line_by",
        "N[Bf]",
        rf"^(?:[*-]{{1,3}}[NTQo#f:.'&-]{{1,12}}P?,|[*.-]{{0,3}}[NTQ#][NTQo#:.'-]{{0,9}}P?,?)(?P<by>[Bf])(?P<work>)(?P<names>{TOLD})",
    ),
)
MAKER_RULES = Rules(MAKER_PATTERNS)
