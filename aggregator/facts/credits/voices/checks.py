"""Where a pattern of voices fits but the words say something else: what each rule must not be.

«plays the piano» plays nobody · «has a troupe of actors» is no part of one · «leiht Nao ein Buch» lends no voice · in
«A voices X and B Y» only what leaves out the verb is another pair · «returns as X» needs the verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.checks import MADE_UP
from aggregator.facts.credits.found import yields
from aggregator.facts.credits.in_story import is_in_story
from aggregator.facts.credits.voices.brackets import PARTS
from aggregator.facts.credits.voices.pairs import in_order, is_beside, is_left, is_of_another, not_left
from aggregator.facts.credits.voices.things import SPEAKS_OF, Told, plays_a_thing, spoke_once
from aggregator.facts.credits.voices.turned import is_turned, plays_before
from aggregator.facts.names.people import is_person, is_romaji
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.small_words import FOR, OF, THEMES

WAS = re.compile(r"\b(?:è stat[oa]|fu|era|was|war|était|fue|foi) *$", re.IGNORECASE)
"""What says that somebody was a voice once («è stato la voce di X»)."""
WHOLE_NAME = 300
"""Characters within which a surname's whole name stands."""
OFFERS = shared_words("voices", "offers")
"""Verbs between an actor and a character, behind whom the voice stands."""
_OWNED_ROW = re.compile("(?:N'NP?(?:,&?|&)){1,20}$")
"""What stands before one more «A's X» of a row."""
ONE = "one"
"""The value of words for one member of a cast, which many win awards as, or are."""
LENDS = frozenset("leiht leihen lieh liehen verleiht verleihen verlieh verliehen".split())
"""Verbs that need the word for a voice beside them."""
TURNS = frozenset(
    "spricht sprach sprechen spielt spielte spielen verkörpert verkörperte verkörpern mimt mimte mimen".split()
)
"""Verbs before which the character may stand, and the actor behind them."""
SHARES = frozenset("parte partie membre membres membro membros miembro miembros".split())
"""Words that say that one is a part of a cast («fait partie du casting»)."""
STARS, LEADS = shared_words("voices", "stars"), shared_words("voices", "leads")
"""Verbs of those who play the leads, which are nouns, too; words of what says that a part is the first."""
FOR_WHOM = shared_words("voices", "for_whom")
"""Words of what says whose voice somebody is, in rows with «for»."""
JOINS, HOLDS = shared_words("voices", "joins"), shared_words("voices", "holds")
LEAD_PARTS = tuple(sorted(shared_words("voices", "lead_parts")))
"""What German words begin with for the leads of a work («Hauptrollen»)."""
CASTS, BELONGS = shared_words("voices", "casts"), shared_words("voices", "belongs")
ACTS = shared_words("voices", "acts")
"""Verbs before a word for a cast; those of a work that has somebody «in the cast»; those that say so by themselves."""
INCLUDES = frozenset(
    "include includes included including feature features featuring comprises incluye incluyen incluyendo inclui "
    "incluem incluindo include includono compresi comprend comprennent dont darunter umfasst".split()
)
"""Words behind which some of a cast are named."""
OBJECT = "den"
"""The article of somebody who is played and plays nobody."""
CAST_OF = shared_words("voices", "cast_of")
"""Words for characters, of whom a list is that they head."""
GIVES, FOR_WHOM_GIVEN = shared_words("voices", "gives"), shared_words("voices", "given_to")
"""Verbs of giving somebody a part, and the small words before whom it is given to."""
BUT, AS = frozenset({"sondern"}), frozenset({"as"})
COMES = frozenset(
    "returns return returning back joins join joined joining comes board aboard confirmed steps takes".split()
)
"""Verbs whose «as» may be followed by a character («returns as X»)."""
MANY = 3
"""Actors with their characters that make a sentence a list."""
_YIELDS = re.compile(r"[^.;qU]{0,6},o?p[NT]")
SHOWN = re.compile("[Xv]")
FOR_PAIRS = re.compile(r"NP?ft?[NT]P?(?=,|&|[.;]?$)")
PAIRS = re.compile(r"NP?A[cto]*[NT]")
_CLAUSE = re.compile(r".*NP?q?(?:I?o?C|o)?Zc{0,2}[NT]P?(?:(?:,&?|&)NP?[fh]?c{0,2}[NT]P?){0,40}")
"""«X plays Y», and clauses behind it that leave out the verb."""
_VOICED = re.compile("[zm]|BNP?Z")
_SPOKEN = re.compile("[XvZz]")


def refused(text: str, rule: str, match: re.Match[str], sentence: Sentence, past: frozenset[str]) -> bool:
    """Whether the words of a match make it something else than its rule says; ``past``: the language's verbs of what
    was.
    """
    check, told = CHECKS.get(rule), Told(text, match, sentence)
    return (check is not None and check(told)) or (rule == "voicing" and spoke_once(told, past))


