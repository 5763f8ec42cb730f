"""Whether a full stop ends a sentence, and where brackets close.

What it holds true: the next word begins with a capital, and what stands before the stop is no abbreviation; behind «!»
and «?», which titles have, too, the next word must be one of the language's words. In German, where nouns have
capitals, a number with a stop behind a word in lower case counts the noun that follows («die 2. Staffel»). Known
exception: a sentence that ends with such a number («Er kommt am 3.») goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.within_names import FORMS
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

ABBREVIATIONS = shared_words("sentences", "abbreviations")

DOTTED = shared_words("sentences", "younger") | FORMS
"""What stands behind a name, with a full stop that ends no sentence."""
LEADERS = frozenset("….=~～→>＞")
"""Marks that may lead from one side of a list's line to the other."""
WRAPPED, WIDTH, LABEL = 30, 140, 24
"""Characters that one of two lines has at least, and both less than, that are broken within a sentence; of a label."""
BAR = "―"
"""What stands between a subheading and the text in feeds («Film opens on May 1 ― The website of …»)."""
WORDS = 5
"""Tokens on either side of such a bar at least."""
APOSTROPHE = "'"
SPOKEN = 7
"""Words in small letters that no title has so many of."""
DOTS = 3
"""Full stops that are no end of a sentence but lead over."""


