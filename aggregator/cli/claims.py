"""``releases`` and ``credits``: the facts, with the articles that state them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aggregator.cli.browse import ROWS, limit_option, most_shown, present, typed
from aggregator.cli.common import State, common_options, now

if TYPE_CHECKING:
    from rich.console import RenderableType

    from aggregator.store.database import Store
    from aggregator.view.claims import Credit, Release, Told

F = TypeVar("F", bound=Callable[..., Any])


class Month(click.ParamType[str]):
    """A month such as ``2027-01``."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it, or fail naming the form."""
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(value).strip(), re.ASCII):
            self.fail(f"{value!r} is no month; write 2027-01", param, ctx)
        return str(value).strip()


def _work_option(command: F) -> F:
    return click.option("--work", "works", multiple=True, metavar="TITLE", help="Of this work, in any of its names.")(
        command
    )


def _background_option(command: F) -> F:
    told = "Also what articles tell beside their news, such as earlier seasons."
    return click.option("--background", is_flag=True, help=told)(command)


@click.command()
@click.option("--upcoming", is_flag=True, help="Only what is still to come, soonest first.")
@click.option("--month", type=Month(), metavar="YYYY-MM", help="Only in this month.")
@_work_option
@click.option("--platform", "platforms", multiple=True, metavar="NAME", help="On this station or service.")
@_background_option
@limit_option(f"{ROWS}, with --json all")
@common_options
@click.pass_obj
def releases(
    state: State,
    /,
    upcoming: bool,
    month: str | None,
    works: tuple[str, ...],
    platforms: tuple[str, ...],
    background: bool,
    limit: int | None,
) -> None:
    """List releases, latest date first: when, where and on what works come out, and how many articles say so."""
    from aggregator.view import claims, objects
    from aggregator.view.reading import reading

    wanted = claims.Wanted(
        works=tuple(map(typed, works)),
        platforms=tuple(map(typed, platforms)),
        month=month,
        upcoming=now().astimezone().date().isoformat() if upcoming else None,
        background=background,
    )

    def table(rows: list[Told[Release]]) -> RenderableType:
        from aggregator.view.claim_tables import release_table

        return release_table(rows, _short(store, rows))

    with reading(state.db) as store:
        most = most_shown(state, limit)
        found = claims.releases(store, wanted, limit=most and most + 1)
        present(state, found, objects.told, table, most=most, noun="release")


@click.command(name="credits")
@_work_option
@click.option("--person", "people", multiple=True, metavar="NAME", help="Of this person or company.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="In this role, such as director or voice.")
@_background_option
@limit_option(f"{ROWS}, with --json all")
@common_options
@click.pass_obj
def list_credits(
    state: State,
    /,
    works: tuple[str, ...],
    people: tuple[str, ...],
    roles: tuple[str, ...],
    background: bool,
    limit: int | None,
) -> None:
    """List who does what, by works: those that were in the news last come first."""
    from aggregator.view import claims, objects
    from aggregator.view.reading import reading

    wanted = claims.Wanted(
        works=tuple(map(typed, works)),
        people=tuple(map(typed, people)),
        roles=tuple(map(typed, roles)),
        background=background,
    )

    def table(rows: list[Told[Credit]]) -> RenderableType:
        from aggregator.view.claim_tables import credit_table

        return credit_table(rows, _short(store, rows))

    with reading(state.db) as store:
        most = most_shown(state, limit)
        found = claims.credits(store, wanted, limit=most and most + 1)
        present(state, found, objects.told, table, most=most, noun="credit")


def _short(store: Store, rows: Iterable[Told[Any]]) -> dict[str, str]:
    """The short ids of the articles that are shown."""
    from aggregator.view.articles import short_ids

    return short_ids(store, {told.sources[0].claim.article_id for told in rows})
