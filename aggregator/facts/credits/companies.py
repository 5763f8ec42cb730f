"""Which part a company has that an article names: known ones by what they are, in a sentence that tells of a work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.deeds import RULE, doers
from aggregator.facts.credits.finder import Found
from aggregator.facts.credits.named import named_companies
from aggregator.facts.credits.past import is_of_decade
from aggregator.facts.credits.publishers import (
    admires,
    announces,
    is_cinema,
    is_magazine,
    owns_magazine,
    tells_of_books,
    unknown_distributors,
    unknown_magazines,
    unknown_publishers,
)
from aggregator.facts.credits.trades import SHOWN, TOLD, holder_of, role_of, seller, station
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.deals import is_bought, is_held
from aggregator.facts.names.gazetteer import Studio, fold, platforms, studios
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.refusals import ENDED
from aggregator.facts.releases.triggers import Trigger, Triggers
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.denials import Denials
from aggregator.facts.titles.marks import WorkMap

OPENING = frozenset('「『“«„‘《〈"')
_IN_ISSUE = re.compile(r"[^、。「」『』]{0,14}?号?(?:誌上)?(?:で|にて|にて、|で、)")
"""What stands between a magazine and the word for what is told in it."""
PROGRAMMES = ("番組", "特番", "生放送", "生配信")
PROGRAMME_REACH = 2
PARTS = SHOWN | {"home_video", "publication", "sale", *TOLD}
"""Words of a sentence that say of a company that it has a part in a release."""
SHOWN_ALIKE = frozenset({"any", "publication"})
"""Events whose words also tell that a trailer is shown."""
_SECTIONS, LONGEST = shared_words("credits", "programme_parts"), 20
"""Words for parts of a festival's programme, and characters before a name within which they stand."""
BEHIND = 2
"""Less characters stand between a verb and the end of the sentence that it closes."""
_CAREER = re.compile(
    r"(?:の)?出身|を経て|から独立|(?:に|で)?在籍|(?:に|へ)入社|を?退社|時代に|(?:に|で)(?:動画|原画)マン|で経験|の元社員|作品(?:を[手担支]|に(?:参加|携わ|関わ)|で知られ)"
)
"""What follows where somebody worked before («スタジオ森出身の»)."""
_OF_ITSELF = re.compile(r"創刊(?!号)|休刊|廃刊|復刊|刊行を終")
"""What is told of a magazine itself."""
_MADE_BEFORE = re.compile("(?:,[QT]P){0,8}b?n[Nl]P?h")
"""What follows the first bracket behind a title in a list of somebody's works."""
_AUTHOR_OF = re.compile("[NT]P?,o?(?:R[fB][oY]{0,2}|p[fB]?Y?)(?:[NQT]P?,){0,3}$")
"""What stands before a work that somebody made before: «A, autore di»."""
LICENSED = frozenset({"licence", "streaming"})
SOURCES = shared_words("credits", "sources")
_SHOWS = re.compile("U(?:q|o?f)[oI]{1,2}[YT]")
"""What follows a service that says that it shows something: «announced that it will air the anime»."""
_FROM = re.compile(r"[UofDYt#]{1,7}KP?,")
"""How a sentence begins that names where the news is from."""
_FAIRS = "|".join(sorted(word.capitalize() for word in shared_words("sentences", "gatherings")))
_PRIZE = re.compile(rf" (?:[A-Z]\w+ ){{0,2}}(?:Awards?|Prizes?|Taish[oō]|Grand Prix|{_FAIRS})\b")
_PRIZE_OF = re.compile(r"\b(?:pr[eéê]mios?|prix|premi)(?: \w+){0,4} $", re.IGNORECASE)
"""What stands behind and before a company's name that is a prize's or fair's («Kodansha Manga Award»)."""
_EMPLOYED = re.compile("[Nq]P?,?q?IoJ$")
"""What stands before where somebody works: «X was a painter at»."""
FUNDS = frozenset({"distributor", "broadcaster"})
"""Parts that a company has elsewhere when it produces a work."""
_PRODUCED = re.compile("b(?:[YT]{1,2}P?I)?(?:[NSK]P?[,&W]{1,2}){0,6}$")
"""«Produced by», and who else stands between it and a company."""
SHOWING = frozenset({"streaming", "magazine", "publisher", "broadcaster"})
"""Parts that end with the showing: what was in a magazine years ago is background, a licence is not."""


