"""What a text speaks of as a whole: of films, of discs, on which service; for dates that say nothing themselves."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.told_kinds import are_for_books, kinds_named
from aggregator.facts.releases.triggers import Triggers
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.coded import coded
from aggregator.facts.words.lexicon import FIRST_UNSPACED
from aggregator.facts.words.work_types import BOOKS, SHOWN

SPECIFIC = ("finale", "home_video", "publication", "theatrical", "streaming", "premiere")
"""Which sort decides where several stand in a clause, the strongest first."""
USUAL = frozenset(SPECIFIC) - {"finale"}
"""What may be meant where nothing is said."""
PRINTERS = frozenset({"publisher", "magazine"})
_SOURCE_NEXT = re.compile(r"[がを]原作")
"""What follows the kind of a work's source."""
OF_TRAILERS = shared_words("releases", "of_trailers")
"""Services that show trailers of what is shown elsewhere."""
HEADLINE = 150
"""Characters of a headline."""


class WholeText:
    """What the sentences of one text speak of together."""

    def __init__(self, text: str, sentences: list[Sentence], triggers: Triggers) -> None:
        self.text, self.sentences, self.triggers = text, sentences, triggers

    @cached_property
    def of_films(self) -> bool:
        """Whether most words for kinds of works speak of films; an «anime film» is one, and no anime beside it."""
        kinds = Counter(kind for s in self.sentences for kind in kinds_named(s) if kind in SHOWN)
        if kinds["film"] and not self.streamed and self._heads_theatres():
            return True
        return 2 * kinds["film"] > sum(kinds.values())

    def _heads_theatres(self) -> bool:
        """Whether the headline speaks of theatres or of their takings, and of no series."""
        line = self.sentences[0].line if self.sentences else 0
        head = [s for s in self.sentences if s.line == line]
        told = {t.value for s in head for t in self.triggers(s) if t.table != "words"}
        return (
            "theatrical" in told
            and not {"publication", "home_video"} & told
            and not any("tv" in kinds_named(s) for s in head)
        )

    @cached_property
    def places(self) -> list[tuple[int, Place]]:
        """The companies that the text names, each with the line that it stands in."""
        return [(s.line, c.known) for s in self.sentences for c in s.chunks if isinstance(c.known, Place)]

    @cached_property
    def printed(self) -> bool:
        """Whether the text names a publisher and nobody else, and nothing that is shown."""
        printers = all(set(place.kinds) <= PRINTERS for _, place in self.places)
        return printers and bool(self.places) and not any(map(kinds_named, self.sentences))

    @cached_property
    def streamed(self) -> bool:
        """Whether the headline names a streaming service, and the text no station: all is shown there."""
        line = self.sentences[0].line if self.sentences else 0
        told = bool(self.sentences) and self.sentences[-1].line > line
        stations = ({"broadcaster", "block"} & set(p.kinds) and "streaming" not in p.kinds for _, p in self.places)
        kinds = [place.kinds for at, place in self.places if at == line]
        return told and not any(stations) and any("streaming" in k and "distributor" not in k for k in kinds)

    @cached_property
    def on_service(self) -> bool:
        """Whether what is a film can only be on the one service that the text names: it speaks of no theatre."""
        if self.service is None or "distributor" in self.service.kinds or self.service.id in OF_TRAILERS:
            return False
        if any({"broadcaster", "block", "distributor"} & set(place.kinds) for _, place in self.places):
            return False
        told = (t for s in self.sentences for t in self.triggers(s))
        return not any(t.value == "theatrical" and t.table == "events" for t in told)

    @cached_property
    def dubbed(self) -> bool:
        """Whether a dub can only be on the one service that the text names: it names no station."""
        stations = any({"broadcaster", "block"} & set(place.kinds) for _, place in self.places)
        return self.service is not None and not stations and not self.of_films

    @cached_property
    def service(self) -> Place | None:
        """The only streaming service that the text names: where it streams what it says to stream nowhere else."""
        services = {place.id: place for _, place in reversed(self.places) if "streaming" in place.kinds}
        return next(iter(services.values())) if len(services) == 1 else None

    @cached_property
    def kind(self) -> str:
        """The kind of work that the text speaks of most."""
        kinds = Counter(
            c.value
            for c in coded(self.sentences, "Y")
            if c.value != "other" and _SOURCE_NEXT.match(self.text, c.end) is None
        )
        places = [c.known for s in self.sentences for c in s.chunks if isinstance(c.known, Place)]
        printed = bool(places) and all(PRINTERS.issuperset(place.kinds) for place in places)
        return max(kinds, key=lambda kind: (kinds[kind], kind in SHOWN), default="manga" if printed else "")

    @cached_property
    def usual(self) -> str:
        """The event that the text speaks of most, for dates that say nothing themselves."""
        words = [t for s in self.sentences for t in self.triggers(s) if t.value in USUAL and t.table != "words"]
        told = Counter(t.value for t in words)
        said = {t.value for t in words if t.table == "events"} & {"streaming", "theatrical"}
        if self.service is not None and said == {"streaming"}:  # what is called a film may be on a service alone
            del told["theatrical"]
        (event, times), *rest = [*told.most_common(2), ("", 0), ("", 0)][:2]
        return event if times > 2 * (rest[0][1] if rest else 0) else ""

    @cached_property
    def headed(self) -> str:
        """The one event that the headline names, for dates that say nothing themselves: «Discs of Sky Delayed»."""
        line = self.sentences[0].line if self.sentences else 0
        head = [s for s in self.sentences if s.line == line]
        words = [t for s in head for t in self.triggers(s) if t.table != "words" and t.value in USUAL]
        told = {t.value for t in words}
        if len(told) > 1 and any(self.text[t.end - 1] >= FIRST_UNSPACED for t in words):
            told = {t.value for t in words if t.table == "events"}  # «TVアニメ「X」のBD»
        return next(iter(told)) if len(told) == 1 and told != {"premiere"} and len(self.sentences) > len(head) else ""

    @cached_property
    def boxed(self) -> bool:
        """Whether the boxes that the text speaks of hold books: it names no discs («un coffret de trois tomes»)."""
        return are_for_books(self.text, [t for s in self.sentences for t in self.triggers(s)], self.kind)

    @cached_property
    def discs(self) -> bool:
        """Whether the text speaks of discs and not of books, so that its volumes are theirs («第1巻»)."""
        told = [t for s in self.sentences for t in self.triggers(s)]
        parts = {t.start for t in told if t.value == "part"}
        books = any(t.value == "publication" and t.table == "events" and t.start not in parts for t in told)
        books = books or (bool(parts) and self.kind in BOOKS)
        of_ova = any(chunk.value == "ova" for chunk in coded(self.sentences, "Y"))
        discs = of_ova or any(t.value == "home_video" for t in told)
        return (not books or self.headed == "home_video") and discs
