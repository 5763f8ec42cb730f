"""The grammar of theme songs in languages without spaces: patterns over the codes of ``facts/sentences/japanese.py``.

They are tried before those of all roles (:mod:`aggregator.facts.credits.japanese.patterns`).
"""

from __future__ import annotations

from aggregator.facts.credits.japanese.patterns import LIST, OLDER, ONE, ROLE_RULES, ROLES, WEAK_LIST
from aggregator.facts.credits.rules import Rules, compiled

_SONGS = compiled(
    (
        "role_song_by",
        "R",
        rf"(?P<roles>{ROLES})P?(?P<song>[QT]?)(?:i?w|o|i|m),?(?:[^.QRT]{{0,8}}[QT]i[lCp]{{1,2}},?)?[^.QRT]{{0,16}}?(?P<names>[QT])g[CE]",
    ),
    ("unit_song", "RQ", rf"(?P<roles>{ROLES})P?(?:i?w|i|g),?[^.QRT]{{0,20}}?(?P<names>Q)n(?:[Nl~]n?)?(?P<song>[QT])"),
    (
        "unit_song",
        "RQp",
        rf"(?P<roles>{ROLES})P?(?:i?w|i|g),?[^.QT]{{0,30}}?p(?P<names>[QT])n(?:[Nl~]n?)?(?P<song>[QT])",
    ),
    ("unit_becomes", "RQp", rf"(?P<roles>{ROLES})P?(?:i?w|i|g|o),?[^.QRT]{{0,16}}?p(?P<names>Q)(?:=|[gio]?[CE])"),
    ("unit_taken", "Rnw", rf"(?P<roles>{ROLES})P?[oi](?P<verb>[CE])~?nw,?[^.QT]{{0,20}}?(?P<names>[QT])(?=[.=]|$)"),
    ("unit_given", "Ro", rf"(?P<roles>{ROLES})P?o(?P<names>[QT])(?=i?,R|i[^.,QT]{{0,4}}C)"),
    ("unit_does", "R", rf"(?P<names>[QT])g,?(?:Y?Tn)?(?P<roles>{ROLES})P?(?P<song>[QT]?)o[CE]"),
    ("unit_list", "R", rf"(?P<names>Q)g,?(?:Y?Tn)?(?P<roles>{ROLES})P?(?P<song>[QT])(?=,)"),
    ("role_sung", "RE", rf"(?P<roles>{ROLES})P?(?:[wim:]|nw|iw)?,?{OLDER}(?P<names>{LIST}|Q)[gn]E(?P<song>Q?)"),
    ("role_sings", "R", rf"(?P<roles>{ROLES})P?(?P<song>[QT]?)o(?:E|(?<=[QT]o)C)(?:nw)?,?{OLDER}(?P<names>{LIST}|Q)"),
    ("sung_role", "R", rf"(?P<names>{LIST})(?:(?:[gn]?En?|e|gC)|gEY?T(?:P?n)?)(?P<roles>{ROLES})(?P<song>Q?)"),
    (
        "role_song_made",
        "RQ",
        rf"(?P<roles>{ROLES})P?(?:oC~?nw|i?w|i|g),?[~p/]{{0,3}}(?P<names>{ONE})(?:gE|g[Ce]|e)N?(?P<song>[QT])",
    ),
    (
        "role_song_topic",
        "R",
        rf"(?P<roles>{ROLES})P?(?P<song>[QT]),?(?:i?w|o|i),?{OLDER}(?P<names>{LIST})(?:g?[CE~=]|(?=,R))",
    ),
    (
        "role_song_of",
        "R",
        rf"(?P<roles>{ROLES})P?(?:i?w|i|g|A|=n?w|[oi][Cl~]{{1,2}}n?w|[:/]),?_?{OLDER}(?P<names>{ONE})n(?:[Nl~]n?)?(?P<song>[QT])",
    ),
    (
        "role_song_person",
        "RQp",
        rf"(?P<roles>{ROLES})P?(?P<song>[QT])w,?[^.RQTgw]{{1,8}}?p(?P<names>{ONE})g[CE]",
    ),
    ("song_bracket", "RP", rf"(?P<roles>{ROLES})P?(?::|i?w)?(?P<song>[QT])(?P<names>P)"),
    ("role_song_next", "R", rf"(?P<roles>{ROLES})P?(?:i?w|i|g),?{OLDER}(?P<names>{ONE})(?P<song>[QT])"),
    ("named_song", "R", rf"(?P<roles>{ROLES})n{OLDER}(?P<names>{ONE})(?P<song>[QT])"),
    ("as_song", "RA", rf"(?P<names>{LIST})w,?(?:Y?T?n)?(?P<roles>{ROLES})A,?[^.RQTgw]{{0,4}}?(?P<song>[QT])o"),
    (
        "role_song_far",
        "R",
        rf"(?P<roles>{ROLES})P?[gw],?[^.QRT]{{1,12}}?(?P<names>{ONE})[en](?P<song>[QT])(?=[i.=~]|$)",
    ),
    (
        "role_song_written",
        "R",
        rf"(?P<roles>{ROLES})P?(?:i?w|i),?{OLDER}(?P<names>{ONE})gl{{1,2}}N?(?P<song>[QT])(?=g[CE])",
    ),
    (
        "song_becomes",
        "R",
        rf"(?P<names>{ONE})(?:n|,N|(?=[QT]))N{{0,2}}(?P<song>[QT])[gw],?(?:D[dn]?l?)?(?:Y?[YT]n){{0,2}}(?P<roles>{ROLES})P?(?=[iC=~.,]|$)",
    ),
    (
        "song_written",
        "R",
        rf"(?P<names>{ONE})gl{{1,2}}(?P<song>[QT])[gw],?(?:Y?[YT]n){{0,2}}(?P<roles>{ROLES})P?(?=[iC=~.,]|$)",
    ),
    (
        "role_song_name",
        "R",
        rf"(?P<roles>{ROLES})P?[_:/-]{{0,2}}(?P<song>[QT])[_:/-]{{0,2}}y?[_:/-]{{0,2}}(?P<names>{WEAK_LIST})(?=[.;,_]|$)",
    ),
)
"""Who sings the theme song; only where the role is one."""
SONG_RULES = Rules((*_SONGS, *ROLE_RULES.rules))
