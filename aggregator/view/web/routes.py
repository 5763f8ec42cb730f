"""Which address is which page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aggregator.store.database import Store
from aggregator.view.web.asked import Answer, Asked
from aggregator.view.web.calendar import calendar
from aggregator.view.web.changes import changes
from aggregator.view.web.feeds import calendar_file, feed
from aggregator.view.web.finder import find_page
from aggregator.view.web.front import front
from aggregator.view.web.person import person
from aggregator.view.web.sources import sources
from aggregator.view.web.story import article, story
from aggregator.view.web.work import work
from aggregator.view.web.works import works

_ID = r"(?P<id>[0-9a-z]{1,40})"
_FORM = r"(?P<form>\.json)?"


@dataclass(frozen=True, slots=True)
class Route:
    """A page: the pattern of its path, and the function that makes it."""

    path: str
    answer: Callable[[Store, Asked], Answer]


ROUTES = (
    Route("/", front),
    Route(r"/stories(?P<form>\.json)", front),
    Route(rf"/story/{_ID}{_FORM}", story),
    Route(rf"/article/{_ID}{_FORM}", article),
    Route(rf"/work/{_ID}{_FORM}", work),
    Route(rf"/works{_FORM}", works),
    Route(rf"/person/{_ID}{_FORM}", person),
    Route(rf"/calendar{_FORM}", calendar),
    Route(r"/calendar\.ics", calendar_file),
    Route(rf"/search{_FORM}", find_page),
    Route(rf"/sources{_FORM}", sources),
    Route(rf"/changes{_FORM}", changes),
    Route(r"/feed\.(?P<end>[a-z]{1,8})", feed),
)
