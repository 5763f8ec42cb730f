"""The step of the path that joins and parts people: asks the store for credits, the decider whose names are whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aggregator.base.claims import Credit
from aggregator.base.persons import bond
from aggregator.group.people import bonds_of_article, bonds_of_work, joined
from aggregator.store import people as stored
from aggregator.store.database import Store


def settle(store: Store, works: Iterable[str], doubtful: Iterable[str] = ()) -> set[str]:
    """Decide anew whose the names are that articles credit with these works, and those of the ``doubtful`` ids; inside
    a write unit. Returns the works of which credits turn out to be another's.
    """
    changed = set(doubtful)
    for work, credited in stored.credits_of(store, "work", works).items():
        changed |= stored.put_bonds(store, work, bonds_of_work(credited))
    return identify(store, changed)


def read(store: Store, article_id: str, credits_: Sequence[Credit]) -> set[str]:
    """Keep what an article says of names: those that it writes behind each other, and those that it tells apart; inside
    a write unit. Returns the ids of which it says something else than before.
    """
    said = stored.credits_of(store, "article", [article_id])[article_id]
    written = {
        bond(stored.reading_of(credit.name), stored.reading_of(other), "same")
        for credit in credits_
        for other in credit.other_names
        if stored.reading_of(credit.name) != stored.reading_of(other)
    }
    return stored.put_bonds(store, article_id, {*written, *bonds_of_article(said)})


def identify(store: Store, ids: Iterable[str]) -> set[str]:
    """Decide anew whose the names of these ids are, and all that hang together with them; inside a write unit. Returns
    the works of which credits turn out to be another's.
    """
    wanted = set(ids)
    if not wanted:
        return set()
    kin = stored.kin_of(store, wanted)
    key_of = {read: key for key, read in kin.readings.items()}
    split = {frozenset(kin.readings[key] for key in pair) for pair in kin.split if pair <= kin.readings.keys()}
    group: dict[str, frozenset[str]] = {key: frozenset({key}) for key in kin.ids}
    for members in joined(key_of, kin.bonds, split):
        keys = frozenset(key_of[read] for read in members)
        group |= dict.fromkeys(keys, keys)
    for pair in sorted(map(sorted, kin.merged)):
        if group.keys() >= set(pair):
            both = group[pair[0]] | group[pair[1]]
            group |= dict.fromkeys(both, both)
    return stored.identify(store, {key: min(members) for key, members in group.items()})


def identify_all(store: Store) -> set[str]:
    """Decide anew whose all names are of which anything says something; inside a write unit. Returns the works of which
    credits turn out to be another's.
    """
    return identify(store, stored.doubtful(store))
