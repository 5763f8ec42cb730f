"""Small words that titles hold, and words that stand beside them, in all languages at once.

What it holds true: these words are few, and mean the same wherever they stand, so that they need no language: English
titles stand in French texts, Japanese ones in all. What has a meaning in a language's grammar is in its own file.
"""

from __future__ import annotations

import re

MAX_TITLE = 14
"""Tokens of a title."""
CONNECTORS = frozenset(
    (
        "of the in and a an to for with on at from no wa ga ni wo o de la le les los las el des der die das und et y e "
        "del di da do dos das il lo gli i un una une ein eine du en vs x is my your be not ha mo ka & na sur aux au à "
        "como con par pour sobre"
    ).split()
)
"""Small words that stand within a title although they have no capital."""
JAPANESE = frozenset("no ni wa wo ga".split())
"""Those of them that only titles in Japanese have."""
JOINING = frozenset("and y e et und & o ou oder or en con mit avec com".split())
"""Words that join titles more often than they stand in one."""
OF_PERSON = frozenset(
    "de del di da do dos das della du of von by d' par por en on for to from at in sur à für im".split()
)
"""Words that stand before what a title is of, by or on, more often than within one."""
WITHIN = frozenset("of de del di da du to for in".split())
"""Those of them that also stand within titles."""
AUTHORS = frozenset("di de by von par por d'".split())
"""Those that stand before an author in a list."""
OF = frozenset("of de del di da do du d' des von zu zum to for dei della delle dello dell' para für".split())
"""Small words between a kind or part of a work and its title («the film of», «la bande-annonce de»)."""
ARTICLES = frozenset("the le la les il lo der die das el los las o a".split())
DESCRIBING = frozenset(
    "action animated based collected compiled dubbed made mobile official original produced style themed".split()
)
"""Words, or second parts of words, before a kind of work that tell more of it («Korean-animated», «original»)."""
TO_COME = frozenset("upcoming forthcoming latest".split())
"""Words between who makes a work and what it is («Kumo Upcoming Heist Anime Reveals»)."""
ORDINALS = frozenset("first second third fourth fifth sixth final new st nd rd th ii iii iv".split())
"""Words before «season» that count it, and what stands behind a number that does."""
PARTS = frozenset(
    (
        "season seasons saison staffel temporada stagione cour part parte teil volume volumes vol tome tomo band bände "
        "bandes chapter episode episodes trailer teaser dub dubbed visual opening ending soundtrack bande-annonce "
        "tráiler avance episodios episódios épisodes folgen folge license licence licencia tomos tomes volumi puntate "
        "episodi kapitel capítulo capitolo temporadas stagioni staffeln cast pv website blu-ray dvd disc box set story "
        "characters adaptation premiere sequel rights simuldub simulcast"
    ).split()
)
"""Words for parts of a work and what belongs to one: what they are of is a work."""
COUNTED = frozenset(
    "episode episodes chapter volume vol épisode chapitre tome episodio capítulo tomo capitolo episódio folge".split()
)
"""Those of them that are counted and never stand in a title («Sky Episode 2»)."""
AMOUNTS = frozenset("full complete additional more main entire".split())
"""Words before a part of a work that say how much of it is meant («Sky Full Cast»)."""
STARTS = frozenset(
    (
        "release premiere broadcast airing screening publication localization adaptation remake reboot dub sortie "
        "diffusion parution avant-première estreno lanzamiento emisión adaptación publicación uscita "
        "pubblicazione trasmissione messa adattamento estreia lançamento exibição adaptação publicação start "
        "serienstart kinostart neustart weltpremiere ausstrahlung erstausstrahlung veröffentlichung umsetzung "
        "verfilmung"
    ).split()
)
"""Words for what only works have, before «of» and a title."""
PRONOUNS = frozenset("he she they él ella ele ela lui lei er".split())
"""Words for persons before the verb of what they made."""
NUMERALS = frozenset("i ii iii iv v vi".split())
KINDS = frozenset("anime manga tv ova ona film movie novel game saison temporada stagione staffel season".split())
"""Words for kinds of works that end a title in front of them, even with a capital («X Anime»)."""
NAMING = frozenset(
    (
        "called titled entitled named intitulé intitulée s'appelle appelle baptisé heißt namens titel titulada "
        "titulado llamada llamado titolo intitolato intitolata chamado chamada título titre"
    ).split()
)
"""Words that say what something is called."""
LABEL = re.compile(
    r"(?<!\w)(?:(?:in |en |auf |im )?(?:jap(?:anese|onés|onais|anisch|anischen|onês|\.)?|giapponese|jp|japan)"
    r"|orig(?:inal)?(?:titel|title)?|titolo originale|t[íi]tulo original|titre original|ot"
    r"|engl?(?:ish|isch|\.)?|inglés|anglais|inglese|inglês|lit(?:erally)?"
    r"|a\.?k\.?a|also known as|auch bekannt als|también conocid[oa] como|ou|oder|or)\b[.:]*\s+",
    re.IGNORECASE,
)
"""What says within a bracket that a work's other name follows."""
HAPPENINGS = frozenset(
    (
        "expo con convention festival fest animefest weekend award awards newsletter network event conference comics "
        "playstation nintendo xbox android covid coronavirus covid-19"
    ).split()
)
"""Words of names of events, sites and devices."""
FURNITURE = frozenset(
    (
        "first impressions", "episode reactions", "reactions", "review", "related", "category", "news", "synopsis",
        "primeiras impressões", "primeras impresiones", "premières impressions", "prime impressioni", "resumen",
        "sinopsis", "résumé", "actualités", "slice of life", "anime", "manga", "expand tweet", "view tweet", "tweet",
        "read more", "related articles", "see also", "advertisement", "share", "leer más", "lire la suite",
        "leggi anche", "leia também", "weiterlesen", "anzeige", "publicidad", "publicité", "pubblicità", "publicidade",
    )
)  # fmt: skip
"""Headings of sites, genres and the like that no work is called."""
RUBRICS = frozenset(
    (
        "anime manga news breaking exclusive interview report watch update opinion editorial video podcast guide poll "
        "entrevista noticias exclusiva reseña opinión actualización encuesta resenha notícias enquete exclusivo "
        "entretien sondage dossier critique vidéo exclusif actu intervista esclusiva recensione sondaggio notizie "
        "titel exklusiv umfrage kolumne nachrichten spezial kritik gewinnspiel special feature listen live top"
    ).split()
)
"""What headlines begin with before a colon, and no work is called."""
QUOTING = frozenset("\"'“”„«»‘’‚‹›")
CLOSING = {"'": "'’", "‘": "’'", "’": "’'", "«": "»«", "»": "«»", "„": "“”", "“": "”“", "‚": "‘'"}
"""Quotation marks and what closes them where the chunks know no pair («X«, 'X')."""
