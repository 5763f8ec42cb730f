"""Where a pattern of theme songs fits and the words say something else: what each rule must not be.

«the opening is X» names the song · «X composes the opening» tells no music of the work · «the opening, S, and Y the
ending» goes on from one who sings · «the ending Ending S» is no person of that name. Known exceptions: the singers of a
theme that the text names right behind the role.
"""

from __future__ import annotations

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.told import Told, text_of
from aggregator.facts.names.people import ROMAJI_PARTICLES, is_person
from aggregator.facts.sentences.small_words import THEMES

WRITES = frozenset({"music", "script"})
"""Roles of verbs that tell who made a song."""
_IS_BY = shared_words("credits", "song_is_by")
"""Small words behind «is» that tell whose a song is: «o encerramento é de X»."""


def no_theme(told: Told) -> bool:
    """Whether the role is none of who sings a theme song."""
    return not told.theme


def goes_on(told: Told) -> bool:
    """Whether a name is the beginning of a Japanese title («Kaze no Uta»)."""
    chunks, end = told.hit.sentence.chunks, told.hit.match.end("names")
    particle = chunks[end] if chunks[end + 1 : end + 2] and chunks[end + 1].code == "N" else None
    return particle is not None and text_of(told, particle) in ROMAJI_PARTICLES


def song_of_work(told: Told) -> bool:
    """Whether a comma stands between a theme's role and a name behind it, which is the song's."""
    return told.theme and "," in told.hit.match.string[told.place : told.hit.match.start("names")]


def song_is(told: Told) -> bool:
    """Whether «the opening is X» names the song: not behind «is by», and no person."""
    if told.before is not None and told.before.code in "CMZ":  # «ad aprire la sigla sono X»
        return False
    verb = next((c for c in told.hit.sentence.chunks[told.place :] if c.code == "I"), None)
    if verb is not None and text_of(told, verb).lower().split()[-1] in _IS_BY and told.named.code == "N":
        return False
    return told.theme and told.named.code == "N" and not is_person(told.text[told.named.start : told.named.end])


def half_a_name(told: Told) -> bool:
    """Whether a word in lower case stands between one word of a name and «performs»: the rest of the name."""
    return bool(told.hit.match["skipped"]) and told.named.last - told.named.first == 1


def of_song(told: Told) -> bool:
    """Whether what is written is the theme song that the sentence speaks of."""
    return any(c.code == "R" and c.value.endswith(THEMES) for c in told.hit.sentence.chunks[: told.place])


def composes_theme(told: Told) -> bool:
    """Whether what is composed is a theme song («se encarga de componer el opening»), and no music of the work."""
    chunks, end = told.hit.sentence.chunks, told.hit.match.end()
    end += told.after in ("f", "j")
    code = told.hit.match.string[end : end + 1]
    song = code == "s" or (code == "R" and chunks[end].value.endswith(THEMES))
    return told.last.value == "music" and song


def no_singer(told: Told) -> bool:
    """Whether nothing before a song says that somebody sings one."""
    return not told.theme or not set("MZhIC") & set(told.hit.match.string[: told.hit.match.start()])


def sings_no_more(told: Told) -> bool:
    """Whether a comma ends the clause of a singer before a theme song («gesungen von X, während als Ending …»)."""
    return told.theme and "," in told.hit.match.string[told.hit.match.end("names") : told.place]


def in_song(told: Told) -> bool:
    """Whether a theme's role is the first word of a song's name («esegue la sigla finale Ending Sora»)."""
    before = told.before
    return told.theme and before is not None and before.code == "R" and before.value.endswith(THEMES)


def writes_no_song(told: Told) -> bool:
    """Whether what is written is no theme song, or by nobody of whom it is said that he sings («the singer X composed
    the opening»).
    """
    match = told.hit.match
    made = told.hit.sentence.chunks[match.start("made")]
    written = made.code == "V"
    return not told.theme or (written and (made.value not in WRITES or "t" not in match["names"]))