def company_credits(
    text: str,
    sentences: list[Sentence],
    triggers: Triggers,
    works: WorkMap,
    year: int | None,
    *,
    denials: Denials,
    tag: str,
) -> Iterator[Found]:
    """A credit for each company that a sentence about a release or work names; ``year`` is the text's."""
    books = tells_of_books(sentences)
    for number, sentence in enumerate(sentences):
        codes = set(sentence.codes)
        yield from unknown_magazines(text, sentence, number, triggers)
        yield from unknown_distributors(text, sentence, number, triggers)
        yield from unknown_publishers(text, sentence, number, triggers)
        if codes.isdisjoint("KSPQN"):
            continue
        row = triggers(sentence)
        deeds = {chunk.start: (chunk, role) for chunk, role in doers(text, sentence, row, tag)}
        if not deeds and not _names_company(sentence, codes):
            continue
        said, denied = {trigger.value for trigger in row}, denials(sentence)
        if _tells_of_rights(text, sentence) or "gone" in said or ENDED.search(text, sentence.start, sentence.end):
            continue  # «Netflix removes T on June 1»
        named = [*_taking_part(text, sentence), *((chunk, None) for chunk, _ in deeds.values() if chunk.code == "N")]
        for chunk, holder in named:
            if any(first <= chunk.start < last for first, last, _ in denied) or _is_other(text, sentence, chunk):
                continue
            told = _nearer(row, said, chunk)
            itself = codes.isdisjoint("TQ") and _OF_ITSELF.search(text, sentence.start, sentence.end)
            if itself or _CAREER.match(text, chunk.end) or _is_of_others(sentence, holder):
                continue
            done = deeds[chunk.start][1] if chunk.start in deeds else ""
            role = done or _trade(text, sentence, chunk, holder, told=told)
            role = "" if role == "animation_production" and _is_labelled(sentence, chunk) else role
            speaks = bool(role) and not done and _is_speaker(sentence, chunk, told, role)
            beside = "" if holder or (role and not speaks) else _publishes(sentence, chunk, books=books)
            if role in FUNDS and _is_producer(text, sentence, chunk):
                role = beside = "" if fold(text[chunk.start : chunk.end]) in studios() else "production"
            if _posts(text, sentence, row, chunk) or _hosts(row, chunk) or _is_told_in(text, row, chunk):
                continue
            if beside or (role and not speaks and not _is_known_for(text, sentence, chunk)):
                quote = (sentence.start, sentence.end)
                start, end = _bare(text, chunk)
                yield Found(
                    beside or role,
                    "",
                    start,
                    end,
                    quote,
                    RULE if done else "credits:company",
                    number,
                    news=not (
                        (role in SHOWING and _is_over(text, sentence, year, past="past" in told or role == "magazine"))
                        or ("past" in told and works.sole and works.work_at(chunk.start, number))
                    ),
                )


def _trade(text: str, sentence: Sentence, chunk: Chunk, holder: Chunk | None, *, told: set[str]) -> str:
    """What a company does with a work by what it is known for, or is said to be; "" for nothing."""
    role = holder_of(chunk, holder) or role_of(chunk, told, set(sentence.codes)) or seller(text, chunk)
    return role or station(text, sentence, chunk, holder) or ""


def _tells_of_rights(text: str, sentence: Sentence) -> bool:
    """Whether a sentence stands in a line of copyright, or beside the news."""
    line = _line(text, sentence)
    return "©" in line or "(C)" in line or "(c)" in line or "ⓒ" in line or _is_beside(sentence)


def _names_company(sentence: Sentence, codes: set[str]) -> bool:
    """Whether a sentence names a known company, in brackets, too."""
    return not codes.isdisjoint("KS") or any(c.inner and "K" in c.inner.codes for c in sentence.chunks)


def _taking_part(text: str, sentence: Sentence) -> list[tuple[Chunk, Chunk | None]]:
    """The companies of a sentence, with what their brackets stand behind; none where one buys another, no work."""
    named = list(named_companies(sentence))
    if "T" not in sentence.codes and any(is_bought(text, chunk.start, chunk.end) for chunk, _ in named):
        return []
    return named


