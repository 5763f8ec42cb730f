"""Credits that no pattern reads: a role and a person of one sentence that nothing else takes, by the signs of how they
stand to each other.

What it holds true: which of a sentence's names has which of its tasks is told by the classes of words between and
beside the two, whatever the words and the language. What each sign says for or against was learned from the labelled
articles (`facts/words/weights.py`, `data/weights/staff.toml`), so that an order of words that no pattern foresaw is
read where it is like enough to those that labels know. Patterns go before: a task that they gave to somebody, and a
name that they gave a task, are not asked again in the same sentence. Known exceptions: what a sentence tells of an
older work («the writer of X»), for the classes of words don't say which work is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from aggregator.facts.credits.books import role_of
from aggregator.facts.credits.found import COMPANY_ROLES, Found, name_span
from aggregator.facts.credits.tasks import TASKS
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.coded import squeezed
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.words.weights import weights

RULE = "credits:weighed"
NAMED = frozenset("NSK")
"""Codes of who may have a task."""
NEAR = 14
"""Chunks within which a name and its task stand."""
SHORT = 8
"""Codes between the two that are one sign together."""
MANY = 3
"""From which on names and tasks are as good as more of them."""
LIKELY = 0.55
"""How likely a pair must be, of 1."""
BESIDE = frozenset(("", ":", "f", "B", "fN&"))
"""Codes between a task and the name behind it that patterns know."""
PAST = frozenset("qp")
"""Codes of what begins a clause of what somebody did elsewhere."""
_OF_WORK = re.compile("[fBJ]+[TQN]")
_NAMES, _TASKS = re.compile("[NSK](?:[,&]{1,2}[NSK])+"), re.compile("[RV](?:[,&fo]{1,3}[RV])+")


def weighed(
    text: str, sentence: Sentence, number: int, told: Sequence[Found], *, books: bool, asked: Set[int]
) -> Iterator[Found]:
    """The credits that the signs of a sentence tell, the likeliest first, beside those that patterns ``told`` of it.

    ``books``: whether the text speaks of books alone; ``asked`` are the places in the text of tasks that a pattern gave
    to nobody.
    """
    if TASKS.isdisjoint(sentence.codes) or "N" not in sentence.codes:
        return
    chunks, known = sentence.chunks, weights("staff")
    taken, roles = {at for one in told for at in range(one.start, one.end)}, {one.role for one in told}
    free = (
        (name, place)
        for name, place in pairs(text, sentence)
        if chunks[place].start not in asked
        and role_of(chunks, place, books=books) not in roles
        and taken.isdisjoint(range(*name_span(text, chunks[name])))
    )
    seen = ((signs(text, sentence, *pair), pair) for pair in free)
    asked_of = ((signs, pair) for signs, pair in seen if signs[0] in known.of)
    used = set[int]()
    for name, place in known.likely(asked_of, LIKELY):
        role = role_of(chunks, place, books=books)
        if role in roles or not used.isdisjoint((name, place)) or _is_known(sentence.codes, name, place):
            continue
        used |= {name, place}
        (start, end), task = name_span(text, chunks[name]), chunks[place]
        quote = min(start, task.start), max(end, task.end)
        yield Found(role, text[task.start : task.end], start, end, quote, RULE, number)


def _is_known(codes: str, name: int, place: int) -> bool:
    """Whether patterns surely know how the two stand: the task right before the name, or behind it and of a work («X,
    the director of T») or in a clause of its own about who that is, or each in a row of several.
    """
    if place < name and codes[place + 1 : name] in BESIDE:
        return True
    if not PAST.isdisjoint(codes[name + 1 : place]):
        return True
    if name < place and codes[name + 1 : place] == "," and _OF_WORK.match(codes, place + 1):
        return True
    return all(
        any(match.start() <= at < match.end() for match in row.finditer(codes))
        for row, at in ((_NAMES, name), (_TASKS, place))
    )


def pairs(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The indexes of each person in a sentence with each task near it."""
    chunks = sentence.chunks
    people = [i for i, c in enumerate(chunks) if c.code == "N" and is_person(text[c.start : c.end])]
    for place, chunk in enumerate(chunks):
        if chunk.code in TASKS and chunk.value not in COMPANY_ROLES and not chunk.value.endswith(THEMES):
            yield from ((name, place) for name in people if abs(name - place) <= NEAR)


def signs(text: str, sentence: Sentence, name: int, place: int) -> list[str]:
    """What is to be seen of a person and a task in a sentence, by their indexes; `data/weights/staff.toml` has them.

    The first is the task itself, which few articles tell of anybody if it has no weight. All say which of the two comes
    first, all others what class the task is of.
    """
    codes = sentence.codes
    first, last = min(name, place), max(name, place)
    way = f"{'nr' if name < place else 'rn'}{codes[place]}"
    task = sentence.chunks[place]
    between = squeezed(codes[first + 1 : last])
    before, behind = f"^{codes[:first]}"[-2:], f"{codes[last + 1 :]}$"[:2]
    told = [f"has {code}" for code in sorted(set(between))]
    told += [f"begins {between[:1]}", f"begins {between[:2]}", f"ends {between[-1:]}", f"ends {between[-2:]}"]
    told += [f"before {before[-1]}", f"before {before}", f"behind {behind[0]}", f"behind {behind}"]
    told += [f"beside {before[-1]}{behind[0]}", *_others(codes, name, place)]
    if len(between) <= SHORT:
        told += [f"between {between}", f"between {between} behind {behind}"]
    told.append(f"plural {text[task.end - 1] == 's'}")
    return [f"{way[:2]} {task.value}", way, *(f"{way} {one}" for one in told)]


def _others(codes: str, name: int, place: int) -> Iterator[str]:
    """Which other names and tasks stand between the two, and nearer to one of them than the other is."""
    first, last, apart = min(name, place), max(name, place), abs(name - place)
    for word, kinds, one, other in (("names", NAMED, place, name), ("tasks", TASKS, name, place)):
        at = [i for i, code in enumerate(codes) if code in kinds and i not in (name, place)]
        yield f"{word} {min(sum(first < i < last for i in at), MANY)}"
        yield f"{word} nearer {any(abs(i - one) < apart for i in at)}"
        yield f"{word} opposite {min(sum(abs(i - one) <= apart and (i < one) == (one < other) for i in at), 2)}"
