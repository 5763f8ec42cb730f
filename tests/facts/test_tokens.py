"""Texts as tokens."""

from __future__ import annotations

from aggregator.facts.words.tokens import tokenize


def test_the_number_of_a_lists_entry_is_a_bullet() -> None:
    text = "1. Rin\n2) Haru\n7. Mio"
    assert [(token.raw, text[token.start : token.end]) for token in tokenize(text) if not token.line] == [
        ("•", "1."),
        ("Rin", "Rin"),
        ("•", "2)"),
        ("Haru", "Haru"),
        ("7", "7"),
        (".", "."),
        ("Mio", "Mio"),
    ]
