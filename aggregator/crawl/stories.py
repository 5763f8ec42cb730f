"""The step of the path that puts articles into stories: asks the store for what may tell the same, and the decider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from aggregator.group.signs import Signs, key_of, keys_of, signs_of
from aggregator.group.stories import WINDOW, Corrections, Link, Story, link, merged, stories
from aggregator.store import groups
from aggregator.store import stories as stored
from aggregator.store.corrections import corrections
from aggregator.store.database import Store
from aggregator.store.works import same_bases

MAX_STORY = 500
"""Articles that hang together by links; those beyond stay apart until they are asked for themselves."""


def settle(store: Store, article_ids: Iterable[str]) -> None:
    """Decide the stories of these articles, and of those that other steps left in doubt, inside a write unit.

    What is decided follows from the articles alone, so it is the same whichever of them came last.
    """
    stored.doubt(store, article_ids)
    doubtful = stored.take_doubtful(store)
    if not doubtful:
        return
    said = _said(store)
    search = _Search(store, said)
    search.run(doubtful)
    for story in stories([*search.reports.values()], search.links.values(), said):
        _put(store, story)


class _Search:
    """Looks for what is linked with articles, also by way of others."""

    def __init__(self, store: Store, said: Corrections) -> None:
        self.store = store
        self.links: dict[tuple[str, str], Link] = {}
        self.reports: dict[str, Signs] = {}
        self._known: dict[str, Signs] = {}
        self._compared: dict[str, set[str]] = defaultdict(set)
        self._by_hand: dict[str, set[str]] = defaultdict(set)
        for one, other in said.merged:
            self._by_hand[one].add(other)
            self._by_hand[other].add(one)

    def run(self, doubtful: set[str]) -> None:
        """Find all that hangs together with the doubtful articles, whose keys are put anew."""
        waiting = sorted(doubtful)
        while waiting:
            reached: set[str] = set()
            for signs in self._read(waiting):
                self.reports[signs.report.article_id] = signs
                keys = keys_of(signs)
                if signs.report.article_id in doubtful:
                    stored.put_keys(self.store, signs.report, keys)
                reached |= self._link(signs, keys)
            room = len(doubtful) + MAX_STORY - len(self.reports)
            waiting = sorted(reached - self.reports.keys())[: max(0, room)]

    def _link(self, signs: Signs, keys: Iterable[int]) -> set[str]:
        """The articles that a report is linked with, those left out that were compared with it before."""
        own = signs.report.article_id
        by_hand = self._by_hand[own]
        bases = {base for family in signs.main for base in same_bases(self.store, family)}
        near = stored.near(self.store, signs.report, {*keys, *map(key_of, bases)}, WINDOW) | by_hand
        reached: set[str] = set()
        for other in self._read(near - self._compared[own]):
            key = other.report.article_id
            self._compared[key].add(own)
            made = merged(signs, other) if key in by_hand else link(signs, other)
            if made is not None:
                self.links[made.one, made.other] = made
                reached.add(key)
        return reached

    def _read(self, article_ids: Iterable[str]) -> list[Signs]:
        wanted = set(article_ids)
        self._known |= {r.article_id: signs_of(r) for r in stored.reports(self.store, wanted - self._known.keys())}
        return [self._known[key] for key in sorted(wanted) if key in self._known]


def _put(store: Store, story: Story) -> None:
    """Store a story with the copies of its articles, and why each of them is in it."""
    by_original = stored.copies(store, story.members)
    copies = [copy for member in story.members for copy in by_original.get(member, ())]
    groups.put_story(store, story.members, copies)
    told: set[str] = {story.members[0]}
    for made in sorted(story.links, key=lambda link: -link.score):
        for key in (made.one, made.other):
            if key not in told:
                told.add(key)
                other = made.other if key == made.one else made.one
                groups.explain(store, key, "story", {"with": other, "score": made.score, **dict(made.because)})
    groups.unexplain(store, [story.members[0], *copies], "story")


def _said(store: Store) -> Corrections:
    """What a person said of articles: which two are one story, and which are not."""
    pairs: dict[str, set[tuple[str, str]]] = {"merge": set(), "split": set()}
    for correction in corrections(store, "story"):
        pairs[correction.decision].add((correction.one, correction.other))
    return Corrections(frozenset(pairs["merge"]), frozenset(pairs["split"]))
