"""Titles of made-up works in made-up news: which one comes first, which others are works, and what is none."""

import pytest

from aggregator.facts.read import read_text


def titles(tag: str, text: str) -> list[str]:
    return [work.title for work in read_text(text, tag, "2024-05-01").works]


FIRST = [
    # quotation marks of each language
    ("en", 'The anime "Paper Moon Ferry" starts on July 4.', "Paper Moon Ferry"),
    ("en", "‘Glass Harbor’ Is Coming to Theaters\n\nThe film ‘Glass Harbor’ opens on May 3.", "Glass Harbor"),
    ("de", "Der Anime „Die Stille der Tinte“ startet am 4. Juli.", "Die Stille der Tinte"),
    ("de", "»Lampenfieber X« läuft ab dem 6. April im Fernsehen.", "Lampenfieber X"),
    ("fr", "La série « Les Ombres de Nacre » arrive le 4 juillet.", "Les Ombres de Nacre"),
    ("es", "El anime «La torre de sal» se estrenará el 4 de julio.", "La torre de sal"),
    ("es", "Nuevo tráiler de «Kumo no Hako«, la película que llega el 18 de junio.", "Kumo no Hako"),
    ("es", "'La isla de papel' confirma su estreno\n\nLa serie 'La isla de papel' llega en julio.", "La isla de papel"),
    ("it", 'Il film "La casa delle lanterne" arriva il 4 luglio.', "La casa delle lanterne"),
    ("pt", "O anime “Mar de Cinzas” estreia em 4 de julho.", "Mar de Cinzas"),
    ("ja", "TVアニメ『灯台の猫』が7月4日より放送される。", "灯台の猫"),
    ("ja", "漫画「夜行バスの王」がアニメ化決定。", "夜行バスの王"),
    ("zh", "动画《纸月渡船》将于7月4日播出。", "纸月渡船"),
    # a word for what it is, before and after
    ("en", "The television anime of Yuki Sato's Harbor Runner manga premieres on July 4.", "Harbor Runner"),
    ("en", "Nebula Bakery anime reveals its second trailer.", "Nebula Bakery"),
    ("en", "Kodama Express, a new original anime, starts on July 4.", "Kodama Express"),
    ("fr", "L’anime Sora no Kagi sera diffusé en juillet.", "Sora no Kagi"),
    ("fr", "Le manga The Clockwork Orchard paraîtra le 7 février.", "The Clockwork Orchard"),
    ("es", "La segunda temporada del anime Hoshi no Mori llega en octubre.", "Hoshi no Mori"),
    ("it", "La seconda stagione dell'anime Yoru no Kaze arriva a luglio.", "Yoru no Kaze"),
    ("pt", "A segunda temporada do anime Umi no Tobira estreia em julho.", "Umi no Tobira"),
    # the film or sequel, not what it continues
    (
        "ja",
        ("歌手が「劇場版 灯台の猫 青い鍵」の主題歌を担当\n\n歌手がアニメ「灯台の猫」の劇場版「劇場版 灯台の猫 青い鍵」"
        "(4月19日公開)の主題歌を担当する。「灯台の猫」は2010年に始まった。"),
        "劇場版 灯台の猫 青い鍵",
    ),
    (
        "ja",
        "あの「灯台の猫」の続編「続・灯台の猫」10月開始\n\n続編「続・灯台の猫」が10月に始まる。",
        "続・灯台の猫",
    ),
    ("ko", "'등대' 극장판 개봉\n\n만화 '등대'의 극장판 '극장판 등대: 편지'가 2월 개봉한다.", "극장판 등대: 편지"),
    ("ko", "7월 7일에는 <푸른 종이>가 방영된다.", "푸른 종이"),
    # the news, not what a voice is known for
    ("ja", "「紙の騎士」のエルザ役などで知られる天野ひかるが、アニメ『灯台の猫』に出演する。", "灯台の猫"),
    # words in capitals, the number of a film, the first of those that a headline joins
    (
        "de",
        "Neuer Film: DER TAG, AN DEM DAS MEER RIEF startet\n\nDER TAG, AN DEM DAS MEER RIEF startet am 19. Mai.",
        "DER TAG, AN DEM DAS MEER RIEF",
    ),
    (
        "en",
        "Nori Movie 2: Goodbye, Sea's Trailer\n\nThe trailer for Nori Movie 2: Goodbye, Sea is out.",
        "Nori Movie 2: Goodbye, Sea",
    ),
    (
        "en",
        ("Acme Licenses Kitchen of Glass, Paper Moon, Hana to Kumo Manga\n\nKitchen of Glass by Ren Aoki is for cooks."
            "\n\nPaper Moon, a drama by Yuki Sato, comes in June.\n\nJun Tazawa's Hana to Kumo is out in July."
        ),
        "Kitchen of Glass",
    ),
    ("en", "The winners\n\nBest Shonen: Ink & Sea by Ren Aoki\nBest Shojo: Zodiac Lane by Yuki Sato", "Ink & Sea"),
    # a straight mark that closes a low one
    ("de", 'Im Mai läuft die Staffel von „Ostsee X", danach am 4. Mai "Westtor" bei uns.', "Ostsee X"),
    # of works that weigh as much, the one that is told first
    ("de", "Neu im Mai: Der Anime »Lampenfieber X« läuft am 4. Mai, der Film »Glashafen« am 5. Mai.", "Lampenfieber X"),
    (
        "en",
        "News of the week\n\n“Glass Harbor” ends on May 3, and the anime film “Paper Moon Ferry” opens on May 9.",
        "Glass Harbor",
    ),
    ("ja", "「東京幻想映画祭」で「灯台の猫」「夜行バスの王」を上映\n\n「東京幻想映画祭」が開催される。", "灯台の猫"),
    # small letters behind an article
    (
        "it",
        "Il mare e la lanterna, ecco il trailer\n\nArriva il trailer di Il mare e la lanterna, il film di Aya Nakano.",
        "Il mare e la lanterna",
    ),
    # the end of a word and the next one are no company
    ("pt", "Kumo wa Neko o Sora – Novo trailer\n\nTrailer de Kumo wa Neko o Sora.", "Kumo wa Neko o Sora"),
    ("pt", "Filme Mundo Sem Sal chega aos cinemas\n\nO filme Mundo Sem Sal tem estreia em abril.", "Mundo Sem Sal"),
    # what a release, an adaptation or a broadcast is of
    ("en", "The much anticipated release of Copper Harbor Lights has been shifted to May 3.", "Copper Harbor Lights"),
    ("it", "La trasmissione di Kaze no Hako è stata spostata a maggio.", "Kaze no Hako"),
    ("en", "Acme Shows Covers for Blu-ray Releases of Glass Harbor\n\nThe covers are out.", "Glass Harbor"),
    # the other name within the quotation marks
    ("es", "Se estrena la película “Kaze no Hako (The Box of the Wind)” en mayo.", "Kaze no Hako"),
    # films with their directors
    ("en", "On show are Driftwoods (1995, Dir: Aya Nakano) and a short.", "Driftwoods"),
    # headlines: what stands before the colon, behind it, in title case
    ("en", "Vermilion Tide: New Trailer Arrives\n\nVermilion Tide starts on July 4.", "Vermilion Tide"),
    ("en", "Acme Announces Driftwoods English Dub Cast\n\nThe English dub of Driftwoods was announced.", "Driftwoods"),
    ("en", "New TV Anime Comet Dahlia to Begin in July\n\nComet Dahlia is an original anime.", "Comet Dahlia"),
    ("en", "First Impressions: Hanazakura\n\nShe goes to school and runs a club there.", "Hanazakura"),
    ("es", "Mado no Hana: confirmada la segunda temporada\n\nSe confirmó que Mado no Hana vuelve.", "Mado no Hana"),
    ("fr", "Kaze no Niwa : la bande-annonce est là\n\nKaze no Niwa arrive le 3 mai.", "Kaze no Niwa"),
    ("it", "Hana no Kado: svelate le voci\n\nIl cast di Hana no Kado è stato svelato.", "Hana no Kado"),
    ("pt", "Tori no Uta: nova dublagem estreia\n\nQuem assiste a Tori no Uta teve uma surpresa.", "Tori no Uta"),
    ("pt", "Primeiras Impressões: Kage no Machi\n\nKage no Machi foi o que mais me agradou.", "Kage no Machi"),
    ("de", "Ghostlight! – Anime wird eine TV-Serie\n\nDie Light-Novel-Serie Ghostlight! wird verfilmt.", "Ghostlight!"),
    # romaji, commas, marks, digits, tildes
    ("en", "The anime Hikari no Ie to Kuro no Niwa starts on July 4.", "Hikari no Ie to Kuro no Niwa"),
    ("en", "The sequel to Tokiyama ~kazedori~ will be here in July. Tokiyama ~kazedori~ is an anime.",
     "Tokiyama ~kazedori~"),
    ("en", "The film Orbit/zero hour: Second Flame opens on May 3.", "Orbit/zero hour: Second Flame"),
    ("en", "The anime of Kamigami ga! is one for summer. The staff of Kamigami ga! was named.", "Kamigami ga!"),
    ("en", "Wait, Hear Me Out! Anime Announced\n\nThe anime Wait, Hear Me Out! starts soon.", "Wait, Hear Me Out!"),
    ("fr", "Josette, le loup et la mer\n\nLe film Josette, le loup et la mer sort le 16 juin.",
     "Josette, le loup et la mer"),
    ("fr", "Pika annonce The Silver Thief and the Iron Queen\n\nThe Silver Thief and the Iron Queen sort le 7 mai.",
     "The Silver Thief and the Iron Queen"),
    ("en", "The Rain Comes in small boxes: A New Cast\n\nThe cast of The Rain Comes in small boxes was named.",
     "The Rain Comes in small boxes"),
    ("es", "El anime Kuroi 86 se estrenará el 4 de julio.", "Kuroi 86"),
    # the whole title stands for its short form
    ("en", "Acorn Wars the Animation gets a dub\n\nAcorn Wars the Animation is an anime. Acorn Wars starts soon.",
     "Acorn Wars the Animation"),
    ("ja", "人気アニメ「紙月」の新作テレビアニメ「紙月2」が7月から放送される。「紙月2」は続編。", "紙月2"),
    # the season stays
    ("en", 'The anime "Ishibumi Season 2" starts on July 4.', "Ishibumi Season 2"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "title"), FIRST)
