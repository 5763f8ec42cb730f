"""Which event a date is of: the nearest telling word, made precise by what else the clause and the text say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.last_episodes import EPISODE, ends_in_issue, is_last_episode
from aggregator.facts.releases.moved import general_reach
from aggregator.facts.releases.told_kinds import (
    BY_TYPE,
    are_both,
    are_films,
    headed_shown,
    is_available,
    is_broadcast,
    is_last_disc,
    is_of_anime,
    is_of_chapter,
    is_of_dub,
    is_of_other_kind,
    is_of_season,
    is_shown,
    shown_there,
    told_type,
)
from aggregator.facts.releases.triggers import Trigger, Triggers
from aggregator.facts.releases.untold import is_its_year, kind_behind, kind_of_year
from aggregator.facts.releases.whole_text import PRINTERS, SPECIFIC, WholeText
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.small_words import SERIES
from aggregator.facts.titles.finder import Title
from aggregator.facts.titles.marks import WorkMap
from aggregator.facts.words.lexicon import FIRST_UNSPACED
from aggregator.facts.words.work_types import BOOKS, SHOWN

NEAR = 25
"""Characters within which several telling words are taken together."""
LIST = 12
"""Lines of a list below its heading."""
BY_PLACE = (
    ("broadcaster", "premiere"),
    ("block", "premiere"),
    ("streaming", "streaming"),
    ("magazine", "publication"),
    ("publisher", "publication"),
)
_BOUND = re.compile("巻|単行本|コミックス")
"""What is sold behind the end in a magazine («8月号で完結し、9巻は10月10日に発売»)."""
SOLD = ("home_video", "publication")
_ORIGINAL = re.compile(r"(?:が|を)原作(?:の|と|に)")
_SOURCE_IN = re.compile(r"Yo?f[NTQo#']{0,5}YfK")
"""A work and the book that it is based on, with the magazine of that: «a film based on the manga of Some Magazine»."""
_SOURCE = re.compile(r"連載(?:中|され)|原作の|を原作と|を原作に")
_TOPIC = frozenset("日はが：:時予、")
"""What follows a noun of a release before its date («放送は10月», not «映像の公開とともに»)."""
COUNT = 16
_COUNTED = re.compile(r"\b[1-9][0-9]{0,2}\+? $|\bmit (?:dem|der) (?:\d{1,3}\. )?$")
"""What stands before what is counted, and comes out some other day («ended after 13 volumes»)."""


_ON_TV = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('releases', 'television')))}|tv\b)", re.IGNORECASE)
"""What says that no book comes out («ihre Premiere im japanischen Fernsehen»)."""
_IN_ISSUE = re.compile("K(?:o?#)?[-:,f]?$")
"""A magazine right before a date, with the number of the issue: «Some Magazine n° 8 – 25 janvier»."""
_RUNS = re.compile("|".join(sorted(shared_words("releases", "runs"))), re.IGNORECASE)
_GOES_ON = re.compile("&[Ih]")
"""What begins a clause that goes on with a verb of its own («adaptiert den Manga ab Band 11 und soll im Juli …»)."""


def _of_clause(clause: Clause, near: list[Trigger]) -> list[Trigger]:
    """The telling words that stand in the same clause as a date, or all where none does."""
    goes_on = [match.start() for match in _GOES_ON.finditer(clause.sentence.codes, 0, clause.index)]
    if not goes_on:
        return near
    start = clause.sentence.chunks[goes_on[-1]].start
    within = [t for t in near if t.start >= start]
    return within if any(t.value in SPECIFIC for t in within) else near


class EventChooser(WholeText):
    """Chooses events for the dates of one text."""

    def __init__(
        self, text: str, sentences: list[Sentence], triggers: Triggers, works: WorkMap, titles: Sequence[Title]
    ) -> None:
        super().__init__(text, sentences, triggers)
        self.works, self.titles = works, titles

    def event(self, clause: Clause) -> str:
        """The event of a date: one of ``data/events.toml``."""
        event = self._event(clause)
        if event == "publication" and (is_of_dub(self.text, clause) or self._is_of_episode(clause)):
            event = "premiere"
        if event == "theatrical" and is_of_season(self.text, clause):
            event = "premiere"
        if event == "premiere" and _IN_ISSUE.search(clause.before) and (place := clause.place()) is not None:
            event = "publication" if set(place.kinds) == {"magazine"} else event
        if event == "home_video" and self.boxed:
            event = "publication"
        if event in ("premiere", "streaming", "finale") and is_of_other_kind(clause):
            return "other"
        if event == "premiere" and self.dubbed and is_of_dub(self.text, clause):
            return "streaming"
        if event == "theatrical" and self.on_service and not clause.words("past"):
            return "streaming"
        if self.discs and ((event == "publication" and self._is_of_disc(clause)) or is_last_disc(event, clause)):
            event = "home_video"
        station = any("broadcaster" in place.kinds for _, place in self.places)  # which shows films at a certain time
        if event == "theatrical" and clause.mention.time and (clause.listed or station):
            event = event if any(t.value == event and t.table == "events" for t in clause.mine) else "premiere"
        if event != "premiere" or not self.streamed or clause.place() is not None:
            return event
        said = any(
            t.value == "premiere" and (self.text[t.start] >= FIRST_UNSPACED or _ON_TV.search(self.text, t.start, t.end))
            for t in clause.events
        )  # 放送, «TV-Start»
        return event if said else "streaming"

    def _is_of_episode(self, clause: Clause) -> bool:
        """Whether the chapter of which a clause speaks is an episode, as far as the work's kind tells."""
        return self._type(clause) not in BOOKS and is_of_chapter(self.text, clause, self.kind)

    def _is_of_disc(self, clause: Clause) -> bool:
        """Whether what seems a book is a disc's volume or edition: the clause speaks of no other book."""
        parts = {t.start for t in clause.words("part")}
        told = {t.start for t in clause.mine if t.value == "publication" and t.table == "events"}
        sold = any(t.value == "sale" for t in clause.events)
        return (bool(parts) or sold) and told <= parts and told_type(clause) not in BOOKS

    def _event(self, clause: Clause) -> str:
        place = clause.place()
        if self.text.startswith("新番", clause.chunk.end) or is_its_year(clause):
            return BY_TYPE.get(kind_of_year(clause), "premiere")
        if place is not None and PRINTERS & set(place.kinds) and self._is_of_source(clause):
            place = None
        if not clause.events:
            behind = "" if place else kind_behind(clause)
            return BY_TYPE[behind] if behind else self._undecided(clause, place)
        nearest = min(clause.events, key=lambda t: (clause.distance(t), t.value == "any"))
        if _COUNTED.search(self.text, nearest.start - COUNT, nearest.start):
            nearest = next((t for t in clause.events if t.value == "finale"), nearest)
        waited = [t.end for t in clause.words("wait")]  # «the wait for X is over on»
        ended = (t for t in clause.events if t.value == "finale" and not any(end <= t.start for end in waited))
        last = any(t is nearest or is_last_episode(self.text, t, nearest) for t in ended)
        if last or ends_in_issue(clause, nearest):
            return "finale"
        if self._begins(clause, nearest):
            return self._settled(clause, "premiere", place)
        named = self._named(clause, nearest)
        if are_both(self.text, clause, place):
            named.discard("streaming")
        if nearest.value == "sale":
            return self._sold(clause, named, place)
        for event in SPECIFIC:
            if event in named and (event != "finale" or self._is_last(clause, nearest)):
                return self._settled(clause, event, place)
        return self._undecided(clause, place)

    def _begins(self, clause: Clause, nearest: Trigger) -> bool:
        """Whether the clause says of what is shown when it began («4月スタートのTVアニメ「X」のBDが»)."""
        if nearest.value != "any" or not 0 <= nearest.start - clause.chunk.end <= 2 or told_type(clause) not in SHOWN:
            return False
        return self.text.startswith("の", nearest.end)

    def _is_of_source(self, clause: Clause) -> bool:
        """Whether what stands before the date tells where the source comes out («「Z」で連載中の漫画が原作の…»)."""
        if _SOURCE.search(self.text, clause.start, clause.chunk.start) or _SOURCE_IN.search(clause.before):
            return True
        return _ORIGINAL.search(self.text, clause.chunk.end, clause.end) is not None

    def _named(self, clause: Clause, nearest: Trigger) -> set[str]:
        """The events that stand about as near as the nearest; a general word is made precise by one farther off."""
        unspaced = self.text[nearest.start] >= FIRST_UNSPACED
        reach = clause.distance(nearest) + (NEAR // 3 if unspaced else NEAR)
        close = _of_clause(clause, [t for t in clause.events if clause.distance(t) <= reach])
        if unspaced and any(t.start >= clause.chunk.end and t.value in SPECIFIC for t in close):
            close = [t for t in close if t.start >= clause.chunk.end or self.text[t.end] in _TOPIC]
        shown = [t for t in close if t.value in ("theatrical", "premiere")]
        if unspaced and len({t.value for t in shown}) > 1:  # «7月放送決定、特報公開»: the nearer one
            first = min(shown, key=clause.distance).value
            close = [t for t in close if t not in shown or t.value == first]
        named = {t.value for t in close}
        if any(t.value == "finale" and self._ends(clause, t) for t in clause.events):
            named = {"finale"}
        if nearest.value == "any" and not named & set(SPECIFIC):
            far = general_reach(clause, nearest)
            said = [t for t in clause.events if t.value in SPECIFIC and clause.distance(t) <= far]
            if said:
                named.add(min(said, key=clause.distance).value)
        return named

    def _ends(self, clause: Clause, told: Trigger) -> bool:
        """Whether a work ends on a date («最終回となる第12話が6月22日に放送», «6月22日放送の回で最終回を迎える»)."""
        if self.text.startswith("となる", told.end):
            return True
        return told.start >= clause.chunk.end and self.text.startswith(("を迎え", "で幕"), told.end)

    def _is_last(self, clause: Clause, nearest: Trigger) -> bool:
        """Whether what comes out is said to be the last («the final chapter is published»), not just that it ends."""
        if any(t.value == "finale" and self._ends(clause, t) for t in clause.events):
            return True
        if nearest.value not in ("any", "publication"):
            return False
        ends = (t for t in clause.events if t.value == "finale")
        ends = (t for t in ends if _BOUND.search(self.text, t.end, clause.chunk.start) is None)
        last = [self.text[t.start : t.end] for t in ends]
        return any(" " in words or not words[0].isascii() for words in last)

    def _sold(self, clause: Clause, named: set[str], place: Place | None) -> str:
        """What goes on sale: a disc, a book, or goods, which are no release of the work."""
        told = named | clause.context()
        if self._is_issue_of_last(clause, told):
            return "finale"
        if "publication" in told and "publication" not in named and self.discs:
            return "home_video"
        if not told & set(SOLD):
            told = self._sold_near(clause)
        for event in SOLD:
            if event in told:
                bare = event == "publication" and event not in named and self._type(clause) == "ova"
                return "home_video" if bare else event  # «OVA「X」の第1巻»
        if self.usual in SOLD:
            return self.usual
        kind = self._type(clause)
        if kind == "ova":
            return "home_video"
        if (
            kind in BOOKS
            or (kind in ("", "other") and self.kind in BOOKS)
            or (place is not None and set(place.kinds) & {"magazine", "publisher"})
        ):
            return "publication"
        if kind in ("", "other") and self.places and all("publisher" in one.kinds for _, one in self.places):
            return "publication"
        return "home_video" if kind == "film" else "other"

    def _sold_near(self, clause: Clause) -> set[str]:
        """What the sentences beside a clause speak of, or a heading above its list («【輕小說】»)."""
        first = max(0, clause.number - 1)
        above = self.sentences[max(0, clause.number - LIST) : first]
        for near in (self.sentences[first : clause.number + 2], *([s] for s in reversed(above) if s.codes == "H")):
            sold = [t.value for s in near for t in self.triggers(s) if t.table != "words" and t.value in SOLD]
            if sold:
                return {value for value, _ in Counter(sold).most_common(1)}
        return set()

    def _is_issue_of_last(self, clause: Clause, told: set[str]) -> bool:
        """Whether what goes on sale is the magazine's issue with which a work ends."""
        magazine = "publication" in told or any(
            isinstance(c.known, Place) and "magazine" in c.known.kinds for c in clause.sentence.chunks if c.code == "K"
        )
        ends = (t for t in clause.triggers if t.table == "events" and t.value == "finale")
        ends = (t for t in ends if _BOUND.search(self.text, t.end, clause.chunk.start) is None)
        parts = [t.start for t in clause.words("part") if t.start < clause.chunk.start]  # «it ends after two volumes»
        ends = (t for t in ends if not any(t.end <= part for part in parts))
        return magazine and any(t.start < clause.chunk.start or self.text[t.start] >= FIRST_UNSPACED for t in ends)

    def _settled(self, clause: Clause, event: str, place: Place | None) -> str:
        """A premiere is the work's own kind of first release."""
        if (
            event == "home_video"
            and place is not None
            and PRINTERS & set(place.kinds)
            and "publication" in clause.context()
        ):
            return "publication"
        if event == "publication" and place is not None and not PRINTERS & set(place.kinds):
            return "streaming" if "streaming" in place.kinds and "publication" not in clause.context() else event
        if event != "premiere":
            return shown_there(event, clause, place)
        if place is not None and set(place.kinds) & {"streaming", "broadcaster", "block"}:
            return "streaming" if "streaming" in place.kinds and "broadcaster" not in place.kinds else "premiere"
        if place is None and self._on_platform(clause):
            return "streaming"
        kind = self._type(clause)
        if (
            kind in ("anime", *BOOKS)
            and not told_type(clause)
            and (self.of_films or are_films(self.text, self.sentences))
        ):
            kind = "film"  # a premiere is none of the book's of which the text tells the film
        films = [t for t in clause.mine if t.value == "theatrical"]
        if kind == "film" and is_broadcast(self.text, clause) and all(t.table == "context" for t in films):
            return "premiere"
        if any(self.text[t.start] < FIRST_UNSPACED for t in films) and kind not in ("tv", "ona"):
            return "theatrical"
        context = clause.context() & {"publication", "premiere"}
        written = told_type(clause) in ("manga", "novel") or (context and kind in ("", "other", "manga", "novel"))
        books = kind in ("", "other") and self.kind in BOOKS
        aired = is_broadcast(self.text, clause) or any(_ON_TV.search(self.text, t.start, t.end) for t in clause.events)
        aired = aired or any(EPISODE.search(self.text, t.start, t.end) for t in clause.events)
        aired = aired or any(_RUNS.match(self.text, t.start, t.end) for t in clause.events)
        if (written or books) and "premiere" not in context and not aired:
            return "publication"
        film = kind == "film" and "premiere" not in context
        return "theatrical" if film or (not kind and (self.usual == "theatrical" or self.of_films)) else "premiere"

    def _on_platform(self, clause: Clause) -> bool:
        """Whether a word for streaming follows the date or verb without a comma («on July 15 on the platform») or opens
        the sentence, where the text names but one service.
        """
        verbs = [t.end for t in clause.events if t.value in ("premiere", "any") and t.end <= clause.chunk.start]
        told = [t.start for t in clause.mine if t.table == "context" and t.value == "streaming"]
        if self.service is not None and any(0 <= at - clause.sentence.start <= COUNT for at in told):
            return True  # «On the platform, the premiere is set for April 1»
        near = [(end, at) for end in (*verbs, clause.chunk.end) for at in told if 0 <= at - end <= NEAR]
        return any(self.text[at] < FIRST_UNSPACED and {",", ";"}.isdisjoint(self.text[end:at]) for end, at in near)

    def _undecided(self, clause: Clause, place: Place | None) -> str:
        """By where it is, by what else the clause speaks of, by what the text does, by the kind of work."""
        if place is None and self._on_platform(clause):
            return "streaming"
        shown = is_shown(clause, self.text)
        if place is not None and not (shown and PRINTERS & set(place.kinds)):
            film = self._type(clause) == "film" and "distributor" in place.kinds
            for kind, event in BY_PLACE if not (film and "streaming" not in clause.context()) else ():
                if kind in place.kinds:
                    return event
        if place is None and self.service is not None and is_available(clause, self.text):
            return "streaming"
        context = clause.context()
        if "publication" in context and self._is_of_source(clause):
            context.discard("publication")
        for event in SPECIFIC:
            if event in context and not (shown and event == "publication"):
                return event
        return self._by_kind(clause, self._type(clause))

    def _by_kind(self, clause: Clause, kind: str) -> str:
        """By the kind of work, and what the text speaks of: of what is past, that a film opened."""
        if kind in ("", "other") and (self.kind in BOOKS or self.printed):
            return "publication"
        first = clause.sentence.chunks[0]
        if self.headed == "theatrical" and not kind and self.text[first.start : first.end].lower() in SERIES:
            return "premiere"  # «The series …», beside the headline's film
        if self.headed and kind not in BOOKS and not (self.headed == "publication" and kind in SHOWN):
            return self.headed
        opened = self.of_films and any(t.value == "past" for t in self.triggers(clause.sentence))
        usual = "theatrical" if self.usual == "streaming" and opened else self.usual
        if kind == "" and self.of_films and usual in ("", "theatrical", "premiere"):
            return "theatrical"
        coming = headed_shown(self.sentences) and not clause.words("past", "done")
        shown = coming or (kind == "anime" and is_shown(clause, self.text))
        written = usual == "publication" and shown
        if usual and kind in ("", "anime", "other") and not written:
            return usual
        if not kind and self.of_films:
            return "theatrical"
        return "streaming" if (kind, usual) == ("film", "streaming") else BY_TYPE.get(kind, "premiere")

    def _type(self, clause: Clause) -> str:
        """What kind of work a date is about: the nearest word for it in the clause, else the title's."""
        told = told_type(clause)
        if not told and self.titles:
            told = self.titles[self.works.work_at(clause.chunk.start, clause.number)].type
            coming = headed_shown(self.sentences) and not clause.words("past", "done")
            shown = told in BOOKS and (coming or is_of_anime(clause.sentence, self.sentences))
            told = "anime" if shown else told
        return "film" if told == "live_action" and are_films(self.text, self.sentences) else told
