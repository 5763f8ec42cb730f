"""Where a pattern over codes fits but the words say something else: what each rule must not be.

«the opening, X» and «the opening is X» name the song · «the story that X …» has a word between role and name ·
«Author: X, May 3» is who wrote the article · «the original film by X» has no author · «X wrote on …» is no script ·
«Music Festival» is one name. Known exceptions: the singers of a theme that the text names right behind the role.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from aggregator.facts.credits.checks_songs import (
    composes_theme,
    goes_on,
    half_a_name,
    in_song,
    no_singer,
    no_theme,
    of_song,
    sings_no_more,
    song_is,
    song_of_work,
    writes_no_song,
)
from aggregator.facts.credits.checks_verb_last import (
    BASED,
    UPON,
    announces,
    does_other,
    has_none,
    is_beside,
    is_no_ones,
    is_no_relative,
    is_of_else,
    is_one_of_row,
    is_ones,
    sits_elsewhere,
    trusts_no_one,
)
from aggregator.facts.credits.found import Hit, yields
from aggregator.facts.credits.in_story import is_in_story
from aggregator.facts.credits.other_works import is_followed, lives, of_another_work, of_unknown_work
from aggregator.facts.credits.pattern_parts import ADJUNCTS
from aggregator.facts.credits.told import Told, before_opus, came_before, is_opus, lacks_singer, of_theme, text_of
from aggregator.facts.names.people import is_company, is_person, is_romaji
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.small_words import FOR
from aggregator.facts.titles.words import HAPPENINGS
from aggregator.facts.words.work_types import ANIMATED

_OWNED = re.compile("'P?[ot]?[TQ]?P?Y")
"""What follows who writes something that a manga or novel is: «writer X's T manga»."""
_SIGNED = re.compile("[f,;-]?D[.;]?")
_DATED = re.compile("[N:,;-]{0,3}D")
_CLAUSE = re.compile(
    rf".*(?:(?:[NSK]P{{0,2}}(?:,?q)?o?(?:[hCHA]|I[CH]?A?){ADJUNCTS}[fjB]?|WNP{{0,2}}f|[hC]o?NP{{0,2}}[fj]?|,INP{{0,2}}(?:Cf)?)R|NP?V(?=f?[YT,&]))(?:f?[YT]{{1,2}})?(?:P?(?:,&?|&)[fj]?R)?(?:P?(?:[,;]&?|&)NP{{0,2}}(?:of|,?[fjBW])?R){{0,20}}(?:,?Q)?P?"
)
"""A clause with a verb, and those behind it that leave it out: «X directs, Y the script»."""
_SINGS = re.compile(r".*NP{0,2}o?[ZMCh]RP?(?:W?[os]{0,2},?[NTQ]P?)?")
"""A clause that tells who sings a theme song, and the song: «X sings the opening, S, and Y the ending»."""
_HANDLED = re.compile(r".*RP?(?:f[YT]P?)?I?(?P<verb>H)NP{0,2}(?:(?:,&?|&)R[fJ]NP{0,2}){0,9}")
"""A clause that tells by whom something is done, and those behind it that leave out its verb."""
ON = "on"
"""The small word between a name and its task: «with A on music»."""
MADE_UP = re.compile(r"\bcomp(?:ost|uest)", re.IGNORECASE)
"""What words begin with that say who composed something, or of whom a group is made up."""
SPEECH = "speech"
"""The value of verbs of those who are quoted: «says director X»."""
_SPEAKS = frozenset("foqU:")
"""What follows a verb of writing that is none of a script: «wrote on …», «wrote that …»."""
_STAGED = frozenset({"director", "script", "music"})
"""Roles that characters have, too, in films and plays within a story."""
_ROW = re.compile("[*.-]{0,3}NP{0,2}[-:]R(?:[&/]R){0,4}[;,]")
"""How a line of people and their roles begins: «A – music, B – script»."""
_PROFESSIONS = re.compile("t,?(?:[ot],?){0,3}&?$")
_PLACED = re.compile("o?jR(?:[,&/]{1,2}R)?I?[of]{0,2}N")
"""How a sentence begins that names the roles first: «In the direction is A, in the music B»."""


def refused(text: str, hit: Hit, places: list[int]) -> bool:
    """Whether the words of a match make it something else than its rule says."""
    check = CHECKS.get(hit.rule)
    chunks = hit.sentence.chunks
    return check is not None and check(Told(text, hit, chunks[places[0]], chunks[places[-1]], places[0]))


def _no_creator(told: Told) -> bool:
    return told.first.value != "original_creator"