def test_first_title(tag: str, text: str, title: str) -> None:
    assert titles(tag, text)[:1] == [title]


NONE = [
    ("en", 'The anime "Glass Harbor" starts. "I begin with cold sea water."', {"I begin with cold sea water"}),
    # persons
    ("en", "Yuki Sato is directing the anime Paper Moon Ferry. Sato also writes it.", {"Yuki Sato", "Sato"}),
    ("fr", "Le film Sora no Kagi de Kenji Morita sort en mai. Morita est le réalisateur.", {"Kenji Morita", "Morita"}),
    ("it", "Il manga di Akari Tanabe, Yoru no Kaze, finisce a luglio.", {"Akari Tanabe"}),
    ("es", "El manga de Haruka Mori, «La torre de sal», termina en julio.", {"Haruka Mori"}),
    ("ja", "監督は山田花子、アニメ『灯台の猫』は7月放送。", {"山田花子"}),
    # characters
    ("en", "Ren Aoki as Mika\nJun Hara as Toru\nThe anime Paper Moon Ferry starts on July 4.", {"Mika", "Toru"}),
    ("en", 'Nao Abe plays Shizu "Drop" Sakura in the anime Paper Moon Ferry.', {"Drop"}),
    ("ja", "アニメ『灯台の猫』で主人公「ミケ」を演じる。", {"ミケ"}),
    # songs
    ("en", 'The band performs the opening theme song "Sunder" for the anime Paper Moon Ferry.', {"Sunder"}),
    ("es", "El anime «La torre de sal» estrena su tema de cierre, titulado «Faro».", {"Faro"}),
    ("ja", "アニメ『灯台の猫』の主題歌「海鳴り」が公開。", {"海鳴り"}),
    ("ja", "オープニングテーマ「海鳴り」を歌う。アニメ『灯台の猫』は7月放送。", {"海鳴り"}),
    # places, events, sites, magazines
    ("en", "The anime Paper Moon Ferry was shown in New York and at Anime Weekend Lund.", {"York", "Weekend Lund"}),
    ("de", "Auf der Anime-Messe läuft „Die Stille der Tinte“. Das „Nord Event“ folgt.", {"Nord Event"}),
    ("ja", "マンガ誌「月刊カモメ」で連載中の漫画『灯台の猫』がアニメ化。", {"月刊カモメ"}),
    ("ja", "劇場「港シネマ」で映画『灯台の猫』が上映される。", {"港シネマ"}),
    # what somebody said
    ("ja", "監督は「全力で作っています。」とコメントした。アニメ『灯台の猫』は7月放送。", {"全力で作っています。"}),
    ("ja", "理由は「編成上の都合」。アニメ『灯台の猫』は中止。", {"編成上の都合"}),
    # words of headlines and sites
    ("en", "Manga That Are Ending Soon\n\nThe manga Paper Moon Ferry ends in July.", {"Are Ending", "Ending Soon"}),
    ("en", "PAPER MOON FERRY COMES BACK\n\nThe anime Paper Moon Ferry comes back in July.", {"COMES BACK"}),
    ("pt", "Como foi o Anime Amigos 2025\n\nO anime “Mar de Cinzas” estreia em julho.", {"Amigos", "Amigos 2025"}),
]  # fmt: skip


