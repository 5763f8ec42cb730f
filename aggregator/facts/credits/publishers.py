"""Which publishers a sentence names beside what they print: «T (Kodansha)», «Kodansha's Afternoon», «X announces T».

What it holds true: a publisher that stands alone in a bracket behind a work or behind a magazine publishes it; so does
one beside its own magazine. In a text about books a publisher that announces something publishes it, unless it is
Japanese, for those announce to the whole world what others print. Known exception: a list of prizes by publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.triggers import Triggers
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded
from aggregator.facts.words.work_types import BOOKS, SHOWN

ASIAN = frozenset({"JP", "KR", "CN", "TW", "HK"})
"""Where the originals come from, whose publishers tell of much that is not printed."""
MAGAZINES = shared_words("credits", "magazines")
"""Words before the name of a magazine."""
MAGAZINE_WORDS = shared_words("credits", "magazine_words")
"""Words between the two («rivista mensile di manga»)."""
MAGAZINE_LEADS = shared_words("credits", "magazine_leads")
"""What stands before both («sulla rivista»)."""
PUBLISHER_NAMES = shared_words("credits", "publisher_names")
"""Words with which the names of publishers begin or end."""
ADMIRERS = shared_words("credits", "admirers")
"""Words for who likes a company, which has no part in what they see («per i fan dello Studio X»)."""
BRINGS = shared_words("credits", "brings")
"""What stands before who brings a work to cinemas."""
_CINEMAS = re.compile(
    rf"\b(?:{'|'.join(sorted(shared_words('credits', 'cinemas')))})(?: [\w+]+)? (?:de|del|di|do|du|der) $",
    re.IGNORECASE,
)
"""What stands before the name of who has cinemas: «en salas IMAX de»."""
LONGEST = 5
"""Words of a magazine's name."""
_LEAD = 60
"""Characters before it that are looked at."""
_OWNS = re.compile("['fnBJ(][o]?")
"""What stands between a magazine and its publisher: «X's», «of», «の»."""


def is_publisher(chunk: Chunk | None) -> bool:
    """Whether a chunk is a publisher's name."""
    return chunk is not None and isinstance(chunk.known, Place) and "publisher" in chunk.known.kinds


def is_magazine(chunk: Chunk | None) -> bool:
    """Whether a chunk is a magazine's name, and no publisher's as well."""
    kinds = chunk.known.kinds if chunk is not None and isinstance(chunk.known, Place) else ()
    return "magazine" in kinds and "publisher" not in kinds


def admires(text: str, chunk: Chunk) -> bool:
    """Whether the words of a chunk end with those for who likes something."""
    return chunk.code == "o" and text[chunk.start : chunk.end].rpartition(" ")[2].lower() in ADMIRERS


def is_cinema(text: str, chunk: Chunk) -> bool:
    """Whether a company's name is that of the cinemas in which something is shown."""
    return _CINEMAS.search(text[: chunk.start][-_LEAD:]) is not None


def is_printed(chunk: Chunk | None) -> bool:
    """Whether a chunk is a word for what is printed."""
    return chunk is not None and chunk.code == "Y" and chunk.value in BOOKS


def tells_of_books(sentences: list[Sentence]) -> bool:
    """Whether a text speaks of what is printed at least as often as of what is shown, or of neither."""
    kinds = [chunk.value for chunk in coded(sentences, "Y")]
    return sum(kind in BOOKS for kind in kinds) >= sum(kind in SHOWN for kind in kinds)


def owns_magazine(sentence: Sentence, index: int) -> bool:
    """Whether a publisher stands right beside its magazine."""
    chunks, codes = sentence.chunks, sentence.codes
    if not is_publisher(chunks[index]):
        return False
    after = codes[index + 1 : index + 2] in "'n" and codes[index + 1 :] and is_magazine(_at(chunks, index + 2))
    before = index > 1 and codes[index - 1] == "f" and is_magazine(chunks[index - 2])
    return bool(after) or before


def announces(sentence: Sentence, index: int) -> bool:
    """Whether a publisher that is no Japanese one says something of books at the beginning of a sentence or line."""
    chunk = sentence.chunks[index]
    if not is_publisher(chunk) or not isinstance(chunk.known, Place):
        return False
    platform = gazetteer.platforms().get(gazetteer.fold(chunk.known.name))
    if platform is None or platform.region in ASIAN or platform.kinds != ("publisher",):
        return False
    said = sentence.codes[index + 1 : index + 2] in ("U", ":") or "U" in sentence.codes[index + 1 : index + 4]
    return said and bool({"T", "Y", ":"} & set(sentence.codes))


def unknown_magazines(text: str, sentence: Sentence, number: int, triggers: Triggers) -> Iterator[Found]:
    """The magazines that no list knows, by the word before them («sulla rivista Kumo Beat»), where something is printed
    there.
    """
    if "N" not in sentence.codes or "U" in sentence.codes:
        return
    said = {trigger.value for trigger in triggers(sentence)}
    if "publication" not in said:
        return
    for index, chunk in enumerate(sentence.chunks):
        if chunk.code != "N" or not 0 < chunk.last - chunk.first <= LONGEST or sentence.codes[index + 1 :][:1] == "'":
            continue
        words = text[max(sentence.start, chunk.start - _LEAD) : chunk.start].split()
        while words and words[-1] in MAGAZINE_WORDS:
            words.pop()
        if not ADMIRERS.isdisjoint(words[-4:]):
            continue  # «los lectores de la revista X»
        within = len(words) > len("in") and not MAGAZINE_LEADS.isdisjoint(words[-3:-1])
        if within and words[-1] in MAGAZINES and not is_person(text[chunk.start : chunk.end]):
            news = "past" not in said
            quote = (sentence.start, sentence.end)
            yield Found("magazine", "", chunk.start, chunk.end, quote, "credits:magazine", number, news=news)


def unknown_publishers(text: str, sentence: Sentence, number: int, triggers: Triggers) -> Iterator[Found]:
    """The companies that no list knows and whose names say that they publish («Kumo Edizioni»), where something is
    published.
    """
    if "N" not in sentence.codes or not any(trigger.value == "publication" for trigger in triggers(sentence)):
        return
    for chunk in sentence.chunks:
        if chunk.code != "N" or not 1 < chunk.last - chunk.first <= LONGEST:
            continue
        words = text[chunk.start : chunk.end].lower().split()
        if words[0] in PUBLISHER_NAMES or words[-1] in PUBLISHER_NAMES:
            quote = (sentence.start, sentence.end)
            yield Found("publisher", "", chunk.start, chunk.end, quote, "credits:publisher", number)


def unknown_distributors(text: str, sentence: Sentence, number: int, triggers: Triggers) -> Iterator[Found]:
    """The companies that no list knows and that bring a film to cinemas («a los cines de la mano de Kumo Films»)."""
    if "BN" not in sentence.codes or not any(
        (t.table, t.value) == ("events", "theatrical") for t in triggers(sentence)
    ):
        return
    for index, (before, chunk) in enumerate(pairwise(sentence.chunks), 2):
        if (before.code, chunk.code) != ("B", "N") or sentence.codes[index : index + 1] not in ("", ".", ",", ";"):
            continue
        brings = text[before.start : before.end].lower() in BRINGS
        if brings and is_company(text[chunk.start : chunk.end]):
            quote = (sentence.start, sentence.end)
            yield Found("distributor", "", chunk.start, chunk.end, quote, "credits:distributor", number)


def _at(chunks: list[Chunk], index: int) -> Chunk | None:
    return chunks[index] if index < len(chunks) else None
