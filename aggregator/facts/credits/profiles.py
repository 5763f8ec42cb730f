"""Voices told apart from their characters: below a profile, or in brackets behind characters once the cast is known.

What it holds true: a line that holds a name and no more heads a profile, which ends with the actor («(Voice: X)», «CV:
X»), so that no heading is needed; a bracket behind a name that holds nothing but somebody of the cast names who plays
it («the wedding of Suzu (Aya Nakano) and Otto (Kenji Mori)»). Known exception: a profile of more than ``LONGEST``
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded

LONGEST = 8
"""Sentences between the name and the actor of a profile."""
ROW = 3
"""Characters with their actors in brackets that make a row."""
NAME = re.compile(r"[*\-#]{0,3}(?P<name>c{0,2}[NT])P?(?:[:.-]|-[NT](?:f[NT])?)?")
"""A line that holds a name, and what the character is called besides («Rin – Knight of Gold»)."""
VOICED = re.compile(r"[*\-#]{0,3}(?:z[:.-]?|[XZ][:-])t?(?P<actor>N)P?[.;]?")
HELD = re.compile(r"(?:z[:.-]?|[XZ][:-])t?(?P<actor>N)")
_MADE = frozenset("RwVpbsMm")
"""Codes of a sentence that tells of a making, and no story."""
_TOLD_OF = re.compile("NP,[ot]?[cq]|c[ct]?f?NP")
"""How somebody of a story is told of: «Suzu (A B), a student», «the student Suzu (A B)»."""
ROLES = frozenset({"voice", "dub_voice", "actor"})


def profile_voices(text: str, sentences: Sequence[Sentence]) -> dict[int, list[Found]]:
    """The voices that end the profiles of characters, by the number of the sentence that tells them."""
    found: dict[int, list[Found]] = {}
    head: tuple[int, Chunk] | None = None
    for number, sentence in enumerate(sentences):
        alone = NAME.fullmatch(sentence.codes) if sentence.opens and sentence.closes else None
        if alone is not None:
            head = (number, sentence.chunks[alone.end("name") - 1])
            continue
        actor = _voiced(sentence)
        if head is None or actor is None:
            continue
        first, name = head
        if 1 < number - first <= LONGEST:  # right below it, it is a list's second half
            start, end = name_span(text, actor)
            quote = (sentences[first].start, sentence.end)
            character = text[sentences[first].chunks[0].start if _titled(sentences[first]) else name.start : name.end]
            found[number] = [Found("voice", "", start, end, quote, "credits:profile", number, character=character)]
        head = None
    return found


def _titled(sentence: Sentence) -> bool:
    """Whether the first chunk of a line is a title before its name («Captain»)."""
    return sentence.codes[0] == "c"


def _voiced(sentence: Sentence) -> Chunk | None:
    """Who speaks, in a line or a bracket that tells nothing else."""
    last = sentence.chunks[-1]
    if last.code == "P" and last.inner is not None and (sentence.codes == "P" or sentence.codes[-2:-1] not in "NT"):
        match, chunks = HELD.fullmatch(last.inner.codes), last.inner.chunks
    else:
        match, chunks = VOICED.fullmatch(sentence.codes) if sentence.opens else None, sentence.chunks
    return chunks[match.start("actor")] if match is not None else None


def bracketed_actors(text: str, sentences: Sequence[Sentence], found: Sequence[Found]) -> Iterator[Found]:
    """Those of the cast who stand in brackets behind their characters, and who stand in the brackets between them."""
    cast = {text[one.start : one.end]: one for one in found if one.role in ROLES}
    spoken = {one.character for one in cast.values()}
    yield from _story_actors(text, sentences, cast)
    if not cast:
        return
    yield from _seen_actors(text, sentences, cast)
    for number, sentence in enumerate(sentences):
        pairs = list(_bracketed(sentence)) if "P" in sentence.codes else []
        names = [text[actor.start : actor.end] for _, actor in pairs]
        known = [at for at, name in enumerate(names) if name in cast]
        if not known or any(bare(text, one) in cast for one, _ in pairs):
            continue
        for one, actor in pairs[known[0] : known[-1] + 1]:
            told = cast.get(text[actor.start : actor.end])
            character = bare(text, one)
            if (told and told.character) or character in spoken:
                continue
            role = next(iter(cast.values())).role
            quote = (one.start, actor.end)
            yield Found(role, "", actor.start, actor.end, quote, "credits:bracketed_actor", number, character=character)


def _story_actors(text: str, sentences: Sequence[Sentence], cast: Mapping[str, Found]) -> Iterator[Found]:
    """Those who stand in brackets behind the characters of a story that is played: «We follow Suzu (Anna Reiter), a
    student, and her friends Otto (Paul Stein) and Ren (Uwe Bach).»
    """
    if not any(chunk.value == "live_action" for chunk in coded(sentences, "Y")):
        return
    lines: dict[int, list[tuple[int, Chunk, Chunk]]] = {}
    told: set[int] = set()
    for number, sentence in enumerate(sentences):
        pairs = list(_bracketed(sentence)) if "P" in sentence.codes and _MADE.isdisjoint(sentence.codes) else []
        for one, actor in pairs:
            name, character = text[actor.start : actor.end], text[one.start : one.end]
            if is_person(name) and name not in cast and character not in cast and character not in name:
                lines.setdefault(sentence.line, []).append((number, one, actor))
        told |= {sentence.line} if pairs and _TOLD_OF.search(sentence.codes) else set()
    for line, row in lines.items():
        if line not in told or len(row) < len("AB"):
            continue
        for number, one, actor in row:
            quote, who = (one.start, actor.end), bare(text, one)
            yield Found("voice", "", actor.start, actor.end, quote, "credits:story_actor", number, character=who)


def _seen_actors(text: str, sentences: Sequence[Sentence], cast: Mapping[str, Found]) -> Iterator[Found]:
    """Those who are seen as the characters whom others speak, in a line about a film with actors: «Suzu (Anna Reiter)
    is a thief. Otto (Paul Stein) steals, too.»
    """
    spoken = {one.character for one in cast.values()}
    if len(spoken) < ROW or not any(chunk.value == "live_action" for chunk in coded(sentences, "Y")):
        return
    lines: dict[int, list[tuple[int, Chunk, Chunk]]] = {}
    for number, sentence in enumerate(sentences):
        for one, actor in _bracketed(sentence) if "P" in sentence.codes else ():
            name = text[actor.start : actor.end]
            if bare(text, one) in spoken and name not in cast and text[one.start : one.end] not in name:
                lines.setdefault(sentence.line, []).append((number, one, actor))
    for row in lines.values():
        if sum(actor.last - actor.first > 1 for _, _, actor in row) < ROW:
            continue
        for number, one, actor in row:
            quote, who = (one.start, actor.end), bare(text, one)
            yield Found("actor", "", actor.start, actor.end, quote, "credits:bracketed_actor", number, character=who)


def _bracketed(sentence: Sentence) -> Iterator[tuple[Chunk, Chunk]]:
    """Names with brackets behind them that hold a name and no more."""
    for one, bracket in pairwise(sentence.chunks):
        if one.code == "N" and bracket.code == "P" and bracket.inner is not None and bracket.inner.codes == "N":
            yield one, bracket.inner.chunks[0]