AUTHORS = [
    (
        "it",
        "Il mare, ecco la data\n\nArriva il film di Aya Nakano. “Il mare” è l'ultimo film di Aya Nakano.",
        "Aya Nakano",
    ),
    ("fr", "Le film de Nakano arrive\n\n« La mer », le film de Nakano, sort en mai. Aya Nakano est là.", "Nakano"),
    ("de", "Es beginnt mit SALZ UND SAND von Aya Nakano und Toyoharu (TB, € 5,99/D).", "Toyoharu"),
]


@pytest.mark.parametrize(("tag", "text", "author"), AUTHORS)
def test_who_made_a_work_is_none(tag: str, text: str, author: str) -> None:
    assert author not in titles(tag, text)


def test_the_setting_of_a_sure_title_tells_others() -> None:
    sure = "Den Auftakt bildet der erste Band von SALZ UND SAND von Aya Nakano, der Manga SALZ UND SAND läuft noch."
    assert set(titles("de", f"{sure} Auch das Finale der Novel GLAS UND SEIDE wird gezeigt.")) == {
        "SALZ UND SAND",
        "GLAS UND SEIDE",
    }


@pytest.mark.parametrize(("tag", "text", "wrong"), NONE)
def test_no_title(tag: str, text: str, wrong: set[str]) -> None:
    found = titles(tag, text)
    assert found
    assert not wrong & set(found)


