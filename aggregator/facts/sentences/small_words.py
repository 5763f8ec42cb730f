"""What words are that may be several, decided by their neighbours once the titles are known.

What it holds true: «de» behind an activity, a kind of work or a title and before a person is «by» («dirección de X»);
behind the noun of a person it is «of» («la directora de X»), and a studio that follows is where that person works;
«en» before a role is «as». Behind the role of a theme song, what stands in quotation marks is the song, and words in
lower case between «singer» and «performs» are the singer. Known exceptions: a character or a work with a Japanese
person's name behind «music of», and singers with more than three words in lower case.
"""

from __future__ import annotations

import re
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person, is_romaji
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.described import without_adjectives
from aggregator.facts.sentences.elided_roles import complete_roles
from aggregator.facts.sentences.german import as_german
from aggregator.facts.sentences.glued import part_glued
from aggregator.facts.sentences.in_voice import in_voice
from aggregator.facts.sentences.marks import QUOTES
from aggregator.facts.sentences.particled import join_particled
from aggregator.facts.sentences.role_nouns import free_roles
from aggregator.facts.sentences.taken_up import is_agent, take_up
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token
from aggregator.facts.words.work_types import BOOKS

THEMES = ("_theme", "_song")
"""Endings of the roles of those who sing."""
MADE_BY_ONE = frozenset({"manga", "novel", "game", "film"})
"""Types of works behind which «de» and a name tell who made them."""
_LOWER = re.compile(
    r"^o(?=MR)|(?<=t)o(?=P?V|[MZ])|(?<=[Nt]&)o(?=M)|(?<=[mz]t)o(?=[.,;&]|$)|(?<=&)o(?=AR)|(?<=[:,&])o(?=[,&]|$)"
    r"|(?:^|(?<=[.&]))o(?=PI?[VCAMhR])|(?<=[wHBm])o(?=P)"
)
_SUNG_BY = re.compile(r"(?:(?<=[QR][mBHz])|(?<=Q[P,][mBHz])|(?<=[QR]I[mBHz]))o(?=[.,;&WA]|$)|(?<=:Qf)o(?=[.;]?$)")
"""A word in lower case behind a song and «by»."""
_SONG = re.compile(r"R[^.;:RNT]{0,4}T")
_SINGER = re.compile(r"(?<=[QT][mBz])t?T|(?<=QP[mBz])t?T|(?<=w)T(?=[.,;&P]|$)|T(?=P?,?MR)")
_CAST = re.compile("[XZzv]")
_TASKS = frozenset("CV")
_KIND = re.compile("Yo?[fhC][oD]$")
FOR = shared_words("sentences", "for")
"""Small words that say by themselves what somebody has as a task, behind a role what it is for, and before a studio
for whom.
"""
SERIES = shared_words("sentences", "series")
"""Words for what is shown or written in parts, of which only the text tells which of the two it is."""
WHOM = shared_words("sentences", "whom")
"""Pronouns for a work, right before a verb."""
_OF_WORDS = shared_words("titles", "of") - FOR
OF = "of"
"""The value of small words that are «of» and may be «by»; a «by» that is nothing else has none."""
_OF_TITLE = re.compile("(?:[YR]f|[wH])T(?!P?Y)")
ARTISTS = shared_words("sentences", "artists")
"""Words for those who draw, where they are not those who sing."""
ORDINARY = shared_words("sentences", "ordinary")
"""Words in lower case that stand behind «by» beside songs, and name nobody."""
MOST_WORDS = 3
"""Words of a name in lower case."""


