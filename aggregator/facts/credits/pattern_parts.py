"""What patterns over the codes of a sentence are built of: names, rows of them, roles, what stands between.

Codes are those of ``facts/sentences/chunks.py``.
"""

from __future__ import annotations

import re

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
