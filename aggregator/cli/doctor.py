"""``aggregator doctor``: whether this installation and this database are sound, and what to do where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import State, common_options, console, now, print_json

if TYPE_CHECKING:
    from aggregator.cli.checkup import Finding


@click.command()
@common_options
@click.pass_obj
def doctor(state: State) -> int:
    """Look whether the installation, the database, the settings and the machine are sound, and say what to do.

    Exit status: 0 sound, 3 something is to be done, 5 the database is damaged, 6 the configuration is wrong.
    """
    from aggregator.cli.checkup import CODES, Level

    found = list(_findings(state))
    if state.json:
        for each in found:
            print_json({"subject": each.subject, "level": each.level, "said": each.said, "advice": each.advice or None})
    else:
        _print([each for each in found if not state.quiet or each.level not in (Level.OK, Level.HINT)])
    return max((CODES[each.level] for each in found), key=(0, 3, 6, 5).index)


def _findings(state: State) -> Iterator[Finding]:
    from aggregator.base.config import config_folder
    from aggregator.cli import checkup
    from aggregator.cli.backup import backup_folder
    from aggregator.store.sqlite import SQLITE_VERSION

    yield from checkup.installation()
    yield checkup.sqlite(SQLITE_VERSION)
    yield from checkup.configuration(config_folder())
    yield from checkup.machine(state.db, now())
    yield from checkup.database(state.db, now())
    yield checkup.backups(state.db, backup_folder(state.db), now())
    if (left := checkup.former(state.db, now())) is not None:
        yield left


def _print(found: list[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    from aggregator.cli.checkup import Level

    styles = {Level.OK: "green", Level.HINT: "cyan"}
    table = Table.grid(padding=(0, 2, 0, 0))
    for each in found:
        said = Text(each.said)
        if each.advice and each.level is not Level.OK:
            said.append(f"\n→ {each.advice}", "dim")
        table.add_row(Text(each.subject, "bold"), Text(each.level, styles.get(each.level, "red")), said)
    if found:
        console().print(table)