LIST = """- Gale Runner will launch on July 18, 2024
- Copper Fox will launch on July 26, 2024
- Nine Lanterns will launch on May 3, 2024
- Salt Kingdom will launch on June 1, 2024"""

SEVERAL = [
    ("en", LIST,
     {"Gale Runner", "Copper Fox", "Nine Lanterns", "Salt Kingdom"}),
    ("de", "„Nordlicht“ startet im Januar, „Südwind“ im Februar, „Ostsee X“ im März und „Westtor“ im April.",
     {"Nordlicht", "Südwind", "Ostsee X", "Westtor"}),
    ("it", "Lanterna, di Kenji Mori, 4 volumi, maggio 2024\nOrchidea di Chiho Abe, serie di 2 volumi, giugno 2024",
     {"Lanterna", "Orchidea"}),
    ("ja", "『灯台の猫』は7月放送。『夜行バスの王』は8月放送。『紙月』は9月放送。『海鳴り亭』は10月放送。",
     {"灯台の猫", "夜行バスの王", "紙月", "海鳴り亭"}),
    ("ja", "1.灯台の猫\n面白い。\n2.夜行バスの王\n楽しい。\n3.紙月\nよい。", {"灯台の猫", "夜行バスの王", "紙月"}),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "all_of_them"), SEVERAL)
