from __future__ import annotations

import pytest

from aggregator.extract.language import choose_language, guess_language, normal_tag

TEXTS = {
    "en": "The studio announced that the series will begin in January and that its director is back.",
    "es": "El estudio ha anunciado que la serie se estrenará en enero y que el director vuelve para la segunda parte.",
    "fr": "Le studio a annoncé que la série commencera en janvier et que le réalisateur est de retour dans la suite.",
    "de": "Das Studio hat angekündigt, dass die Serie im Januar beginnt und der Regisseur nicht ausgetauscht wird.",
    "it": "Lo studio ha annunciato che la serie comincerà a gennaio e che il regista non è stato sostituito.",
    "pt": "O estúdio anunciou que a série começa em janeiro e que o diretor não foi substituído para a continuação.",
    "ja": "スタジオは来年1月から放送すると発表した。",
    "ko": "제작사는 내년 1월부터 방영한다고 발표했다.",
    "zh": "制作公司宣布将于明年一月开始播放。",
    "ru": "Студия объявила, что показ начнётся в январе.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_guess(language: str) -> None:
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "2027", "Kamizuru no Minato", "OK", "12:00 / 24:00"])
def test_no_guess_where_nothing_tells(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("EN", "en"), ("en_US", "en-US"), ("ja_JP.UTF-8", "ja-JP"), ("zh-hant-tw", "zh-Hant-TW"), ("jp", "ja"),
        ("es-419", "es-419"), ("", None), (None, None), ("english", None), ("x-default", None), ("en, fr", "en"),
    ],
)  # fmt: skip
def test_normal_tag(written: str | None, tag: str | None) -> None:
    assert normal_tag(written) == tag


@pytest.mark.parametrize(
    ("declared", "text", "found"),
    [
        (["en", "ja"], TEXTS["ja"], ("ja", "declared")),
        (["en"], TEXTS["ja"], ("ja", "guess")),
        (["ja"], TEXTS["en"], ("en", "guess")),
        (["fr", "en"], TEXTS["en"], ("fr", "declared")),
        ([None], "1234", None),
    ],
)
def test_declared_language_must_fit_the_script(
    declared: list[str | None], text: str, found: tuple[str, str] | None
) -> None:
    assert choose_language(declared, text) == found
