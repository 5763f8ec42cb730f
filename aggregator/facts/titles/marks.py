"""Marking the known titles in sentences, and which of them a place in the text belongs to.

What it holds true: a claim is about the title that stands last before it in its sentence. A sentence without one is
about the heading above it; else, where an article is about several works, about the last one named, and where it is
about one, about that. Known exceptions: «the former», «the latter». Roads not taken: the nearest title whatever its
weight, which gives away the claims of an article that mentions other works in passing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import TITLE_ARTICLES, Chunk, Sentence
from aggregator.facts.titles.finder import Title
from aggregator.facts.titles.marking import Known, Titled, marked, short_names
from aggregator.facts.titles.order import is_faint
from aggregator.facts.words.tokens import Token, tokenize

_MARKS = "-*#.:;"
"""Codes of what may stand before the title of a heading or an entry."""
_LEADING = re.compile(r"N(?:[&,]N)*'(?:o?Yo?)?$|[Nl](?:R?h?n|h|R)?Y?$")
"""What may stand before a title and belongs to it."""
_CLAUSE = re.compile(r"(?:^|(?<=T,)|(?<=b,)|(?<=w,)|(?<=w))[^Tw]*[Cel=~]Y{0,2}$")
"""The same for Japanese: a whole clause («Aが監督を務めたT»)."""
_ASIDE = re.compile(
    r"(?:p[ap]?(?:[oNK#]|of|[RY]f)?[oK]?|R,q|,Cf|Rf|wf|V|RB|p[ap]?o?K?o?Y|RfY|VY|Tf)(?:T,?[,&](?:[oKN]{0,4}Y)?)*$"
)
"""What stands before a title that only says who somebody is («the director of T», «the director of T and T»)."""
_PERSON_OF = re.compile(
    r"(?:[t,/]{0,2}[QT]Y?){0,4}Y?n[NS]|P?Y?(?:[t,/]{0,2}[QT]P?Y?){0,4}(?:bnp?[NSl]|np?N(?=P?(?:h|gR[oA])))|(?:[tY,/]*(?:[QTK]Y?|[KN]+Y))*(?:b?nR(?:/R)*oe|bnR(?:/R)*oC|b?dm?R(?:/R)*o[Ce])N"
)
"""What follows a Japanese title that only says who somebody is («TのA», «TやUなどの脚本を手がけたA»)."""
_OF_SUBJECT = re.compile(r"o?Rf(?=TP?YI)")
"""How a sentence begins that tells something of a part of a work («the designs of the T anime were shown»)."""
_FAMED_BEFORE = re.compile(r"[Rku]w?,?N?Y?(?:[QT]P?[t,/&]N?Y?){0,3}$")
_FAMED = re.compile(r"P?(?:[t,/&]?N?Y?[QT]P?){0,3}b?Y?(?:j|[doi]m?,?(?:[~N][oigmn]{1,2}){0,2}l{1,2})p{0,2}N")
"""What stands around a title that only tells what somebody is known for («スズ役は、「T」で人気を集めるA»)."""
_DID = re.compile(r"P?Y?(?:[t,/]{0,2}[QT]P?Y?){0,4}b?(?:n(?:R[t&/]?){1,3}[oi]|[om])(?:[Ce]|a~|[l~]{1,2})(?=p{0,2}N)")
"""What follows a Japanese title of which somebody did something; the verb's end says whether that is long done."""
_DONE = ("った", "した", "けた", "んだ", "いた", "めた", "きた", "せた")
"""How verbs end that tell what somebody did («「T」を作ったA», «「T」の脚本を務めたA»)."""
_FAMED_FOR = re.compile(r"P?(?:[t,/&]?N?Y?[QT]P?){0,3}b?Y?(?:N?k?b?)?jp{0,2}N|d[^.,wT]{0,12}pN")
"""What follows a Japanese title in what only tells of somebody who stands behind it, and …"""
_ASKED = re.compile(r"[ZCE]~?n?w,?[^.T]{0,8}$")
"""… what stands before it where a person is what the sentence asks for («スズを演じるのは、「T」で主演した新人・A»)."""
_DATED = re.compile(r"D[^.,TDwg]{0,4}$")
_OWNED = re.compile(r"TP?n[^TD,.wg]{0,8}$")
"""What stands before the title of a new work beside an old one («「T」の新作「U」が»)."""
_PART = re.compile("(?:#o?Y?|o?Y#?)[:-]")
"""What may stand between a heading and its colon: which part is meant («T 2da temporada: …»)."""
LEAD = 24
"""Chunks before a title that are looked at."""
ASIDES = 8
"""Chunks before one that says who somebody is."""
MANY, FEW, LIKELY = 5, 2, 1.9
"""How many other works that are likely ones a text tells of once each, beside a first one that it names no oftener."""
COMPARED, LONGEST = tuple(f" {words}" for words in shared_words("titles", "compared")), 4
"""What stands before a work with which another is compared, and of how many words it is at most."""
DOMINANT = 1.6
"""How many times the second title's weight the first one has in an article about one work."""

