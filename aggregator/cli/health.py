"""``aggregator health``: how the sources are doing, by what is normal for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.base.errors import UsageError
from aggregator.cli.common import State, common_options, console, now, print_json_lines

if TYPE_CHECKING:
    from aggregator.store.alarms import Kept
    from aggregator.store.database import Store
    from aggregator.view.health import Condition


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--prometheus", type=click.Path(path_type=Path), metavar="FILE", help="Write metrics into a file.")
@click.option("--accept", is_flag=True, help="What is wrong with these sites is normal from now on.")
@common_options
@click.pass_obj
def health(state: State, sites: tuple[str, ...], prometheus: Path | None, accept: bool) -> int:
    """Compare each site with what is normal for it, and raise an alarm for what is not.

    Who stands in `notify` of aggregator.toml is told when an alarm begins and when it ends, once each. Exit status: 0
    all is well, 3 something is wrong.
    """
    from aggregator.base.config import config_folder, load_config
    from aggregator.store.database import Store
    from aggregator.view.health_report import metrics
    from aggregator.view.health_report import objects as as_objects

    addresses = load_config(config_folder()).notify
    with Store.open(state.db, create=False) as store:
        if accept:
            _accept(state, store, sites)
        conditions = _settle(store)
        _notify(store, addresses)
    if prometheus is not None:
        from aggregator.view.files import replacing

        with replacing(prometheus) as out:
            out.write(metrics(conditions, now()))
    shown = [each for each in conditions if each.site in sites or not sites]
    if missing := set(sites) - {each.site for each in shown}:
        raise UsageError(
            f"nothing is known of {', '.join(sorted(missing))} yet; `aggregator sites list` names the sites"
        )
    if state.json:
        print_json_lines(as_objects(shown))
    else:
        _print(state, shown)
    return 3 if any(each.alarms for each in shown) else 0


def _settle(store: Store) -> list[Condition]:
    """Judge every site, and keep which alarms begin and end."""
    from aggregator.store import alarms
    from aggregator.view.health import judge
    from aggregator.view.health_history import histories

    moment = now()
    with store.write():
        conditions = [judge(history, moment) for history in histories(store, moment)]
        found = [(a.site, a.kind, a.subject, a.reason) for each in conditions for a in each.alarms]
        alarms.settle(store, found, now=moment)
    return conditions


def _accept(state: State, store: Store, sites: tuple[str, ...]) -> None:
    from aggregator.store.alarms import accept

    if not sites:
        raise UsageError("--accept: name the sites")
    _settle(store)
    for site in sites:
        number = accept(store, site, now=now())
        if not state.quiet:
            click.echo(
                f"{site}: {number} alarm{'s' * (number != 1)} accepted; what is normal is learned anew", err=True
            )


def _notify(store: Store, addresses: tuple[str, ...]) -> None:
    """Tell of what began and what ended. What nobody could be told of is told the next time."""
    from aggregator.base.errors import AggregatorError
    from aggregator.base.sender import notify
    from aggregator.store.alarms import tell, untold

    begun, ended = untold(store)
    if not addresses or not (begun or ended):
        return
    lines = [f"{_name(each)}: {each.reason}" for each in begun] + [f"{_name(each)}: is well again" for each in ended]
    title = f"Anime news: {len(begun)} begun, {len(ended)} over"
    arrived = False
    for address in addresses:
        try:
            notify(address, title, "\n".join(lines))
            arrived = True
        except AggregatorError as error:
            click.echo(f"aggregator: {error}", err=True)
    if arrived:
        tell(store, [*begun, *ended])


def _name(alarm: Kept) -> str:
    return " ".join(filter(None, (alarm.site, alarm.kind, alarm.subject)))


def _print(state: State, conditions: list[Condition]) -> None:
    from aggregator.view.health_report import table

    if state.quiet:
        conditions = [each for each in conditions if each.alarms]
    if conditions:
        console().print(table(conditions, now()))
    elif not state.quiet:
        click.echo("Nothing was crawled yet.", err=True)
