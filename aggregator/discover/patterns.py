"""A pattern that tells a site's articles from its other pages, guessed from addresses.

What is held true: a site builds the addresses of its articles alike: fixed words, then numbers, dates or a slug of
several words. Each part of a path becomes a word or a pattern, addresses with the same patterns in the same places
become one shape, and the shapes of nearly all addresses become the site's pattern. Known exception: a site whose
articles stand directly under its root with names of one word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlsplit

from aggregator.discover.zones import words

MAX_URLS = 2_000
_SHARE = 0.9
_MOST_SHAPES = 6
_MOST_WORDS = 12
_MIN_LINKS = 5
_END = r"/?(?:[?#]|$)"
_NUMBERS = re.compile(r"\d+")
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:19|20)\d\d"), r"\d{4}"),
    (re.compile(r"(?:19|20)\d{6}"), r"\d{8}"),
    (re.compile(r"(?:19|20)\d\d-\d\d-\d\d"), r"\d{4}-\d{2}-\d{2}"),
    (re.compile(r"\d+"), r"\d+"),
    (re.compile(r"(?=[^/]*\d)(?=[^/]*[a-f])[0-9a-f-]{8,}"), r"[0-9a-f-]{8,}"),
    (re.compile(r"[^/]*%[0-9A-Fa-f]{2}.*"), r"[^/?#%]*%[^/?#]*"),
    (re.compile(r"[^/_]*(?:-[^/-]*){2,}"), r"[^/?#-]*(?:-[^/?#-]*){2,}"),
    (re.compile(r"[^/]*(?:_[^/_]*){2,}"), r"[^/?#_]*(?:_[^/?#_]*){2,}"),
    (re.compile(r"[^/]{24,}"), r"[^/?#]{24,}"),
)
_SLUGS = frozenset(pattern for _, pattern in _KINDS[5:])
_NUMBERED = re.compile(
    r"(?:p|id|no|nid|aid|idx|seq|article|news|article_id|news_id|articleid|entry|post)", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
_Shape = tuple[tuple[str, bool], ...]


def article_pattern(urls: Iterable[str]) -> str:
    """A regular expression that is found in nearly all of the addresses, which are known to be articles.

    An empty string where they have too little in common to tell them from anything else.
    """
    offered = list(dict.fromkeys(urls))[:MAX_URLS]
    if not offered:
        return ""
    chosen: list[str] = []
    covered = 0
    families = _families(offered)
    for shapes in sorted(families.values(), key=len, reverse=True)[:_MOST_SHAPES]:
        chosen.append(_pattern(shapes))
        covered += len(shapes)
        if covered >= _SHARE * len(offered):
            return chosen[0] if len(chosen) == 1 else "(?:" + "|".join(chosen) + ")"
    return ""


def likely_articles(links: Iterable[tuple[str, str]]) -> list[str]:
    """Those of a page's links (address, text) that look like articles: the family whose texts say most.

    An empty list where no family has :data:`_MIN_LINKS` with a text of some length.
    """
    weights: dict[str, int] = {}
    for url, text in list(links)[: 5 * MAX_URLS]:
        first = urlsplit(url).path.strip("/").partition("/")[0].lower()
        if first not in words()["not_articles"]:
            weights[url] = max(weights.get(url, 0), _weight(text))
    groups: dict[tuple[str, ...], list[str]] = {}
    for url in weights:
        if shape := _shape(url):
            groups.setdefault(_family(shape), []).append(url)
    best = max(groups.values(), key=lambda g: sum(sorted((weights[u] for u in g), reverse=True)[:50]), default=[])
    return best if sum(weights[url] >= 12 for url in best) >= _MIN_LINKS else []


def _weight(text: str) -> int:
    """The length of a text in Latin letters; a kanji or kana says as much as two of them."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text[:120])


def _families(urls: Iterable[str]) -> dict[tuple[str, ...], list[_Shape]]:
    """The shapes of the addresses by what they have in common: the number of parts and the patterns in their places."""
    found: dict[tuple[str, ...], list[_Shape]] = {}
    for shape in map(_shape, urls):
        if shape:
            found.setdefault(_family(shape), []).append(shape)
    return found


def _family(shape: _Shape) -> tuple[str, ...]:
    return tuple(piece if tells else "" for piece, tells in shape)


def _shape(url: str) -> _Shape:
    """The parts of an address up to the last that tells an article; empty where none does."""
    parts = urlsplit(url)
    pieces = [_piece(segment) for segment in parts.path.strip("/").split("/")]
    last = max((at for at, (_, tells) in enumerate(pieces) if tells), default=-1)
    if last >= 0:
        return tuple(pieces[: last + 1])
    for name, value in parse_qsl(parts.query[:2000]):
        if value.isdigit() and _NUMBERED.fullmatch(name):
            return (*pieces, (rf"\?(?:[^#]*&)?{re.escape(name)}=\d+", True))
    return ()


def _piece(segment: str) -> tuple[str, bool]:
    """The pattern of one part of a path, and whether it tells an article."""
    suffix = _SUFFIX.search(segment)
    stem, end = (segment[: suffix.start()], re.escape(suffix[0])) if suffix else (segment, "")
    for kind, pattern in _KINDS:
        if kind.fullmatch(stem):
            return pattern + end, True
    if _NUMBERS.search(stem):
        return r"\d+".join(map(_escaped, _NUMBERS.split(stem))) + end, True
    return _escaped(segment), False


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")


def _pattern(shapes: Sequence[_Shape]) -> str:
    """One pattern for a family: where its words differ, a choice of them, or any word where they are many."""
    pieces: list[str] = []
    for place in zip(*shapes, strict=True):
        choice = Counter(piece for piece, _ in place)
        if len(choice) == 1:
            pieces.append(next(iter(choice)))
        elif len(choice) <= _MOST_WORDS:
            pieces.append(f"(?:{'|'.join(sorted(choice))})")
        else:
            pieces.append("[^/?#]+")
    path = "".join(piece if piece.startswith(r"\?") else f"/{piece}" for piece in pieces)
    start = "//[^/]+" if shapes[0][0][1] or pieces[0] == "[^/?#]+" else ""
    return start + path + (_END if pieces[-1] in _SLUGS else "")
