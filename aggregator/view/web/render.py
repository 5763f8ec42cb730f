"""Pages written by their templates: every value is escaped, and what a template misspells is an error."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from aggregator.view import safe
from aggregator.view.web import words
from aggregator.view.web.asked import Page

STATIC = {
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""The files that pages bring along, and their media types."""
SECTIONS = (
    ("stories", "Stories", "/"),
    ("calendar", "Calendar", "/calendar"),
    ("works", "Works", "/works"),
    ("changes", "Changes", "/changes"),
    ("sources", "Sources", "/sources"),
)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("aggregator.view.web"),
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals |= {"sections": SECTIONS, "asset": asset}
    templates.filters |= {"language": words.language, "count": words.count}
    return templates


@lru_cache(maxsize=8)
def static(name: str) -> bytes:
    """A file that pages bring along. Raises ``KeyError`` for a name that isn't in :data:`STATIC`."""
    return (files("aggregator.view.web") / "static" / {n: n for n in STATIC}[name]).read_bytes()


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """The address of such a file; it changes with the content, so that browsers may keep it for good."""
    return f"/assets/{hashlib.sha256(static(name)).hexdigest()[:12]}/{name}"


def html(page: Page, *, query: str = "") -> str:
    """A page as HTML; ``query`` is what stands in the search field."""
    return _templates().get_template(page.template).render(page=page, m=page.model, query=query)


def json(page: Page) -> str:
    """A page as JSON."""
    return safe.to_json(page.data())