def _holds_nobody(told: Told) -> bool:
    """Whether the word before a list of names does not say that they belong to a cast («the cast of X including A»)."""
    before = told.sentence.chunks[told.match.start("names") - 1]
    if "v" in told.match.group()[:2]:  # «Rounding out the line-up of the dub are»
        return False
    if before.code == ":":
        before = told.sentence.chunks[told.match.start("names") - 2]
    return INCLUDES.isdisjoint(told.text[before.start : before.end].lower().split()[-1:])


def _does_else(told: Told) -> bool:
    """Whether somebody lends no voice («leiht Nao ein Buch»), or one word does more to another than to play it («Nao
    spielt Rin einen Streich»).
    """
    chunks, codes = told.sentence.chunks, told.match.string
    verb = chunks[codes.index("Z", told.match.end("names"))]
    if WAS.search(told.text[chunks[told.match.end("names") - 1].end : verb.start]):
        return True
    if told.match["names"] == "N" and is_in_story(told.text, chunks[told.match.start("names")], verb):
        return True
    lends = told.text[verb.start : verb.end].lower() in LENDS
    if lends and "stimm" not in told.text[told.sentence.start : told.sentence.end].lower():
        return True
    actor = chunks[told.match.end("names") - 1]
    return codes[told.match.end() : told.match.end() + 1] == "o" and actor.code == "N" and actor.last - actor.first == 1


def _gathers(told: Told) -> bool:
    """Whether somebody speaks of a cast, is one of many actors, or has «a troupe of actors» instead of being in one."""
    chunks = told.sentence.chunks
    between = told.text[chunks[told.match.end("names") - 1].end : chunks[told.match.end() - 1].start]
    if chunks[told.match.end() - 1].value == ONE or not SPEAKS_OF.isdisjoint(between.lower().split()):
        return True
    if not told.match.string[: told.match.end()].endswith("ofX") or chunks[told.match.end() - 2].value != OF:
        return False
    before = chunks[told.match.end() - 3]
    return told.text[before.start : before.end].rsplit(maxsplit=1)[-1].lower() not in SHARES


def _other_number(told: Told) -> bool:
    """Whether a match names not as many characters as actors («the voices of X and Y are A and B» does)."""
    first, held = told.match.start("chars"), told.match["chars"]
    owned = [one.start() for one in re.finditer("(?<=[NTQP])fN", held)]
    if any(told.sentence.chunks[first + at].value != OF for at in owned) or owned == [len(held) - len("fN")]:
        return True  # «X, Y and Z in Luna», «X, Y and Z of Luna»
    return len(re.findall("[NTQ](?:fN)?", told.match["chars"])) != told.match["names"].count("N")


def _no_actors(told: Told) -> bool:
    """Whether names that end a list of actors with their characters are no actors."""
    if told.match["names"].count("P") == told.match["names"].count("N"):
        return SHOWN.search(told.sentence.codes) is None
    names = [
        told.text[c.start : c.end] for c in told.sentence.chunks[slice(*told.match.span("names"))] if c.code == "N"
    ]
    return len(PAIRS.findall(told.sentence.codes)) < MANY or not all(map(is_person, names))


def _not_too(told: Told) -> bool:
    """Whether «and Y by B» does not go on from «X is voiced by A»: a title in quotation marks, or «of»."""
    by = next(c for c in told.sentence.chunks[told.match.start("chars") + 1 : told.match.end()] if c.code == "B")
    return _VOICED.search(told.match.string, 0, told.match.start()) is None or by.value == OF


def _not_turned(told: Told) -> bool:
    """Whether what stands before the verb is not one word, the character, or behind it no person's whole name."""
    actor, character = (
        told.sentence.chunks[told.match.start("names")],
        told.sentence.chunks[told.match.end("chars") - 1],
    )
    return not is_person(told.text[actor.start : actor.end]) or character.last - character.first != 1


def _not_before_verb(told: Told) -> bool:
    """Whether «X voices Y» does not tell the character first («Hanako spricht Kenji Mori»): only where the character is
    one word, no surname of somebody told before, and what follows the verb a person's whole name.
    """
    places = told.match.start("names"), told.match.start("chars"), told.match.string.index("Z", told.match.end("chars"))
    actor, character, verb = (told.sentence.chunks[at] for at in places)
    if TURNS.isdisjoint(told.text[verb.start : verb.end].lower().split()):
        return True
    before = told.text[max(0, character.start - WHOLE_NAME) : character.start]
    known = re.search(rf"[^\W\d_]\S+ {re.escape(told.text[character.start : character.end])}\b", before) is not None
    led = OBJECT in before.lower().split()[-2:]  # «Den X spricht A»
    name = told.text[actor.start : actor.end]
    return not (led and " " in name) and (_not_turned(told) or known or not is_romaji(name.replace(" ", "")))


