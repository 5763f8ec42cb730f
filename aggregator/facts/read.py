"""What one article states, from its own text alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.base.records import Article
from aggregator.facts.credits.common_names import adopt_common
from aggregator.facts.credits.companies import company_credits
from aggregator.facts.credits.deeds import instead
from aggregator.facts.credits.distinct import distinct_credits
from aggregator.facts.credits.finder import CreditFinder
from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.credits.japanese.finder import JapaneseCredits
from aggregator.facts.credits.other_names import names_behind
from aggregator.facts.credits.outside import without_outside
from aggregator.facts.credits.voices.roles import VoiceRoles
from aggregator.facts.kinds import all_kinds, as_told, kinds_of
from aggregator.facts.names.people import is_person
from aggregator.facts.names.spans import KnownSpans
from aggregator.facts.reading import headline_end, read_as
from aggregator.facts.releases.distinct import distinct_releases
from aggregator.facts.releases.finder import FoundRelease, ReleaseFinder
from aggregator.facts.releases.placed import placed
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.refusals import TAKEN, Refused
from aggregator.facts.releases.triggers import Triggers, spaced_triggers, unspaced_triggers
from aggregator.facts.sentences import told_places_ja
from aggregator.facts.sentences.chunks import Chunker, Sentence
from aggregator.facts.sentences.compounds import parted
from aggregator.facts.sentences.denials import denials_of
from aggregator.facts.sentences.japanese import JapaneseChunker, japanese_words
from aggregator.facts.sentences.plots import plots
from aggregator.facts.sentences.sections import without_sections
from aggregator.facts.sentences.small_words import resolve_small_words
from aggregator.facts.sentences.told_places import adopt_told
from aggregator.facts.titles.calendars import ends_of_rows
from aggregator.facts.titles.casts import without_actors
from aggregator.facts.titles.finder import Title, TitleFinder
from aggregator.facts.titles.headlines import headline_verbs
from aggregator.facts.titles.japanese import japanese_titles
from aggregator.facts.titles.listed import listed_titles
from aggregator.facts.titles.marks import WorkMap, is_sole, mark_quoted, mark_titles, tells_of_many
from aggregator.facts.titles.order import is_faint
from aggregator.facts.topic import tells_of_works
from aggregator.facts.words.lexicon import UNSPACED, lexicon, release_phrases, release_words
from aggregator.facts.words.tokens import tokenize

Finder = TypeVar("Finder", bound=ReleaseFinder)

CLOCK = {"ja": "Asia/Tokyo"}
"""The zone of times of day, in languages that are written in one zone only."""
SECOND = 0.45
"""Share of the first title's weight that another needs to have claims of its own."""
EARLY = 800
"""Characters within which a text that has no date tells the year it is from."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text cut into sentences, with its titles and credits."""

    text: str
    sentences: list[Sentence]
    titles: list[Title]
    works: WorkMap
    found: list[Found]
    triggers: Triggers
    spans: KnownSpans


def read_facts(article: Article, zone: ZoneInfo | None = None, text: str | None = None) -> Facts:
    """What an article states in its title and body, or in ``text``, which then stands for both.

    ``zone`` is the site's, for the day of a publication time that has an offset (None: the day as it is written).
    Offsets are code points of the field that the claim stands in.
    """
    published = day_of(article.published, zone)
    body = text or article.body or ""
    if text:
        return _with_kinds(read_text(text, article.language, published), article)
    if not body:
        return _told_by_headline(article, published)
    if body.startswith(article.title):
        return _with_kinds(read_text(body, article.language, published), article)
    text = f"{article.title}\n\n{body}"
    return _with_kinds(_placed(read_text(text, article.language, published), len(article.title) + 2), article)


def _told_by_headline(article: Article, published: str | None) -> Facts:
    """What a headline states. The summary beside it tells which works it is about, and by which names they go; its own
    claims are left, for they stand neither in the title nor in a body.
    """
    text = f"{article.title}\n\n{article.summary}" if article.summary else article.title
    facts = read_text(text, article.language, published)
    end = len(article.title)
    facts = replace(
        facts,
        releases=tuple(release for release in facts.releases if release.evidence.end <= end),
        credits=tuple(credit for credit in facts.credits if credit.evidence.end <= end),
    )
    return _with_kinds(_placed(facts, end + 1), article)


def day_of(published: str | None, zone: ZoneInfo | None) -> str | None:
    """The day, in a zone, of a publication time; what is less exact stays as it is."""
    if published is None or len(published) <= 10 or zone is None:
        return published[:10] if published else None
    return datetime.fromisoformat(published).astimezone(zone).date().isoformat()


