"""The lines of lists of voices, as patterns over the codes of a sentence (see ``facts/sentences/chunks.py``)."""

from __future__ import annotations

import re

LINE = re.compile(
    r"^P?[*\-#.,;]{0,4}(?P<one>(?:cf|t\.)?[ct]{0,3}[NT](?:'[ct]{0,2}N|'[ct]{1,2}|'o|[Qo][NT]|c|/[NT](?=[P:-]))?|Q|c)"
    r"(?:,[NocftT]{1,5})?(?P<between>P?)"
    r"(?:(?:-|:|,|/|\.|;|(?P<is>Io?)){1,3}(?P<voiced>z:?|Z)?|(?P<by>B|z:?))"
    r"(?P<two>(?:cf|t\.)?[ct]{0,3}[NT](?:'[ct]{0,2}N|'[ct]{1,2}|'o|[Qo][NT]|o)?|c)(?P<after>P{0,2})"
    r"(?P<more>(?:[,&/]{1,2}[ct]{0,3}[NT]P?){0,6})(?:,p[NT]P?|,[oc][NocftT]{0,5}|,[fqX][ofctXI#YZD]{0,8})?[,\-.;:&]{0,3}$"
)
BRACKET = re.compile(r"^[*\-#.,;&]{0,4}(?P<one>t{0,3}N)(?P<two>[PQ])[,\-.;&]{0,3}$")
DESCRIBED = re.compile(r"^[*\-#.,;&]{0,4}(?P<one>[ct]{0,3}[NT])(?P<two>P)(?:[:\-](?=.)|[,I](?=[^RVCHwzhmNT]+$))")
"""«Character (Actor): …», with who the character is, «Character (Actor) is …»."""
FOR_LINE = re.compile(r"^[*\-]{0,3}(?P<one>N)P?(?P<small>f)(?P<two>[NT])[.,;]?$")
"""«Actor for Character»."""
VOICE_OF = re.compile(r"^[*\-#.,;&]{0,4}[ZX]f?(?P<one>c{0,2}[NT])[:\-](?P<two>N)(?P<after>P?)$")
"""«Voice of Character: Actor»."""
HALF = re.compile(r"^[*\-#]{0,3}(?:[cX]:)?(?P<name>[ct]{0,2}[NT])P?$")
"""A line that is half of a pair, the other half being the next line."""
VOICED = re.compile(r"^[*\-#]{0,3}(?:z[:\-]?|[XZt]P?[:\-])(?P<name>N)P?$")
"""The second half that says so: «CV: Actor»."""
ACTOR_LINE = re.compile(r"(?:[*\-]{1,3}t{0,2}(?P<name>N)P?|t{0,2}(?P<known>N)P)[.,;]{0,2}")
"""An entry of a list that names actors and no characters."""
GOES_TO_LIST = re.compile(r"[oIqtcfUWA&,#]{1,8}:")
"""A line that goes on to a list of whom the sentence before it spoke («These are they:»)."""
NAME_GOES_ON = re.compile(r"[Qo][NT]|/[NT](?=[P:-])|'[ct]{0,2}N|'[ct]{1,2}|'o|c|o(?!.)")
"""What goes on behind the first part of a character's name: a nickname, a relative («A's mother»), a title."""
_ENTRY = "[ct]{0,3}[NT]P?[:-][ct]{0,3}[NT]P?"
PAIRS_LINE = re.compile(rf"[*#-]{{0,3}}{_ENTRY}(?:[;,]&?{_ENTRY}){{1,20}}[.;]?")
"""A list in one line: «A: X; B: Y»."""
PAIR = re.compile(r"(?P<one>[ct]{0,3}[NT])P?[:-](?P<two>[ct]{0,3}[NT])")
BRACKETS = re.compile(r"[*#-]{0,3}NP[,;]NP[,;&]")
"""Several with brackets in one line."""
NARRATOR = re.compile(r"[*.-]{0,3}(?:R[:-]+NP?|NP?[:-]+R)[.,;]?")
AS_LINE = re.compile(r"[*.#-]{0,3}NP*A[cto]*[NT].{0,3}")
VOICE_LINE = re.compile(r"[*.#-]{1,3}NP*(?:,NP?){0,3}(?:,?&NP?)?(?:Z|IZ|I)[cto]*[NT].{0,3}")
"""An entry that says in a sentence's words who plays whom."""
HELD = re.compile(r"(?:R&)?(?:A|[ZX]o?[fB:]?|t:|z[:.]?)?[cto]?[NT]")
"""What a bracket behind a name may hold: the character, or the actor behind «CV»."""