_ENTRY = re.compile("/TP?_?D")
"""How an entry of a list begins that is a dot, a title and its day («・「T」 4/1(日)開始»)."""
ENTRIES = 3
HEADING, SECTION = 10, 8
"""Chunks of a heading that holds a title, and sentences behind it that may name the work again."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a title stands: code points ``start`` to ``end``, in which sentence, and the title's number.

    ``heads``: it heads what follows, as a heading or an entry of a list. ``sole``: the article is about one work, so
    that others have no claims outside of the sentences that name them. ``subject``: the sentence is about it, by the
    particle behind it («「T」の新作「U」が»). ``part``: its name is a part of the first work's. ``older``: it is what
    somebody who stands behind it did before.
    """

    start: int
    end: int
    sentence: int
    work: int
    heads: bool = False
    sole: bool = False
    reach: int = 0
    subject: bool = False
    part: bool = False
    older: bool = False


def mark_titles(
    sentences: list[Sentence], tokens: list[Token], titles: list[Title], listed: Collection[int] = ()
) -> list[Place]:
    """Turn the chunks that are known titles into chunks of code T, in place; returns where they stand.

    ``listed``: the numbers of sentences that head an entry of a list.
    """
    known: Known = {}
    for number, title in enumerate(titles):
        for name in (title.text, *title.aliases):
            words = [token.low for token in tokenize(name)]
            for at in range(1 + (len(words) > 2 and words[0] in TITLE_ARTICLES)) if words else ():
                known.setdefault(words[at], []).append((words[at:], number))  # an article that begins a sentence is out
    for names in known.values():
        names.sort(key=lambda item: -len(item[0]))
    if known:
        lows = [token.low for token in tokens]
        begins = bytearray([low in known for low in lows])
        titled = Titled(tokens, lows, begins, known, short_names(titles))
        for sentence in sentences:
            if begins.find(1, sentence.chunks[0].first, sentence.chunks[-1].last) < 0:
                continue
            cut = marked(sentence.chunks, titled)
            if cut is not None:
                sentence.chunks = cut
                sentence.codes = "".join([chunk.code for chunk in cut])
    return _places(sentences, titles, listed, tokens=tokens)


def mark_quoted(
    text: str, sentences: list[Sentence], titles: list[Title], listed: Mapping[int, int] = MappingProxyType({})
) -> list[Place]:
    """The same for a language that always quotes its titles."""
    known = {name: number for number, title in enumerate(titles) for name in (title.text, *title.aliases)}
    for number, sentence in enumerate(sentences):
        changed = _heading(text, sentence, known, listed.get(number))
        for chunk in sentence.chunks if "Q" in sentence.codes else ():
            work = known.get(text[chunk.start + 1 : chunk.end - 1].strip()) if chunk.code == "Q" else None
            if work is not None:
                chunk.code, chunk.value, changed = "T", str(work), True
        if changed:
            sentence.codes = "".join([chunk.code for chunk in sentence.chunks])
    return _places(sentences, titles, listed, text=text)


