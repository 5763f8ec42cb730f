"""Where a release is that names no place itself: on the station or service that its article is about.

What it holds true: the one place that the headline names, and that the text names again, is where all comes out that
says nothing else. Known exceptions: an article about what a service shows that tells of a station's date, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aggregator.facts.names.spans import Place
from aggregator.facts.releases.finder import FoundRelease
from aggregator.facts.releases.places import SHOWS, event_there
from aggregator.facts.sentences.chunks import Sentence

EVENTS = frozenset({"premiere", "streaming"})
"""Events of what is shown on a station or service."""


def placed(sentences: Sequence[Sentence], releases: Sequence[FoundRelease]) -> list[FoundRelease]:
    """Releases, those without a place with that of their article, but for a month whose days say where they are."""
    place = _headed(sentences) if any(map(_is_open, releases)) else None
    if place is None:
        return list(releases)
    told = [one.resolved.edtf for one in releases if one.place is not None]
    return [
        replace(one, place=place, event=event_there(one.event, place))
        if _is_open(one) and not any(edtf.startswith(one.resolved.edtf) for edtf in told)
        else one
        for one in releases
    ]


def _is_open(release: FoundRelease) -> bool:
    """Whether a release is of what is shown somewhere, and says not where."""
    return release.place is None and release.event in EVENTS and release.news and not release.superseded


def _headed(sentences: Sequence[Sentence]) -> Place | None:
    """The only place that the headline names, if the text below names it, too."""
    head = [one for one in sentences if one.line == sentences[0].line]
    headed = {place.id: place for place in _named(head)}
    again = any(place.id in headed for place in _named(sentences[len(head) :]))
    return next(iter(headed.values())) if again and len(headed) == 1 else None


def _named(sentences: Sequence[Sentence]) -> Iterator[Place]:
    """The stations and services that sentences name, those in brackets, too; no magazines."""
    for sentence in sentences:
        for chunk in sentence.chunks:
            place = chunk.known
            if isinstance(place, Place) and SHOWS & set(place.kinds) and "magazine" not in place.kinds:
                yield place
        yield from _named([chunk.inner for chunk in sentence.chunks if chunk.inner is not None])
