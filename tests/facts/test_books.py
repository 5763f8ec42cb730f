"""Who wrote and drew a book, as the press of six languages says it; the book and the people are made up."""

from __future__ import annotations

import pytest

from aggregator.facts.read import read_text

LEADS = {
    "it": "Kumo Sky in arrivo\n\nIl manga Kumo Sky arriva in Italia. ",
    "fr": "Kumo Sky arrive\n\nLe manga Kumo Sky arrive en France. ",
    "es": "Kumo Sky llega\n\nEl manga Kumo Sky llega a España. ",
    "pt": "Kumo Sky chega\n\nO mangá Kumo Sky chega ao Brasil. ",
    "de": "Kumo Sky kommt\n\nDer Manga Kumo Sky kommt nach Deutschland. ",
    "en": "Kumo Sky arrives\n\nThe manga Kumo Sky comes to America. ",
}
BOOKS = [
    ("it", "Il manga è scritto da {a} e disegnato da {b}."),
    ("it", "Il manga, scritto e disegnato da {a}, uscirà a luglio."),
    ("it", "Testi di {a} e disegni di {b}."),
    ("it", "L'autore, {a}, ha annunciato la fine della serie."),
    ("it", "{a}, autrice di Kumo Sky, torna con un nuovo manga."),
    ("it", "Kumo Sky, manga di {a}, arriva in Italia a luglio."),
    ("it", "Kumo Sky, di {a}, arriva in Italia a luglio."),
    ("it", "Il nuovo manga di {a} si intitola Kumo Sky."),
    ("it", "Kumo Sky è un manga di {a} e {b}."),
    ("it", "Kumo Sky è opera di {a}."),
    ("it", "Il mangaka {a} ha lanciato una nuova serie."),
    ("it", "Autore: {a}"),
    ("it", "Autori: {a} (storia), {b} (disegni)"),
    ("it", "Kumo Sky ({a}), 4 volumi"),
    ("it", "La serie porta la firma di {a}."),
    ("it", "Il manga è realizzato da {a}."),
    ("it", "Il manga di {a} Kumo Sky arriva in Italia."),
    ("fr", "Le manga est scénarisé par {a} et dessiné par {b}."),
    ("fr", "Le manga, écrit et dessiné par {a}, sortira en juillet."),
    ("fr", "Scénario de {a}, dessin de {b}."),
    ("fr", "Scénario : {a}, dessin : {b}"),
    ("fr", "L'auteur, {a}, a annoncé la fin de la série."),
    ("fr", "{a}, l'autrice de Kumo Sky, revient avec un nouveau manga."),
    ("fr", "Kumo Sky, le manga de {a}, arrivera en juillet."),
    ("fr", "Kumo Sky, de {a}, arrivera en juillet."),
    ("fr", "Le nouveau manga de {a} s'intitule Kumo Sky."),
    ("fr", "Kumo Sky est un manga de {a} et {b}."),
    ("fr", "L'œuvre de {a} sera publiée en juillet."),
    ("fr", "La mangaka {a} lance une nouvelle série."),
    ("fr", "Auteur : {a}"),
    ("fr", "Auteurs : {a} (scénario), {b} (dessin)"),
    ("fr", "Kumo Sky ({a}), 4 volumes"),
    ("fr", "Le titre est signé {a}."),
    ("fr", "Le manga est l'œuvre de {a}."),
    ("fr", "Le manga Kumo Sky de {a} arrive en France."),
    ("es", "El manga está escrito por {a} y dibujado por {b}."),
    ("es", "El manga, escrito e ilustrado por {a}, saldrá en julio."),
    ("es", "Guion de {a} y dibujo de {b}."),
    ("es", "Guion: {a}, dibujo: {b}"),
    ("es", "El autor, {a}, ha anunciado el final de la serie."),
    ("es", "{a}, autora de Kumo Sky, vuelve con un nuevo manga."),
    ("es", "Kumo Sky, manga de {a}, llegará en julio."),
    ("es", "Kumo Sky, de {a}, llegará en julio."),
    ("es", "El nuevo manga de {a} se titula Kumo Sky."),
    ("es", "Kumo Sky es un manga de {a} y {b}."),
    ("es", "La mangaka {a} lanza una nueva serie."),
    ("es", "Autor: {a}"),
    ("es", "Autores: {a} (guion), {b} (dibujo)"),
    ("es", "Kumo Sky ({a}), 4 tomos"),
    ("es", "La serie lleva la firma de {a}."),
    ("es", "El manga está realizado por {a}."),
    ("es", "El manga Kumo Sky de {a} llega a España."),
    ("pt", "O mangá é escrito por {a} e desenhado por {b}."),
    ("pt", "O mangá, escrito e ilustrado por {a}, sairá em julho."),
    ("pt", "Roteiro: {a}, arte: {b}"),
    ("pt", "O autor, {a}, anunciou o fim da série."),
    ("pt", "{a}, autora de Kumo Sky, volta com um novo mangá."),
    ("pt", "Kumo Sky, mangá de {a}, chegará em julho."),
    ("pt", "Kumo Sky, de {a}, chegará em julho."),
    ("pt", "O novo mangá de {a} se chama Kumo Sky."),
    ("pt", "Kumo Sky é um mangá de {a} e {b}."),
    ("pt", "A mangaká {a} lança uma nova série."),
    ("pt", "Autor: {a}"),
    ("pt", "Autores: {a} (roteiro), {b} (arte)"),
    ("pt", "Kumo Sky ({a}), 4 volumes"),
    ("pt", "A série leva a assinatura de {a}."),
    ("pt", "O mangá é de autoria de {a}."),
    ("pt", "O mangá Kumo Sky de {a} chega ao Brasil."),
    ("de", "Der Manga, geschrieben und gezeichnet von {a}, erscheint im Juli."),
    ("de", "Story von {a}, Zeichnungen von {b}."),
    ("de", "Story: {a}, Zeichnungen: {b}"),
    ("de", "Der Autor {a} hat das Ende der Reihe angekündigt."),
    ("de", "Kumo Sky, der Manga von {a}, erscheint im Juli."),
    ("de", "Kumo Sky von {a} erscheint im Juli."),
    ("de", "Der neue Manga von {a} heißt Kumo Sky."),
    ("de", "Kumo Sky ist ein Manga von {a} und {b}."),
    ("de", "Das Werk von {a} erscheint im Juli."),
    ("de", "Die Mangaka {a} startet eine neue Reihe."),
    ("de", "Autor: {a}"),
    ("de", "Autoren: {a} (Story), {b} (Zeichnungen)"),
    ("de", "Kumo Sky ({a}), 4 Bände"),
    ("de", "Die Reihe stammt aus der Feder von {a}."),
    ("de", "Gezeichnet wird der Manga von {a}."),
    ("de", "Der Manga Kumo Sky von {a} kommt nach Deutschland."),
    ("en", "The manga is written by {a} and drawn by {b}."),
    ("en", "The manga, written and illustrated by {a}, launches in July."),
    ("en", "Story by {a}, art by {b}."),
    ("en", "Story: {a}, art: {b}"),
    ("en", "The author, {a}, announced the end of the series."),
    ("en", "{a}, the author of Kumo Sky, returns with a new manga."),
    ("en", "Kumo Sky, the manga by {a}, launches in July."),
    ("en", "Kumo Sky, by {a}, launches in July."),
    ("en", "{a}'s new manga is titled Kumo Sky."),
    ("en", "Kumo Sky is a manga by {a} and {b}."),
    ("en", "Manga artist {a} launches a new series."),
    ("en", "Author: {a}"),
    ("en", "Authors: {a} (story), {b} (art)"),
    ("en", "Kumo Sky ({a}), 4 volumes"),
    ("en", "The series comes from the pen of {a}."),
    ("en", "{a}'s Kumo Sky manga comes to America."),
]
ROLES = {"original_creator", "original_illustration"}
A, B = "Mika Sato", "Aya Nakano"