def _heading(text: str, sentence: Sentence, known: dict[str, int], at: int | None) -> bool:
    """Mark a heading that is a title without quotation marks («2.山の話»), or, from its chunk ``at`` on, a line of a
    list.
    """
    if not (sentence.opens and sentence.closes) or (len(sentence.chunks) > 8 and at is None):
        return False
    line = text[sentence.start : sentence.end]
    name = line.lstrip("0123456789.．、)） ")
    if at is not None and at < len(sentence.chunks):
        raw = text[sentence.chunks[at].start : sentence.end]
        name = raw if raw in known else raw.lstrip("0123456789.．、)） ")
    work = known.get(name) if name != line or at is not None else None
    if work is None:
        return False
    sentence.chunks = [Chunk("T", 0, 0, sentence.end - len(name), sentence.end, str(work))]
    return True


def _places(
    sentences: list[Sentence],
    titles: list[Title],
    listed: Collection[int] = (),
    *,
    tokens: Sequence[Token] = (),
    text: str = "",
) -> list[Place]:
    """Where titles stand, once they are marked, but for those that only say who somebody is; ``text``: of a language
    without spaces.
    """
    unspaced = bool(text)
    parts = {number for number, title in enumerate(titles) if number and unspaced and title.text in titles[0].text}
    sole = len(titles) < 2 or (is_sole(titles) and not (unspaced and tells_of_many(titles)))
    sole = sole and not (len(titles) > 1 and _has_sections(sentences))
    found: list[Place] = []
    for number, sentence in enumerate(sentences):
        if "T" not in sentence.codes:
            continue
        for index, chunk in enumerate(sentence.chunks):
            if chunk.code == "T":
                first = max(0, index - LEAD)
                before = sentence.codes[first:index]
                if int(chunk.value) and (
                    _says_who(sentence.codes, index, before, unspaced=unspaced) or _is_compared(tokens, chunk.first)
                ):
                    continue
                older = bool(int(chunk.value)) and unspaced and _is_older(text, sentence, index, before)
                dated = _DATED.search(before) if older else None
                leads = sentence.opens and not first and not before.strip(_MARKS + "Y/")
                heads = number in listed or (leads and _heads(sentence, index))
                lead = dated or (unspaced and not older and _CLAUSE.search(before)) or _LEADING.search(before)
                reach = sentence.chunks[first + lead.start()].start if lead else chunk.start
                subject = (
                    unspaced and _OWNED.search(before) is not None and sentence.codes[index + 1 :][:1] in ("w", "g")
                )
                work = int(chunk.value)
                found.append(
                    Place(chunk.start, chunk.end, number, work, heads, sole, reach, subject, work in parts, older)
                )
    return found


def _has_sections(sentences: list[Sentence]) -> bool:
    """Whether two works or more have a heading each, behind the headline or built like it, and are named in the text
    below it.
    """
    told: set[str] = set()
    heading, since, alike = "", 0, False
    entries = [sentence for sentence in sentences if _ENTRY.match(sentence.codes) and sentence.opens]
    if len({sentence.chunks[1].value for sentence in entries}) >= ENTRIES:
        return True
    for number, sentence in enumerate(sentences):
        works = {chunk.value for chunk in sentence.chunks if chunk.code == "T"}
        if number and sentence.opens and sentence.closes and sentence.codes[-1] not in ".:":
            if works:
                heading = min(works) if len(works) == 1 and len(sentence.chunks) <= HEADING else ""
                since = number
        elif heading in works and number - since <= SECTION:
            told.add(heading)
            alike = alike or sentences[since].codes == sentences[0].codes
    return len(told) > 1 or (alike and told != {"0"} and bool(told))


def _is_compared(tokens: Sequence[Token], first: int) -> bool:
    """Whether what stands before a title only compares its work with another («unlike T»)."""
    before = " ".join([token.low for token in tokens[max(0, first - LONGEST) : first]]) if tokens else ""
    return f" {before}".endswith(COMPARED)


def _says_who(codes: str, index: int, before: str, *, unspaced: bool) -> bool:
    """Whether a title only says who somebody is («the director of T», «known for T director A»)."""
    known_for = before[-1:] in ("B", "w", "R") and codes.startswith("RN", index + 1)
    owned = unspaced and (
        _PERSON_OF.match(codes, index + 1) is not None
        or (_FAMED.match(codes, index + 1) is not None and _FAMED_BEFORE.search(before) is not None)
    )
    subject = _OF_SUBJECT.match(codes)
    if subject is not None and subject.end() == index:
        return False
    return known_for or owned or _ASIDE.search(before[-ASIDES:]) is not None


