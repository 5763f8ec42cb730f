"""``correct``: what a person knows better than the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from aggregator.base.errors import UsageError
from aggregator.cli.browse import typed
from aggregator.cli.common import State, common_options, now, print_json

if TYPE_CHECKING:
    from aggregator.store.corrections import Kind
    from aggregator.store.database import Store
    from aggregator.view.things import Thing

Decision = Literal["merge", "split", "reject"]
_DONE = {"merge": "are one now", "split": "are apart now", "reject": "is not believed any more"}
_UNDONE = dict.fromkeys(("merge", "split"), "are what articles make them again") | {"reject": "is believed again"}


@click.command()
@click.argument("decision", type=click.Choice(["merge", "split", "reject"]))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--undo", is_flag=True, help="Take back what was said so: the articles decide again.")
@common_options
@click.pass_obj
def correct(state: State, /, decision: Decision, ids: tuple[str, ...], *, undo: bool) -> None:
    """Say what is one (merge), what is not (split), or which claim is not true (reject). It holds from now on, whatever
    else arrives, until it is taken back (--undo).

    ID is the id of a story, article, work, person or claim; works and people may be given by name. Articles stand for
    their stories; one article alone is split from its story.
    """
    from aggregator.crawl import correcting
    from aggregator.store.database import Store

    with Store.open(state.db, create=False) as store:
        kind, things = _resolved(store, decision, [typed(one) for one in ids], undo=undo)
        keys = [one.id for one in things]
        if not undo:
            correcting.correct(store, decision, kind, keys, now=now())
        elif not correcting.undo(store, decision, kind, keys, now=now()):
            raise UsageError(f"nobody said {decision} of these; the table corrections has all that was said")
    if state.json:
        print_json({"decision": decision, "kind": kind, "ids": keys, "undone": undo})
    elif not state.quiet:
        from aggregator.view.safe import visible

        named = ", ".join(f"{visible(one.title)} ({one.id})" for one in things)
        click.echo(f"{kind}: {named} {_UNDONE[decision] if undo else _DONE[decision]}")


def _resolved(store: Store, decision: Decision, wanted: list[str], *, undo: bool) -> tuple[Kind, list[Thing]]:
    """What the ids stand for, all of one kind, each as a correction names it. Raises :class:`UsageError`."""
    from aggregator.view.things import thing

    kinds: dict[str, Kind] = {
        "article": "story",
        "story": "story",
        "release": "claim",
        "credit": "claim",
        "work": "work",
        "person": "person",
    }
    things = [thing(store, one) for one in wanted]
    found = {kinds[one.kind] for one in things}
    if len(found) > 1:
        raise UsageError(f"these are of different kinds ({', '.join(sorted(found))}); give ids of one kind")
    kind = found.pop()
    if (kind == "claim") != (decision == "reject"):
        raise UsageError("reject takes claims, merge and split take stories, articles, works or people")
    if decision == "split" and any(one.kind == "story" for one in things):
        raise UsageError("a story is split by its articles: give the ids of those that are not of it")
    if kind == "story":
        if undo and decision == "merge":
            things = [article for one in things for article in _members(store, one)]
        else:
            things = [_article(store, one) for one in things]
    things = list({one.id: one for one in things}.values())
    if not undo and len(things) < (1 if decision == "reject" or (decision, kind) == ("split", "story") else 2):
        raise UsageError(f"{decision} needs two different ones; to part a work or person, give both names")
    return kind, things


def _members(store: Store, one: Thing) -> list[Thing]:
    """The articles of a story that was made one of several, so all that a merge may have named; an article as it is."""
    from aggregator.view.things import Thing

    rows = store.rows("SELECT id, title FROM articles WHERE story_id = ? ORDER BY sorted_at, id", (one.id,))
    return [Thing("article", row["id"], row["title"]) for row in rows] or [one]


def _article(store: Store, one: Thing) -> Thing:
    """The article that stands for a story: its first, or the original of the one that was given."""
    from aggregator.view.things import Thing

    row = store.row(
        """SELECT a.id, a.title FROM articles a WHERE a.id = coalesce(
               (SELECT first_article_id FROM stories WHERE id = :id),
               (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = :id))""",
        {"id": one.id},
    )
    return Thing(one.kind, row["id"], row["title"]) if row else one