def resolve_small_words(sentences: list[Sentence], tokens: list[Token], lexicon: Lexicon, text: str) -> None:
    """Decide in place what the small words of sentences are, and which other words are names."""
    for sentence in sentences:
        part_glued(sentence, tokens)
        as_german(sentence, tokens, lexicon)
        _without_dots(sentence)
        free_roles(sentence, tokens, lexicon)
        complete_roles(sentence, tokens, lexicon)
        codes = sentence.codes
        if "NT" in codes or "TN" in codes or "NfN" in codes or "NBN" in codes:
            _whole_names(sentence, text)
            join_particled(sentence, tokens, text)
            codes = sentence.codes
        if "RN" in codes:
            _named_works(sentence, tokens, lexicon, text)
            codes = sentence.codes
        if "IQ" in codes or "AQ" in codes:
            _quoted_roles(sentence)
        _artists(sentence, text)
        in_voice(sentence, text)
        codes = sentence.codes
        if "R" in codes or "w" in codes or "to" in codes:
            if "T" in codes:
                _sung(sentence, text)
            if "o" in codes:
                _lower_names(sentence, tokens, lexicon)
                _lower_singers(sentence, tokens, lexicon)
        if "T" in codes and _OF_TITLE.search(codes):
            _persons(sentence, text)
        codes = without_adjectives(sentence, tokens, lexicon, text)
        if "f" in codes or ("R" in codes and "B" in codes):
            _small(sentence.chunks, tokens, lexicon, text)
            if "S" in codes:
                _without_houses(sentence, tokens, lexicon)
        if lexicon.in_role and "N" in codes:
            _as_small(sentence, tokens, lexicon, text)
        _does(sentence, tokens, lexicon, text)
        sentence.codes = "".join([chunk.code for chunk in sentence.chunks])


def _without_dots(sentence: Sentence) -> None:
    """Leave out the dot of a short title before a name («M. A», «Mr. A»)."""
    if "t.N" not in sentence.codes:
        return
    for match in reversed([*re.finditer("t[.](?=N)", sentence.codes)]):
        title, dot = sentence.chunks[match.start() : match.end()]
        if dot.start == title.end and title.last - title.first == 1 and title.end - title.start <= len("Mlle"):
            del sentence.chunks[match.end() - 1]
    sentence.codes = "".join([chunk.code for chunk in sentence.chunks])


def _as_small(sentence: Sentence, tokens: list[Token], lexicon: Lexicon, text: str) -> None:
    """Small words that mean «as» between an actor and a character, though elsewhere they are left out as articles
    («Yu Mori en Kafka, Rin Sato en Mai»): where a sentence has two of them, or speaks of a cast.
    """
    chunks = sentence.chunks
    places = [i for i in range(1, len(chunks)) if _is_as_small(chunks, i, tokens, lexicon, text)]
    if len(places) + ("A" in sentence.codes) < len("AA") and not _CAST.search(sentence.codes):
        return
    if len(places) > 1:  # «A en Rin, B en roi des fées»
        plain = (i for i in range(1, len(chunks)) if _is_as_small(chunks, i, tokens, lexicon, text, kinds="o"))
        places = sorted({*places, *plain})
    for index in reversed(places):
        small = tokens[chunks[index].first - 1]
        chunks.insert(index, Chunk("A", chunks[index].first - 1, chunks[index].first, small.start, small.end))


def _is_as_small(
    chunks: list[Chunk], index: int, tokens: list[Token], lexicon: Lexicon, text: str, *, kinds: str = "NTc"
) -> bool:
    """Whether an article before a name means «as»: right behind a person's name, or behind «A and B, respectively»."""
    one, other = chunks[index - 1 : index + 1]
    small = tokens[other.first - 1]
    if other.code not in kinds or small.low not in lexicon.in_role or small.low not in lexicon.skipped:
        return False
    between = other.first - one.last
    if one.code == ",":
        listed = re.search("N&N,$", "".join([c.code for c in chunks[max(0, index - 4) : index]]))
        return between == len("AB") and listed is not None
    actor = chunks[index - 2] if one.code == "P" and index > 1 else one
    name = text[actor.start : actor.end]
    return between == 1 and actor.code == "N" and " " in name and not is_company(name)


