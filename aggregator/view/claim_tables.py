"""Releases and credits on a terminal: as tables, and with their words under an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aggregator.view.claims import Claim, Credit, Release, Source, Told
from aggregator.view.dates import date_words
from aggregator.view.text import text


def release_table(found: Sequence[Told[Release]], ids: Mapping[str, str]) -> RenderableType:
    """Releases, one a row, with the first article that states it; ``ids`` are the short forms to show."""
    table = _table(Date=16, Work=None, Event=12, Where=14, Article=11)
    for told in found:
        claim = told.claim
        table.add_row(
            text(_moment(claim)),
            text(claim.work or ""),
            Text.assemble(text(_words(claim.event)), _notes(claim)),
            text(", ".join(filter(None, (claim.platform, claim.region)))),
            _sources(told.sources, ids),
        )
    return table


def credit_table(found: Sequence[Told[Credit]], ids: Mapping[str, str]) -> RenderableType:
    """Credits, one a row; a work's title stands at its first one."""
    table = _table(Work=None, Role=14, Name=20, For=14, Article=11)
    before = None
    for told in found:
        claim = told.claim
        work = claim.work_id or claim.article_id
        table.add_row(
            text(claim.work or "") if work != before else "",
            Text.assemble(text(_words(claim.role)), _notes(claim)),
            text(claim.name),
            text(", ".join(filter(None, (claim.character, claim.song)))),
            _sources(told.sources, ids),
        )
        before = work
    return table


def claim_list(heading: str, claims: Iterable[Claim]) -> Iterable[RenderableType]:
    """Claims of an article, each with the words that state it; nothing where there are none."""
    shown = [part for claim in claims for part in _with_words(claim)]
    return [Text(), Text(heading, style="bold"), *shown] if shown else []


def _with_words(claim: Claim) -> Iterable[RenderableType]:
    if isinstance(claim, Release):
        parts = [_moment(claim), _words(claim.event), claim.platform, claim.region]
    elif isinstance(claim, Credit):
        told = claim.character or claim.song
        parts = [_words(claim.role), f"{claim.name} ({told})" if told else claim.name]
    else:
        return
    line = text("  ".join(filter(None, parts)), "cyan")
    line.append_text(_notes(claim))
    if claim.work:
        line.append_text(text(f"  {claim.work}", "dim"))
    yield line
    quote = text(" ".join(claim.quote.split()))
    words = claim.text if isinstance(claim, Release) else getattr(claim, "name", "")
    quote.highlight_words([text(" ".join(words.split())).plain], style="bold yellow")
    yield Padding(Text.assemble("“", quote, "”", (f"  {claim.field}, {claim.rule}", "dim")), (0, 0, 0, 2))


def _moment(claim: Release) -> str:
    return " ".join(filter(None, (date_words(claim.edtf), claim.time)))


def _notes(claim: Claim) -> Text:
    """What is not as usual of a claim, in brackets."""
    usual = claim.status in ("scheduled", "new")
    notes = [
        "" if usual else claim.status,
        "replaced" if isinstance(claim, Release) and claim.superseded else "",
        "" if claim.news or claim.status == "previous" else "background",
        "disputed" if claim.ledger == "disputed" else "",
    ]
    told = ", ".join(filter(None, notes))
    return Text(f" ({told})" if told else "", style="yellow" if "delayed" in told or "cancelled" in told else "dim")


def _sources(sources: Sequence[Source[Release]] | Sequence[Source[Credit]], ids: Mapping[str, str]) -> Text:
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    return Text.assemble((ids[sources[0].claim.article_id], "cyan"), (more, "dim"))


def _words(key: str) -> str:
    return key.replace("_", " ")


def _table(**widths: int | None) -> Table:
    """Columns with the most they may take; that without a number takes the rest."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=False)
    for name, width in widths.items():
        table.add_column(name, max_width=width, ratio=None if width else 1, overflow="fold")
    return table
