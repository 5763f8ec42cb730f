"""A work's history on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aggregator.view import safe
from aggregator.view.claims import Credit, Release
from aggregator.view.dates import date_words
from aggregator.view.objects import claim as claim_object
from aggregator.view.tables import local_day
from aggregator.view.text import text
from aggregator.view.timeline import Step, Teller, Timeline

MOST_NAMES = 6
_WORDS = {
    "delayed": "delayed to",
    "brought_forward": "brought forward to",
    "refined": "now",
    "resumed": "after all",
    "cancelled": "called off,",
}
_STYLES = {"delayed": "yellow", "cancelled": "red", "corrected": "magenta", "announced": "bold", "told": "bold"}


def timeline_page(found: Sequence[Timeline], ids: Mapping[str, str]) -> RenderableType:
    """The histories of works, one below the other; ``ids`` are the short forms of articles to show."""
    parts: list[RenderableType] = []
    for one in found:
        parts += [Text()] if parts else []
        parts += [Text.assemble(text(one.work, "bold"), text(f"  {one.type or ''}", "dim")), _steps(one, ids)]
    return Group(*parts)


def step_objects(found: Timeline) -> Iterator[dict[str, Any]]:
    """The steps as objects, each with its articles and their words."""
    for step in found.steps:
        first = step.claims[0] if step.claims else None
        date = {"event": first.event, "edtf": first.edtf} if isinstance(first, Release) else {}
        yield {
            "work_id": found.work_id,
            "work": safe.line(found.work),
            "at": step.at,
            "kind": step.kind,
            "said": safe.line(" ".join(_said(step).plain.split())),
            **date,
            "before": list(step.before),
            "ledger": step.ledger,
            "outlets": [safe.line(site) for site in step.outlets],
            "sources": [_teller(one) for one in step.tellers],
        }


def _teller(one: Teller) -> dict[str, Any]:
    return {
        "article_id": one.article_id,
        "site": safe.line(one.site),
        "url": safe.url(one.url),
        "title": safe.line(one.title),
        "language": safe.line(one.language),
        "published": one.published and safe.line(one.published),
        "claims": [claim_object(claim) for claim in one.claims],
    }


def _steps(found: Timeline, ids: Mapping[str, str]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=False)
    table.add_column(width=10, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(max_width=22, overflow="fold")
    for step in found.steps:
        first = step.tellers[0]
        more = f" +{len(step.tellers) - 1}" if len(step.tellers) > 1 else ""
        source = Text.assemble(text(first.site), " ", (ids[first.article_id], "cyan"), (more, "dim"))
        table.add_row(
            text(local_day(step.at, None), "dim"), Group(_said(step), Padding(_words(step), (0, 0, 0, 2))), source
        )
    return table


def _said(step: Step) -> Text:
    """«premiere delayed to 2031-04 (before: 2031-01-10)»."""
    first = step.claims[0] if step.claims else None
    style = _STYLES.get(step.kind, "")
    if first is None:
        return text("announced" if step.kind == "announced" else "first told of", style)
    said = text(f"taken back: {_facts(step.claims)}" if step.kind == "corrected" else _fact(step, first), style)
    notes = [
        f"{len(step.outlets)} outlets" if len(step.outlets) > 1 and isinstance(first, Release) else "",
        f"before: {', '.join(map(date_words, step.before))}" if step.before else "",
        step.ledger if step.ledger in ("disputed", "retracted") else "",
    ]
    if told := "; ".join(filter(None, notes)):
        said.append_text(text(f" ({told})", "red" if step.ledger == "disputed" else "dim"))
    return said


def _fact(step: Step, first: Release | Credit) -> str:
    if isinstance(first, Credit):
        return f"{step.kind}: {_facts(step.claims)}"
    event = first.event.replace("_", " ")
    word = _WORDS.get(step.kind, "")
    return f"{event} {word} {_date(first)}" if word else f"{event}: {_date(first)}"


def _facts(claims: Sequence[Release | Credit]) -> str:
    told = [
        f"{one.event.replace('_', ' ')} {_date(one)}" if isinstance(one, Release) else _person(one)
        for one in claims[:MOST_NAMES]
    ]
    more = [f"{len(claims) - MOST_NAMES} more"] if len(claims) > MOST_NAMES else []
    return ", ".join([*told, *more])


def _date(claim: Release) -> str:
    return " ".join(filter(None, (date_words(claim.edtf), claim.time)))


def _person(claim: Credit) -> str:
    about = claim.character or claim.role.replace("_", " ")
    return f"{claim.name} ({about})"


def _words(step: Step) -> Text:
    """The words of the first article that tells it: of its claim, else its headline."""
    if not step.claims:
        return text(step.tellers[0].title, "dim")
    return text(f"“{' '.join(step.claims[0].quote.split())}”", "dim")