def _does(sentence: Sentence, tokens: list[Token], lexicon: Lexicon, text: str) -> None:
    """Verbs that say who has a task («réalise la musique») where none follows: before the work itself, behind a pronoun
    for it («le réalise chez Kumo»), and alone where another says the like («A réalise, B écrit et C compose»).
    """
    take_up(sentence, tokens, lexicon)
    if not lexicon.does or _TASKS.isdisjoint(sentence.codes):
        return
    chunks = sentence.chunks
    for at in range(len(chunks) - len("&w"), 0, -1):  # «écrit et réalisé par»
        role = lexicon.does.get(text[chunks[at - 1].start : chunks[at - 1].end].lower())
        if role is not None and (chunks[at].code, chunks[at + 1].code) == ("&", "w"):
            chunks[at - 1].code, chunks[at - 1].value = "w", role
            del chunks[at]
    codes = "".join([chunk.code for chunk in chunks])
    several = sum(code in "VC" for code in codes) > 1
    for at, chunk in enumerate(chunks):
        if chunk.code == "V" and chunk.value == "original_creator" and tokens[chunk.first - 1].low in WHOM:
            role = lexicon.does.get(tokens[chunk.last - 1].low.rstrip("es"))  # «X l'a écrite», of a series
            chunk.value = role or chunk.value
            continue
        role = lexicon.does.get(text[chunk.start : chunk.end].lower()) if chunk.code == "C" else None
        if role is None:
            continue
        after = codes[at + 1 : at + 2]
        ends = after in ("", ".", ",", ";", "&", "J", "C") and codes[at - 1 : at] in ("N", "P") and at > 0
        pronoun = tokens[chunk.first - 1].low in WHOM if chunk.first else False
        relative = codes[at - 2 : at - 1] == "q"  # «the anime that A directs»
        alone = pronoun or relative or (several and after not in "JC")
        if (after in ("T", "Y") and role == "director") or (ends and alone):
            chunk.code, chunk.value = "V", role


def _whole_names(sentence: Sentence, text: str) -> None:
    """Put together again a person's name of which one word is a title, too («Mai Sakurajima» beside a work «Mai»)."""
    chunks = sentence.chunks
    for index in range(len(chunks) - 2, -1, -1):
        one, two = chunks[index : index + 2]
        if {one.code, two.code} == {"N", "T"} and one.last == two.first and is_person(text[one.start : two.end]):
            chunks[index : index + 2] = [Chunk("N", one.first, two.last, one.start, two.end)]
    sentence.codes = "".join([chunk.code for chunk in chunks])


def _persons(sentence: Sentence, text: str) -> None:
    """Lesser titles behind «the manga of», «the music of» or «based on the manga of» that are surely persons."""
    for match in _OF_TITLE.finditer(sentence.codes):
        chunk = sentence.chunks[match.end() - 1]
        if chunk.value != "0" and is_person(text[chunk.start : chunk.end]):
            chunk.code = "N"


def _named_works(sentence: Sentence, tokens: list[Token], lexicon: Lexicon, text: str) -> None:
    """Names behind «author of the manga», which are the manga's, unless they are surely a person's."""
    chunks = sentence.chunks
    for role, named in pairwise(chunks):
        if role.code == "R" and named.code == "N" and role.last - role.first > 1:
            kind = lexicon.single(tokens[role.last - 1].low)
            if kind is not None and kind.code == "Y" and not is_person(text[named.start : named.end]):
                named.code = "o"
    sentence.codes = "".join([chunk.code for chunk in chunks])


def _quoted_roles(sentence: Sentence) -> None:
    """Roles in quotation marks behind «is credited as»."""
    for before, quoted in pairwise(sentence.chunks):
        if before.code in "IA" and quoted.code == "Q" and quoted.inner is not None:
            inner = [c for c in quoted.inner.chunks if c.code not in ",."]
            if len(inner) == 1 and inner[0].code == "R":
                quoted.code, quoted.value = "R", inner[0].value
    sentence.codes = "".join(chunk.code for chunk in sentence.chunks)