def _no_return(told: Told) -> bool:
    """Whether no verb says that somebody joins or returns as a character («returns as X»)."""
    verb = told.sentence.chunks[told.match.start("chars") - 1 - told.match["chars"].count("c")]
    words = told.text[verb.start : verb.end].lower().split()
    return verb.code != "I" or words[-1] not in AS or COMES.isdisjoint(words)


def _keeps_verb(told: Told) -> bool:
    """Whether «B to Y» does not leave out the verb of «A lends a voice to X», of which the small word is a part."""
    if not _CLAUSE.fullmatch(told.match.string, 0, told.match.start()):
        return True
    verb = told.sentence.chunks[told.match.string.rindex("Z", 0, told.match.start())]
    to = told.sentence.chunks[told.match.start("to")]
    last = told.text[verb.start : verb.end].lower().split()[-1]
    return bool(told.match["to"]) and told.text[to.start : to.end].lower() != last


def _lists_leads(told: Told) -> bool:
    """Whether «as the leads» stands behind a row of actors whose brackets hold their characters."""
    word = told.sentence.chunks[told.match.start("kin")]
    part = told.text[word.start : word.end].lower().startswith(PARTS)
    return part and "P" in told.match["names"] and told.match.string.count("NP") > 1


def _small(told: Told) -> str:
    """The words in small letters that a pattern takes for a verb."""
    chunk = told.sentence.chunks[told.match.start("verb")]
    return told.text[chunk.start : chunk.end].lower()


def _no_joined(told: Told) -> bool:
    """Whether a row of «A's X» is of works («from A's X and B's Y»), and not of those whom somebody joins."""
    codes = told.match.string
    row = _OWNED_ROW.search(codes, 0, told.match.start("names"))
    start = row.start() if row is not None else told.match.start("names")
    return codes[start - 1 : start] not in ("o", "W")


def _not_for(told: Told) -> bool:
    """Whether «A for X» is no line of a list and does not stand beside another of its kind."""
    small = told.sentence.chunks[told.match.start("to")]
    if told.text[small.start : small.end].lower() not in FOR:
        return True
    return told.match.string[0] not in "*-" and len(FOR_PAIRS.findall(told.match.string)) < len("AB")


def _no_kin(told: Told) -> bool:
    """Whether a word before «of X» is no relative's but a part's («as the heroine of X»)."""
    word = told.sentence.chunks[told.match.start("chars")]
    return told.text[word.start : word.end].lower().startswith(PARTS)


def _says_no_but(told: Told) -> bool:
    """Whether no «but» stands before the second of two speakers («nicht mehr von A gesprochen, sondern von B»)."""
    return BUT.isdisjoint(told.text[told.sentence.start : told.sentence.end].lower().split())


def _is_named(told: Told) -> bool:
    """Whether the one word that says who plays has a capital, and so belongs to a name («Little Twin Stars»)."""
    verb = told.sentence.chunks[told.match.start("verb")]
    return verb.first == verb.last - 1 and told.text[verb.start].isupper()


def _enters_none(told: Told) -> bool:
    """Whether no verb says that somebody comes into a cast («join the anime's cast»)."""
    return JOINS.isdisjoint(_verb(told))


def _holds_none(told: Told) -> bool:
    """Whether no verb says whom a work has in its cast («casts A and B», «features A and B in the cast»)."""
    return (HOLDS if told.match.string.startswith("fX", told.match.end()) else CASTS).isdisjoint(_verb(told))


def _verb(told: Told) -> list[str]:
    """The words of a match's verb."""
    verb = told.sentence.chunks[told.match.start("verb")]
    return told.text[verb.start : verb.end].lower().split()


def _no_star(told: Told) -> bool:
    """Whether a word that may stand before a name is no verb («A and B star in T»)."""
    return STARS.isdisjoint(_verb(told))


def _yields(told: Told) -> bool:
    """Whether a word says that the second of two people follows the first («X is replaced by Y»)."""
    return yields(told.match, told.sentence)


def _does_other(told: Told) -> bool:
    """Whether the verb between two names is none of doing, which is said of parts, too («A faz o vilão X»)."""
    return ACTS.isdisjoint(_verb(told))


WORDS_OF_ROLE = 2
"""Words of «as» that say no more («such as»)."""


def _is_made_otherwise(told: Told) -> bool:
    """Whether a cast is said to be done by somebody («directed by»), and not to be made up of people, or a character
    follows («der Schauspieler war als Stimme von X zu hören»).
    """
    before = told.sentence.chunks[told.match.start("names") - 1]
    if before.code == "A" and len(told.text[before.start : before.end].split()) > WORDS_OF_ROLE:
        return True
    if not told.match["made"]:
        return False
    verb = told.sentence.chunks[told.match.start("made")]
    return MADE_UP.search(told.text, verb.start, verb.end) is None