def _no_first_work(told: Told) -> bool:
    work = told.hit.sentence.chunks[told.hit.match.end() - 1]
    return _no_creator(told) or work.value != "0"


def _song_or_word_between(told: Told) -> bool:
    match = told.hit.match
    if told.first.value == "script" and _OWNED.match(match.string, match.end()):
        return True
    if "," in match.string[told.place : match.start("names")]:
        return told.theme
    if of_another_work(told) or lives(told) or (told.theme and goes_on(told)):
        return True
    if told.theme and told.before is not None and told.before.code in "MC":
        return True
    if told.first.value == "original_creator" and match.string.endswith("N", 0, told.place):
        plain = text_of(told, told.first).islower() and match.string[match.end() : match.end() + 1] != "'"
        return plain or told.last.last < told.named.first or _one_name(told)  # «Sun Girl creator X»: of another work
    if told.first.value == "music" and _PROFESSIONS.search(match.string, 0, told.place):
        return True  # «the singer and composer X»
    if _quoted(told) or (told.before is not None and text_of(told, told.before).lower() in UPON):
        return True
    return told.last.last < told.named.first or _one_name(told)


def _quoted(told: Told) -> bool:
    """Whether somebody is quoted or praised: «says X director Y», «praised director Y»."""
    before = told.hit.sentence.chunks[max(0, told.place - 2) : told.place]
    return any(c.value == SPEECH for c in before) or (before != [] and before[-1].code in "Kp")


def _one_name(told: Told) -> bool:
    """Whether a role with a capital and one more word are a name together («Music Festival»), and no Japanese name."""
    name = told.text[told.named.start : told.hit.quote[1]]
    return told.text[told.first.start].isupper() and " " not in name and not (is_romaji(name) or name.isupper())


def _is_happening(told: Told) -> bool:
    """Whether what is done is a part of an event's name («Festival de Animação de Lisboa»)."""
    if not told.text[told.first.start].isupper() or told.place < len("Nf"):
        return False
    name, small = told.hit.sentence.chunks[told.place - 2 : told.place]
    return small.code == "f" and text_of(told, name).lower().split()[-1] in HAPPENINGS


def _byline(told: Told) -> bool:
    match = told.hit.match
    if _is_happening(told):
        return True
    between = match.string[told.place : match.start("names")]
    if told.first.value == "animation_production" and "w" in between and is_person(text_of(told, told.named)):
        return True
    if told.first.value == "character_design" and _holds_voices(told):
        return True
    apart = told.first.value.endswith("production") and told.hit.sentence.chunks[told.place + 1].code == ","
    if apart or (told.first.value == "concept_design" and {"T", "Y"} & set(between)):
        return True  # «a production, directed by X», «a concept art of X's film»
    if {"z", "M"} & set(between):
        return not told.theme and told.first.value != "narrator"
    if told.theme and ("w" in between or {"M", "Z"} & set(match.string[max(0, told.place - 2) : told.place])):
        return True  # «the opening was directed by X»
    if told.first.value != "original_creator":
        return False
    return _DATED.match(match.string, match.end()) is not None or _is_reporter(told, between)


def _is_led(told: Told) -> bool:
    """Whether what stands behind a word for music tells of who directed («un film sulla musica diretto da X»)."""
    between = told.hit.sentence.chunks[told.place : told.hit.match.start("names")]
    return told.first.value == "music" and any(c.code == "w" and c.value == "director" for c in between)


def _holds_voices(told: Told) -> bool:
    """Whether a list of characters tells in brackets who speaks them («Characters: Rin (voice: X)»)."""
    held = told.hit.sentence.chunks[slice(*told.hit.match.span("names"))]
    return any(c.inner is not None and c.inner.codes[:1] in ("X", "Z", "z") for c in held)


def _is_reporter(told: Told, between: str) -> bool:
    """Whether a line is no more than «Author:» and a whole name that could not be Japanese: who wrote the article."""
    name = text_of(told, told.named)
    alone = (
        not told.hit.match.string[: told.place].strip("D,;-")
        and ":" in between
        and told.hit.match.end() == len(told.hit.match.string)
    )
    return alone and " " in name and name.replace(" ", "").isalpha() and not name.isupper() and not is_person(name)


def _no_script(told: Told) -> bool:
    return composes_theme(told) or _speech(told)


