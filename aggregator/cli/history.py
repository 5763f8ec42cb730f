"""``timeline``: what was announced, changed, delayed and corrected of a work."""

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
