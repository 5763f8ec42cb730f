"""``list``, ``show``, ``search`` and ``stories``: what is in the database, for people and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from aggregator.base.errors import UsageError
from aggregator.cli.common import Count, Day, State, common_options, console, now

if TYPE_CHECKING:
    from rich.console import RenderableType

    from aggregator.store.database import Store
    from aggregator.view.filters import Condition, Filters
    from aggregator.view.reading import Skipped

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

ROWS = 25
"""Rows of a table where --limit does not say otherwise; JSON has them all."""
HITS = 20
"""Hits of a search where --limit does not say otherwise."""


class LastDay(Day):
    """Like :class:`Day`, but a day alone is meant whole: gives the instant after it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or fail naming the form."""
        moment = super().convert(value, param, ctx)
        alone = isinstance(value, str) and len(value.strip()) <= len("2026-07-01")
        return moment + timedelta(days=1) if alone and moment.year < 9999 else moment


class Kind(click.ParamType[str]):
    """A kind of news, of the closed list."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it, or fail naming those there are."""
        if value not in self._kinds():
            self.fail(f"{value!r} is none of {', '.join(self._kinds())}", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 -- click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Those that begin so."""
        return [CompletionItem(kind) for kind in self._kinds() if kind.startswith(incomplete)]

    def _kinds(self) -> list[str]:
        from aggregator.base.vocabulary import table

        return list(table("kinds")["kinds"])


def filter_options(command: F) -> F:
    """Add the options that choose articles; those that may be repeated take any of their values."""
    for option in (
        click.option("--until", type=LastDay(), help="Published on this day or before."),
        click.option("--since", type=Day(), help="Published on this day or later."),
        click.option("--language", "languages", multiple=True, metavar="TAG", help="In this language, such as ja."),
        click.option(
            "--kind",
            "kinds",
            type=Kind(),
            multiple=True,
            metavar="KIND",
            help="Of this kind of news, such as trailer.",
        ),
        click.option("--site", "sites", multiple=True, metavar="SITE", help="Of this site."),
        click.option("--person", "people", multiple=True, metavar="NAME", help="By this author, or with this person."),
        click.option("--work", "works", multiple=True, metavar="TITLE", help="About this work, in any of its names."),
    ):
        command = option(command)
    return command


def limit_option(default: str) -> Callable[[F], F]:
    """Add ``--limit``; ``default`` says what holds without it."""
    return click.option("--limit", type=Count(), metavar="N", help=f"At most so many; 0: all.  [default: {default}]")


def chosen(options: dict[str, Any], *, copies: bool) -> Filters:
    """The filters that the options name."""
    from aggregator.view.filters import Filters

    read: dict[str, Any] = {
        name: tuple(map(typed, value)) if isinstance(value, tuple) else value for name, value in options.items()
    }
    return Filters(copies=copies, **read)


def typed(value: str) -> str:
    """An argument as text: bytes that are no UTF-8 become U+FFFD."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def note(state: State, sentence: str) -> None:
    """Say something beside the result, on stderr."""
    if not state.quiet:
        click.echo(sentence, err=True)


@click.command("list")
@filter_options
@click.option("--copies", is_flag=True, help="Show copies beside their originals too.")
@limit_option(f"{ROWS}, with --json all")
@common_options
@click.pass_obj
def list_articles(state: State, /, limit: int | None, copies: bool, **options: Any) -> None:
    """List articles, newest first; a copy stands behind its original."""
    from aggregator.view import objects
    from aggregator.view.articles import Entry, listed, short_ids
    from aggregator.view.reading import reading

    def table(rows: list[Entry]) -> RenderableType:
        from aggregator.view.tables import article_table

        return article_table(rows, short_ids(store, [entry.id for entry in rows]), zone=None, now=now())

    with reading(state.db) as store:
        condition, skipped = _condition(store, options, copies=copies)
        most = most_shown(state, limit)
        found = listed(store, condition, skipped, limit=most and most + 1)
        present(state, found, objects.article, table, most=most, noun="article")
    tell_skipped(state, skipped)


@click.command()
@filter_options
@limit_option(f"{ROWS}, with --json all")
@common_options
@click.pass_obj
def stories(state: State, /, limit: int | None, **options: Any) -> None:
    """List stories, newest first: one announcement, told by several articles."""
    from aggregator.view import objects
    from aggregator.view.reading import reading
    from aggregator.view.stories import Story
    from aggregator.view.stories import stories as find

    def table(rows: list[Story]) -> RenderableType:
        from aggregator.view.tables import story_table

        return story_table(rows, zone=None, now=now())

    with reading(state.db) as store:
        condition, skipped = _condition(store, options)
        most = most_shown(state, limit)
        found = find(store, condition, skipped, limit=most and most + 1)
        present(state, found, objects.story, table, most=most, noun="story")
    tell_skipped(state, skipped)


@click.command()
@click.argument("query", nargs=-1, required=True)
@filter_options
@click.option("--copies", is_flag=True, help="Show copies beside their originals too.")
@limit_option(str(HITS))
@common_options
@click.pass_obj
def search(state: State, /, query: tuple[str, ...], limit: int | None, copies: bool, **options: Any) -> None:
    """Find the articles that hold all words of QUERY, best first. Words in "quotes" must stand in a row."""
    from aggregator.view import objects
    from aggregator.view.articles import short_ids
    from aggregator.view.reading import reading
    from aggregator.view.search import MAX_RANKED, Hit
    from aggregator.view.search import search as find
    from aggregator.view.snippets import mark, wanted

    words = typed(" ".join(query))
    most = HITS if limit is None else limit or 1_000_000_000

    def table(rows: list[Hit]) -> RenderableType:
        from aggregator.view.tables import hit_list

        titles = [mark(hit.entry.title, wanted(words)) for hit in rows]
        return hit_list(rows, titles, short_ids(store, [hit.entry.id for hit in rows]), zone=None, now=now())

    with reading(state.db) as store:
        condition, skipped = _condition(store, options, copies=copies)
        found = find(store, words, condition, skipped, limit=most + 1)
        if not found.searched:
            note(state, "The query holds no letter or digit to search for.")
        else:
            present(state, iter(found.hits), objects.hit, table, most=most, noun="article")
        if found.capped:
            note(state, f"More than {MAX_RANKED:,} articles hold this; the newest {MAX_RANKED:,} were ranked.")
    tell_skipped(state, skipped)


@click.command()
@click.argument("wanted", metavar="ID")
@common_options
@click.pass_obj
def show(state: State, /, wanted: str) -> None:
    """Show one article with all that is known of it. ID is an id, the beginning of one, or an address; a story's id
    shows its articles.
    """
    from aggregator.view import objects, safe
    from aggregator.view.articles import find
    from aggregator.view.histories import History, history
    from aggregator.view.reading import Skipped, reading
    from aggregator.view.stories import find_story

    wanted, skipped = typed(wanted), Skipped()
    with reading(state.db) as store:
        entry = find(store, wanted)
        found = history(store, entry, skipped) if entry else find_story(store, wanted, skipped)
    if found is None:
        raise UsageError(
            f"{safe.visible(wanted)}: no article has this id or address; `aggregator search` finds them by words"
        )
    if state.json:
        click.echo(safe.to_json(objects.history(found) if isinstance(found, History) else objects.story(found)))
    else:
        from aggregator.view.tables import article_page, story_page

        if isinstance(found, History):
            console().print(article_page(found, zone=None))
        else:
            console().print(story_page(found, zone=None, now=now()))
    tell_skipped(state, skipped)


def _condition(store: Store, options: dict[str, Any], *, copies: bool = False) -> tuple[Condition, Skipped]:
    from aggregator.view.filters import resolve
    from aggregator.view.reading import Skipped

    return resolve(store, chosen(options, copies=copies)), Skipped()


def most_shown(state: State, /, limit: int | None) -> int | None:
    """How many to show; None for all."""
    if limit is None:
        return None if state.json else ROWS
    return limit or None


def present(
    state: State,
    found: Iterator[T],
    as_object: Callable[[T], object],
    as_table: Callable[[list[T]], RenderableType],
    *,
    most: int | None,
    noun: str,
) -> None:
    """Print what was found, one JSON object a line or a table, and say what is not seen in it.

    One more than ``most`` was asked for, to know whether there are more.
    """
    from aggregator.view.safe import to_json

    count = 0
    if state.json:
        for item in islice(found, most):
            click.echo(to_json(as_object(item)))
            count += 1
    else:
        rows = list(islice(found, most))
        count = len(rows)
        if rows:
            console().print(as_table(rows))
    if not count:
        note(state, f"No {noun} found.")
    elif next(found, None) is not None:
        note(state, f"Shown are the first {count}; --limit N shows more.")


def tell_skipped(state: State, skipped: Skipped) -> None:
    """Say how many rows could not be read, if any."""
    if skipped.count:
        note(state, str(skipped))