def _is_labelled(sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a label before a studio says that it does something else («配給：東洋動画»)."""
    index = next((i for i, other in enumerate(sentence.chunks) if other is chunk), 0)
    label = sentence.chunks[index - 2] if index > 1 and sentence.codes[index - 2 : index] == "R:" else None
    return label is not None and label.value != "animation_production"


def _hosts(row: list[Trigger], chunk: Chunk) -> bool:
    """Whether a company's name is that of a happening («the X Showcase», «X's panel»)."""
    return chunk.code == "K" and any(t.value == "other" and 0 <= t.start - chunk.end <= 1 for t in row)


def _is_beside(sentence: Sentence) -> bool:
    """Whether a line says where the news was found, or is another's headline: it quotes a title not spoken of here."""
    alone = sentence.opens and sentence.closes and sentence.codes[0] in "-*"
    return _is_source(sentence) or (
        alone and "Q" in sentence.codes and "T" not in sentence.codes and sentence.codes[-1] not in ".:"
    )


def _posts(text: str, sentence: Sentence, row: list[Trigger], chunk: Chunk) -> bool:
    """Whether a company is told to show a trailer or picture, and nothing else in the sentence tells of a part."""
    shown = next((t for t in row if t.value == "pictures" and t.start >= chunk.end), None)
    if shown is None or isinstance(chunk.known, Studio) or "," in text[chunk.end : shown.start]:
        return False
    others = [t for t in row if t.value in PARTS and t.table != "context" and not chunk.end <= t.start < shown.end]
    if any(t.value not in SHOWN_ALIKE or t.end + BEHIND <= sentence.end for t in others):
        return False
    return not others or "," not in text[shown.end : sentence.end]  # «hat einen Trailer zu T veröffentlicht»