def is_wrapped(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a line is broken within a sentence at the token ``at``, as in mails: between two words in lower case, and
    neither it nor the next line has a label.
    """
    if not at or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if not (before.word and after.word and before.raw[0].islower() and after.raw[0].islower()):
        return False
    if text.count("\n", before.end, after.start) != 1:
        return False
    first, last = text.rfind("\n", 0, before.end) + 1, text.find("\n", after.start)
    line = text[first : before.end], text[after.start : last if last >= 0 else len(text)]
    labelled = any(0 <= part.find(":") < LABEL for part in line)
    return not labelled and max(map(len, line)) > WRAPPED and all(len(part) < WIDTH for part in line)


def leader_end(tokens: Sequence[Token], at: int, limit: int) -> int:
    """The end of marks that stand between the two sides of a list's line («Director … X»); 0 where they are none."""
    mark, end = tokens[at].raw, at + 1
    while end < limit and tokens[end].raw == mark and tokens[end].start == tokens[end - 1].end:
        end += 1
    if not at or end >= limit or tokens[at - 1].line or tokens[end].line or (mark == "." and end < at + DOTS):
        return 0
    apart = tokens[at - 1].end < tokens[at].start and tokens[end - 1].end < tokens[end].start
    long = end - at > (DOTS if mark == "." else 1) and mark in "….="
    return end if (apart or long) and not tokens[end].raw[0].islower() else 0


def ends_sentence(code: str, tokens: Sequence[Token], stop: int, after: int, lexicon: Lexicon) -> bool:
    """Whether the marks ``tokens[stop:after]``, of a code, end a sentence."""
    if code != ".":
        return tokens[stop].raw == BAR and _parts_sentences(tokens, stop)
    if after >= len(tokens):
        return True
    before, mark, following = (tokens[stop - 1] if stop else None), tokens[stop], tokens[after]
    if following.line:
        return True
    if mark.raw == "." and following.raw in ",:":  # «Kumo Inc., Hoshi», «Dir.: Hoshi»
        return False
    if following.start == tokens[after - 1].end and following.word and following.raw[0].islower():
        return False
    counted = before is not None and before.end == mark.start and before.raw[-1].isdigit()
    if counted and following.start == mark.end and following.raw[0].isdigit():  # «Kuro Ver1.1a»
        return False
    if before and before.end == mark.start and before.low in ABBREVIATIONS and mark.raw == ".":
        return stop > 1 and tokens[stop - 2].raw[-1].isdigit() and tokens[stop - 2].end == before.start  # «June 1st.»
    if lexicon.noun_capitals and _is_ordinal(tokens, stop, following, lexicon):
        return False
    if mark.raw in "!?" and not (following.low in lexicon.words or lexicon.begins(following.low)):
        return False
    if mark.raw in "!?" and _is_subtitle(tokens, after, lexicon):
        return False
    return not following.raw[0].islower()


def _is_subtitle(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a kind of work goes on with a title's name: it leads to a subtitle («Nori!! Movie 2: …»)."""
    kind = lexicon.single(tokens[at].low)
    return kind is not None and kind.code == "Y" and leads_to_subtitle(tokens, at + 1)


def leads_to_subtitle(tokens: Sequence[Token], at: int) -> bool:
    """Whether a colon stands at a token, or a number and a colon, in the line of what is before it."""
    if at >= len(tokens) or tokens[at - 1].line:
        return False
    at += tokens[at].raw.isdigit()
    return at < len(tokens) and tokens[at].raw == ":"


def _parts_sentences(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bar stands between spaces, with words enough for a sentence on either side of it in its line."""
    first, last = at - WORDS, at + WORDS
    if first < 0 or last >= len(tokens) or any(token.line for token in tokens[first : last + 1]):
        return False
    return tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start


def _is_ordinal(tokens: Sequence[Token], stop: int, following: Token, lexicon: Lexicon) -> bool:
    """Whether a number with a full stop counts the noun that follows: a small word stands before it."""
    if stop < 2 or tokens[stop].raw != ".":
        return False
    before, number = tokens[stop - 2], tokens[stop - 1]
    if not (number.raw.isdigit() and len(number.raw) <= len("13") and number.end == tokens[stop].start):
        return False
    small = before.word and (before.raw[0].islower() or before.low in lexicon.skipped or lexicon.begins(before.low))
    return small and following.word and following.low not in lexicon.skipped


def closings(tokens: Sequence[Token], opener: str, closers: str) -> dict[int, int]:
    """Where each bracket or quotation of a kind that closes on its line does so, by where it opens."""
    if opener == APOSTROPHE:
        return _single_closings(tokens)
    found: dict[int, int] = {}
    opened: list[int] = []
    low = False
    for at, token in enumerate(tokens):
        if token.word:
            continue
        if token.line:
            opened.clear()
            low = False
        elif opener == '"' and low and token.raw in '“”"':  # «„X"»: what closes a low mark opens nothing
            low = False
        elif opener == '"' and token.raw == "„":
            low = True
        elif opened and opener in "“„" and token.raw == "„" and _closes_low(tokens, at):
            found[opened.pop()] = at
        elif token.raw in closers:
            if opened:
                found[opened.pop()] = at
            if token.raw == opener:  # what closes one may open the next, and none stands within another
                opened[:] = [at]
        elif token.raw == opener:
            opened.append(at)
    return found


def _single_closings(tokens: Sequence[Token]) -> dict[int, int]:
    """The same of quotations in single signs that are apostrophes, too: one opens before a capital or a number, behind
    a space, and one closes behind a word, where no word goes on. One behind an «s» before a capital is a genitive's
    («'Girls' Band Cry'») if another closes before a next one opens.
    """
    found: dict[int, int] = {}
    opened = -1
    for at, token in enumerate(tokens):
        if token.line:
            opened = -1
        elif token.raw != APOSTROPHE:
            continue
        elif _opens_single(tokens, at):
            opened = at
        elif opened >= 0 and _closes_single(tokens, at):
            found[opened] = at
            owns = tokens[at - 1].low.endswith("s") and at + 1 < len(tokens) and tokens[at + 1].capital
            opened = opened if owns else -1
    return found


def _opens_single(tokens: Sequence[Token], at: int) -> bool:
    before, following = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    apart = before is None or before.line or before.end < tokens[at].start or before.raw in "([“"
    attached = following is not None and following.start == tokens[at].end
    return apart and attached and following is not None and (following.capital or len(following.raw) > len("90s"))


def _closes_single(tokens: Sequence[Token], at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    goes_on = following is not None and following.start == tokens[at].end and following.raw[0].isalnum()
    return tokens[at - 1].end == tokens[at].start and not goes_on


def _closes_low(tokens: Sequence[Token], at: int) -> bool:
    """Whether a low mark stands where a high one belongs: right behind a word and before none («“Sky„ von X»)."""
    attached = at > 0 and tokens[at - 1].end == tokens[at].start and not tokens[at - 1].line
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return attached and (following is None or not following.word or following.start > tokens[at].end)


def within_name(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a mark is a name's, behind which its sentence goes on («Haikyuu!!, …», «K-On! is …», «Kumo Inc., …»),
    or a label's («Dir.: …»).
    """
    following = tokens[last] if last < len(tokens) else None
    if tokens[at].raw == "." and at and tokens[at - 1].low in DOTTED and tokens[at - 1].end == tokens[at].start:
        return True
    if tokens[at].raw == "." and following is not None and following.raw in ",:":
        return True
    goes_on = following is not None and (following.raw in ",!?" or (following.word and not following.capital))
    return goes_on and tokens[at].raw in "!?"


def quote_ends(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a full stop within a quotation that ends before a token ends the sentence, as in American English: a
    capital follows. So do other marks where the quotation is somebody's words, with many in small letters.
    """
    following = tokens[last] if last < len(tokens) else None
    if following is None or not following.capital or tokens[last - 2].raw not in ".!?":
        return False
    small = sum(token.word and not token.capital for token in tokens[first:last])
    return tokens[last - 2].raw == "." or small >= SPOKEN
