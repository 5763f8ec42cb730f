"""Whether a page is the one that was asked for, or a wall that stands in its place with status 200.

What it holds true: a wall says in its title or heading, in whole, what it is («Page not found»), an article says it as
part of something longer; a wall holds little text; an article carries the marks of one (``article:published_time``,
``datePublished``), a wall does not. No single word suffices: an article about lost pages or captchas is an article.

Known exceptions: a site whose «not found» page carries an article's marks or says it in words that are not in
``data/wall_words.toml`` passes here, and is dropped later, for it holds no article. An article without marks, without
text, whose whole title is «Not found» is taken for a wall. Roads not taken: asking for a random address to compare
(a second request a page), and scoring by the words of the whole text (articles about walls).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from aggregator.base.records import Failure, Outcome
from aggregator.base.text import comparable
from aggregator.download.page_facts import PageFacts
from aggregator.download.wall_words import Wall, walls

LITTLE = 250
"""Units of text (a letter one, an ideograph two) below which a page that wants not to be indexed is no article."""
SHORT = 800
"""Units of text below which a phrase or marker anywhere in the page counts."""
LONG = 4000
"""Units of text above which no title makes a wall of a page."""
PROSE = 500
"""Units of text in paragraphs above which no title makes a wall of a page."""
_SMALL = 50_000
"""Characters of markup up to which the text of a page is looked at without another reason."""
_HEAD = 200_000
"""Characters of markup that are looked at at all."""

_LOCALE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_HOME = frozenset({"index.html", "index.htm", "index.php", "default.aspx", "home", "top", "home.html"})


def judge(page_url: str, final_url: str, status: int, headers: Mapping[str, str], html: str) -> Failure | None:
    """Why the page at ``final_url`` is not what was asked for as ``page_url``, or None (FAILED otherwise).

    ``headers`` have lower-case names; ``html`` is the page's markup or the first part of it. Of an answer that is no
    success only a challenge is told, which says more than its status does. Reasons: ``soft_404`` («not found»,
    maintenance, a parked domain), ``challenge`` (a challenge, consent or login page).
    """
    for name, value in walls()["challenge"].headers:
        if value in headers.get(name, "").lower():
            return _failure(page_url, walls()["challenge"], f"the header {name} says so")
    page = PageFacts(html[:_HEAD], len(html))
    if not 200 <= status < 300:
        return _by_page(page_url, page, ("challenge",))
    return (
        _by_redirect(page_url, final_url)
        or _by_page(page_url, page, tuple(walls()))
        or _by_index(page_url, page, headers.get("x-robots-tag", ""))
    )


def _failure(url: str, wall: Wall, because: str) -> Failure:
    return Failure(url, Outcome.FAILED, wall.reason, f"{wall.says} stands in the page's place: {because}")


def _by_redirect(page_url: str, final_url: str) -> Failure | None:
    """A page that was somewhere and now leads home, or to an address that says what it is."""
    asked, got = urlsplit(page_url), urlsplit(final_url)
    if (asked.path, asked.query) == (got.path, got.query):
        return None
    before, after = _segments(asked.path), _segments(got.path)
    was_home = _is_home(before) and not asked.query
    if _is_home(after) and not got.query and not was_home and _is_deep(before, asked.query):
        return _failure(page_url, walls()["not_found"], "the address leads to the home page")
    if not was_home and before[:1] == after and _is_home(after) and _is_deep(before[1:], asked.query):
        return _failure(page_url, walls()["not_found"], "the address leads to the home page")
    new = {_bare(segment) for segment in after} - {_bare(segment) for segment in before}
    host = (got.hostname or "").partition(".")[0]
    for kind, wall in walls().items():
        named = new if kind in ("login", "consent") else new & {_bare(after[-1])} if after else set()
        if named & wall.paths or (host in wall.hosts and asked.hostname != got.hostname):
            return _failure(page_url, wall, f"the address leads to {final_url[:200]}")
    return None


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _is_home(segments: list[str]) -> bool:
    """Whether a path is a site's home: the root, its index, or the root of a language."""
    return not segments or (len(segments) == 1 and (segments[0] in _HOME or _LOCALE.fullmatch(segments[0]) is not None))


def _is_deep(segments: list[str], query: str) -> bool:
    """Whether a path looks like one page of many, not like a section that may have been merged into the home page."""
    last = segments[-1] if segments else ""
    return len(segments) > 1 or any(c.isdigit() for c in last + query) or last.count("-") > 1


def _bare(segment: str) -> str:
    return comparable(segment.rpartition(".")[0] or segment)


def _by_page(url: str, page: PageFacts, kinds: Iterable[str]) -> Failure | None:
    for kind in kinds:
        wall = walls()[kind]
        said = page.titles & wall.titles
        headed = page.headings & wall.titles
        if (said or headed) and _is_wall(kind, page, both=bool(said and headed)):
            where = "the title" if said else "a heading"
            return _failure(url, wall, f"{where} says {min(said or headed)!r}")
    if page.length > _SMALL or page.weakly_marked or page.size >= SHORT:
        return None
    return _by_text(url, page, kinds)


def _is_wall(kind: str, page: PageFacts, *, both: bool) -> bool:
    """Whether what a page calls itself is borne out by what it lacks."""
    if page.marked or (page.weakly_marked and not both) or page.size > LONG or page.prose > PROSE:
        return False
    return kind != "login" or page.asks_password or page.size < LITTLE


def _by_text(url: str, page: PageFacts, kinds: Iterable[str]) -> Failure | None:
    text = comparable(page.text)
    for kind in kinds:
        wall = walls()[kind]
        found = next((phrase for phrase in wall.texts if phrase in text), None)
        marker = next((marker for marker in wall.markers if marker in page.markup), None)
        if found or marker:
            return _failure(url, wall, f"the page holds little but {found or marker!r}")
    return None


def _by_index(url: str, page: PageFacts, robots_tag: str) -> Failure | None:
    """A page that wants not to be indexed and holds next to no text."""
    if (page.noindex or "noindex" in robots_tag.lower()) and not page.weakly_marked and page.size < LITTLE:
        return _failure(url, walls()["not_found"], "it is not to be indexed and holds next to no text")
    return None
