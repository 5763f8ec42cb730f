"""Who is given a part, or tries one, where a sentence without spaces tells it by a verb or by its end alone.

What it holds true: who stands at the end of «スズを演じるのは、…» is somebody if the words look like a name or a title
stands before them; somebody «を…役に» is given a part by the verb that follows. Known exception: pen names.
"""

from __future__ import annotations

import re

from aggregator.facts.credits.japanese.names import WHOLE
from aggregator.facts.credits.japanese.voice_words import (
    ACTED,
    BARE_PART,
    BESIDE_PARTS,
    CAST_NEWS,
    CAST_WORD,
    EVENT,
    GATHERS,
    SHOWS,
    SPOKEN,
)
from aggregator.facts.sentences.chunks import Sentence

GIVEN_RULES = frozenset(("player_last", "given_part", "lead_given", "lead_taken"))
"""Rules that ask for certain verbs or names."""
CHECKED = frozenset(
    "replaced replaced_far replaced_mark successor voice_done voice_list role_of played player"
    " each_by topic_each each_plays each_acts part_given played_far acts_far takes_too player_of".split()
)
"""Rules that ask for certain words around them."""
WHOLE_RULES = frozenset(("acts_far", "takes_too", "player_of"))
"""Rules of who is told far from the part, or takes one more, so that the name must surely be one."""
LEADING = frozenset(("stars", "stars_in", "stars_done", "leads", "appears_who", "goes_on"))
"""Rules of who leads a cast, or appears."""
_WAS = re.compile(r"(?:された|されました|になった|になりました|された。|した)[。]?$")
"""How a sentence ends that tells what was."""
_JOINS = ("参加", "加わ", "加入", "仲間入り")
"""How verbs begin that say of a cast that somebody joins it."""
_OF_FIRST = re.compile("n?YT|d[,Y]|,|oC(?:N?YT|[.~])")
"""What follows who leads a film or series that the text is about («森綾主演のドラマ「空の魚」»), or is made."""
_GIVEN = re.compile(r"起用|抜擢|抜てき|決定|決ま|キャスティング|配され|名を連ね")
"""What is said of who is given a part, …"""
_TAKEN = re.compile(r"挑[むみん]|起用|抜擢|抜てき|決定|決ま")
"""… and of who gets or tries one, in the active voice, too."""

_REPLACES = re.compile(r"交代|代わ|替わ|変わ|変更|引き継|受け継|継承|バトン|後任|スイッチ")
"""What tells that one voice gives way to another."""


