"""``extract --explain``: a text with the words of its facts marked, and what was made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from aggregator.view.dates import date_words
from aggregator.view.text import text

if TYPE_CHECKING:
    from aggregator.base.claims import Credit, Release, WorkMention
    from aggregator.facts.explain import Explanation

_STYLES = {
    "work": "bold cyan",
    "date": "bold green",
    "role": "magenta",
    "name": "bold yellow",
    "refused": "red",
}


def explanation_page(found: Explanation) -> Group:
    """The text, the legend, the facts by their labels, and the dates that are none with the reasons."""
    facts = found.facts
    return Group(
        _marked(found),
        Text(),
        Text("  ").join(Text(kind, style) for kind, style in _STYLES.items()),
        *_section("Works", "W", map(_work, facts.works)),
        *_section("Releases", "R", map(_release, facts.releases)),
        *_section("Credits", "C", map(_credit, facts.credits)),
        *_section("Dates that are no release", "D", ([one.text, one.reason] for one in found.refused)),
    )


def _marked(found: Explanation) -> Text:
    """The text with its marks, each with its label behind it, so that they are seen without colours, too."""
    shown, at = Text(), 0
    for mark in found.marks:
        shown.append_text(text(found.text[at : mark.start]))
        shown.append_text(text(found.text[mark.start : mark.end], _STYLES[mark.kind]))
        shown.append(f"[{' '.join(mark.labels)}]", style="dim")
        at = mark.end
    return shown.append_text(text(found.text[at:]))


def _section(heading: str, letter: str, rows: Iterable[list[str | None]]) -> list[RenderableType]:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold", max_width=24)
    grid.add_column(ratio=1, overflow="fold")
    for number, (what, *more) in enumerate(rows, 1):
        said = "  ".join(" ".join(part.split()) for part in more if part)
        grid.add_row(f"{letter}{number}", text(" ".join((what or "").split())), text(said))
    return [Text(), Text(heading, style="bold"), grid] if grid.row_count else []


def _work(work: WorkMention) -> list[str | None]:
    also = f"also {', '.join(work.aliases)}" if work.aliases else None
    return [work.title, _words(work.type), also]


def _release(release: Release) -> list[str | None]:
    when = " ".join(filter(None, (date_words(release.edtf), release.time)))
    notes = [release.status, "replaced" if release.superseded else "", "" if release.news else "background"]
    said = f"{_words(release.event)} ({', '.join(filter(None, notes))})"
    return [when, said, release.work, release.platform, release.region, f"by {release.evidence.rule}"]


def _credit(credit: Credit) -> list[str | None]:
    notes = [credit.status if credit.status != "new" else "", "" if credit.news else "background"]
    said = f"{_words(credit.role)}{f' ({told})' if (told := ', '.join(filter(None, notes))) else ''}"
    return [credit.name, said, credit.character, credit.song, credit.work, f"by {credit.evidence.rule}"]


def _words(key: str | None) -> str | None:
    return key.replace("_", " ") if key else None
