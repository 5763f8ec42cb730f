from __future__ import annotations

import pytest

from aggregator.extract.people import distinct, is_name, read_names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Ada Invent", ["Ada Invent"]),
        ("BY: Ada Invent and Bea Fiction", ["Ada Invent", "Bea Fiction"]),
        ("Ada Invent, Bea Fiction & Cy Pretend", ["Ada Invent", "Bea Fiction", "Cy Pretend"]),
        ("Ada Invent, Senior Editor", ["Ada Invent"]),
        ("Ada Invent, Ph.D.", ["Ada Invent, Ph.D"]),
        ("Ada Invent (@adainvents)", ["Ada Invent"]),
        ("Ada Invent | Example Post Staff", ["Ada Invent", "Example Post Staff"]),
        ("https://social.example/ada", []),
        ("admin", []),
        ("Site Admin", []),
        ("Staff", []),
        ("編集部", []),
        ("取材・文：見出花子", ["見出花子"]),
        ("見出花子記者", ["見出花子"]),
        ("文／見出花子、例田おど", ["見出花子", "例田おど"]),
        ("Von Dora Fabel und Emil Märchen", ["Dora Fabel", "Emil Märchen"]),
        ("Par Dora Fabule", ["Dora Fabule"]),
        ("", []),
    ],
)
def test_read_names(written: str, names: list[str]) -> None:
    assert read_names(written) == names


@pytest.mark.parametrize(
    "text", ["Read More", "5 min read", "January 4", "Share this story", "learning", "A" * 60, "Add Alternatives"]
)
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["Ada Invent", "ADA INVENT"], ("Ada Invent",)),
        (["Ada Invent Former Consultant", "Ada Invent"], ("Ada Invent",)),
        (["Team Exampl", "Team Example"], ("Team Example",)),
        (["Ada Invent", "Example Editorial Team"], ("Ada Invent",)),
        (["Example Editorial Team"], ("Example Editorial Team",)),
    ],
)
def test_distinct(names: list[str], kept: tuple[str, ...]) -> None:
    assert distinct(names) == kept