def _speech(told: Told) -> bool:
    rest = told.hit.match.string[told.hit.match.end() :]
    if told.first.value == "script" and rest.startswith(("NR", "R", "s")):
        return True  # «writing the ADR script», «wrote the theme song» are other tasks
    one_word = told.first.last - told.first.first == 1
    draws = told.first.value == "illustrator"
    if draws and told.first.code == "V" and told.after and told.after in "Re":
        return True  # «drew an illustration»
    writes = draws or told.first.value in ("script", "original_creator")
    return writes and one_word and told.after in _SPEAKS and not before_opus(told)


def _no_owner(told: Told) -> bool:
    """Whether what has a theme song is no person."""
    owned = told.first.value == "original_character_design"
    if told.theme and told.hit.match["song"]:
        return told.named.code != "N" or is_company(text_of(told, told.named))
    return (
        not (told.theme or owned)
        or told.named.code != "N"
        or not is_person(told.text[told.named.start : told.named.end])
    )


def _for_work(told: Told) -> bool:
    """Whether «for» alone stands behind the role: whose music it is («das Titellied für T»)."""
    charge = next(c for c in told.hit.sentence.chunks[told.place : told.hit.match.end()] if c.code == "C")
    return charge.last - charge.first == 1 and told.text[charge.start : charge.end].lower() in FOR


def _far_role(told: Told) -> bool:
    before = told.before
    return before is not None and before.code == "o" and before.last - before.first > 1


def _signed(told: Told) -> bool:
    """Whether a line says who wrote the article: «Written by X on May 3»."""
    match = told.hit.match
    return told.place == 0 and _SIGNED.fullmatch(match.string, match.end()) is not None


def _is_no_role(told: Told) -> bool:
    """Whether the subject is no surely known person but «an original story», or the role stands too far behind it."""
    story = told.first.value == "original_creator" and " " not in text_of(told, told.named)
    return story or _far_role(told)


def _owns_work(told: Told) -> bool:
    """Whether the name ends in a genitive before a kind of work («nach der Vorlage von Kenji Moritas Manga»)."""
    match, chunks = told.hit.match, told.hit.sentence.chunks
    name = text_of(told, chunks[match.end("names") - 1])
    owned = match.string[match.end("names") : match.end("names") + 2]
    return name.endswith("s") and is_person(name[:-1]) and "Y" in owned and owned[0] in "Yo"


def _original_film(told: Told) -> bool:
    before = told.before
    chunks = told.hit.sentence.chunks
    if came_before(told) or of_theme(told) or (before is not None and before.code == "p"):  # «on lui doit le …»
        return True
    composed = before is not None and before.code == "I" and told.place > 1
    whole = chunks[told.place - 2] if composed else before
    if whole is not None and whole.code in ("Xx" if composed else "X"):  # a cast or a team «composed of» people
        return True
    if told.first.value == "script" and (of_song(told) or _signed(told)):
        return True
    brief = told.first.last - told.first.first < BASED
    shown = brief and before is not None and before.code == "Y" and before.value in ANIMATED
    shown = shown and not is_person(text_of(told, told.named))
    return told.first.value == "original_creator" and shown


def _no_clause(told: Told) -> bool:
    match = told.hit.match
    clause = _SINGS if told.theme else _CLAUSE
    return clause.fullmatch(match.string, 0, match.start()) is None


def _no_handled(told: Told) -> bool:
    """Whether no «X is handled by A» stands before «Y by B», which leaves out the verb, or «by» is another word."""
    match, chunks = told.hit.match, told.hit.sentence.chunks
    before = _HANDLED.fullmatch(match.string, 0, match.start())
    if told.theme or before is None:
        return True
    verb, by = chunks[before.start("verb")], chunks[match.start("names") - 1]
    words = told.text[verb.start : verb.end].lower().split()
    return told.text[by.start : by.end].lower() != words[-1]


def _owner_or_character(told: Told) -> bool:
    """Whether what stands behind «as» is a character's name, with an article and a capital («como a Diretora»), or the
    name is a German genitive and a noun follows: «Shingo Natsumes Posten als Regisseur».
    """
    if told.before is not None and told.before.last < told.first.first and told.text[told.first.start].isupper():
        article = told.text[told.before.end : told.first.start].strip()
        task = text_of(told, told.before).lower().split()[-1] in FOR
        if article.islower() and article != "the" and told.before.code == "A" and not task:
            return True
    return told.hit.match.string[told.hit.match.end("names") :][:1] == "o" and _genitive(told, told.named)


def _genitive(told: Told, chunk: Chunk) -> bool:
    name = told.text[chunk.start : chunk.end]
    return name.endswith("s") and not is_person(name) and is_person(name[:-1])


