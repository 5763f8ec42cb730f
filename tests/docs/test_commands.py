"""What the documents tell people to type is typed here."""

import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from aggregator.base.config import Config, load_config, load_sites
from aggregator.base.errors import REASONS
from aggregator.base.vocabulary import table
from aggregator.cli.main import COMMANDS, cli
from aggregator.store.sqlite import sqlite3
from aggregator.view.watchlists import read_watchlist
from tests.cli.program import environment
from tests.cli.test_extract import HTML, MARKDOWN
from tests.conftest import Demo
from tests.docs.documents import NAMES, ROOT, Block, blocks, read, sections

pytestmark = pytest.mark.ci

COMMON = {"--db", "--json", "--verbose", "--quiet", "--help", "-v", "-vv", "-q", "-h"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def leaves() -> dict[str, click.Command]:
    """Every command that does something, by what is typed."""
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= {f"{name} {below}": command.commands[below] for below in command.commands}
        else:
            found[name] = command
    return found


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}


def called(line: str) -> list[tuple[str, list[str]]]:
    """The calls of ours in a line of shell, as (command, words behind it)."""
    calls = []
    for part in re.split(r"[|;<>()]|&&", line):
        words = [word for word in shlex.split(part.replace('"$', '"\\$'), comments=True) if "=" not in word[:14]]
        if words and words[0] == "aggregator":
            calls.append(words[1:])
    found = []
    for words in calls:
        names = [word for word in words if not word.startswith("-")]
        known = leaves()
        for length in (2, 1):
            for start in range(len(names) - length + 1):
                name = " ".join(names[start : start + length])
                if name in known:
                    found.append((name, words))
                    break
            else:
                continue
            break
        else:
            found.append(("", words))
    return found


@pytest.fixture
def folder(tmp_path: Path, kept: Demo) -> Path:
    """A folder as a reader has it: the demo's output, a few files of one's own, and the command on the path."""
    shutil.copytree(kept.folder, tmp_path / "demo-output")
    (tmp_path / "saved-pages").mkdir()
    page = HTML.replace("https://otters.example/news/1", "https://lantern.example/news/lighthouse")
    (tmp_path / "saved-pages" / "lighthouse.html").write_text(page)
    (tmp_path / "pages.jsonl").write_text(json.dumps({"id": "1", "html": page}))
    (tmp_path / "notes.md").write_text(MARKDOWN)
    for block in blocks("text"):
        if block.remark.endswith(".txt"):
            (tmp_path / block.remark).write_text(block.text, encoding="utf-8")
    (watchlist,) = (block.text for block in blocks("toml") if "studios" in block.text)
    (tmp_path / "watch.toml").write_text(watchlist, encoding="utf-8")
    lines = [block.text for block in blocks("json") if "lantern.example" in block.text]
    (tmp_path / "headlines.jsonl").write_text("".join(lines))
    (tmp_path / "headlines.jsonl.gz").write_bytes(gzip.compress("".join(lines).encode()))
    (tmp_path / "feeds.opml").write_text('<opml><body><outline xmlUrl="https://me.example/feed"/></body></opml>')
    shim(tmp_path / "bin" / "aggregator", "import runpy; runpy.run_module('aggregator', run_name='__main__')")
    if shutil.which("sqlite3") is None:
        ours = "import sys; from aggregator.store.sqlite import sqlite3 as s; c = s.connect(sys.argv[1])"
        shim(tmp_path / "bin" / "sqlite3", f"{ours}; [print(*row, sep='|') for row in c.execute(sys.argv[2])]")
    return tmp_path


def shim(path: Path, code: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!{sys.executable}\n{code}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("block", [b for b in blocks("console") if b.is_run], ids=lambda block: block.where)
def test_the_commands_succeed(block: Block, folder: Path) -> None:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(block.commands)],
        cwd=folder,
        env=environment(folder, {"PATH": path}),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "rejected" not in done.stdout


