"""Where patterns of roles fit but the words say something else, in languages whose verbs come last."""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import SINGULAR, Hit
from aggregator.facts.credits.told import Told, has_task, shows_cast, text_of
from aggregator.facts.names.people import is_person

_WITHIN, _VERB_LAST = re.compile("(?:I[of]{0,2}|b)Y?$"), re.compile("(?:(?:,?&NP?)?BNP?){0,4}[hzZ](?=[.,;&]|$)")
"""What stands around a work within which something is done: a helping verb before it, and the verb at the end."""
_DONE_TO = re.compile(r"(?:^|[.,;&])(?:[ozhN]I|w)Y?$")
"""What stands before a work to which something is done, from the beginning of a clause."""
PASSIVE = ("wird", "werden", "wurde", "wurden")
"""Helping verbs of what is done."""
_HAS, _ANNOUNCED = frozenset({"hat", "haben", "hatte", "hatten"}), re.compile(r"[^.;:,U]{0,8}U")
"""Helping verbs of a perfect tense, and what follows where the verb is one of telling."""
UPON = shared_words("credits", "upon")
"""Small words before what shows somebody («auf der Illustration X» is no illustrator)."""
BASED = 4
"""Words of a phrase that says what a work is based on («based on an original story by»)."""
TO = "zu"
"""The small word before an infinitive."""
TRUSTS = shared_words("credits", "trusts")
"""Words that say that what an infinitive tells is somebody's task."""
SUBJECTS = shared_words("credits", "subjects")
"""Pronouns that do what a relative clause tells."""
_DRAWN = re.compile(r"(?<![f'C])Y[TQN]?P?,?(?:I?(?:f?D|o)?B|H)(?:[^.;:,]{1,8}&B)?$")
"""A book, and what stands between it and who draws it: «der Manga wird von X geschrieben und von»."""
_WRITTEN = re.compile(r"(?:^|[;.,])[^RMs;.,]*(?:[TY]P?|[TYV&])[^RMsU;.,]*B$")
"""A clause of a work, no role and no song, up to «by»: «der Film wurde 2019 von X geschrieben»."""
_AUTHORS = re.compile(r"I[oft]{0,2}[YT]P?BR?$")
"""A helping verb before a work and «by»: the verb behind the name is done to the work."""
RELATIVE = tuple(f"{word} " for word in sorted(shared_words("credits", "relative")))
"""What a German relative clause begins with."""
_NOUN_LEADS = frozenset("ein eine einer der die das".split())
"""What begins a noun that stands for a name before it."""
_ONE = (["der"], ["den"], ["dem"])
"""Articles of one person who makes something."""
_ITSELF = " sich"
"""What follows a verb that has no object but itself."""
DRAWN_BOOKS = frozenset({"manga", "novel", "other"})
SEATS = frozenset({"director", "chief_director"})
"""Roles that sit somewhere («auf dem Regiestuhl»)."""


def trusts_no_one(told: Told) -> bool:
    """Whether no infinitive tells a task, or no word says whose («X ist beauftragt, Y zu schreiben»)."""
    small = told.hit.sentence.chunks[
        told.place + told.hit.match["roles"].count("R") + told.hit.match["roles"].count("&")
    ]
    words = set(re.findall(r"\w+", told.text[told.hit.sentence.start : told.hit.sentence.end].lower()))
    return small.code != "f" or text_of(told, small).lower() != TO or words.isdisjoint(TRUSTS)


def draws_no_book(told: Told) -> bool:
    """Whether something else than a book is drawn («das Visual wurde von X gezeichnet»)."""
    if told.first.value != "original_illustration" or not text_of(told, told.last).lower().endswith("t"):
        return False
    before = _DRAWN.search(told.hit.match.string, 0, told.hit.match.start("names"))
    return before is None or told.hit.sentence.chunks[before.start()].value not in DRAWN_BOOKS


def turns(told: Told) -> bool:
    """Whether a verb of directing says what something is about («es dreht sich um …»)."""
    end = told.last.end
    return told.first.value == "director" and told.text[end : end + len(_ITSELF)].lower() == _ITSELF


def is_authors(told: Told) -> bool:
    """Whether a passive verb stands behind a work and whose it is («wird der Manga von Autor X verfilmt»)."""
    return _AUTHORS.search(told.hit.match.string, 0, told.hit.match.start("names")) is not None


def does_other(told: Told) -> bool:
    """Whether a verb is of another's work, or of no work at all."""
    other = draws_no_book(told) or is_authors(told) or turns(told) or shows_cast(told) or _has_role_before(told)
    return other or _writes_else(told) or _done_by_pronoun(told)


def _has_role_before(told: Told) -> bool:
    """Whether what the verb does is a role before its subject («die Musik hat X geschrieben»), of which it says no
    more, or what is by the subject.
    """
    match = told.hit.match
    if match.string.endswith("B", 0, match.start("names")) and "I" in match.string[match.end("names") : told.place]:
        return True  # «der Manga von X wird verfilmt»
    return match.string.endswith("RI", 0, match.start("names")) and told.first.value == "script"


