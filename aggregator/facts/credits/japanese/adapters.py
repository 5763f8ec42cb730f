"""Which studio makes an anime of something, told by a verb and no role: «KUMOが「空の魚」をアニメにする».

What it holds true: the studio is known, is written in capitals, or has a word for studios in its name. Known exception:
other names, which may be publishers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.sentences.chunks import Sentence

_MAKES = re.compile(r"(?P<names>[NS](?:[t,&/][NS]){0,2})g,?(?:[TQ]o,?)?(?P<kind>Y)(?=[i~lC]|o[~lCa])")
_VERB = re.compile(
    r"(?:(?:TV|テレビ|劇場|オリジナル|新作|長編)?アニメ(?:ーション)?)"
    r"(?:化(?:する|した|します|しました|を(?:手[がか]け|担当|担う))|に(?:する|した|します|しました|仕立て|仕上げ)"
    r"|を(?:作る|作った|作り|作ります|手[がか]け|制作(?:する|した|し|します)))"
)
_STUDIO = re.compile(
    r"[A-Z][A-Za-z0-9.&!+ -]{2,24}|.*(?:スタジオ|プロダクション|アニメーション|ピクチャーズ|フィルム).*"
)
_NO_STUDIO = re.compile(r"NHK|KADOKAWA|SNS|WEB|Web|AI|TV|CG|YouTube|Netflix|Amazon|Disney.*", re.IGNORECASE)


_OFFERS = re.compile(r"(?P<names>S(?:[t,&/][SK]){0,2})(?P<verb>e|gl)~?(?:Y|(?=[=.]))")
_GIVES = re.compile(
    r"が(?:放つ|贈る|おくる|送る|送り出す|届ける|お届けする)(?:完全)?(?:オリジナル|最新作|新作|アニメ|TV|劇場|長編)"
)
"""What a studio does that makes the work named behind («KUMOが贈る新作アニメ『空の魚』»)."""


def adapters(text: str, sentence: Sentence, number: int, names: NameReader) -> Iterator[Found]:
    """The studios of a sentence that says of them that they make an anime."""
    for match in _OFFERS.finditer(sentence.codes):
        chunk = sentence.chunks[match.start("names")]
        if _GIVES.match(text, sentence.chunks[match.end("names") - 1].end):
            start, end, _ = names.name(sentence.chunks, match.start("names"), company=True)[0]
            yield Found("animation_production", "", start, end, (start, chunk.end), "credits:adapter", number)
    for match in _MAKES.finditer(sentence.codes):
        kind = sentence.chunks[match.start("kind")]
        verb = _VERB.match(text, kind.start)
        for place in range(*match.span("names")) if verb is not None else ():
            chunk = sentence.chunks[place]
            name = text[chunk.start : chunk.end]
            known = chunk.code == "S" or (_STUDIO.fullmatch(name) and not _NO_STUDIO.fullmatch(name))
            if chunk.code not in "NS" or not known:
                continue
            for start, end, _ in names.name(sentence.chunks, place, company=True):
                quote = (start, verb.end() if verb is not None else end)
                yield Found("animation_production", "", start, end, quote, "credits:adapter", number)