def holds(text: str, rule: str, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether the words around a match of a rule in ``CHECKED`` say what its codes alone leave open."""
    codes, end = sentence.codes, match.end()
    line = text[sentence.start : sentence.end]
    if rule in WHOLE_RULES:
        return _is_taken(text, rule, match, sentence)
    if rule == "replaced_mark":
        return text[sentence.chunks[match.start("names") - 1].start] == "→"
    if rule == "part_given":  # not «スズ役に映画「海の歌」のミミを務めた森綾»
        return codes[match.start("names") - 2 : match.start("names")] not in ("Tn", "Qn")
    if rule in ("replaced", "replaced_far"):
        told = rule == "replaced" or (
            _REPLACES.search(line) is not None and _is_whole(text, sentence, match.start("names"))
        )
        return "から" in line and told
    if rule == "successor":
        return text.startswith(("後任", "代役"), sentence.chunks[codes.index("N", match.end("names"))].start)
    if rule == "voice_done":
        return "o" in match.group() or "役を" in line  # not «スズ役に決まった時»
    if rule == "voice_list" and codes[end : end + 1] == "n" and match.end("names") - match.start("names") == 1:
        return False  # «声優：森綾の主演作»
    if rule == "role_of" and codes[end : end + 1] in tuple("dniow") and _as_object(text, sentence, match):
        return False  # «スズ役を、プロとして初めて…»
    if rule == "role_of" and text.startswith("から", _match_end(sentence, match)) and _REPLACES.search(line):
        return False  # «スズ役が森綾から変更となり»
    if rule in ("voice_list", "role_of"):
        return codes[end : end + 1] != "d" or "から" not in line or not re.match(r"d,?NP?h?[~iw]", codes[end:])
    if rule in ("played", "player", "played_far"):  # «スズを演じ、»
        verb = sentence.chunks[codes.index("Z", match.start())]
        return "," not in match.group().replace("w,", "") or text[verb.end - 1] in "るた"
    rest = codes[end:].partition(".")[0]
    return ACTED.search(rest) is not None or (rule == "each_by" and BESIDE_PARTS.search(rest) is not None)


def _is_taken(text: str, rule: str, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether somebody whose name is surely one takes a part («レンは、千人の中から選ばれた森綾子が演じる»)."""
    verb = sentence.chunks[match.end() - 1].start
    taken = rule != "takes_too" or text.startswith(("務め", "担当", "受け持"), verb)
    return taken and _is_whole(text, sentence, match.start("names"))


def leads(text: str, rule: str, match: re.Match[str], sentence: Sentence, *, drawn: bool) -> bool:
    """Whether the word of a match says that somebody leads the cast, or appears; ``drawn``: of a text on voices."""
    if rule == "goes_on":  # «森綾、山代太郎らが続投», where the sentence tells nothing of the staff
        told = text.startswith("続投", sentence.chunks[match.end() - 1].start)
        joins = text.startswith(_JOINS, sentence.chunks[match.end() - 1].start) and _is_cast(text, sentence)
        return (told or (drawn and joins)) and not set("Rx") & set(sentence.codes)
    if rule == "appears_who":
        return text.startswith("出演する", sentence.chunks[sentence.codes.index("X", match.start())].start)
    word = sentence.chunks[match.end() - 1]
    leading = any(said in text[word.start : word.end] for said in ("主演", "競演"))
    if rule == "stars_in" and "D" in sentence.codes[: match.start()] and _WAS.search(text, word.end, sentence.end):
        return False  # «1988年には森綾の主演で実写映画化され、話題になった»
    done = (
        sentence.chunks[match.end() + 1]
        if rule == "stars_done" and sentence.codes[match.end() :].startswith("o")
        else None
    )
    if done is not None and text[done.end - 1] == "た":
        return False  # what somebody led before
    return leading and (drawn or _OF_FIRST.match(sentence.codes, match.end()) is not None)


def is_cast_of_first(text: str, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether those who appear in a work («ミュージカル「空の魚」に、森綾らが出演») do so in the first one."""
    if match.re.pattern.endswith("iC"):  # «森綾を声優に起用した»
        return EVENT.search(text, sentence.start, sentence.end) is None
    title = next(c for c in sentence.chunks[match.start() : match.end()] if c.code == "T")
    return title.value == "0" and EVENT.search(text, sentence.start, sentence.end) is None


def is_part(line: str, rule: str, *, drawn: bool) -> bool:
    """Whether a sentence that tells who appears speaks of the voices of the work; ``drawn``: of a text on voices."""
    if SHOWS.search(line) or EVENT.search(line):
        return False
    if rule == "takes_part" or SPOKEN.search(line):
        return rule == "takes_part" or "出演" in line
    return drawn and (GATHERS.search(line) or CAST_NEWS.search(line)) is not None


def lists_parts(sentence: Sentence) -> bool:
    """Whether several brackets hold a part each, and one of them or a verb says that these are parts."""
    held = [c.inner for c in sentence.chunks if c.code == "P" and c.inner is not None]
    bare = [inner for inner in held if BARE_PART.fullmatch(inner.codes)]
    return len(bare) > 1 and ("Z" in sentence.codes or any(inner.codes.endswith("k") for inner in held))


def _is_cast(text: str, sentence: Sentence) -> bool:
    """Whether a sentence speaks of voices, and of no event."""
    line = text[sentence.start : sentence.end]
    return (CAST_WORD.search(line) or "吹" in line) and EVENT.search(line) is None


def is_part_given(text: str, rule: str, match: re.Match[str], sentence: Sentence, char: int) -> bool:
    """Whether the verb of a match says that somebody gets a part, or who stands at its end is somebody."""
    name = match.start("names")
    if rule == "player_last":
        return _is_whole(text, sentence, name)
    if rule == "given_part":
        return _is_given_to(text, sentence, char)
    verb = sentence.chunks[match.end() - 1].start
    if rule == "lead_taken":
        return _TAKEN.match(text, verb) is not None
    return _GIVEN.match(text, verb) is not None and _is_whole(text, sentence, name)


def _match_end(sentence: Sentence, match: re.Match[str]) -> int:
    """Where the words of a match end."""
    return sentence.chunks[match.end() - 1].end


def _as_object(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the part of a match is what somebody does («スズ役を»), not what is told of («スズ役は»)."""
    index = sentence.codes.find("k", match.start(), match.start("names"))
    return index >= 0 and text[sentence.chunks[index].end - 1] == "を"


def _is_whole(text: str, sentence: Sentence, index: int) -> bool:
    """Whether a name is surely one: a title or an honorific stands beside it, or it looks like no other word."""
    name = sentence.chunks[index]
    sure = sentence.codes[max(0, index - 1) : index] == "p" or "h" in sentence.codes[index + 1 : index + 3]
    return sure or WHOLE.fullmatch(text, name.start, name.end) is not None


def _is_given_to(text: str, sentence: Sentence, char: int) -> bool:
    """Whether a part is what somebody gets, who stands before it («森綾をスズ役に起用»)."""
    part = sentence.chunks[char + 1 + (sentence.codes[char + 1] == "P")]
    return text[part.start : part.end] in ("役に", "役", "役として") and "C" in sentence.codes[char:]
