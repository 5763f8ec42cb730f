"""Words around voices in languages without spaces: events, casts, and what is no character."""

from __future__ import annotations

import re

EVENT = re.compile(
    r"登壇|コスプレイヤー|舞台挨拶|舞台あいさつ|トークショー|特別番組|生放送|生配信|ステージイベント|トークイベント|挨拶に立"
    r"|(?:上映会|イベント|会見|発表会|ステージ|試写会)[^。]{0,120}(?:登場し|出席|並んだ)"
    r"|会場[：:]|開演[：:]|見どころを語|振り返る|トークを|来場|来日|登台|见面会|見面會|무대인사|무대 인사"
)
FORMER = re.compile(r"(?:前作|当時|そのとき|その時|かつて|旧作)[^。]{0,60}(?:だった|でした)[。]?$")
"""What tells that somebody was a voice before, in another work."""
SHOWS = re.compile(
    r"(?:イベント|フェスティバル|公演)[「『]|番組|ラジオ|舞台[「『版]|ミュージカル|ライブ|CM|バラエティ|コンサート|フェス"
)
TOLD = re.compile(
    r"発表|決定|明らか|分かった|わかった|判明|解禁|続投|起用|公布|公開(?!を?記念|初日|直前|[中後前]|を迎え)|公开|공개|발표"
)
SPOKEN = re.compile(r"声優|声の|声を|キャスト|アニメ|吹|ボイス|声优|聲優|配音|성우|목소리")
VERBAL = re.compile(
    r".*[\u3400-\u9fff][ぁ-ゖ]*(?:た|て|る|い|く|う|す|ない|です|ます|んだ)|[ぁ-ゖー]*(?:た|て|ない|です|ます|して|する)"
)
KATAKANA = re.compile(r"[\u30a1-\u30fc]{1,5}")
"""A name that is more often a character's than a voice's."""
KATAKANA_NAME = re.compile(r"[\u30a1-\u30fc]{2,}(?:[・＝=][\u30a1-\u30fc]+)*")
"""A character rather than a work, of which «の日本語吹き替え» is told."""
SURNAME = re.compile(r"[\u3400-\u9fff々]{1,2}")
CAST_VERB = re.compile(r"(?:初の?|初めての)?声優|CV|cv|吹|日本語")
"""How a verb begins that says of somebody to be a voice, whoever is spoken."""
JOINING = ("参加", "続投", "起用", "加入", "抜擢", "抜てき")
CAST_WORD = re.compile(r"声優|キャスト|ボイス|声の")
DEBUT = re.compile(r"デビュー|初挑戦|に(?:は|も)?(?:初|初めて|はじめて)?(?:の)?(?:挑|チャレンジ)|初主演")
JOINS = re.compile(r"脇を固め|集結|出演|参加|名を連ね|[揃そ]ろ|揃|担当|決定|発表|明らか|解禁")
LEAD = re.compile(r"主人公|ヒロイン|主役")
CAST_NEWS = re.compile(
    r"出演(?:が|も)?(?:決定|発表|決ま|明らか|解禁)|出演する(?:こと|と)(?:が|も)?[^。]{0,14}(?:決|明らか|分か|わか|発表|判明)"
)
"""What tells of a cast rather than of a guest."""
GATHERS = re.compile(r"(?<!.)(?!.*(?:イベント|会見|発表会|ステージ|試写会)).*(?:顔を(?:そろ|揃)え|脇を固め)")
"""What a cast does and guests elsewhere don't."""
DESCRIBES = re.compile(
    r"が(?:大?好き|大?嫌い|得意|苦手|上手|下手|自慢|特徴|趣味|特技|売り|持ち味|印象的|口癖|使え|でき|見え|何より|なにより)"
)
"""What follows somebody's liking or skill within what describes a character («コスプレが大好きな»)."""
APPEARS = re.compile(r"P?h?(?:[,&/t][NlT]P?h?){0,12}b?(?:#?N)?[gmn]?N?X")
"""What follows somebody who appears in what stands before («「星の夜」に森綾が出演»)."""
ACTED = re.compile("Z|uoC")
"""A verb of those who speak parts, which several share."""
BESIDE_PARTS = re.compile(r",[^.]{0,12}[NlQ]P?k[^.]{1,40}C$")
"""What follows one clause among several that give parts («…、レンを森綾、スズ役に山代太郎が起用された»)."""
KNOWN_FOR = re.compile(r"k?b?j")
"""What follows the parts that somebody is known for («スズ役などで知られる»)."""
BARE_PART = re.compile(r"c?(?:[Nl][n_])?[Nl]")
"""A bracket that holds a name and nothing else."""
WORDED = frozenset(
    (
        "appears",
        "takes_part",
        "speaks",
        "speaks_far",
        "lead_part",
        "joins",
        "goes_on",
        "acting",
        "debut",
        "dub_given",
        "cast_such",
        "cast_in",
        "cast_as",
        "appears_in",
        "stars",
        "stars_in",
        "stars_done",
        "appears_who",
        "leads",
        "bracket_role",
        "bracket_cast",
        "voice_given",
        "lead_voice",
        "lead_player",
        "plays_lead",
    )
)
"""Rules that ask for certain words."""
SURE_CHARACTERS = frozenset(("cast_line", "cast_entry", "bracket_cv", "part_line"))
"""Rules whose form alone says that a character stands there."""
GOES_ON = re.compile(r"(?:この|その)?(?:ほか|他)(?:に|、|にも|には)|さらに|加えて")
"""How a sentence begins that goes on with the cast of the one before."""
ORIGINAL = (
    "オリジナル版",
    "オリジナルキャスト",
    "オリジナル声優",
    "オリジナルボイス",
    "原語版",
    "英語版",
    "原音",
    "本国版",
)
"""What stands before who spoke or played a part in the original, in a list of those who dub it."""
PLURAL = frozenset(
    (
        "メインキャラクター",
        "全キャラクター",
        "全キャラ",
        "キャラ",
        "全役",
        "全員",
        "すべてのキャラクター",
        "主要キャラクター",
        "主要登場人物",
        "新キャラクター",
        "メインキャラ",
        "仲間",
        "キャラクター",
        "役",
        "声",
        "登場人物",
        "登場キャラクター",
        "面々",
        "重要な",
        "大切な",
        "主要な",
        "特別な",
        "大事な",
        "意外な",
        "複数の",
        "キーとなる",
        "鍵を握る",
        "カギを握る",
    )
)
"""Words in the place of a character that leave open who speaks whom."""
