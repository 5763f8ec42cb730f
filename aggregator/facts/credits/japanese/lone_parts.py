"""A sentence that is nothing but somebody and a part, behind one that tells of a cast: «アンナ・ベルクは青い鳥・ピー。»

What it holds true: the name is one that can be nobody's but a person's from abroad, and what follows the particle ends
the sentence and is no occupation. Known exception: Japanese names, of whom such sentences tell other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.sentences.chunks import Sentence

_LONE = re.compile(
    r"^[~l]?b?,?(?:[QT]P?[dn]c?[NTlQ]P?(?:u?o|k[oi]?)[CZ]{1,2})?(?P<names>N)P?h?[wg],?(?:c|(?:[Nl]n)?[Nl]/|c?[Nl]n)?"
    r"(?P<char>[NQ])P?h?(?=k?=?[.]*$)"
)
_DOTTED = re.compile(r"[\u30a1-\u30fcー]{2,}(?:[・＝][\u30a1-\u30fcー]{2,})+")
_NO_PART = re.compile(
    r"(?:俳優|女優|声優|歌手|監督|作家|脚本家|人物|一人|存在|出身|生まれ|スター|俳人|代表|常連|ファン|名優|役者|大御所"
    r"|ベテラン|新人|若手|親友|友人|夫婦|初参加|続投|不在|未定|別人)$"
)
"""What somebody is, and nobody's part."""


def lone_part(text: str, sentence: Sentence, number: int, names: NameReader) -> Iterator[Found]:
    """The voice of a sentence that tells no more than who speaks whom."""
    match = _LONE.match(sentence.codes)
    if match is None:
        return
    chunks = sentence.chunks
    actor, part = chunks[match.start("names")], chunks[match.start("char")]
    character = names.character(chunks, match.start("char"))
    if not _DOTTED.fullmatch(text, actor.start, actor.end) or _NO_PART.search(text, part.start, part.end):
        return
    if character in names.not_names or len(character) < len("AB"):
        return
    yield Found(
        "voice", "", actor.start, actor.end, (sentence.start, part.end), "credits:lone", number, character=character
    )
