"""``serve``: the web pages."""

from __future__ import annotations

import click

from aggregator.base.errors import RefusedError
from aggregator.cli.common import State, common_options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, metavar="P", help="The port; 0: any."
)
@click.option("--no-pictures", is_flag=True, help="Ask no outlet for pictures.")
@common_options
@click.pass_obj
def serve(state: State, /, host: str, port: int, no_pictures: bool) -> None:
    """Serve the web pages: stories, works, people, calendar, search; with Datasette for SQL."""
    try:
        from aggregator.view.web import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "aggregator":
            raise
        raise RefusedError(
            f"the web pages need more than is installed ({error.name}); run: pip install 'anime-news-aggregator[web]'"
        ) from error
    datasette = server.application(state.db, hosts=server.names(host), pictures=not no_pictures)
    bound = server.listen(host, port)
    click.echo(server.url(bound))
    if not state.quiet:
        click.echo("Ctrl-C ends it.", err=True)
    server.serve(datasette, bound)