def _artists(sentence: Sentence, text: str) -> None:
    """Artists of whom a sentence about a book says no more («with X as the artist»), and who so draw it."""
    if "At" not in sentence.codes:
        return
    books = any(c.value in BOOKS or c.value == "original_creator" for c in sentence.chunks if c.code in "YRw")
    for at, (before, artist) in enumerate(pairwise(sentence.chunks), 2):
        named = before.code == "A" and artist.code == "t" and text[artist.start : artist.end].lower() in ARTISTS
        if books and named and sentence.codes[at : at + 1] in ("", ".", ",", ";", "&"):
            artist.code, artist.value = "R", "original_illustration"
    sentence.codes = "".join([chunk.code for chunk in sentence.chunks])


def _is_of(chunk: Chunk, text: str) -> bool:
    return text[chunk.start : chunk.end].lower().replace("’", "'") in _OF_WORDS


def _is_theme(chunk: Chunk) -> bool:
    return chunk.code == "R" and chunk.value.endswith(THEMES)


def _sung(sentence: Sentence, text: str) -> None:
    """Titles that are songs, behind a theme's role; titles that are the singers of one."""
    chunks = sentence.chunks
    for match in _SONG.finditer(sentence.codes):
        chunk = chunks[match.end() - 1]
        named = match[0] == "RfYT" and "Q" in sentence.codes[match.end() : match.end() + 3]  # and the song behind it
        named = named or (match[0] == "RfYT" and chunk.value == "0")  # the work that the text is about
        of_work = (match[0] == "RfT" or named) and _is_of(chunks[match.start() + 1], text)  # «the opening of “T”»
        if _is_theme(chunks[match.start()]) and text[chunk.start] in QUOTES and not of_work:
            chunk.code = "Q"
    sentence.codes = "".join([chunk.code for chunk in chunks])
    for match in _SINGER.finditer(sentence.codes):
        chunk = chunks[match.end() - 1]
        by = chunks[max(0, match.start() - 1)]
        named = text[chunk.start] not in QUOTES and " " in text[chunk.start : chunk.end]
        if named if by.code == "w" else any(map(_is_theme, chunks)):
            chunk.code = "N"