@pytest.mark.parametrize("block", [b for b in blocks("console") if not b.is_run], ids=lambda block: block.where)
def test_what_is_not_run_is_at_least_spelled_right(block: Block) -> None:
    for line in (line for line in block.commands if "aggregator" in line):
        for name, words in called(line):
            assert name, line
            assert {word for word in words if word.startswith("-")} <= options(leaves()[name]) | COMMON, line


@pytest.mark.parametrize("block", list(blocks("sql")), ids=lambda block: block.where)
def test_the_queries_find_something(block: Block, kept: Demo) -> None:
    connection = sqlite3.connect(f"file:{kept.folder / 'news.db'}?mode=ro", uri=True)
    try:
        rows = [row for query in block.text.split(";") if query.strip() for row in connection.execute(query)]
    finally:
        connection.close()
    assert rows


@pytest.mark.parametrize("block", list(blocks("toml")), ids=lambda block: block.where)
def test_the_settings_are_accepted(block: Block, tmp_path: Path) -> None:
    keys = tomllib.loads(block.text)
    path = tmp_path / ("sites.toml" if "site" in keys else "watch.toml" if "works" in keys else "aggregator.toml")
    path.write_text(block.text, encoding="utf-8")
    if path.name == "aggregator.toml":
        assert load_config(tmp_path) != Config()
    else:
        assert load_sites(path) if path.name == "sites.toml" else read_watchlist(path).works


class TestGuide:
    @pytest.mark.parametrize("name", leaves())
    def test_every_command_has_a_section_that_names_its_options_and_no_others(self, name: str) -> None:
        text = sections("docs/guide.md")[f"`aggregator {name}`"]
        own = {option for option in options(leaves()[name]) if option.startswith("--")}
        spoken = set(OPTION.findall(re.sub(r"^\$ .*$", "", text, flags=re.MULTILINE)))
        assert own - COMMON <= spoken
        assert spoken <= own | COMMON

    def test_common_options_are_named(self) -> None:
        text = sections("docs/guide.md")["Options that all commands have"]
        assert all(f"`{option}" in text for option in COMMON)

    def test_all_reasons_are_explained(self) -> None:
        rows = re.findall(
            r"^\| `(\w+)` \| (.+) \|$", read("docs/guide.md").partition("<!-- reasons -->")[2], re.MULTILINE
        )
        assert dict(rows) == REASONS

    def test_the_kinds_are_those_that_can_be_told(self) -> None:
        (row,) = (line for line in read("docs/guide.md").splitlines() if line.startswith("| `--kind KIND`"))
        assert set(re.findall(r"`(\w+)`", row)) == set(table("kinds")["kinds"]) - {"feature", "other"}


class TestReadme:
    def test_the_picture_is_what_the_demo_shows(self, kept: Demo) -> None:
        (picture,) = (block.text for block in blocks("text") if block.remark.startswith("the demo's output"))

        def plain(shown: str) -> list[str]:
            masked = re.sub(r"run \w+|\d+\.\d s", "…", shown)
            return [re.sub(r"\d{4}-\d\d-\d\d", "Y-M-D", line).rstrip() for line in masked.splitlines()]

        real = plain(kept.first.out)
        april = [line for line in plain(picture) if "season two starts on" not in line]
        assert april == [line for line in real if "season two starts on" not in line][: len(april)]

    def test_the_number_of_sites(self) -> None:
        from aggregator.crawl.sites import bundled

        sites = [spider.site for spider in bundled()]
        languages = {site.language.partition("-")[0] for site in sites}
        assert (len(sites), len(languages)) == (54, 11)
        assert "54 outlets in eleven languages" in read("README.md")

    def test_what_make_is_asked_for_is_there(self) -> None:
        targets = set(re.findall(r"^(\w[\w-]*):", read("Makefile"), re.MULTILINE))
        for name in NAMES:
            assert set(re.findall(r"(?:^    |`)make ([a-z][a-z-]*)", read(name), re.MULTILINE)) <= targets


@pytest.mark.parametrize(
    "name", [*NAMES, "SECURITY.md", "CHANGELOG.md", "docs/sites.md", "docs/schema.md", "aggregator/data/README.md"]
)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        path = ((ROOT / name).parent / file).resolve() if file else ROOT / name
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ +(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
