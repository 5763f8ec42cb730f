"""``aggregator sites``: the sources, bundled and one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.base.errors import UsageError
from aggregator.cli.common import (
    State,
    allow_option,
    check_stated,
    common_options,
    console,
    now,
    print_json,
    print_json_lines,
)

if TYPE_CHECKING:
    from aggregator.base.sites import Site

_file = click.option(
    "--sites",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The sites of this file instead of the bundled ones and your own.",
)


@click.group()
@common_options
def sites() -> None:
    """The sources: list, add, check, switch off, import and export."""


@sites.command("list")
@_file
@common_options
@click.pass_obj
def list_sites(state: State, file: Path | None) -> None:
    """List the sites, with what the database knows of them."""
    found = _sites(file)
    known = _known(state.db)
    if state.json:
        nothing = {"disabled": False, "articles": 0}
        print_json_lines({**site.model_dump(mode="json"), **nothing, **known.get(site.name, {})} for site in found)
        return
    from rich.text import Text

    from aggregator.cli.summary import plain_table

    table = plain_table("Site", "Lang", "Host", right=("Articles",))
    table.add_column("")
    for site in found:
        row = known.get(site.name, {})
        state_word = Text("off", "yellow") if row.get("disabled") else ""
        table.add_row(site.name, site.language, site.host, str(row.get("articles") or ""), state_word)
    console().print(table)
    if not state.quiet:
        languages = {site.language.partition("-")[0] for site in found}
        click.echo(f"{len(found)} sites in {len(languages)} languages", err=True)


@sites.command()
@click.argument("site")
@click.option("--on", "enable", is_flag=True, help="Switch it on again.")
@common_options
@click.pass_obj
def disable(state: State, site: str, enable: bool) -> None:
    """Leave a site out of all runs; what it brought stays."""
    from aggregator.store.database import Store
    from aggregator.store.sources import set_disabled

    _one(_sites(None), site)
    with Store.open(state.db) as store:
        set_disabled(store, site, not enable, now=now())
    _tell(state, {"site": site, "disabled": not enable}, f"{site} is {'on' if enable else 'off'}")


@sites.command(short_help="Take one of your own sites out of sites.toml.")
@click.argument("site")
@common_options
@click.pass_obj
def remove(state: State, site: str) -> None:
    """Take one of your own sites out of sites.toml; what it brought stays."""
    from aggregator.base.config import load_sites, write_sites

    path = _own_file()
    own = load_sites(path) if path.exists() else []
    if site not in {other.name for other in own}:
        raise UsageError(f"{site} is not one of your own sites ({path}); `aggregator sites disable` works for any")
    write_sites(path, [other for other in own if other.name != site])
    _tell(state, {"site": site, "removed": True}, f"{site} removed from {path}")


@sites.command("export", short_help="Print the sites as OPML, for feed readers.")
@_file
@common_options
def export_sites(file: Path | None) -> None:
    """Print the sites (or those of a file) as OPML 2.0, for feed readers; sites without a feed are left out."""
    from aggregator.base.opml import write_opml

    click.echo(write_opml(_sites(file)))


@sites.command("import", short_help="Take the feeds of an OPML file.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--language", required=True, help="The language of feeds that name none (BCP 47).")
@click.option("--timezone", required=True, help="Their IANA time zone, such as Asia/Tokyo.")
@common_options
@click.pass_obj
def import_sites(state: State, file: Path, language: str, timezone: str) -> None:
    """Take the feeds of an OPML file into sites.toml."""
    from aggregator.base.config import append_site, load_sites
    from aggregator.base.opml import read_opml

    check_stated(None, language, timezone)
    path = _own_file()
    names = {site.name for site in (load_sites(path) if path.exists() else [])}
    added = []
    for site in read_opml(file.read_bytes(), language=language, timezone=timezone):
        if site.name in names:
            click.echo(f"{site.name}: is there already", err=True)
            continue
        append_site(path, site)
        names.add(site.name)
        added.append(site.name)
    _tell(state, {"added": added}, f"{len(added)} {'site' if len(added) == 1 else 'sites'} added to {path}")


@sites.command(short_help="Look at a site and add it to sites.toml.")
@click.argument("url")
@click.option("--name", help="The site's name; else made from its host.")
@click.option("--language", help="Its language (BCP 47), where it declares none.")
@click.option("--timezone", help="Its IANA time zone, where it declares none.")
@click.option("--dry-run", is_flag=True, help="Show the proposal, write nothing.")
@allow_option
@common_options
@click.pass_obj
def add(
    state: State,
    url: str,
    name: str | None,
    language: str | None,
    timezone: str | None,
    dry_run: bool,
    allow: tuple[str, ...],
) -> None:
    """Look at a site, propose its feeds, sitemaps, language and time zone, and add it to sites.toml."""
    from aggregator.base.config import append_site, load_sites, site_table
    from aggregator.cli.find import find_site

    site = find_site(state, url, name=name, language=language, timezone=timezone, allow=allow)
    path = _own_file()
    if path.exists() and site.name in {other.name for other in load_sites(path)}:
        raise UsageError(f"{site.name} is in {path} already; give another --name")
    if state.json:
        print_json(site.model_dump(mode="json"))
    else:
        click.echo(site_table(site), nl=False)
    if not dry_run:
        append_site(path, site)
        click.echo(f"added to {path}; `aggregator crawl {site.name}` reads it", err=True)


@sites.command(short_help="Ask each site, and say what answers.")
@click.argument("names", nargs=-1, metavar="[SITE]...")
@_file
@allow_option
@common_options
@click.pass_obj
def check(state: State, names: tuple[str, ...], file: Path | None, allow: tuple[str, ...]) -> int:
    """Ask each site for its sources and one article, and say what answers, what was found and what is missing."""
    from aggregator.cli.check import check_sites

    return check_sites(state, _chosen(file, names), allow=allow)


def _tell(state: State, result: dict[str, object], sentence: str) -> None:
    """What was done: as JSON on stdout, or as a sentence on stderr."""
    if state.json:
        print_json(result)
    elif not state.quiet:
        click.echo(sentence, err=True)


def _own_file() -> Path:
    from aggregator.base.config import config_folder

    return config_folder() / "sites.toml"


def _sites(file: Path | None) -> list[Site]:
    from aggregator.crawl.sites import all_sites, site_of_spider

    return [site_of_spider(spider) for spider in all_sites(file=file, own=_own_file())]


def _chosen(file: Path | None, names: tuple[str, ...]) -> list[Site]:
    found = _sites(file)
    return [_one(found, name) for name in names] if names else found


def _one(found: list[Site], name: str) -> Site:
    for site in found:
        if site.name == name:
            return site
    raise UsageError(f"no such site: {name}; `aggregator sites list` names those there are")


def _known(db: Path) -> dict[str, dict[str, object]]:
    from aggregator.store.database import Store
    from aggregator.store.sources import disabled

    if not db.exists():
        return {}
    with Store.read(db) as store:
        counts = dict(store.rows("SELECT site, count(*) FROM articles GROUP BY site"))
        off = disabled(store)
    return {site: {"disabled": site in off, "articles": counts.get(site, 0)} for site in {*counts, *off}}