def _is_other(text: str, sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a company's name is a prize's or a cinema's, one that is bought, or tells where the news is from."""
    return (
        _is_prize(text, chunk)
        or is_cinema(text, chunk)
        or is_bought(text, chunk.start, chunk.end)
        or is_held(text, chunk.start, chunk.end)
        or _is_origin(text, sentence, chunk)
        or _is_section(text, chunk)
    )


def _is_section(text: str, chunk: Chunk) -> bool:
    """Whether a studio's name is that of a part of a festival's programme («in der Sektion Nippon Animation»)."""
    before = text[max(0, chunk.start - LONGEST) : chunk.start].lower().split()
    return isinstance(chunk.known, Studio) and bool(before) and before[-1] in _SECTIONS


def _is_prize(text: str, chunk: Chunk) -> bool:
    """Whether a company's name is a part of a prize's."""
    return _PRIZE.match(text, chunk.end) is not None or _PRIZE_OF.search(text[: chunk.start][-40:]) is not None


def _is_origin(text: str, sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a sentence begins with a magazine as the source of what it tells («Segundo a revista X, …»)."""
    if not is_magazine(chunk):
        return False
    match = _FROM.match(sentence.codes)
    if match is None or sentence.chunks[sentence.codes.index("K")] is not chunk:
        return False
    return text[sentence.start : chunk.start].lower().startswith(tuple(f"{word} " for word in SOURCES))


def _is_producer(text: str, sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a station or distributor stands behind «produced by», as one of those who are named there; a studio
    among them animates.
    """
    index = next((i for i, other in enumerate(sentence.chunks) if other is chunk), 0)
    produced = _PRODUCED.search(sentence.codes, 0, index)
    verb = sentence.chunks[produced.start()] if produced is not None else None
    return verb is not None and "produ" in text[verb.start : verb.end].lower()


def _nearer(row: list[Trigger], told: set[str], chunk: Chunk) -> set[str]:
    """What is told, of «licensed» and «streaming» only the one that stands last before a company."""
    if not told >= LICENSED:
        return told
    before = [t.value for t in row if t.value in LICENSED and t.end <= chunk.start]
    return told - (LICENSED - {before[-1]}) if before else told


def _is_over(text: str, sentence: Sentence, year: int | None, *, past: bool) -> bool:
    """Whether a sentence in the past or about «the anime of 1998» has only years before the text's, or old decades."""
    years = [c.known.year for c in sentence.chunks if isinstance(c.known, DateMention)]
    past = past or sentence.codes.startswith(("YfD", "DY"))
    over = past and year is not None and bool(years) and all(told is not None and told < year for told in years)
    return over or is_of_decade(text, sentence)


def _is_speaker(sentence: Sentence, chunk: Chunk, told: set[str], role: str) -> bool:
    """Whether the company only told it: «…, reports X.», «X confirmed that …»."""
    index = next((i for i, other in enumerate(sentence.chunks) if other is chunk), 0)
    speaks = role != "magazine" and sentence.codes[index + 1 : index + 2] == "U"
    shows = role == "streaming" and "premiere" in told and _SHOWS.match(sentence.codes, index + 1) is not None
    if speaks and not shows and not {"licence", "streaming", "distribution", "any"} & told:
        return True
    after = sentence.codes[index + 1 :].strip(".")
    within = after[:1] == "," and not {"licence", "streaming", "distribution", "any"} & told
    return re.search(r",[IU]*U$", sentence.codes[:index]) is not None and (after == "" or within)


def _is_known_for(text: str, sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a studio is named for another work of its («Studio X's T»), or a company as where somebody works."""
    index = next((i for i, other in enumerate(sentence.chunks) if other is chunk), 0)
    if any(admires(text, other) for other in sentence.chunks[max(0, index - 2) : index]):
        return True
    if sentence.codes.startswith("Ip", index + 1) and index < len("JS"):  # «studio X is known for T»
        return True
    if sentence.codes[max(0, index - 2) : index + 2] == "RfKY":  # «the distribution of the X film»
        return sentence.chunks[index - 2].value in FUNDS
    if chunk.code != "S":
        post = sentence.chunks[index - 2] if index > 1 and sentence.codes[index - 1] in "fJB" else None
        return post is not None and post.code == "R" and post.value.endswith("producer")
    owned = sentence.chunks[index + 2 : index + 3]
    own = sentence.codes[index + 1 : index + 2] == "'" and bool(owned)
    if own and (owned[0].code in "NQ" or (owned[0].code == "T" and owned[0].value != "0")):
        return True
    return _EMPLOYED.search(sentence.codes, 0, index) is not None


def _publishes(sentence: Sentence, chunk: Chunk, *, books: bool) -> str:
    """A publisher that nothing but its place in the sentence says to be one of the work."""
    index = next((i for i, other in enumerate(sentence.chunks) if other is chunk), -1)
    if index < 0:
        return ""
    return "publisher" if owns_magazine(sentence, index) or (books and announces(sentence, index)) else ""


def _bare(text: str, chunk: Chunk) -> tuple[int, int]:
    """A name without the quotes around it and without the word for what it is («editora X», «X系»)."""
    start, end = chunk.start, chunk.end
    if text[start] in OPENING and end - start > 2:
        start, end = start + 1, end - 1
    if text[end - 1] in "'’":
        end -= 1
    if not isinstance(chunk.known, Place):
        return start, end
    lead, space, rest = text[start:end].partition(" ")
    if space and lead.islower() and _id(rest) == chunk.known.id:
        start += len(lead) + 1
    if text[end - 1] == "系" and _id(text[start : end - 1]) == chunk.known.id:
        end -= 1
    return start, end


def _id(name: str) -> str | None:
    return platform.id if (platform := platforms().get(fold(name))) else None


def _line(text: str, sentence: Sentence) -> str:
    """The line of the text in which a sentence stands, as far as it is short enough to be one of credits."""
    first = text.rfind("\n", max(0, sentence.start - 200), sentence.start) + 1
    last = text.find("\n", sentence.end, sentence.end + 200)
    return text[first or sentence.start : last if last >= 0 else sentence.end]


def _is_source(sentence: Sentence) -> bool:
    """Whether a line names where the news was found («Source: …», «via …»)."""
    return sentence.opens and "e" in sentence.codes[:2]


def _is_of_others(sentence: Sentence, before: Chunk | None) -> bool:
    """Whether a bracket stands behind what somebody made before («「X」（…文庫）などのNさん», «A, autore di X (…)»)."""
    place = next((i for i, chunk in enumerate(sentence.chunks) if chunk is before and chunk.code in "NQT"), None)
    if place is not None and sentence.chunks[place].value != "0" and _AUTHOR_OF.search(sentence.codes, 0, place):
        return True
    index = next((i for i, chunk in enumerate(sentence.chunks) if chunk is before and chunk.code == "Q"), None)
    return index is not None and _MADE_BEFORE.match(sentence.codes, index + 2) is not None


def _is_told_in(text: str, row: list[Trigger], chunk: Chunk) -> bool:
    """Whether a magazine is where something is told («「Z」6号で発表された»), or a service shows another programme."""
    if is_magazine(chunk):
        told = (t for t in row if t.value == "told" and chunk.end < t.start)
        return any(_IN_ISSUE.fullmatch(text, chunk.end, t.start) for t in told)
    shows = (t for t in row if t.value in ("thing", "other") and 0 < chunk.start - t.end <= PROGRAMME_REACH)
    return any(text.endswith(PROGRAMMES, 0, t.end) and text[t.end] in "がを" for t in shows)