def _placed(facts: Facts, start: int) -> Facts:
    """Claims of title and body, each in its own field; the body begins at ``start``."""

    def moved(evidence: Evidence) -> Evidence:
        if evidence.end < start:
            return replace(evidence, field="title")
        return replace(evidence, start=evidence.start - start, end=evidence.end - start)

    return replace(
        facts,
        releases=tuple(replace(r, evidence=moved(r.evidence)) for r in facts.releases),
        credits=tuple(replace(c, evidence=moved(c.evidence)) for c in facts.credits),
    )


def _with_kinds(facts: Facts, article: Article) -> Facts:
    """Facts with the kinds of news, as their headline tells them."""
    facts = as_told(facts, article.title, article.language)
    return replace(facts, kinds=all_kinds(kinds_of(article.title, article.language), facts))


def read_text(text: str, tag: str, published: str | None = None) -> Facts:
    """The works, releases and credits that a text states; its first line is the headline, if it is short.

    ``tag`` is the language (BCP 47); ``published`` a day, month or year (ISO 8601), to which relative dates belong.
    Offsets are code points of the text as given. A language without words gives no facts.
    """
    return read_and_refuse(text, tag, published)[0]


def read_and_refuse(text: str, tag: str, published: str | None = None) -> tuple[Facts, list[Refused]]:
    """The same, with the dates that are no releases, and why not."""
    reading = read_as(text)
    facts, refused = _read(reading.text, tag, published)
    return reading.facts(facts), [Refused(*reading.place(one.start, one.end), one.reason) for one in refused]


def _read(text: str, tag: str, published: str | None) -> tuple[Facts, list[Refused]]:
    """The same of a text as it is read, with offsets in it."""
    spans = KnownSpans(text, tag)
    tag = tag.partition("-")[0]
    analysis = _analysis(text, tag, spans)
    if not tells_of_works(text, analysis.sentences):
        return Facts(), []
    stated = published or _year_told(spans)
    finder = release_finder(analysis, tag, stated, ReleaseFinder)
    stories = plots(text, tag, analysis.sentences)
    releases = placed(analysis.sentences, [one for one in finder.find() if not _within(one.words[0], stories)])
    voices = VoiceRoles(text, tag, analysis.sentences, analysis.found)
    year = int(stated[:4]) if stated else None
    told = company_credits(
        text, analysis.sentences, analysis.triggers, analysis.works, year, denials=finder.denials, tag=tag
    )
    found = instead(analysis.found, list(told))
    found = [one for one in found if "(" in text[slice(*one.quote)] or not _within(one.start, stories)]
    found = without_outside(text, tag, analysis.sentences, found, year)
    facts = Facts(
        works=tuple(WorkMention(title=t.text, type=t.type or None, aliases=tuple(t.aliases)) for t in analysis.titles),
        credits=tuple(_credit(one, text, analysis, voices) for one in distinct_credits(found, text)),
        releases=tuple(_release(one, text, analysis) for one in distinct_releases(releases, headline_end(text))),
    )
    head = headline_end(text)
    facts = as_told(facts, text[:head], tag)
    if any(one.reason == TAKEN and one.start < head for one in finder.refused):
        facts = replace(facts, credits=tuple(replace(one, news=False) for one in facts.credits))
    return facts, finder.refused


def release_finder(analysis: Analysis, tag: str, published: str | None, finder: type[Finder]) -> Finder:
    """What finds the releases of a text that was ``published`` then, as far as that is known."""
    return finder(
        analysis.text,
        analysis.sentences,
        triggers=analysis.triggers,
        regions=analysis.spans.region_in,
        works=analysis.works,
        titles=analysis.titles,
        published=Published.of(published) if published else None,
        denials=denials_of(analysis.text, lexicon(tag)),
    )


def analysed(text: str, tag: str) -> Analysis:
    """The sentences, titles and credits of a text, before any is judged by the rest of it; ``tag`` as above."""
    return _analysis(text, tag.partition("-")[0], KnownSpans(text, tag))


def _analysis(text: str, tag: str, spans: KnownSpans) -> Analysis:
    return _unspaced(text, tag, spans) if tag in UNSPACED else _spaced(text, tag, spans)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _year_told(spans: KnownSpans) -> str | None:
    """The year that a text without a date of its own is from, if it names one early and no other."""
    years = [m.year for m in spans.dates.values() if m.year is not None and not m.bare_year]
    early = [m.year for m in spans.dates.values() if m.year is not None and m.start < EARLY]
    return str(early[0]) if early and all(abs(year - early[0]) <= 1 for year in years) else None