def test_several_titles(tag: str, text: str, all_of_them: set[str]) -> None:
    assert all_of_them <= set(titles(tag, text))


@pytest.mark.parametrize(
    ("tag", "text", "alias"),
    [
        ("en", "The anime Paper Moon Ferry (Kamitsuki no Watashibune) starts on July 4.", "Kamitsuki no Watashibune"),
        ("fr", "Le film Les Ombres de Nacre (Shinju no Kage) sort en mai.", "Shinju no Kage"),
        ("en", "The film The Deer Lantern (鹿の灯) opens on May 3.", "鹿の灯"),
        ("ja", "アニメ『灯台の猫(とうだいのねこ)』は7月放送。", "灯台の猫(とうだいのねこ)"),
    ],
)
def test_alias(tag: str, text: str, alias: str) -> None:
    assert alias in read_text(text, tag).works[0].aliases


def test_type() -> None:
    assert read_text("The television anime Paper Moon Ferry starts on July 4.", "en").works[0].type == "tv"
    assert read_text("Le film Sora no Kagi sort en mai.", "fr").works[0].type == "film"


def test_claims_of_one_work_stay_with_it() -> None:
    text = (
        "Paper Moon Ferry Anime Reveals Staff\n\nYuki Sato, the director of Copper Fox, is directing Paper Moon Ferry. "
        "Ren Aoki is writing the script.\n\nThe anime Paper Moon Ferry starts on July 4, 2024."
    )
    facts = read_text(text, "en", "2024-05-01")
    assert {claim.work for claim in (*facts.credits, *facts.releases)} == {"Paper Moon Ferry"}


def test_claims_below_a_heading_are_its_own() -> None:
    text = "『灯台の猫』\n監督:山田花子\n音楽:佐藤次郎\n『夜行バスの王』\n監督:鈴木一郎\n音楽:高橋三郎"
    works = {claim.name: claim.work for claim in read_text(text, "ja").credits}
    assert works["山田花子"] == works["佐藤次郎"] == "灯台の猫"
    assert works["鈴木一郎"] == works["高橋三郎"] == "夜行バスの王"


SHOWS = [
    (
        "en",
        (
            "New shows\n\nHow to bury a god\nRelease Date: July 3\nDirector: Ren Aoki\n\n2. Rin, 29, and Cat!! Encore"
            "\nRelease Date: July 4\nDirector: Yuki Sato\n\nConductor: Last Train\nRelease Date: July 5"
        ),
        {
            "Ren Aoki": "How to bury a god",
            "Yuki Sato": "Rin, 29, and Cat!! Encore",
            "2024-07-05": "Conductor: Last Train",
        },
    ),
    (
        "de",
        (
            "Das Programm\n\nTitel: Schlaflos in Bonn\nRegie: Ren Aoki\nTermin: 3. Juli\n\nTitel: Ach, Nori (Aa, Nori)"
            "\nRegie: Yuki Sato\nTermin: 4. Juli"
        ),
        {"Ren Aoki": "Schlaflos in Bonn", "Yuki Sato": "Ach, Nori", "2024-07-04": "Ach, Nori"},
    ),
    (
        "es",
        (
            "Estrenos\n\nEl jardín de Rin\nEstudio: Kumo Animation\nEstreno: 3 de julio\n\nCielo, mar y ramen"
            "\nEstudio: Hoshi Animation\nEstreno: 4 de julio"
        ),
        {"Kumo Animation": "El jardín de Rin", "Hoshi Animation": "Cielo, mar y ramen"},
    ),
    (
        "ja",
        "春の新作\n\n灯台・ラジオ\n\n 監督:山田花子\n\n青春もの。\n\n隣の王さん\n\n 監督:鈴木一郎",
        {"山田花子": "灯台・ラジオ", "鈴木一郎": "隣の王さん"},
    ),
    (
        "ja",
        "新刊\n\n作品名:灯台の猫\n作者:水野透\n発売日:5月8日\n\n作品名:紙の月\n作者:森あや\n発売日:5月9日",
        {"水野透": "灯台の猫", "2024-05-09": "紙の月"},
    ),
]


