"""What a crawl found, as a table a site and a line a problem."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from aggregator.crawl.session import Session

COLUMNS = {
    "links": "links",
    "new": "new",
    "changed": "edited",
    "not_modified": "304",
    "unchanged": "same",
    "copies": "copies",
    "headlines": "headl.",
}
"""Counts that are shown, and how they are called."""
_BAD = ("deferred", "failed", "refused")
MAX_PROBLEMS = 20


def sources_failed(session: Session) -> bool:
    """Whether a feed, sitemap or listing failed in this run, or a site gave nothing but failures."""
    row = session.store.row(
        "SELECT 1 FROM fetches WHERE run = ? AND kind <> 'article' AND outcome NOT IN ('OK', 'NOT_MODIFIED')",
        (session.run,),
    )
    return row is not None


def print_summary(console: Console, session: Session, *, seconds: float) -> None:
    """Print the table, the problems with their reasons, and a line of totals."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not session.counts:
        console.print("Nothing was due. `--now` asks all sources, whatever their schedule.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("site", overflow="ellipsis", no_wrap=True, max_width=24)
    for name in COLUMNS.values():
        table.add_column(name, justify="right")
    table.add_column("failed", justify="right", style="red")
    totals: Counter[str] = Counter()
    for site, counts in sorted(session.counts.items()):
        totals.update(counts)
        table.add_row(site, *(_number(counts[word]) for word in COLUMNS), _number(sum(counts[w] for w in _BAD)))
    if len(session.counts) > 1:
        table.add_section()
        table.add_row(
            "all", *(_number(totals[word]) for word in COLUMNS), _number(sum(totals[w] for w in _BAD)), style="bold"
        )
    console.print(table)
    _print_problems(console, session)
    found = f"{totals['new']} new, {totals['changed']} changed, {totals['not_modified']} not modified"
    console.print(Text(f"{found}; {seconds:.1f} s; run {session.run}", style="dim"))


def _print_problems(console: Console, session: Session) -> None:
    from rich.text import Text

    problems = [(site, problem) for site, many in sorted(session.problems.items()) for problem in many]
    for site, problem in problems[:MAX_PROBLEMS]:
        line = Text()
        line.append(f"{problem.outcome} ", style="red" if problem.outcome == "FAILED" else "yellow")
        line.append(f"{problem.reason}  ", style="bold")
        line.append(f"{site}: {_path(problem.url)}")
        console.print(line, no_wrap=True, overflow="ellipsis")
    if len(problems) > MAX_PROBLEMS:
        console.print(f"… and {len(problems) - MAX_PROBLEMS} more; see the table `failures`")


def _path(url: str) -> str:
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    return ascii_safe(unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def ascii_safe(text: str) -> str:
    """Text without characters that a terminal might obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _number(value: int) -> str:
    return f"{value:,}" if value else "·"
