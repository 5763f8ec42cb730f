from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

from rich.console import Console

from aggregator.base.records import Failure, Outcome
from aggregator.cli.summary import MAX_PROBLEMS, print_summary
from aggregator.crawl.session import Session


def shown(counts: dict[str, dict[str, int]], problems: dict[str, list[Failure]] | None = None) -> list[str]:
    session: Any = SimpleNamespace(
        counts={site: Counter(found) for site, found in counts.items()}, problems=problems or {}, run="0123456789abc"
    )
    console = Console(width=80, no_color=True, highlight=False)
    with console.capture() as capture:
        print_summary(console, cast("Session", session), seconds=1.25)
    return capture.get().splitlines()


def failure(url: str, reason: str = "not_found") -> Failure:
    return Failure(url=url, outcome=Outcome.FAILED, reason=reason)


def test_nothing_was_due() -> None:
    assert shown({}) == ["Nothing was due. `--now` asks all sources, whatever their schedule."]


def test_one_site_has_no_line_of_totals() -> None:
    lines = shown({"otters": {"new": 2}})
    assert [line.split()[0] for line in lines if line] == ["Site", "otters", "2"]


def test_several_sites_are_summed() -> None:
    lines = shown({"otters": {"new": 1200, "failed": 1}, "hares": {"new": 34, "refused": 1, "deferred": 1}})
    (total,) = (line.split() for line in lines if line.startswith("all"))
    assert (total[2], total[-1]) == ("1,234", "3")
    assert "1234 new" in lines[-1]


def test_a_long_address_is_cut_at_the_edge() -> None:
    lines = shown({"otters": {"failed": 1}}, {"otters": [failure("https://otters.example/" + "x" * 300)]})
    (line,) = (line for line in lines if "not_found" in line)
    assert (len(line), line[-1]) == (80, "…")


def test_an_address_is_decoded_but_commands_nothing() -> None:
    lines = shown({"otters": {"failed": 1}}, {"otters": [failure("https://otters.example/%E7%81%AF%E5%8F%B0%1b[31m")]})
    (line,) = (line for line in lines if "not_found" in line)
    assert "/灯台" in line
    assert "\x1b" not in line


def test_many_problems_are_counted() -> None:
    many = [failure(f"https://otters.example/{n}") for n in range(MAX_PROBLEMS)]
    lines = shown({"otters": {"failed": 21}}, {"otters": [*many, failure("https://otters.example/", "dns")]})
    assert "    20  failed not_found  the host answered 404" in [line.rstrip() for line in lines]
    assert "     1  failed dns        the host's name can't be resolved" in [line.rstrip() for line in lines]
    assert len(lines) < MAX_PROBLEMS
