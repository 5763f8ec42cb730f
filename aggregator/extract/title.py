"""The title of an article, without the site's name.

What it holds true: a page states its title several times, for machines (JSON-LD, OpenGraph, the title element) and
for people (a first-level heading), and they mostly agree. Machines' titles carry the site's name or are shortened for
search engines; headings are what readers see, but some pages use them for logos, categories or dates. So the
heading that shares words with a declared title wins, and a declared title wins where no heading does.
Known exceptions: a headline that readers see only as a picture; pages whose every title is the site's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from aggregator.base.text import comparable, one_line, plain
from aggregator.extract.hints import page_words

MIN_SHARED = 0.15
"""Share of words that two titles of the same article have in common, at least."""

_SEPARATOR = re.compile(
    r"\s+[|｜•·»«:~–—/-]+\s+|\s*[|｜]\s*|\s*[»«]\s*|\s+::\s+|(?<=[^\s\d\x00-\x7f])[-–—](?=[^\x00-\x7f])|\s—|—\s"
)
_PART = re.compile(_SEPARATOR.pattern + r"|\s*[:：]\s+")
_BRACKETED = re.compile(r"\s*[【\[(（]([^】\])）]{1,40})[】\])）]\s*$")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


def split_title(title: str) -> list[str]:
    """The parts of a title between its separators, colons too."""
    return [part.strip() for part in _PART.split(title) if part.strip()]


def words_of(text: str) -> set[str]:
    """The words of a text in lower case; a kana, kanji or hangul letter is one."""
    if text.isascii():
        return set(text.lower().translate(_SPACED).split())
    return set(_WORD.findall(text.casefold()))


def shared(one: str, other: str) -> float:
    """How many words two texts have in common, as a share of all words of either, 0 to 1 (Jaccard)."""
    a, b = words_of(one), words_of(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def strip_site(title: str, names: Iterable[str]) -> str:
    """The title without the site's names at its beginning or end, however often they are repeated."""
    keys = {k for n in names if len(k := comparable(n)) > 1}
    for _ in range(4):
        shorter = _strip_once(title, keys)
        if shorter == title:
            break
        title = shorter
    return title


def _strip_once(title: str, keys: set[str]) -> str:
    parts = list(_SEPARATOR.finditer(title))
    if parts:
        first, last = parts[0], parts[-1]
        if _is_site(title[last.end() :], keys):
            return title[: last.start()].strip()
        if comparable(title[: first.start()]) in keys:
            return title[first.end() :].strip()
    bracket = _BRACKETED.search(title)
    if bracket and bracket.start() and _is_site(bracket[1], keys):
        return title[: bracket.start()].strip()
    return title


def _is_site(part: str, keys: set[str]) -> bool:
    """Whether a part of a title is a name of the site, or says it with hardly anything else."""
    key = comparable(part)
    if key in keys or key.endswith(_site_words()):
        return bool(key)
    return len(key) > 3 and any(
        (key in k and 2 * len(key) > len(k))
        or (len(k) > 3 and key.startswith(k) and not any(c.isdigit() for c in key[len(k) :]))
        for k in keys
    )


def choose_title(declared: list[tuple[str, str]], headings: list[str], names: list[str]) -> tuple[str, str] | None:
    """The title and the rule that found it.

    ``declared`` are (rule, title) in the order of trust, ``headings`` the page's first-level headings in order,
    ``names`` what the site is called.
    """
    cleaned = [
        (rule, t) for rule, text in declared if (t := strip_site(plain(text), names)) and not _only_site(t, names)
    ]
    visible = [t for h in headings if (t := strip_site(one_line(h), names)) and not _only_site(t, names)]
    if not cleaned:
        return (visible[0], "css:h1") if visible else None
    rule, best = cleaned[0]
    keys = {comparable(title) for _, title in cleaned}
    if equal := next((h for h in visible if comparable(h) in keys), None):
        return equal, "css:h1"
    near = (h for h in visible if max(shared(h, title) for _, title in cleaned) >= MIN_SHARED)
    heading = next(near, None)
    if heading is None:
        return best, rule
    same = Counter(comparable(title) for _, title in cleaned)
    for rule, title in cleaned:
        if same[comparable(title)] > 1 and not _CUT.search(title) and _holds(heading, title):
            return title, rule
    return heading, "css:h1"


def _holds(heading: str, title: str) -> bool:
    """Whether a heading is the title with something glued in front of it, such as a category or a date."""
    key, inner = comparable(heading), comparable(title)
    extra = len(key) - len(inner)
    return key.endswith(inner) and 0 < extra <= 0.5 * len(inner)


def _only_site(title: str, names: list[str]) -> bool:
    key = comparable(title)
    return key in {comparable(n) for n in names} or key.endswith(_site_words())


@cache
def _site_words() -> tuple[str, ...]:
    """What the name of a work's or company's own site ends with, to be compared."""
    return tuple(comparable(word) for word in page_words()["lines"]["sites"])
