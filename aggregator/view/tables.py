"""What people see on a terminal: tables and one article, as renderables of rich, at home in 80 columns.

Text of articles never reaches the terminal raw: control and bidi characters are shown as code points, and nothing is
read as rich's markup. Times are in the reader's zone (``zone`` None: the system's); a day without a time stays one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aggregator.view.articles import Entry, Work
from aggregator.view.claim_tables import claim_list
from aggregator.view.histories import Difference, History, Version
from aggregator.view.instants import day, instant
from aggregator.view.search import Hit
from aggregator.view.snippets import Piece as Passage
from aggregator.view.stories import Story
from aggregator.view.text import text

_SIGNS = {"=": ("", "", ""), "-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}


def when(stated: str | None, sorted_at: str, *, zone: tzinfo | None, now: datetime) -> Text:
    """When an article was published: without the year where it is this year's; in brackets where the page does not
    say, and the time it was first seen stands in for it.
    """
    alone = day(stated)
    if alone:
        return Text(f"{alone:%m-%d}" if alone.year == _local(now, zone).year else alone.isoformat())
    moment = instant(stated)
    shown = moment or instant(sorted_at)
    if shown is None:
        return text(stated or "")
    local = _local(shown, zone)
    written = f"{local:%m-%d %H:%M}" if local.year == _local(now, zone).year else f"{local.date().isoformat()}"
    return Text(written if moment else f"({written})", style="" if moment else "dim")


def exactly(stated: str | None, zone: tzinfo | None) -> str:
    """A date with its time and offset, in the reader's zone; a day alone as it is."""
    moment = instant(stated)
    return f"{_local(moment, zone):%Y-%m-%d %H:%M %Z}" if moment else stated or ""


def local_day(stated: str, zone: tzinfo | None) -> str:
    """The day of an instant in the reader's zone."""
    moment = instant(stated)
    return _local(moment, zone).date().isoformat() if moment else stated[:10]


def article_table(
    found: Sequence[Entry], ids: Mapping[str, str], *, zone: tzinfo | None, now: datetime
) -> RenderableType:
    """Articles, one a row; ``ids`` are the short forms to show."""
    table = _table("ID", "Published", "Title", "Site", "Lang")
    for entry in found:
        table.add_row(
            ids[entry.id],
            when(entry.published, entry.sorted_at, zone=zone, now=now),
            _title(entry),
            text(entry.site),
            text(entry.language),
        )
    return table


def hit_list(found: Sequence[Hit], marked: Iterable[Sequence[Passage]], ids: Mapping[str, str], **at: object) -> Group:
    """Hits, each with its passage; ``marked`` are the titles in pieces."""
    blocks: list[RenderableType] = []
    for hit, title in zip(found, marked, strict=True):
        entry = hit.entry
        head = Text(style="bold")
        for piece in title:
            head.append_text(text(piece.text, "yellow" if piece.hit else ""))
        below = Text()
        for piece in hit.snippet:
            below.append_text(text(" ".join(piece.text.split("\n")), "bold yellow" if piece.hit else ""))
        line = Text(ids[entry.id], style="cyan")
        line.append("  ")
        line.append_text(when(entry.published, entry.sorted_at, **at))  # type: ignore[arg-type]
        line.append_text(text(f"  {entry.site}  {entry.language}", "dim"))
        blocks += [head, line, Padding(below, (0, 0, 1, 2))]
    return Group(*blocks)


def story_table(found: Sequence[Story], *, zone: tzinfo | None, now: datetime) -> RenderableType:
    """Stories, one a row, with the sites that tell them."""
    table = _table("ID", "First", "Story", "Sites", "Lang")
    for story in found:
        sites = dict.fromkeys(article.site for article in story.articles)
        count = len(story.articles)
        title = text(story.title)
        if count > 1:
            title.append(f" ({count} articles)", style="dim")
        table.add_row(
            story.id,
            when(story.lead.published, story.lead.sorted_at, zone=zone, now=now),
            title,
            text(", ".join(sites)),
            text(" ".join(story.languages)),
        )
    return table


