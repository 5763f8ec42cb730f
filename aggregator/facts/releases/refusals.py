"""Which dates are no releases, and why not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.deals import is_bought
from aggregator.facts.releases.brackets import Spoken
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.else_comes import NEAR_VERB, OBJECT, is_of_else, is_subject
from aggregator.facts.releases.issues import is_issue
from aggregator.facts.releases.last_episodes import is_later_episode
from aggregator.facts.releases.many import TOLD_BEHIND, is_crop, is_of_many, is_season
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.telling import (
    LAST_WORD,
    ends_relative,
    is_dated_for,
    is_dateline,
    is_for,
    is_labelled,
    is_of_verb,
    is_said,
    lies_ahead,
    stands_alone,
    told_by,
)
from aggregator.facts.releases.told_kinds import opens_film
from aggregator.facts.releases.triggers import Trigger, Triggers
from aggregator.facts.releases.untold import starts_then, tells_itself
from aggregator.facts.releases.weekdays import comes_out
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.words.lexicon import FIRST_UNSPACED

FIRST = 6
"""Sentences within which a text tells its own date."""
SHORT = 90
"""Characters of a line that can be a stamp."""
SILENT = "no word near it says that something comes out"
NO_RELEASE = "is of something that is no release of the work"
OF_MANY = "is a season of the year, no work's"
DENIED = "is denied"
SLOT = "is when something is shown each week"
UNLIKELY = "the words around it don't tell that something comes out"
UNDATED = "the article's day is not known"
OF_ELSE = "is of something else"
ENDED = re.compile(r"での配信[はがを][^。、]{0,20}終了")
"""What Japanese says of a work that a service shows no more."""
TAKEN = "is when it is taken away"
NEVER = {"gone": TAKEN, "never": "is of tickets, orders or goods"}
"""What words of these sorts make of all dates of their clause."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A date that is no release, and why not."""

    start: int
    end: int
    reason: str


FIRST_ONE = shared_words("releases", "first_one")
"""Words for the first or only one of its kind."""
BY_COUNT = shared_words("releases", "by_count")
"""Small words before a time that is counted, by which something is put off."""
SHORT_WORD = 4
_PUT_OFF = re.compile(
    r"(?:に|は|、)[^。]{2,60}(?:中止|延期)(?:を|の|が)(?:それぞれ)?(?:発表|決め|決定|決ま|告知|明らか|分か|わか|報じ)"
)
_DECIDED = re.compile(r"(?:、|夜|付で|までに)?(?:に?正式に?)?(?:決定した|決定され|決まった|決まりました)")
"""What happens on the day of telling itself («延期が14日決定した»)."""
_LABELLED = re.compile("[oNU]{0,2}:?D[D.#:]{0,3}")
"""A line that is a date with a word before it («Published: May 3, 2027 10:00»)."""
_DAYS = frozenset("日일")
"""What stands behind the number of a day."""
_OF_ANOTHER = re.compile("U.*Do?f?$")
"""What stands before the day of telling: «revealed its April 11 debut on» Friday."""
_SUNG = re.compile("gE[QT]P?[wgm],?$")
"""A song that somebody sings, right before its day («KUMOが歌う「月」は3月に配信»)."""
_DATED_SONG = re.compile("d?n?(?=R)")
"""What stands between a date and a theme that is new from then on."""
_STAMP = re.compile(r"\d{4}[./-]\d{1,2}[./-]\d{1,2}(?: ?\(?\w{1,3}\)?)? \d{1,2}:\d\d(?=\s*(?:\n|$))")
"""A numeric stamp with a time at the end of its line, as lists of other articles have."""


def refusal(text: str, clause: Clause, triggers: Triggers, published: Published | None) -> str | None:
    """Why a date is no release of a work; None for one that can be."""
    if clause.mention.in_quotes and not isinstance(clause.sentence, Spoken):
        return "stands within a title or quotation"
    if is_issue(text, clause):
        return "is the date of a magazine's issue"
    if reason := None if clause.listed else _of_text(text, clause, triggers, published):
        return reason
    if reason := _no_day(text, clause):
        return reason
    if never := clause.words(*NEVER):
        return NEVER[never[0].value]
    if ENDED.search(text, clause.start, clause.end) and clause.place() is not None:
        return TAKEN
    if is_later_episode(text, clause) or _is_song(text, clause):
        return NO_RELEASE
    others = [other for other in clause.words("other") if not clause.sets_aside(other)]
    pictures = [p for p in clause.words("pictures") if clause.events and not clause.sets_aside(p)]
    near = others + [picture for picture in pictures if any(t.end <= picture.start for t in clause.events)]
    others = others + pictures
    if others and (
        is_subject(clause, others[0])
        or (near and not _is_nearer(clause, near))
        or any(is_of_else(text, clause, o) for o in others)
        or any(0 <= o.start - t.end <= OBJECT for t in clause.words("cancelled") for o in others)
    ):
        return f"{OF_ELSE}: {text[others[0].start : others[0].end]}"
    if clause.index > 1 and "Q" in clause.before and re.search(r"(?:^|[,&;])Q[fB]?$", clause.before):
        return "is of a title that is not known as a work"
    shown = clause.has_place() and not _buys(text, clause) and not clause.words("pictures")
    if not clause.events and not shown and not _is_listed(clause):
        return None if tells_itself(clause, triggers, published) else SILENT
    return SILENT if is_crop(text, clause) or _is_name(clause) else None


