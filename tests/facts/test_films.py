"""Who directed a film, as the press of six languages says it; the film and the people are made up."""

from __future__ import annotations

import pytest

from aggregator.facts.read import read_text

LEADS = {
    "it": "Mare di Sale al cinema\n\nIl film Mare di Sale arriva al cinema. ",
    "fr": "Mer de Sel au cinéma\n\nLe film Mer de Sel arrive au cinéma. ",
    "es": "Mar de Sal en cines\n\nLa película Mar de Sal llega a los cines. ",
    "pt": "Mar de Sal nos cinemas\n\nO filme Mar de Sal chega aos cinemas. ",
    "de": "Meer aus Salz im Kino\n\nDer Film Meer aus Salz kommt ins Kino. ",
    "en": "Sea of Salt in theaters\n\nThe film Sea of Salt comes to theaters. ",
}
FILMS = [
    ("it", "Il film è diretto da {a}."),
    ("it", "Il film, diretto da {a}, esce a luglio."),
    ("it", "Diretto da {a} e scritto da {b}, il film esce a luglio."),
    ("it", "Mare di Sale ({a}, 2024)"),
    ("it", "Regia: {a}"),
    ("it", "Regia di {a}, sceneggiatura di {b}."),
    ("it", "La regia è di {a}."),
    ("it", "{a} firma la regia."),
    ("it", "Dietro la macchina da presa c'è {a}."),
    ("it", "{a} dirige il film."),
    ("it", "Il regista {a} ha presentato il film."),
    ("it", "Dal regista {a} arriva un nuovo film."),
    ("it", "Il film vede {a} alla regia."),
    ("it", "{a} torna alla regia con Mare di Sale."),
    ("fr", "Le film est réalisé par {a}."),
    ("fr", "Le film, réalisé par {a}, sort en juillet."),
    ("fr", "Réalisé par {a} et écrit par {b}, le film sort en juillet."),
    ("fr", "Le nouveau film de {a} sort en juillet."),
    ("fr", "Mer de Sel est le nouveau film de {a}."),
    ("fr", "Mer de Sel ({a}, 2024)"),
    ("fr", "Réalisation : {a}"),
    ("fr", "Réalisation de {a}, scénario de {b}."),
    ("fr", "La réalisation est signée {a}."),
    ("fr", "{a} signe la réalisation."),
    ("fr", "{a} réalise le film."),
    ("fr", "Le réalisateur {a} a présenté le film."),
    ("fr", "{a} est à la réalisation."),
    ("fr", "{a} revient à la réalisation avec Mer de Sel."),
    ("es", "La película está dirigida por {a}."),
    ("es", "La película, dirigida por {a}, se estrena en julio."),
    ("es", "Dirigida por {a} y escrita por {b}, la película se estrena en julio."),
    ("es", "Mar de Sal ({a}, 2024)"),
    ("es", "Dirección: {a}"),
    ("es", "Dirección de {a}, guion de {b}."),
    ("es", "La dirección corre a cargo de {a}."),
    ("es", "{a} firma la dirección."),
    ("es", "Tras las cámaras está {a}."),
    ("es", "{a} dirige la película."),
    ("es", "El director {a} presentó la película."),
    ("es", "Del director {a} llega una nueva película."),
    ("es", "{a} está al frente de la dirección."),
    ("es", "{a} vuelve a la dirección con Mar de Sal."),
    ("pt", "O filme é dirigido por {a}."),
    ("pt", "Dirigido por {a} e escrito por {b}, o filme estreia em julho."),
    ("pt", "Mar de Sal ({a}, 2024)"),
    ("pt", "Direção: {a}"),
    ("pt", "Direção de {a}, roteiro de {b}."),
    ("pt", "A direção é de {a}."),
    ("pt", "{a} assina a direção."),
    ("pt", "Atrás das câmeras está {a}."),
    ("pt", "{a} dirige o filme."),
    ("pt", "O diretor {a} apresentou o filme."),
    ("pt", "Do diretor {a} chega um novo filme."),
    ("pt", "O realizador é {a}."),
    ("pt", "{a} volta à direção com Mar de Sal."),
    ("de", "Der Film wird von {a} inszeniert."),
    ("de", "Regie bei dem Film führte {a}."),
    ("de", "Der Film von {a} startet im Juli."),
    ("de", "Unter der Regie von {a} entstand der Film."),
    ("de", "Der neue Film von {a} startet im Juli."),
    ("de", "Meer aus Salz, der Film von {a}, startet im Juli."),
    ("de", "Meer aus Salz ist der neue Film von {a}."),
    ("de", "Regie: {a}"),
    ("de", "Regie: {a}, Drehbuch: {b}"),
    ("de", "Die Regie übernimmt {a}."),
    ("de", "{a} führt Regie."),
    ("de", "Hinter der Kamera steht {a}."),
    ("de", "{a} inszeniert den Film."),
    ("de", "Regisseur {a} stellte den Film vor."),
    ("de", "{a}, Regisseur des Films, stellte den Trailer vor."),
    ("de", "Ein Film von {a}"),
    ("de", "Regie und Drehbuch stammen von {a}."),
    ("de", "{a} sitzt auf dem Regiestuhl."),
    ("en", "The film is directed by {a}."),
    ("en", "The film, directed by {a}, opens in July."),
    ("en", "Directed by {a} and written by {b}, the film opens in July."),
    ("en", "Sea of Salt, the film by {a}, opens in July."),
    ("en", "Sea of Salt by {a} will be shown at the festival."),
    ("en", "Sea of Salt ({a}, 2024)"),
    ("en", "Director: {a}"),
    ("en", "Direction by {a}, script by {b}."),
    ("en", "{a} is in the director's chair."),
    ("en", "{a} helms the film."),
    ("en", "Behind the camera is {a}."),
    ("en", "{a} directs the film."),
    ("en", "Director {a} presented the film."),
    ("en", "{a}, the director of the film, presented the trailer."),
    ("en", "A film by {a}"),
    ("en", "From director {a} comes a new film."),
    ("en", "{a} is back as director."),
]
ROLES = {"director", "script"}
A, B = "Mika Sato", "Aya Nakano"
ALONE = ("Un", "Una", "Ein", "Um", "A")


@pytest.mark.parametrize(("tag", "frame"), FILMS)
def test_a_film_names_its_director(tag: str, frame: str) -> None:
    line = "\n" if ":" in frame or "(" in frame or frame.split(maxsplit=1)[0] in ALONE else ""
    told = read_text(f"{LEADS[tag]}{line}{frame.format(a=A, b=B)}", tag, "2026-05-05").credits
    named = {name for name, place in ((A, "{a}"), (B, "{b}")) if place in frame}
    assert {one.name for one in told if one.role in ROLES and one.news} == named


@pytest.mark.parametrize(
    "frame", ["Sea of Salt (Jean Morel, 2026)", "Sea of Salt, the film by Jean Morel, opens in July."]
)
def test_a_director_has_any_name(frame: str) -> None:
    told = read_text(f"{LEADS['en']}\n{frame}", "en", "2026-05-05").credits
    assert [(one.role, one.name) for one in told] == [("director", "Jean Morel")]


@pytest.mark.parametrize("maker", ["Salt Pictures", "Studio Lumen", "MORE"])
def test_a_company_is_no_director(maker: str) -> None:
    told = read_text(f"{LEADS['en']}Sea of Salt, the film by {maker}, opens in July.", "en", "2026-05-05").credits
    assert [one for one in told if one.role == "director"] == []