@pytest.mark.parametrize(("tag", "text", "works"), SHOWS)
def test_lines_above_the_same_label_are_titles(tag: str, text: str, works: dict[str, str]) -> None:
    facts = read_text(text, tag, "2024-05-01")
    told = {c.name: c.work for c in facts.credits} | {r.edtf: r.work for r in facts.releases}
    assert works.items() <= told.items()
    assert facts.works[0].title == next(iter(works.values()))


@pytest.mark.parametrize(
    "text",
    [
        "The cast\n\nAya Nakano\nRole: Mei\nAge: 16\n\nRight Behind Me\nRole: Rei\nAge: 17",
        "Songs\n\nSky High\nArtist: Moonpool\nRelease: May 3\n\nRain Dog\nArtist: Moonpool\nRelease: May 9",
        "Staff\n\nFirst Season\nDirector: Aya Nakano\n\nSecond Season\nDirector: Jun Tazawa",
    ],
)
def test_lines_above_labels_of_persons_songs_and_seasons_are_none(text: str) -> None:
    assert not {"Aya Nakano", "Right Behind Me", "Sky High", "Rain Dog", "First Season"} & set(titles("en", text))


@pytest.mark.parametrize(
    "told",
    [
        "監督に「夜行バスの王」の高木修一さん、脚本を小説「紙月」シリーズの水沢ひかるさんが担当する。",
        "アニメ「夜行バスの王」や「紙月」などの監督を務めた高木修一さんが監督を担当する。",
    ],
)
def test_the_work_that_somebody_is_known_for_gets_no_credit(told: str) -> None:
    facts = read_text(f"アニメ「灯台の猫」の制作が発表された。「灯台の猫」は7月に始まる。{told}", "ja", "2024-05-01")
    assert {credit.work for credit in facts.credits} == {"灯台の猫"}


def test_each_date_of_a_list_has_its_work() -> None:
    works = {claim.edtf: claim.work for claim in read_text(LIST, "en", "2024-05-01").releases}
    assert works["2024-07-26"] == "Copper Fox"
    assert works["2024-06-01"] == "Salt Kingdom"


@pytest.mark.parametrize("text", ["", "\n", "A", "(", "«", "Anime", "A B " * 400, "Anime X's " * 300, "「" * 300])
@pytest.mark.parametrize("tag", ["en", "ja", "de"])
def test_any_text_is_read(tag: str, text: str) -> None:
    titles(tag, text)


HEADLINE = "{} {} This July\n\nThe staff behind {} told more on Friday. The story of {} goes on."
TOLD = [
    "Premieres",
    "Premiering",
    "Debuts",
    "Airs",
    "Will Air",
    "Streams",
    "Opens",
    "Starts",
    "Returns",
    "Comes Out",
    "Ends",
]


@pytest.mark.parametrize("verb", TOLD)
@pytest.mark.parametrize("title", ["Driftwoods", "Kumo no Sora", "Harbor of Glass"])
def test_a_verb_of_release_is_no_part_of_a_headlines_title(title: str, verb: str) -> None:
    assert titles("en", HEADLINE.format(title, verb, title, title))[0] == title


def test_what_a_service_does_is_no_part_of_a_headlines_title() -> None:
    assert titles(
        "en", f"Crunchyroll to Simulcast {HEADLINE.format('Driftwoods', 'Starting', *['Driftwoods'] * 2)}"
    ) == ["Driftwoods"]


@pytest.mark.parametrize(
    "headline", ["Kumo Streams {} Anime in July", "Acme Ent. Launches {} Manga", "Acme Adds {} Film"]
)
def test_what_anybody_does_is_no_part_of_a_headlines_title(headline: str) -> None:
    assert titles("en", headline.format("Driftwoods") + "\n\nMore was told on Monday.") == ["Driftwoods"]