def article_page(found: History, *, zone: tzinfo | None) -> Group:
    """One article with its body, what it carries, what found each value, what it states, and its history."""
    entry = found.entry
    blocks: list[RenderableType] = [text(entry.title, "bold"), text(entry.url, "cyan"), Text()]
    if entry.summary:
        blocks += [text(entry.summary, "italic"), Text()]
    if entry.body and entry.body != entry.summary:
        blocks += [text(entry.body), Text()]
    blocks.append(_facts(found, zone))
    for heading, claims in (("Releases", entry.releases), ("Credits", entry.credits), ("Retracted", found.retracted)):
        blocks += claim_list(heading, claims)
    if len(found.versions) > 1:
        blocks += [Text(), Text("Versions", style="bold")]
        blocks += [part for version in found.versions for part in _version(version, zone)]
    return Group(*blocks)


def story_page(found: Story, *, zone: tzinfo | None, now: datetime) -> Group:
    """One story with its articles."""
    ids = {entry.id: entry.id for entry in found.articles}
    return Group(text(found.title, "bold"), Text(), article_table(found.articles, ids, zone=zone, now=now))


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=False)
    for name in columns:
        if name in ("Title", "Story"):
            table.add_column(name, ratio=1, overflow="fold")
        elif name in ("Site", "Sites"):
            table.add_column(
                name, max_width=16, overflow="ellipsis" if name == "Site" else "fold", no_wrap=name == "Site"
            )
        elif name == "Lang":
            table.add_column(name, max_width=8, overflow="fold")
        else:
            table.add_column(name, no_wrap=True, style="cyan" if name == "ID" else "")
    return table


def _title(entry: Entry) -> Text:
    title = text(entry.title)
    notes = [
        f"+{len(entry.copies)} {'copy' if len(entry.copies) == 1 else 'copies'}" if entry.copies else "",
        "copy" if entry.duplicate_of else "",
        "headline only" if entry.headline_only else "",
        "paywalled" if entry.paywalled else "",
        "gone" if entry.gone else "",
    ]
    if any(notes):
        title.append(f" ({', '.join(filter(None, notes))})", style="dim")
    return title


def _facts(found: History, zone: tzinfo | None) -> Table:
    """What is known beside the text, one value a row."""
    entry = found.entry
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    marks = [name for name in ("headline_only", "paywalled", "gone") if getattr(entry, name)]
    rules = sorted(entry.rules.items())
    rows: list[tuple[str, Iterable[str]]] = [
        ("id", [entry.id]),
        ("site", [f"{entry.site}, in {entry.language}"]),
        ("authors", entry.authors),
        ("published", [exactly(entry.published, zone)]),
        ("modified", [exactly(entry.modified, zone)]),
        ("first seen", [exactly(entry.first_seen, zone)]),
        ("last seen", [exactly(entry.last_seen, zone)]),
        ("kinds", [", ".join(entry.kinds)]),
        (
            "works",
            [f"{work.title} ({work.type.replace('_', ' ')})" if work.type else work.title for work in entry.works],
        ),
        ("tags", [", ".join(entry.tags)]),
        ("images", [_image(image.url, image.alt) for image in entry.images]),
        ("videos", [f"{video.url} ({video.provider})" for video in entry.videos]),
        ("marks", [", ".join(marks).replace("_", " ")]),
        ("copy of", [_source(found.original)] if found.original else []),
        ("copies", map(_source, found.copies)),
        ("story", [f"{entry.story_id}  {found.story_title or ''}"] if entry.story_id else []),
        ("", map(_source, found.story)),
        ("found by", [f"{field}: {rule}" for field, rule in rules]),
    ]
    for label, values in rows:
        for number, value in enumerate(filter(None, values)):
            grid.add_row("" if number else label, text(value))
    return grid


def _work(work: Work) -> str:
    return f"{work.title} ({work.type.replace('_', ' ')})" if work.type else work.title


def _image(url: str, alt: str | None) -> str:
    return f"{url} ({alt})" if alt else url


def _source(entry: Entry) -> str:
    return f"{entry.id}  {entry.site}: {entry.title}"


def _version(version: Version, zone: tzinfo | None) -> Iterable[RenderableType]:
    yield text(f"{version.version}, seen {exactly(version.seen_at, zone)}", "cyan")
    for difference in version.differences:
        yield Padding(_difference(difference), (0, 0, 0, 2))


def _difference(difference: Difference) -> Text:
    """A change as wdiff writes it, readable without colours: [-gone-] and {+come+}."""
    shown = Text(f"{difference.field}: ", style="")
    for piece in difference.pieces:
        before, after, style = _SIGNS[piece.sign]
        shown.append_text(text(f"{before}{piece.text}{after}", style))
    return shown


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):  # beside the first or last day of the calendar
        return moment