def _of_text(text: str, clause: Clause, triggers: Triggers, published: Published | None) -> str | None:
    """Why a date is one of the telling: the text's own, or when somebody told it."""
    if _is_own(clause, published) or _STAMP.match(text, clause.chunk.start):
        return "is the day of the text itself"
    told = not starts_then(text, clause) and _is_told(text, clause, triggers, published)
    return "is when it was told" if told else None


def _is_own(clause: Clause, published: Published | None) -> bool:
    """Whether the date heads the text or a line of it: a dateline («HOUSTON, January 20 –»), a stamp."""
    sentence, mention = clause.sentence, clause.mention
    if not sentence.opens or is_labelled(clause):
        return False
    whole = mention.day is not None and mention.year is not None
    if whole and sentence.closes and _LABELLED.fullmatch(sentence.codes):
        return published is None or published.could_be(mention)
    heads = clause.number < FIRST and whole and re.fullmatch(r"[o#.:-]?|[NSoTK],?", clause.before)
    posted = whole and sentence.closes and mention.time is not None and clause.before in ("N-", "T-", "o-")
    comes = any(0 <= word.start - clause.chunk.end <= 1 for word in clause.words("future"))  # «On May 3, 2027 it opens»
    if (heads or posted) and not comes and (published is None or published.could_be(mention)):
        return True
    if clause.number < 4 and sentence.closes and not set(sentence.codes) & {"T", "Y", "Q", "K"}:
        other = published is not None and not published.could_be(mention)  # «放送開始日：10月4日»
        other = other or (published is None and mention.year is None and opens_film(clause))
        return mention.day is not None and sentence.end - sentence.start < SHORT and not (other and clause.events)
    return is_dateline(clause)


def _no_day(text: str, clause: Clause) -> str | None:
    """Why a date is not one on which something comes out: a season of all works, an end, a slot."""
    if _is_told_again(clause):
        return "is told more exactly behind it"
    if is_season(clause) or is_of_many(text, clause):
        return OF_MANY
    if _is_end(clause):
        return "is until when"
    if _counts_back(text, clause):
        return SILENT
    if _is_span(text, clause):
        return SILENT  # by how long it is put off
    return SLOT if _is_slot(text, clause) else None


def _is_told(text: str, clause: Clause, triggers: Triggers, published: Published | None) -> bool:
    """Whether the date is when somebody told it."""
    words, mention = triggers(clause.sentence), clause.mention
    if _is_day_of_telling(text, clause, words) or is_of_verb(text, clause, words, published):
        return True
    if _PUT_OFF.match(text, clause.chunk.end, clause.sentence.end) and not clause.words("replaced"):
        return True
    decided = mention.day is not None and _DECIDED.match(text, clause.chunk.end)
    if decided or ((not clause.events or clause.after.startswith("p")) and told_by(text, clause)):
        return True
    if mention.weekday is not None and mention.day is None and _OF_ANOTHER.search(clause.before):
        return True
    if mention.month is None and mention.day and not clause.events and is_said(clause):
        return True
    behind = "U" in clause.before and re.search(r"U(?:o?f[NK])?[ofB]{0,2}$", clause.before) is not None
    behind = (behind and not is_dated_for(text, clause)) or (
        clause.after[:1] == "," and re.search("U,[of]?$", clause.before) is not None
    )
    next_day = mention.anaphoric is not None and "D" in clause.before  # «on X on May 1, and on Y the next day»
    if (mention.day is not None or next_day) and "K" in clause.codes():
        return behind and clause.after.startswith(("q", ",q"))
    by_week = mention.weekday is not None and (mention.month is None or mention.toward is not None)
    counted = by_week or (mention.relative is not None and mention.relative.unit == "day")
    if any(_is_beside(clause, t) for t in clause.events) and not (behind and counted and mention.toward != "future"):
        return False
    if behind:
        return not ("K" in clause.before[-3:] and _is_coming(clause, clause.before.rindex("U"), published))
    if mention.month is None and mention.year is None and mention.season is None:
        owned = clause.after[:1] == "'" or text[clause.chunk.end - 2 : clause.chunk.end] in ("'s", "’s")
        far = mention.relative is not None and mention.relative.unit == "year" and not owned
        if far and clause.events and not clause.words("past", "told"):
            return False
        told = any(t.value == "told" for t in triggers(clause.sentence))
        future = (lies_ahead(clause) and bool(clause.events)) or comes_out(text, clause, triggers)
        named = not _DAYS.isdisjoint(text[clause.chunk.start : clause.chunk.end])
        return not future and (told or not named or not _shows(clause))
    opens = "U" in clause.after and re.fullmatch(r"(?:[TNQ]P?:)?[.,of:B#-]{0,3}", clause.before)
    telling = re.match(r",?(?:[NSK]P?,[^,;UDQ]{1,12},U|[NSKToYXxRf#'&,P]{0,8}U)", clause.after) if opens else None
    return telling is not None and not _is_coming(clause, clause.index + telling.end(), published)