@pytest.mark.parametrize(("tag", "frame"), BOOKS)
def test_a_book_names_its_author(tag: str, frame: str) -> None:
    line = "\n" if ":" in frame or "(" in frame else ""
    told = read_text(f"{LEADS[tag]}{line}{frame.format(a=A, b=B)}", tag, "2026-05-05").credits
    named = {name for name, place in ((A, "{a}"), (B, "{b}")) if place in frame}
    assert {one.name for one in told if one.role in ROLES and one.news} == named


def test_the_author_of_another_book_is_none_of_this_one() -> None:
    text = f"{LEADS['en']}Aya Nakano, the author of Red Harbor, wrote a note. Mangaka Goro Mizuki was there."
    assert read_text(text, "en", "2026-05-05").credits == ()


def test_a_mangaka_at_an_anime_is_no_author() -> None:
    text = "The anime Kumo Sky opens in July. The anime film follows. Mangaka Aya Nakano is a guest of the show."
    assert read_text(text, "en", "2026-05-05").credits == ()


ANIME = {
    "it": "L'anime «Kumo Sky» arriva a luglio.",
    "fr": "L'anime « Kumo Sky » arrive en juillet.",
    "es": "El anime «Kumo Sky» llega en julio.",
    "pt": "O anime “Kumo Sky” chega em julho.",
    "de": "Der Anime „Kumo Sky“ startet im Juli.",
    "en": "The anime “Kumo Sky” opens in July.",
}
ORIGINALS = {
    "it": [
        "Il manga, scritto da {a} e disegnato da {b}, conta dieci volumi.",
        "Le light novel sono di {a} con illustrazioni di {b}.",
        "Con testi di {a} e disegni di {b}, il manga conta dieci volumi.",
    ],
    "fr": [
        "Le manga, écrit par {a} et dessiné par {b}, compte dix tomes.",
        "Scénario : {a}\nDessin : {b}",
        "Les light novels sont de {a}, avec des illustrations de {b}.",
    ],
    "es": ["El manga, escrito por {a} y dibujado por {b}, tiene diez tomos.", "Guion: {a}\nDibujo: {b}"],
    "pt": ["O mangá, escrito por {a} e desenhado por {b}, tem dez volumes.", "Roteiro: {a}\nArte: {b}"],
    "de": ["Der Manga, geschrieben von {a} und gezeichnet von {b}, umfasst zehn Bände."],
    "en": [
        "The manga, written by {a} and drawn by {b}, has ten volumes.",
        "Story: {a}\nArt: {b}",
        "Original work: {a} (author), {b} (illustrator)",
        "It adapts writer {a} and illustrator {b}'s light novels.",
    ],
}
ALONE = {
    "it": ["Il manga è disegnato da {a}.", "{a}, autrice del manga, supervisiona l'adattamento."],
    "fr": ["Signé {a}, le manga compte dix tomes.", "On doit le manga à {a}.", "Le manga du dessinateur {a} continue."],
    "es": ["{a}, autora del manga, supervisa la adaptación.", "El anime se inspira en un relato de {a}."],
    "pt": ["{a}, autora do mangá, supervisiona a adaptação.", "O mangá da desenhista {a} continua."],
    "de": ["Der Manga der Zeichnerin {a} umfasst zehn Bände.", "Mangaka {a} kommentierte die Nachricht."],
    "en": ["Manga author {a} commented on the news.", "Manga author {a} drew an illustration for the news."],
}


@pytest.mark.parametrize("tag", ANIME)
def test_the_original_of_an_anime_names_who_wrote_and_who_drew_it(tag: str) -> None:
    told = {(A, "original_creator"), (B, "original_illustration")}
    for frame in ORIGINALS[tag]:
        found = read_text(f"{ANIME[tag]}\n\n{frame.format(a=A, b=B)}", tag, "2026-05-05").credits
        assert {(one.name, one.role) for one in found} == told, frame
    for frame in ALONE[tag]:
        found = read_text(f"{ANIME[tag]}\n\n{frame.format(a=A)}", tag, "2026-05-05").credits
        assert {(one.name, one.role) for one in found} == {(A, "original_creator")}, frame