def _no_belonging(told: Told) -> bool:
    """Whether no verb says that a work's cast is made up of those behind it («zum Cast von T gehören A und B»)."""
    words = _verb(told)
    return words[-1:] != [":"] and BELONGS.isdisjoint(words)


def _makes_song(told: Told) -> bool:
    """Whether those who «make it up» make a song and are no cast («el opening lo componen A y B»)."""
    before = told.sentence.chunks[: told.match.start()]
    return any(c.code == "R" and c.value.endswith((*THEMES, "music")) for c in before)


def _gives_none(told: Told) -> bool:
    """Whether no verb of giving stands before a part and whom it is given to («ha dado el papel de X a A»)."""
    to = told.sentence.chunks[told.match.start("to")]
    return _verb(told)[-1] not in GIVES or told.text[to.start : to.end].lower() not in FOR_WHOM_GIVEN


def _gives_way(told: Told) -> bool:
    """Whether who spoke somebody makes way for another («A, qui doublait X, laisse sa place à B»)."""
    codes, end = told.match.string, told.match.end()
    return "q" in told.match.group() and _YIELDS.match(codes, end) is not None


def _is_subject(told: Told) -> bool:
    """Whether what stands first may be who plays: no «den» says that it is played («Den X wird A spielen»)."""
    first, last = told.sentence.chunks[told.match.start()], told.sentence.chunks[told.match.start("chars")]
    return OBJECT not in told.text[first.start : last.start].lower().split()


def _not_who(told: Told) -> bool:
    """Whether no «die» begins a clause about those before it («A und B, die X und Y spielen»)."""
    comma = told.sentence.chunks[told.match.end("names")]
    return not told.text[comma.end :].lstrip().lower().startswith("die ") or _other_number(told)


def _lists_characters(told: Told) -> bool:
    """Whether those who are listed are characters («new characters who join the cast: X, Y»)."""
    match = told.match
    first = match.string.rfind(".", 0, match.start()) + 1
    named = told.sentence.chunks[first : match.start("names")]
    return any(told.text[c.start : c.end].lower() in CAST_OF for c in named if c.code == "c")


CHECKS: dict[str, Callable[[Told], bool]] = {
    "as": lambda told: plays_before(told.text, told.match, told.sentence),
    "yields": lambda told: not _yields(told),
    "replaces": _yields,
    "include": _holds_nobody,
    "is_left": lambda told: not_left(told.text, told.match, told.sentence.chunks),
    "chosen_for": lambda told: is_left(told.text, told.match, told.sentence.chunks),
    "does_part": _does_other,
    "does_named": _does_other,
    "does_part_line": _does_other,
    "cast_is": _is_made_otherwise,
    "cast_of_work": _no_belonging,
    "speak_leads": lambda told: not _verb(told)[-1].startswith(LEAD_PARTS),
    "cast_line": _lists_characters,
    "voicing": plays_a_thing,
    "starring": _makes_song,
    "voices": lambda told: (
        is_of_another(told.text, told.match, told.sentence.chunks)
        or _does_else(told)
        or is_beside(told.match)
        or _gives_way(told)
    ),
    "joins": _gathers,
    "list_rest": _no_actors,
    "voiced_too": _not_too,
    "voices_too": _keeps_verb,
    "role_voiced_by": _not_turned,
    "voices_turned": _not_before_verb,
    "returns_as": _no_return,
    "turned_is": lambda told: not is_turned(told.text, told.match, told.sentence),
    "voices_are": _other_number,
    "all_as": _other_number,
    "voicing_each": _other_number,
    "in_order": lambda told: _other_number(told) or not in_order(told.text, told.match, told.sentence.chunks),
    "object_first": _is_subject,
    "who_all_voice": _not_who,
    "all_will": _other_number,
    "all_first": _other_number,
    "all_take": _other_number,
    "but_by": _says_no_but,
    "all_are": _other_number,
    "row_as": _other_number,
    "roles_voiced": lambda told: len(re.findall("[NT]", told.match["chars"])) != told.match["names"].count("N"),
    "star_in": _no_star,
    "joins_cast": _is_named,
    "enters_cast": _enters_none,
    "in_lead": lambda told: LEADS.isdisjoint(_verb(told)),
    "cast_holds": _holds_none,
    "as_kin": _no_kin,
    "as_somebody": _lists_leads,
    "for_each": _not_for,
    "lends_voice": lambda told: _small(told) not in OFFERS,
    "role_given": _gives_none,
    "owned_row": _no_joined,
    "owned_rows": _no_joined,
    "for_pairs": lambda told: FOR_WHOM.isdisjoint(_verb(told)) or _SPOKEN.search(told.match.string) is None,
}