def _is_coming(clause: Clause, verb: int, published: Published | None) -> bool:
    """Whether a day lies ahead, so that a verb of telling is one of release, too: «on April 5, the series drops», «on
    April 5, it gets a Blu-ray release».
    """
    chunk = clause.sentence.chunks[verb]
    released = any(t.start < chunk.end + OBJECT and chunk.start < t.end for t in clause.events)
    return released and published is not None and published.is_before(clause.mention)


def _shows(clause: Clause) -> bool:
    """Whether the clause says that something is shown or sold."""
    shown = any(t.table == "events" and t.value != "any" for t in clause.events)
    return shown or (bool(clause.events) and clause.has_place())


def _is_beside(clause: Clause, event: Trigger) -> bool:
    """Whether a word for a release stands so near to the date that the date is the release's."""
    distance = clause.distance(event)
    if event.value != "any" and distance <= NEAR_VERB:
        return True
    return (event.end <= clause.chunk.start and distance <= NEAR_VERB + 4) or 0 <= event.start - clause.chunk.end <= 3


def _is_day_of_telling(text: str, clause: Clause, words: list[Trigger]) -> bool:
    """The same where a word of telling follows soon, or ends the sentence («3日、…と発表した»)."""
    told = [t for t in words if t.value == "told"]
    if not told or (is_for(text, clause) and any(_is_beside(clause, t) for t in clause.events)):
        return False
    if clause.is_gapped() or ends_relative(clause) or clause.told_behind() is not None or _is_told_behind(clause):
        return False
    end = clause.chunk.end
    soon = next((t for t in told if end <= t.start < end + TOLD_BEHIND), None)
    said = text.startswith(("と", "로", "으로"), end)  # «公開は春と発表»
    said = said or clause.after.startswith(("&", ",&"))  # «…, y X anunció»
    between = {key for t in words if end <= t.start < (soon or told[-1]).start for key in (t.table, t.value)}
    if soon and not said and between.isdisjoint(("events", "wait", "delayed")):
        return True
    if clause.after.startswith(",D"):
        return False  # «16일, 17일 개봉한다고 밝혔다»
    alone = stands_alone(clause, between)
    return (alone or _is_topic(text, clause, words)) and told[-1].end >= clause.sentence.end - LAST_WORD


def _is_told_behind(clause: Clause) -> bool:
    """Whether a release is told before the day, and behind a comma who told it («s'achève le 3 mai, a annoncé X»)."""
    before = (t for t in clause.events if t.end <= clause.chunk.start)
    return clause.after.startswith(",U") and any(clause.distance(t) <= NEAR_VERB for t in before)


def _is_topic(text: str, clause: Clause, words: list[Trigger]) -> bool:
    """Whether a sentence that tells of no release begins anew with the date («2日には…が明らかになった»)."""
    events = [t for t in words if t.table == "events"]
    if text.startswith("には", clause.chunk.end):
        return all(t.value == "any" for t in events)
    told = {t.start for t in words if t.value == "told"}
    return (
        text.startswith("に", clause.chunk.end) and clause.mention.day is not None and told >= {t.start for t in events}
    )


def _is_name(clause: Clause) -> bool:
    """Whether a bare year begins the name of something else («2020年東京大会»)."""
    following = clause.sentence.chunks[clause.index + 1 : clause.index + 2]
    mention, start = clause.mention, clause.chunk.end
    bare = mention.year is not None and mention.month is None and mention.season is None and mention.until is None
    if not bare or not following or following[0].code not in "Nl":
        return False
    return following[0].start == start and all(t.start != start for t in clause.triggers)