def _has_object(told: Told) -> bool:
    """Whether one word behind «has directed» is what was directed: no Japanese name, and no one's in capitals."""
    name = text_of(told, told.named)
    verb = text_of(told, told.first)
    return " " in verb and " " not in name and not is_romaji(name) and not name.isupper()


def _is_directed(told: Told) -> bool:
    """Whether one word that says who did it stands before the verb, so that what follows was done: «A directed X»."""
    before = told.before
    if before is None or before.code != "N" or before.last - before.first > 1:
        return False
    return told.hit.match.string[: told.place] in ("N", "oN") and not is_person(text_of(told, told.named))


def _is_made_up(told: Told) -> bool:
    """Whether people make up a group («la banda è composta da A e B»), in a sentence that speaks of no music."""
    if told.first.value != "music" or MADE_UP.search(text_of(told, told.first)) is None:
        return False
    return not any(c.code in "sQ" or (c.code == "R" and c is not told.first) for c in told.hit.sentence.chunks)


def _yields(told: Told) -> bool:
    """Whether a word says that the second of two people follows the first («X hands over to Y»)."""
    return yields(told.hit.match, told.hit.sentence)


def _in_story(told: Told) -> bool:
    """Whether a character directs or writes something within the story."""
    match = told.hit.match
    return told.first.value in _STAGED and match["names"] == "N" and is_in_story(told.text, told.named, told.first)


_OF_SONGS = (
    "role_title_by role_song_is song_by_is song_by_too owned_song role_song charge_song titled_by sings_turned "
    "line_song sings_named brings_song brings_turned stands_for_song song_elided song_of_work_from"
).split()
CHECKS: dict[str, Callable[[Told], bool]] = {
    "yields": lambda told: not _yields(told),
    "replaces": _yields,
    "replaces_does": _yields,
    "row_role": lambda told: _ROW.match(told.hit.match.string) is None,
    "placed_too": lambda told: _PLACED.match(told.hit.match.string) is None,
    **dict.fromkeys(_OF_SONGS, no_theme),
    "charge": composes_theme,
    "song_is_by": no_theme,
    "says_who": lambda told: told.theme,
    "who_does_last": lambda told: not is_person(text_of(told, told.hit.sentence.chunks[told.hit.match.start("names")])),
    "handled_too": _no_handled,
    "song_gapped": no_singer,
    "song_listed": lacks_singer,
    **dict.fromkeys(("title_of_author", "of_author"), lambda told: _no_creator(told) or not is_opus(told)),
    "charge_after": _for_work,
    "on_role": lambda told: text_of(told, told.hit.sentence.chunks[told.place - 1]).lower() != ON,
    "author_aside": lambda told: told.first.value != "original_creator" or " " not in text_of(told, told.first),
    "gapped": _no_clause,
    "gapped_pair": _no_clause,
    "role_in": lambda told: _owner_or_character(told) or sings_no_more(told) or is_followed(told),
    "takes_post": lambda told: not _genitive(told, told.hit.sentence.chunks[told.hit.match.start("former")]),
    "role": lambda told: _song_or_word_between(told) or is_one_of_row(told) or in_song(told),
    **dict.fromkeys(("song_written", "song_for"), writes_no_song),
    "role_of_work": song_of_work,
    "dubber_says": lambda told: told.first.value != "adr_director",
    "by": lambda told: _byline(told) or _is_led(told),
    "by_line": _byline,
    **dict.fromkeys(("role_is", "own_role_is"), lambda told: song_is(told) or announces(told)),
    "who_is": lambda told: _no_creator(told) and "q" not in told.hit.match[0],
    "apposed": _no_first_work,
    "sings_role": half_a_name,
    "sings": half_a_name,
    "verb_first": lambda told: _has_object(told) or _is_directed(told),
    "does": lambda told: _no_script(told) or does_other(told) or _in_story(told),
    "owner": _no_owner,
    "is_role": _is_no_role,
    "to_do": trusts_no_one,
    "to_do_first": trusts_no_one,
    "as_role_first": lambda told: not _no_creator(told) or " " not in text_of(told, told.named),
    "role_aside_is": lambda told: told.theme or not _no_creator(told),
    "with_whom": is_beside,
    "sits_on": sits_elsewhere,
    "role_all": is_ones,
    "whose_hands": is_no_ones,
    "who_role_after": is_no_relative,
    "has_post": has_none,
    "and_has_post": has_none,
    "done_by": lambda t: is_of_else(t) or of_unknown_work(t) or _original_film(t) or _owns_work(t) or _is_made_up(t),
}
