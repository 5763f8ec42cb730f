"""Whose spellings of a name are one person's. A wrong join is worse than a missing one.

One reading (:mod:`aggregator.base.readings`: «Ōno Yū», «Yuu Ohno») is one person. Beyond that two readings are joined
where articles attest that both are one person's:

1. An article writes both: «大野雄 (Yū Ōno)».
2. Articles give them the same role in the same work, for the same character if there is one, and the readings differ in
   nothing but whether a long vowel is marked: «Yu Ono», «Yū Ōno».
3. One is in Latin letters and could be Japanese, the other in kanji or kana, and each is the only one of its script
   that any article gives this role (and character) in this work as news; articles of both came out within
   :data:`TOGETHER`, and do not say that the work is of two media.

And two are kept apart where something contradicts: an article has both as two (in two roles, for two characters, or
beside each other in one role), or joins of others would make one of two readings in one script that are not the same
name with its long vowels left unmarked. Then neither is joined with what leads to the other: where «Yu Ono» is one time
«Yū Ōno» and another time «Yuu Ono», it is nobody's but its own. So all follows from what articles say, in any order,
and an article that goes takes its word back.

Known limits: readings alone join no kanji with Latin letters, and people of one reading are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from aggregator.base.persons import Bond, Credited, bond
from aggregator.base.readings import could_be_japanese, is_marked, script_class, unmarked

TOGETHER = 7 * 24 * 60
"""Minutes within which articles in two scripts tell the same of a role: later it may be another's."""
MOST_SPELLINGS = 40
"""Readings of one person; where more hang together, some article is mistaken and none of them is joined."""
_MIN_KANJI = 3
"""Characters of a whole name in kanji; two are often a surname alone."""


def bonds_of_work(credits_: Iterable[Credited]) -> set[Bond]:
    """What the credits of one work say of names: rules 2 and 3."""
    places: dict[tuple[str, str | None], list[Credited]] = defaultdict(list)
    for one in credits_:
        places[one.role, one.character].append(one)
    found = set[Bond]()
    for (_, character), members in places.items():
        found |= _respelled(members, named=character is not None)
        found |= _across_scripts([one for one in members if one.news])
    return found


def bonds_of_article(credits_: Iterable[Credited]) -> set[Bond]:
    """Which readings of one article are two people's though they could be one name: it has both, and not as the same
    character in the same role.
    """
    places: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for one in credits_:
        places[one.reading].add((one.work, one.role, one.character) if one.character else (one.reading,))
    return {
        bond(one, other, "apart")
        for one, other in combinations(sorted(places), 2)
        if may_be_one(one, other) and not places[one] & places[other]
    }


def joined(readings: Iterable[str], bonds: Collection[Bond], split: Collection[frozenset[str]] = ()) -> list[set[str]]:
    """These readings in groups of which each is one person. ``bonds`` are all that there are of them; ``split`` are
    pairs that a person said are two.
    """
    near: dict[str, set[str]] = {one: set() for one in readings}
    for each in bonds:
        if each.says == "same":
            near[each.one].add(each.other)
            near[each.other].add(each.one)
    apart = {frozenset((each.one, each.other)) for each in bonds if each.says == "apart"} | set(split)
    cut = set[frozenset[str]]()
    for group in _components(near):
        if len(group) > MOST_SPELLINGS:
            cut |= {frozenset((one, other)) for one in group for other in near[one]}
            continue
        for one, other in combinations(sorted(group), 2):
            if frozenset((one, other)) in apart or not (other in near[one] or _can_be_one(one, other)):
                cut |= _toward(one, other, near) | _toward(other, one, near)
    for pair in cut:
        one, other = sorted(pair)
        near[one].discard(other)
        near[other].discard(one)
    return _components(near)


def may_be_one(one: str, other: str) -> bool:
    """Whether two readings in Latin letters differ in nothing but marks of long vowels."""
    latin = script_class(one) == script_class(other) == "latin"
    return latin and one != other and unmarked(one) == unmarked(other)


def _can_be_one(one: str, other: str) -> bool:
    """Whether one person may have both, as far as the readings go: they are of two scripts, or the same name once with
    and once without its long vowels.
    """
    if script_class(one) != script_class(other):
        return True
    return may_be_one(one, other) and is_marked(one) != is_marked(other)


def _respelled(members: Iterable[Credited], *, named: bool) -> set[Bond]:
    """The readings of one role that are one name; without a character an article that has both has two people."""
    articles: dict[str, set[str]] = defaultdict(set)
    for one in members:
        articles[one.reading].add(one.article_id)
    return {
        bond(one, other, "same")
        for one, other in combinations(sorted(articles), 2)
        if may_be_one(one, other) and (named or not articles[one] & articles[other])
    }


def _across_scripts(members: Collection[Credited]) -> set[Bond]:
    latin = [one for one in members if script_class(one.reading) == "latin"]
    if len({unmarked(one.reading) for one in latin}) != 1 or not could_be_japanese(latin[0].reading):
        return set()
    found = set[Bond]()
    for script in ("kanji", "kana"):
        others = [one for one in members if script_class(one.reading) == script]
        if len({one.reading for one in others}) == 1 and len(others[0].reading) >= _MIN_KANJI:
            found |= {bond(a.reading, b.reading, "same") for a in latin for b in others if _tell_the_same(a, b)}
    return found


def _tell_the_same(one: Credited, other: Credited) -> bool:
    media = {one.medium, other.medium} - {None}
    return abs(one.minute - other.minute) <= TOGETHER and len(media) < 2


def _toward(start: str, goal: str, near: Mapping[str, set[str]]) -> set[frozenset[str]]:
    """The bonds of one reading that lead to another one without coming back."""
    found, waiting = {start, goal}, [goal]
    while waiting:
        waiting += (fresh := near[waiting.pop()] - found)
        found |= fresh
    return {frozenset((start, one)) for one in near[start] & found}


def _components(near: Mapping[str, set[str]]) -> list[set[str]]:
    found: list[set[str]] = []
    left = sorted(near)
    while left:
        group, waiting = {left[0]}, [left[0]]
        while waiting:
            waiting += (fresh := near[waiting.pop()] - group)
            group |= fresh
        found.append(group)
        left = [one for one in left if one not in group]
    return found
