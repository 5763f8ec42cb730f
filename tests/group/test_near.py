"""What is a copy, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from aggregator.group.near import Text, likeness

ENGLISH = """The official website for the television anime of Aoi Kumo's Hoshi no Sumika manga opened on Tuesday and
revealed the first visual, the main staff, and a premiere in April 2031. The story follows Sora, a courier who finds a
house above the clouds where lost letters are kept, and the three sisters who read them to the stars every night. Ame
Yukimura is directing the series at Studio Kasumi, and Rin Hotaru is in charge of the scripts. Nagi Tokiwa is designing
the characters, while Mio Shirase composes the music. The manga began in Monthly Kazaguruma in 2024, and its ninth
volume shipped on March 6. The author drew an illustration to celebrate the announcement, and thanked the readers who
"waited through four winters" for the news. A special programme with the cast is planned for the festival in autumn,
and visitors will receive a postcard with a drawing of the house."""
JAPANESE = (
    "葵くもによる漫画「星の住処」のテレビアニメ化が決定し、公式サイトが開設された。"
    "放送は2031年4月を予定している。"
    "物語は、雲の上にある家で失われた手紙を守る三姉妹と、その家を見つけた配達員の少年ソラの交流を描く。"
    "監督は雪村あめ、シリーズ構成は蛍りん、キャラクターデザインは常盤なぎ、音楽は白瀬みおが担当し、アニメーション制作はスタジオかすみが手がける。"
    "原作は月刊かざぐるまで2024年から連載中で、単行本は既刊9巻。"
    "発表に合わせて、原作者による描き下ろしイラストと、「四つの冬を待ってくれた読者に感謝します」というコメントが公開された。"
    "秋の催しでは出演者による特別番組が予定されており、来場者には家を描いた絵はがきが配られる。"
)
NOTICE = "This report first appeared on a partner's site. Subscribe to the letter and follow us for more every morning."
HEADLINE = "Hoshi no Sumika Manga Gets TV Anime in April 2031"


def text(body: str, title: str = HEADLINE, site: str = "lantern-wire") -> Text:
    return Text(site, title, body)


def are_copies(body: str, other: str, title: str = HEADLINE, other_title: str = HEADLINE) -> bool:
    """Whichever came first."""
    found = {
        likeness(text(body, title), text(other, other_title, "echo")) is not None,
        likeness(text(other, other_title, "echo"), text(body, title)) is not None,
    }
    assert len(found) == 1, "it depends on which came first"
    return found.pop()


def without(number: int, body: str = ENGLISH) -> str:
    """The body without its sentence of this number."""
    sentences = re.split(r"(?<=[.。])\s*", body)
    return " ".join(sentences[:number] + sentences[number + 1 :])


COPIES = {
    "the same": ENGLISH,
    "in capitals, with other quotation marks": ENGLISH.upper().replace('"', "”"),
    "cut at the end": ENGLISH[: len(ENGLISH) * 2 // 3],
    "without its first sentence": without(0),
    "without one in the middle": without(4),
    "with a notice before it": f"{NOTICE} {ENGLISH}",
    "with notices around it": f"{NOTICE} {ENGLISH} {NOTICE}",
    "cut, with a notice around it": f"{NOTICE} {ENGLISH[:700]} {NOTICE}",
    "with a line between": ENGLISH.replace(". Ame", ". Read more: our ten favourites of the year. Ame"),
    "with other words here and there": ENGLISH.replace("revealed", "unveiled")
    .replace("planned", "scheduled")
    .replace("celebrate", "mark"),
    "with a date set otherwise": ENGLISH.replace("March 6", "6 March"),
}


@pytest.mark.parametrize("name", COPIES)
def test_is_a_copy(name: str) -> None:
    assert are_copies(ENGLISH, COPIES[name])


@pytest.mark.parametrize(
    "other",
    [
        JAPANESE.replace("「", "『").replace("」", "』"),
        JAPANESE[: len(JAPANESE) * 2 // 3],
        without(0, JAPANESE),
        f"{JAPANESE}この記事は提携サイトからの転載です。最新の情報は公式アカウントで。",
        JAPANESE.replace("予定している", "予定する").replace("公開された", "届いた"),
    ],
)
def test_is_a_copy_in_japanese(other: str) -> None:
    assert are_copies(JAPANESE, other, "「星の住処」アニメ化決定", "「星の住処」アニメ化決定")


def test_another_headline_is_no_difference() -> None:
    assert are_copies(ENGLISH, ENGLISH, other_title="A House Above the Clouds Comes to Television")


def test_how_much_is_shared_is_told() -> None:
    half = " ".join(ENGLISH.split()[:60])
    found = likeness(text(ENGLISH), text(half, site="echo"))
    assert found is not None
    assert (found.covered, found.length) == (1.0, 0.396)


PREVIEW = """The official website for the television anime of Aoi Kumo's Hoshi no Sumika manga began streaming a
preview for the show's {0} episode, titled "{1}", on Friday, and posted stills and a summary. The anime premiered on
April 4, and airs on Tokyo Tower Channel on Saturdays at 24:00. Ame Yukimura is directing the series at Studio Kasumi,
Rin Hotaru is in charge of the scripts, Nagi Tokiwa is designing the characters, and Mio Shirase composes the
music."""
SCHEDULE = """Here are the series that stream this week, all times in Japan's. {0}: Hoshi no Sumika episode {1}, Kumo
to Ame episode {2}, Yuki no Tegami episode {3}. {4}: Sora no Eki episode {5}, Kaze no Hako episode {6}. As always,
episodes may arrive late; subscribers of the monthly plan see them an hour before all others. Write to us when we miss
one."""
RANKING = """The weekly ranking of printed volumes by copies sold, as counted in shops all over the country from
Monday to Sunday. 1. {0} volume 9. 2. {1} volume 21. 3. {2} volume 4. 4. {3} volume 11. 5. {4} volume 2. Figures are
estimates. The ranking counts each edition on its own, and leaves out electronic ones and those that are sold at
events."""
SHORT = (
    "The team of Hoshi no Sumika posted a drawing of {0} on Friday, whom {1} plays. The series begins in April 2031. "
    "It follows a courier who finds a house above the clouds where lost letters are kept and read aloud at night."
)
JAPANESE_PREVIEW = (
    "テレビアニメ「星の住処」の第{0}話「{1}」のあらすじと先行カットが公開された。放送は毎週土曜24時から。"
    "監督は雪村あめ、シリーズ構成は蛍りん、キャラクターデザインは常盤なぎ、音楽は白瀬みおが担当し、"
    "アニメーション制作はスタジオかすみが手がける。各話は放送の一時間後から配信される。見逃し配信は一週間の予定で、"
    "公式サイトでは出演者のコメントと場面写真もあわせて公開されている。"
)
COLLECTION = f"{ENGLISH} " + " ".join(PREVIEW.format(n, n) + SHORT.format(n, n) for n in ("Kuro", "Shiro", "Ao"))

TRAPS = {
    "previews": (PREVIEW.format("5th", "Letters"), PREVIEW.format("6th", "The Ninth Wind"), "Episode 5", "Episode 6"),
    "previews with one headline": (
        PREVIEW.format("5th", "Letters"),
        PREVIEW.format("6th", "Wind"),
        "Preview",
        "Preview",
    ),
    "previews with one text": (PREVIEW, PREVIEW, "Sumika Episode 5 Preview", "Sumika Episode 6 Preview"),
    "schedules": (
        SCHEDULE.format("Monday", 5, 7, 2, "Tuesday", 11, 9),
        SCHEDULE.format("Monday", 6, 8, 3, "Tuesday", 12, 10),
        "Streaming Schedule",
        "Streaming Schedule",
    ),
    "rankings": (
        RANKING.format("Hoshi no Sumika", "Kumo to Ame", "Yuki no Tegami", "Sora no Eki", "Kaze no Hako"),
        RANKING.format("Kumo to Ame", "Umi no Mado", "Hoshi no Sumika", "Mori no Kagi", "Tsuki no Funa"),
        "Weekly Ranking",
        "Weekly Ranking",
    ),
    "characters": (SHORT.format("Sora", "Rin Aki"), SHORT.format("Nagi", "Mio Fuyu"), "Sora's Look", "Nagi's Look"),
    "Japanese previews": (
        JAPANESE_PREVIEW.format(5, "手紙の夜"),
        JAPANESE_PREVIEW.format(6, "九つ目の風"),
        "「星の住処」第5話あらすじ",
        "「星の住処」第6話あらすじ",
    ),
    "a press text under leads of one's own": (
        f"Studio Kasumi showed how its painters work in a film of ten minutes that went online last night. {ENGLISH}"[
            :700
        ],
        f"A café in the old town will serve dishes from the series during the whole of next month, it said. {ENGLISH}"[
            :700
        ],
        "Kasumi's Painters Show Their Work",
        "A Café Will Serve Dishes of Sumika",
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_is_no_copy(name: str) -> None:
    assert not are_copies(*TRAPS[name])


def test_a_later_collection_is_no_copy_of_what_it_holds() -> None:
    assert likeness(text(ENGLISH), text(COLLECTION, "Everything That Happened This Week", "echo")) is None


def test_on_one_site_the_headline_must_be_the_same() -> None:
    assert likeness(text(ENGLISH), text(ENGLISH, HEADLINE.upper())) is not None
    assert likeness(text(ENGLISH), text(ENGLISH, "A House Above the Clouds Comes to Television")) is None
    assert likeness(text(ENGLISH), text(ENGLISH[:600])) is None


def test_nothing_is_a_copy_of_nothing() -> None:
    assert likeness(text(""), text("", site="echo")) is None


def test_what_headlines_tell_apart_has_its_bodies_not_compared() -> None:
    one = text(f"Velvet Comet goes on. {ENGLISH}", "Velvet Comet: what happens next")
    other = text(f"Amber Heron goes on. {ENGLISH}", "Amber Heron: what happens next", "echo")
    assert likeness(one, other) is None
    assert not {"runs", "places"} & (vars(one).keys() | vars(other).keys())
