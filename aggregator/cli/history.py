"""``timeline`` and ``explain``: what became of a work, and why things are as they are."""

from __future__ import annotations

import click

from aggregator.base.errors import UsageError
from aggregator.cli.browse import typed
from aggregator.cli.common import State, common_options, console

MOST_WORKS = 10
"""Works that one name may show: of a common word there are many."""


@click.command()
@click.argument("work", nargs=-1, required=True)
@common_options
@click.pass_obj
def timeline(state: State, /, work: tuple[str, ...]) -> None:
    """Tell the history of WORK, a title in any of its names or an id: dates, delays, cast, corrections, who said so."""
    from aggregator.view import safe
    from aggregator.view.articles import short_ids
    from aggregator.view.filters import works_called
    from aggregator.view.reading import reading
    from aggregator.view.timeline import timeline as history
    from aggregator.view.timeline_tables import step_objects, timeline_page

    wanted = typed(" ".join(work))
    with reading(state.db) as store:
        called = works_called(store, wanted)
        if not called:
            raise UsageError(f"{safe.visible(wanted)}: no work has this name or id; `aggregator search` finds articles")
        if len(called) > MOST_WORKS:
            raise UsageError(f"{safe.visible(wanted)}: {len(called)} works have this in their names; write more of one")
        found = [one for key in called if (one := history(store, key))]
        articles = {step.tellers[0].article_id for one in found for step in one.steps}
        ids = short_ids(store, articles)
    if state.json:
        for one in found:
            for step in step_objects(one):
                click.echo(safe.to_json(step))
    else:
        console().print(timeline_page(found, ids))


@click.command()
@click.argument("wanted", metavar="ID")
@common_options
@click.pass_obj
def explain(state: State, /, wanted: str) -> None:
    """Tell why ID stands in the database as it does: an article, story, claim, work or person, by id; an article also
    by its address, works and people by name.
    """
    from aggregator.view import safe
    from aggregator.view.reading import reading
    from aggregator.view.reason_tables import reason_object, reason_page
    from aggregator.view.reasons import explanation
    from aggregator.view.things import thing

    with reading(state.db) as store:
        found = explanation(store, thing(store, typed(wanted)))
    if state.json:
        click.echo(safe.to_json(reason_object(found)))
    else:
        console().print(reason_page(found))