def _lower_names(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Names in lower case where only a name can stand."""
    chunks = sentence.chunks
    listed = re.match(r"[*.-]*R[^:]{0,6}:", sentence.codes) is not None
    for match in _LOWER.finditer(sentence.codes):
        chunk = chunks[match.start()]
        words = tokens[chunk.first : chunk.last]
        if len(words) > MOST_WORDS or any(not w.word or w.capital for w in words):
            continue
        if words[0].low in lexicon.words or words[-1].low in lexicon.words:
            continue
        before = sentence.codes[match.start() - 1] if match.start() else ""
        after = sentence.codes[match.end() : match.end() + 1]
        if after == "A" or ((before and before in ":,&" and after not in "MZ") or not after):
            sure = all(len(w.low) > 2 and is_romaji(w.low) for w in words)
            if not sure or (after != "A" and not (listed and len(words) == 1)) or (after == "A" and len(words) != 2):
                continue
        chunk.code = "N"


def _lower_singers(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Singers whose names are one word in lower case («the opening theme “Sora” by milet»), and no plural."""
    chunks = sentence.chunks
    if not any(map(_is_theme, chunks)):
        return
    for match in _SUNG_BY.finditer(sentence.codes):
        chunk, before = chunks[match.start()], chunks[match.start() - 2]
        word = tokens[chunk.first]
        if (
            chunk.last - chunk.first > 1
            or not word.word
            or word.capital
            or not (before.code != "R" or _is_theme(before))
        ):
            continue
        adjoined = chunk.first == chunks[match.start() - 1].last
        known = word.low in lexicon.words or word.low in ORDINARY or word.low.endswith("s")
        if adjoined and len(word.low) > len("by") and not known:
            chunk.code = "N"
            chunks[match.start() - 1].code = chunks[match.start() - 1].code.replace("f", "B")


def _small(chunks: list[Chunk], tokens: list[Token], lexicon: Lexicon, text: str) -> None:
    for index, chunk in enumerate(chunks[:-1]):
        if chunk.code != "f":
            continue
        word, after = tokens[chunk.last - 1].low, chunks[index + 1]
        if after.code in "RS" and word in lexicon.in_role:
            chunk.code = "j"
        elif word in lexicon.of_by and index:
            chunk.value = OF
            before = _told_before(chunks, tokens, index)
            named = next((c for c in chunks[index + 1 : index + 5] if c.code != "t"), None)
            if (
                before is not None
                and named is not None
                and _may_be_by(before, tokens, lexicon)
                and (is_person(text[named.start : named.end]) or not _is_owned(chunks, index, tokens, lexicon))
                and _is_doer(named, before, text, titled=named is not after)
            ):
                chunk.code = "B"


def _is_owned(chunks: list[Chunk], index: int, tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether «de» follows the work of a person told by role («el autor del manga de …»), and so names the work."""
    if index < len("RfY") or chunks[index - 1].code != "Y":
        return False
    role, of = chunks[index - 3], chunks[index - 2]
    return role.code == "R" and of.code in "fB" and is_agent(role, tokens, lexicon)


def _told_before(chunks: list[Chunk], tokens: list[Token], index: int) -> Chunk | None:
    """What «de» speaks of: what stands before it, without a comma, an adjective or a song's name without marks."""
    before = chunks[index - 1]
    if before.code == "P" and index > 1 and chunks[index - 2].code == "Q":
        return chunks[index - 2]
    if before.code == "," and index > 1:
        before = chunks[index - 2]
        if before.code not in "TQNP":
            return before if before.code == "R" and not _is_theme(before) else None
    if before.code in "ot" and index > 1 and chunks[index - 2].code == "Y" and before.last - before.first == 1:
        kind = chunks[index - 2]
        return kind if kind.value in MADE_BY_ONE or tokens[kind.last - 1].low in SERIES else None
    if before.code in "oD" and (book := _kind_of_book(chunks, index)) is not None:
        alone = before.code == "D" or before.last - before.first == 1
        return book if book.value in MADE_BY_ONE and alone else None
    if before.code == "N":
        theme = any(map(_is_theme, chunks[max(0, index - 6) : index - 1]))
        return before if theme else None
    return before


def _kind_of_book(chunks: list[Chunk], index: int) -> Chunk | None:
    """The word for a work with what kind of one it is behind it, before «de»: «manga de terror de X», «roman à succès
    de X», «roman fantastique pour enfants de X».
    """
    kind = _KIND.search("".join(c.code for c in chunks[max(0, index - len("Yofo")) : index]))
    return chunks[index - len(kind[0])] if kind is not None else None


def _may_be_by(before: Chunk, tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether «de» behind a chunk may be «by»: not behind the noun of a person («el director de …»), nor «anime»."""
    if before.code == "Y":
        return before.value in MADE_BY_ONE or tokens[before.last - 1].low in SERIES
    if before.code == "R":
        return not is_agent(before, tokens, lexicon)
    return before.code in "TQPN"


def _is_doer(chunk: Chunk, before: Chunk, text: str, *, titled: bool) -> bool:
    """Whether what follows «de» did something, rather than owning it."""
    if chunk.code == "S":
        return True
    name = text[chunk.start : chunk.end]
    if chunk.code != "N":
        return False
    if _is_theme(before):
        return titled or is_person(name) or name.isupper()
    told = before.code in "RTQN" or name.isupper() or (titled and len(name.split()) == len("ABC"))
    return is_person(name) or told or len(name.split()) == 2  # «de la Britannique Diana Wynne Jones»


def _without_houses(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Leave out the studio where a person works: «character designer di Studio X Kenji Mori», «the director of X»."""
    chunks = sentence.chunks
    for index in range(len(chunks) - 3, -1, -1):
        role, of, house = chunks[index : index + 3]
        owner = of.code in "Bj" or tokens[of.last - 1].low not in FOR
        if role.code == "R" and of.code in "fBj" and owner and house.code == "S" and is_agent(role, tokens, lexicon):
            del chunks[index + 1 : index + 3]