def _buys(text: str, clause: Clause) -> bool:
    """Whether a company that the clause names is one that somebody buys."""
    return any(c.code in "KS" and is_bought(text, c.start, c.end) for c in clause.chunks())


def _is_song(text: str, clause: Clause) -> bool:
    """Whether what comes out is the theme song that the clause names, not the work."""
    themes = [c for c in clause.chunks() if c.code == "R" and c.value.endswith(THEMES)]
    if _SUNG.search(clause.before):
        return True
    dated = _DATED_SONG.match(clause.after)
    if dated is not None and clause.sentence.chunks[clause.index + dated.end()] in themes:
        return True  # «1月からの新OPテーマを「KUMO」が担当»
    if "R" not in clause.codes() or all(theme.start > clause.chunk.start for theme in themes):
        return False
    opens = next((c.code for c in clause.chunks() if c.code in "RYT"), "") == "R"
    shown = ("リリース", "zu sehen", "zu hören") if opens else ("リリース",)
    sold = [t.value in ("sale", "streaming") or text.startswith(shown, t.start) for t in clause.events]
    starts = (text.startswith("スタート", t.start) for t in clause.events)
    return any(sold) and all(told or start for told, start in zip(sold, starts, strict=True))


def _is_nearer(clause: Clause, others: list[Trigger]) -> bool:
    """Whether a word of release stands nearer to the date than all of another happening."""
    return bool(clause.events) and clause.nearest(clause.events) < clause.nearest(others)


def _is_told_again(clause: Clause) -> bool:
    """Whether the day itself follows what is counted: «a week later, on July 4»."""
    counted = clause.mention.relative or clause.mention.anaphoric
    return counted is not None and clause.after.startswith((",D", ",fD", "P")) and _holds_day(clause)


def _holds_day(clause: Clause) -> bool:
    """Whether the next date behind a clause is a day with its month."""
    following = clause.sentence.chunks[clause.index + 1 :]
    held = (c for chunk in following[:3] for c in (chunk.inner.chunks if chunk.inner else [chunk]))
    date = next((c.known for c in held if c.code == "D"), None)
    return isinstance(date, DateMention) and date.day is not None and date.month is not None


def _is_end(clause: Clause) -> bool:
    """Whether the date is the last day of something: «runs until March»."""
    until = [
        t
        for t in clause.words("until")
        if 0 <= clause.chunk.start - t.end <= 5 or (t.start == clause.chunk.end and t.end != clause.chunk.start)
    ]
    if not until:
        return False
    within = any(event.start <= word.start < event.end for event in clause.events for word in until)
    moved = any(t.value == "delayed" for t in clause.triggers)
    waits = "D" in clause.before and any(t.value == "wait" and t.end < clause.start for t in clause.triggers)
    moved = moved or waits  # «on A one waits until July 5, on B until July 6»
    return not within and not moved and not any(t.value in ("finale", "wait") for t in clause.mine)


def _is_span(text: str, clause: Clause) -> bool:
    """Whether weeks or months are counted right behind a word for a delay («foi adiada em uma semana»)."""
    counted = clause.mention.relative is not None and clause.mention.toward is None
    by = text[clause.chunk.start : clause.chunk.end].split(maxsplit=1)[0].lower() in BY_COUNT
    by = by or text[max(0, clause.chunk.start - SHORT_WORD) : clause.chunk.start].strip().lower() in BY_COUNT
    return counted and by and any(0 <= clause.chunk.start - t.end <= SHORT_WORD for t in clause.words("delayed"))


def _counts_back(text: str, clause: Clause) -> bool:
    """Whether years are counted since the last of its kind: «the first film that X releases in three years»."""
    counted = clause.mention.relative
    if counted is None or counted.unit != "year" or counted.offset < len("AB"):
        return False
    before = (text[c.start : c.end].lower().split() for c in clause.sentence.chunks[: clause.index] if c.code in "oYR")
    return any(not FIRST_ONE.isdisjoint(words) for words in before)


def _is_slot(text: str, clause: Clause) -> bool:
    """Whether a weekday and a time without a day tell when a series is shown each week («日曜朝9時に放送中»)."""
    said = clause.mention
    told = said.weekday is not None and said.time is not None and text[clause.chunk.start] >= FIRST_UNSPACED
    return told and (said.day, said.month, said.relative, said.toward) == (None, None, None, None)


def _is_listed(clause: Clause) -> bool:
    """Whether a line is an entry of a list: a date, a mark, a title (or the other way round)."""
    sentence = clause.sentence
    entry = r"[*\-#.]*(?:D[:\-,o]*[TQ].{0,6}|[TQ]P?(?:,[ofBN#]{1,6})?[:\-,]+D.{0,3})"
    return bool(sentence.opens and sentence.closes and re.fullmatch(entry, sentence.codes))
