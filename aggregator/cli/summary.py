"""What a crawl found, as a table a site and a line a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from aggregator.base.records import Failure
    from aggregator.crawl.session import Session

COLUMNS = {
    "links": "Links",
    "new": "New",
    "changed": "Edited",
    "not_modified": "304",
    "unchanged": "Same",
    "copies": "Copies",
    "headlines": "Headl.",
}
"""Counts that are shown, and how they are called."""
_BAD = ("deferred", "failed", "refused")
MAX_PROBLEMS = 20
"""More of them are counted instead of listed."""


def sources_failed(session: Session) -> bool:
    """Whether a feed, sitemap or listing failed in this run, or a site gave nothing but failures."""
    row = session.store.row(
        "SELECT 1 FROM fetches WHERE run = ? AND kind <> 'article' AND outcome NOT IN ('OK', 'NOT_MODIFIED')",
        (session.run,),
    )
    return row is not None


def plain_table(*left: str, right: Sequence[str] = ()) -> Table:
    """A table without frames, as all of ours are: columns that begin at the left, then columns of numbers."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, name in enumerate(left):
        table.add_column(name, no_wrap=number == 0, overflow="ellipsis" if number == 0 else "fold")
    for name in right:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def print_summary(console: Console, session: Session, *, seconds: float) -> None:
    """Print the table, the problems with their reasons, and a line of totals."""
    from rich.text import Text

    if not session.counts:
        console.print("Nothing was due. `--now` asks all sources, whatever their schedule.")
        return
    table = plain_table("Site", right=(*COLUMNS.values(), "Failed"))
    table.columns[0].max_width = 20
    totals: Counter[str] = Counter()
    for site, counts in sorted(session.counts.items()):
        totals.update(counts)
        table.add_row(site, *_numbers(counts))
    if len(session.counts) > 1:
        table.add_row("all", *_numbers(totals), style="bold")
    console.print(table)
    _print_problems(console, session)
    found = f"{totals['new']} new, {totals['changed']} changed, {totals['not_modified']} not modified"
    console.print(Text(f"\n{found}; {seconds:.1f} s; run {session.run}", style="dim"))


def _numbers(counts: Counter[str]) -> list[Text]:
    from rich.text import Text

    failed = sum(counts[word] for word in _BAD)
    styles = {"new": "green", "changed": "yellow"}
    shown = [Text(_number(counts[word]), styles.get(word, "") if counts[word] else "dim") for word in COLUMNS]
    return [*shown, Text(_number(failed), "red" if failed else "dim")]


def _print_problems(console: Console, session: Session) -> None:
    from rich.text import Text

    problems = [(site, problem) for site, many in sorted(session.problems.items()) for problem in many]
    if not problems:
        return
    if len(problems) > MAX_PROBLEMS:
        _print_reasons(console, [problem for _, problem in problems])
        return
    widths = [max(map(len, column)) for column in zip(*((s, p.outcome, p.reason) for s, p in problems), strict=True)]
    console.print()
    for site, problem in problems:
        line = Text(f"{site:{widths[0]}}  ")
        line.append(f"{problem.outcome.lower():{widths[1]}}  ", "red" if problem.outcome == "FAILED" else "yellow")
        line.append(f"{problem.reason:{widths[2]}}  ", "bold")
        line.append(_path(problem.url), "dim")
        console.print(line, no_wrap=True, overflow="ellipsis")


def _print_reasons(console: Console, problems: list[Failure]) -> None:
    """Many problems: how often each came, in words, the most frequent first."""
    from rich.text import Text

    from aggregator.base.errors import REASONS

    console.print()
    counts = Counter((problem.outcome.lower(), problem.reason) for problem in problems)
    width = max(len(f"{outcome} {reason}") for outcome, reason in counts)
    for (outcome, reason), count in counts.most_common():
        line = Text(f"{count:>6,}  ")
        line.append(f"{f'{outcome} {reason}':{width}}  ", "red" if outcome == "failed" else "yellow")
        line.append(REASONS.get(reason, ""), "dim")
        console.print(line, no_wrap=True, overflow="ellipsis")
    console.print("Each with its address stands in the table `failures`.")


def _path(url: str) -> str:
    """The part of an address behind its host, for reading: decoded, and without what a terminal might obey."""
    from urllib.parse import unquote, urlsplit

    from aggregator.view.safe import visible

    parts = urlsplit(url)
    return visible(unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _number(value: int) -> str:
    return f"{value:,}" if value else "·"