def _writes_else(told: Told) -> bool:
    """Whether what is written by somebody is no work («der Artikel wurde von X geschrieben»)."""
    match, begin = told.hit.match, told.hit.match.start("names")
    if told.first.value != "script" or told.first.code != "V" or match.string[begin - 1 : begin] != "B":
        return False
    return told.place > begin and told.after not in ("Y", "T") and _WRITTEN.search(match.string, 0, begin) is None


def _done_by_pronoun(told: Told) -> bool:
    """Whether a pronoun does what a relative clause behind a name tells («New York, où il écrit la musique»)."""
    match, chunks = told.hit.match, told.hit.sentence.chunks
    if not match["who"]:
        return False
    between = told.text[chunks[match.end("who") - 1].end : chunks[match.start("verb")].start].lower().split()
    return not SUBJECTS.isdisjoint(between)


def sits_elsewhere(told: Told) -> bool:
    """Whether a role is not one that sits where a small word says («auf dem Regiestuhl»)."""
    return told.before is None or text_of(told, told.before).lower() not in UPON or told.first.value not in SEATS


def is_no_relative(told: Told) -> bool:
    """Whether no «der» or «die» behind the comma begins a clause about who stands before it."""
    comma = told.hit.sentence.chunks[told.hit.match.string.index(",", told.hit.match.end("names"))]
    return not told.text[comma.end :].lstrip().lower().startswith(RELATIVE)


def is_ones(told: Told) -> bool:
    """Whether the verb behind names is that of one person, the last of them («director A and B is …»)."""
    verb = told.hit.sentence.chunks[told.hit.match.end()]
    return text_of(told, verb).lower().split()[0] in SINGULAR or not _no_more_role(told)


def _no_more_role(told: Told) -> bool:
    """Whether no role follows, which would be what they do."""
    return "R" not in told.hit.match.string[told.hit.match.end() :]


def is_no_ones(told: Told) -> bool:
    """Whether no phrase says in whose hands a role is («aus dessen Feder»), but whose it is («dessen Drehbuch …»)."""
    begins = told.hit.sentence.chunks[told.hit.match.start("roles") - 1]
    return len(text_of(told, begins).split()) < len(("aus", "dessen", "Feder"))


def has_none(told: Told) -> bool:
    """Whether no verb of having stands behind a role («hat die Regie inne»)."""
    return not text_of(told, told.hit.sentence.chunks[told.place + 1]).lower().startswith("inne")


def announces(told: Told) -> bool:
    """Whether somebody has but announced a role («die Regie hat X angekündigt»), as the clause's last verb says."""
    codes, chunks = told.hit.match.string, told.hit.sentence.chunks
    verb = next((c for c in chunks[told.place :] if c.code == "I"), None)
    if verb is None or text_of(told, verb).lower().split()[-1] not in _HAS:
        return False
    return _ANNOUNCED.match(codes, told.hit.match.end()) is not None


def is_done_in(text: str, hit: Hit) -> bool:
    """Whether something is done within a work, whose maker is another («die Rolle wird im Anime T von X übernommen»),
    or to the work («gezeigt wird die Serie von X»), or what follows is a part («le jeu de X, voix de Y»).
    """
    rule, match = hit.rule, hit.match
    named = hit.sentence.chunks[match.start("names")]
    name = text[named.start : named.end]
    if rule == "work_by" and (
        match.string.startswith(",X", match.end()) or (f"{name}:" in text and not is_person(name))
    ):
        return True  # «die Produktion von T» of «T: Die Serie»
    if rule not in ("title_by", "work_by"):
        return False
    done = _DONE_TO.search(match.string, 0, match.start("work"))
    if done is not None:
        verb = hit.sentence.chunks[match.start("work") - 1 - match.string.endswith("Y", 0, match.start("work"))]
        if text[verb.start : verb.end].lower().endswith(PASSIVE):
            return True
    last = _VERB_LAST.match(match.string, match.end()) is not None
    return last and _WITHIN.search(match.string, 0, match.start("work")) is not None


def is_of_else(told: Told) -> bool:
    """Whether what stands between «based on the manga of» and a name is not what the manga is about."""
    book = told.last.value == "original_creator" and told.last.last - told.last.first >= BASED
    return bool(told.hit.match["of"]) and not book


def is_one_of_row(told: Told) -> bool:
    """Whether «der Regisseur» stands before a row of single words, who are seen or met and make nothing, or «writer»
    before who has a task of the staff.
    """
    names = [c for c in told.hit.sentence.chunks[slice(*told.hit.match.span("names"))] if c.code == "N"]
    before = told.text[: told.first.start].rsplit(maxsplit=1)[-1:]
    return has_task(told) or (len(names) > 1 and before in _ONE and all(c.last - c.first == 1 for c in names))


def is_beside(told: Told) -> bool:
    """Whether «with A» does not say who has the role («Regie führt mit A eine Debütantin»): no noun that stands for A
    follows with its article, or more than «with» stands before A.
    """
    chunks, match = told.hit.sentence.chunks, told.hit.match
    small, following = chunks[match.start("names") - 1], chunks[match.end("names")]
    between = told.text[chunks[match.end("names") - 1].end : following.end].lower().split()
    return small.last - small.first > 1 or len(between) < len("AB") or between[0] not in _NOUN_LEADS