def _spaced(text: str, tag: str, spans: KnownSpans) -> Analysis:
    words = lexicon(tag)
    tokens = parted(text, tokenize(text), words, spans.is_known)
    sentences = without_sections(text, tag, Chunker(text, tokens, words, spans).sentences())
    adopt_common(text, sentences, spans)
    adopt_told(text, sentences, tokens, spans, tag)
    head = headline_end(text)
    told = release_words(tag)
    verbs = headline_verbs(tokens, head, told, spans.dates)
    verbs = replace(verbs, rows=ends_of_rows(tokens, spans.dates, spans.company_at))
    known, happenings = spans.is_known, _event_words(tag)
    stories = plots(text, tag, sentences)
    finder = TitleFinder(
        text, tokens, words, head, is_known=known, events=happenings, verbs=verbs, told=told, stories=stories
    )
    titles = without_actors(text, sentences, finder.find(sentences))
    works = WorkMap(mark_titles(sentences, tokens, titles, finder.headings), sentences, _eligible(titles))
    resolve_small_words(sentences, tokens, words, text)
    found = CreditFinder(
        text,
        sentences,
        tag=tag,
        verb_first=words.verb_first,
        past_verbs=words.past_verbs,
        denials=words.denials,
        pronouns=words.pronouns,
        types=[t.type for t in titles],
    ).find()
    triggers = spaced_triggers(tokens, tag)
    return Analysis(text, sentences, titles, works, found, triggers, spans)


def _eligible(titles: list[Title]) -> frozenset[int]:
    """The works that claims may be about: the first, and all others that are surely works."""
    if not titles:
        return frozenset()
    sole, second = is_sole(titles), titles[0].score * SECOND
    return frozenset(
        n for n, t in enumerate(titles) if not n or (t.sure and (t.score >= second or (not sole and _is_plain(t))))
    )


def _is_plain(title: Title) -> bool:
    """Whether nothing speaks against a title: no lone word without a clear sign, and not named like a person."""
    return not (is_faint(title) or is_person(title.text))


def _eligible_quoted(titles: list[Title]) -> frozenset[int]:
    """The same where all that is quoted may be a title: in a text about few works those with a kind or much weight."""
    if titles and tells_of_many(titles):
        return frozenset(n for n, t in enumerate(titles) if t.sure)
    known = _eligible(titles)
    return frozenset(n for n in known if not n or titles[n].type or titles[n].score >= titles[0].score * SECOND)


@cache
def _event_words(tag: str) -> frozenset[str]:
    """Single words of happenings that are no works («Expo», «Festival»)."""
    return frozenset(
        phrase
        for phrase, name, sort in release_phrases(tag)
        if (name, sort) == ("words", "other") and " " not in phrase
    )


def _unspaced(text: str, tag: str, spans: KnownSpans) -> Analysis:
    words = japanese_words(tag)
    sentences = without_sections(text, tag, JapaneseChunker(text, words, spans).sentences())
    told_places_ja.adopt_told(text, sentences, spans, tag)
    listed = listed_titles(text, sentences)
    titles = japanese_titles(text, sentences, headline_end(text), listed)
    works = WorkMap(mark_quoted(text, sentences, titles, listed), sentences, _eligible_quoted(titles))
    found = JapaneseCredits(text, sentences, words.not_names, words.given).find()
    triggers = unspaced_triggers(text, tag)
    return Analysis(text, sentences, titles, works, found, triggers, spans)


def _credit(one: Found, text: str, analysis: Analysis, voices: VoiceRoles) -> Credit:
    start, end = one.quote
    titles = analysis.titles
    work = titles[analysis.works.work_at(one.place, one.sentence, behind=one.place == one.start)] if titles else None
    role = voices.role(one, work.type if work is not None else "")
    return Credit(
        work=work.text if work is not None else None,
        role=role,
        role_text=one.role_text,
        name=text[one.start : one.end],
        evidence=Evidence(field="body", quote=text[start:end], start=start, end=end, rule=one.rule),
        character=one.character,
        song=one.song,
        status="previous" if one.status == "previous" else "new",
        news=one.news,
        other_names=names_behind(text, one.start, one.end, one.character) if role not in COMPANY_ROLES else (),
    )


def _release(one: FoundRelease, text: str, analysis: Analysis) -> Release:
    start, end = one.quote
    titles = analysis.titles
    return Release(
        work=titles[one.work].text if titles else None,
        event=one.event,
        edtf=one.resolved.edtf,
        text=text[one.words[0] : one.words[1]],
        evidence=Evidence(field="body", quote=text[start:end], start=start, end=end, rule=one.rule),
        earliest=one.resolved.earliest,
        latest=one.resolved.latest,
        time=one.resolved.time,
        timezone=one.resolved.timezone or (CLOCK.get(analysis.spans.tag) if one.resolved.time else None),
        platform=one.place.name if one.place else None,
        platform_id=one.place.id if one.place and one.place.listed else None,
        region=one.region[0] if one.region else None,
        region_code=one.region[1] if one.region else None,
        status=one.status,  # type: ignore[arg-type]
        superseded=one.superseded,
        news=one.news,
    )
