"""The imported lists of works in the path: taking one in, and what they know of a headline that its reader missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aggregator.base.claims import Facts, WorkMention
from aggregator.base.records import Article
from aggregator.base.titles import ListedWork, read_title
from aggregator.crawl import people, stories
from aggregator.crawl.settling import settle
from aggregator.group.titles import TitleIndex
from aggregator.store import lists, works
from aggregator.store.database import Store


def take_list(store: Store, listed: Sequence[ListedWork], *, now: datetime) -> None:
    """Make these works all that their lists hold, and let identity, stories and the ledger follow, in one unit."""
    with store.write():
        touched = works.take_list(store, listed)
        touched |= people.settle(store, touched)
        stories.settle(store, ())
        settle(store, touched, now=now)


def with_listed(store: Store, article: Article, facts: Facts) -> Facts:
    """Facts with the work that the headline names by a name that a list has, where none was read in it."""
    state = lists.state(store)
    if state is None or any(work.title in article.title for work in facts.works):
        return facts
    found = _index(store, state).find(article.title, article.language)
    known = {read_title(work.title) for work in facts.works}
    titles = dict.fromkeys(article.title[one.start : one.end] for one in found)
    missed = [WorkMention(title=title) for title in titles if read_title(title) not in known]
    return replace(facts, works=(*missed, *facts.works)) if missed else facts


def _index(store: Store, state: str) -> TitleIndex:
    found = _KNOWN.get(state)
    if found is None:
        _KNOWN.clear()
        found = _KNOWN[state] = TitleIndex(lists.all_names(store))
    return found


_KNOWN: dict[str, TitleIndex] = {}
"""The index of the lists as they were last seen, by their state."""