ONLY_THERE = [
    ("en", "Copper Harbor Lights: Release Schedule"),
    ("en", "Copper Harbor Lights English Dub Cast Announced"),
    ("en", "Copper Harbor Lights adds four to its cast"),
    ("fr", "Copper Harbor Lights : un nouveau nom au casting"),
    ("fr", "Anime : Copper Harbor Lights s'offre un casting VF"),
    ("fr", "Les comédiens de doublage de Copper Harbor Lights"),
    ("es", "Noticias: Copper Harbor Lights revela su fecha"),
    ("it", "Copper Harbor Lights: i doppiatori italiani"),
]


@pytest.mark.parametrize(("tag", "headline"), ONLY_THERE)
def test_a_title_that_only_the_headline_names(tag: str, headline: str) -> None:
    assert titles(tag, headline + "\n\n- Aya Nakano\n- Kenji Mori") == ["Copper Harbor Lights"]


@pytest.mark.parametrize(
    ("tag", "headline"),
    [
        ("fr", "Japan Expo : le programme des invités"),
        ("fr", "Décès du comédien Kenji Utsuno"),
        ("es", "Fallece el director Osamu Dezawa"),
        ("it", "Doppiaggio, chi sono le voci storiche dei cartoni"),
        ("en", "Crunchyroll: Weekly Lineup"),
        ("en", "Yuki Sato: An Interview"),
    ],
)
def test_a_headline_of_no_work_names_no_title(tag: str, headline: str) -> None:
    assert titles(tag, headline + "\n\n- Aya Nakano\n- Kenji Mori") == []


@pytest.mark.parametrize(
    "headline",
    ["Glass Harbor Full Cast List", "Glass Harbor Simuldub Begins", "Glass Harbor Episode 2 Delayed",
     "Glass Harbor Rounds Out Its Cast"],
)  # fmt: skip
def test_a_headlines_title_ends_before_its_parts(headline: str) -> None:
    assert titles("en", f"{headline}\n\nMore of the Glass Harbor anime was told on Monday.") == ["Glass Harbor"]


def test_a_verb_in_a_headlines_title_is_known_by_the_text() -> None:
    text = "Acme Reveals Sailor Comet Stars Dub Cast\n\nAya Nakano directs the English dub of Sailor Comet Stars."
    assert titles("en", text)[0] == "Sailor Comet Stars"


OPENED = [
    (
        "it",
        "Lupi di neve su Prime Video da venerdì\n\nDa venerdì i primi episodi di Lupi di neve saranno in streaming.",
    ),
    ("it", "Lupi di neve, ecco il trailer\n\nIl trailer di Lupi di neve è uscito ieri."),
]


@pytest.mark.parametrize(("tag", "text"), OPENED)
def test_what_the_text_repeats_of_its_headline_is_the_title(tag: str, text: str) -> None:
    assert titles(tag, text)[0] == "Lupi di neve"


def test_a_headline_that_the_text_repeats_whole_is_no_title() -> None:
    line = "Glass Harbor está a ser dobrado em Lisboa"
    text = f"{line}\n\nO anime Glass Harbor estreia em maio. Ver Glass Harbor na televisão.\n{line}"
    assert titles("pt", text)[0] == "Glass Harbor"


def test_a_title_that_is_told_again_keeps_its_verb() -> None:
    text = "Harbor Opens This July\n\nHarbor Opens is an anime. Harbor Opens tells of a girl. Harbor Opens goes on."
    assert titles("en", text)[0] == "Harbor Opens"


def test_a_headline_that_stands_there_twice_is_no_title() -> None:
    line = "O mar e a garça chega a Portugal em Novembro"
    text = f"{line}\n\nO filme O mar e a garça, de Aya Nakano. Notícias: filme {line}"
    assert "O mar e a garça" in titles("pt", text)


def test_a_number_that_counts_works_is_no_title() -> None:
    text = "5 Anime to Watch This Fall\n\n1. Green Sky – October 3\n2. Blue Hill – October 5\n3. Red Lake – October 9\n"
    facts = read_text(text, "en", "2024-05-10")
    assert [work.title for work in facts.works] == ["Green Sky", "Blue Hill", "Red Lake"]
    assert [release.work for release in facts.releases] == ["Green Sky", "Blue Hill", "Red Lake"]