def _is_older(text: str, sentence: Sentence, index: int, before: str) -> bool:
    """Whether a Japanese title is what somebody who stands behind it did before, or is known for."""
    did = _DID.match(sentence.codes, index + 1)
    if did is not None:
        return text.endswith(_DONE, 0, sentence.chunks[did.end() - 1].end)
    famed = _FAMED_FOR.match(sentence.codes, index + 1)
    return famed is not None and ("j" in famed.group() or _ASKED.search(before) is not None)


def tells_of_many(titles: list[Title]) -> bool:
    """Whether a text tells of many works, a sentence each, and of the first one not much more."""
    others = sum(title.score >= LIKELY and title.times <= FEW for title in titles[1:])
    return titles[0].times <= FEW and not titles[0].headline and others >= MANY


def is_sole(titles: list[Title]) -> bool:
    """Whether a text is about one work, the first of its titles, and names the others in passing."""
    first, others = titles[0], [title for title in titles[1:] if not is_faint(title)]
    if first.headline and first.times > 1:
        listed = first.times <= FEW and sum(title.score >= LIKELY for title in others) > MANY
        return not listed and not any(title.headline for title in others)
    often = first.times > 3 and first.times >= 2 * max((title.times for title in others), default=0)
    return often or first.score >= DOMINANT * max((title.score for title in others), default=0.0)


def _heads(sentence: Sentence, index: int) -> bool:
    """Whether a title that begins a line heads it: nothing follows, or a mark, a bracket, or its author."""
    after = sentence.codes[index + 1 :]
    if not after.strip("P.:-"):
        return sentence.closes
    return (
        after[0] in ":-;"
        or _PART.match(after) is not None
        or after[:2] in ("P:", "P-")
        or (index > 0 and sentence.codes[0] in "-*#")
        or _ENTRY.match(sentence.codes) is not None
        or (after[0] in ",Bf" and sentence.closes and len(after) < 12)
    )


class WorkMap:
    """Which work a place in the text belongs to."""

    def __init__(self, places: list[Place], sentences: list[Sentence], works: frozenset[int]) -> None:
        self.places: dict[int, list[Place]] = {}
        self.passing: dict[int, list[Place]] = {}
        for place in places:
            kept = self.places if place.work in works else self.passing
            kept.setdefault(place.sentence, []).append(place)
        self.sole = all(place.sole for place in places)
        self.carried = self._carried(sentences)

    def _carried(self, sentences: list[Sentence]) -> list[int]:
        """The work that each sentence is about if it names none itself."""
        carried: list[int] = []
        current, headed, line, listing = 0, False, -1, False
        for number, sentence in enumerate(sentences):
            if sentence.line != line and self.sole and not headed and not listing:
                current = 0
            line = sentence.line
            carried.append(current)
            listing = sentence.codes[-1] == ":" or (listing and sentence.codes[0] in "-*#")
            own = [place for place in self.places.get(number, ()) if not place.older]
            for place in sorted(own, key=lambda place: not place.subject):
                if place.heads:
                    current, headed = place.work, True
                    break
                if place.part and current == 0:
                    continue
                if (not self.sole and not headed) or place.work == 0:
                    current, headed = place.work, False
                    break
        return carried

    def work_at(self, start: int, sentence: int, *, behind: bool = True) -> int:
        """The number of the work that a claim at an offset is about; ``behind``: it may be named behind it first."""
        own = [place for place in self.places.get(sentence, ()) if not place.older or place.reach <= start < place.end]
        if not own:
            led = (place.work for place in self.passing.get(sentence, ()) if place.reach <= start < place.start)
            return next(led, self.carried[sentence])
        if self.sole and any(place.work == 0 for place in own):
            return 0
        before = [place for place in own if (place.reach if behind else place.end) <= start]
        if not before and not behind:
            return self.carried[sentence]
        return (before[-1] if before else own[0]).work
