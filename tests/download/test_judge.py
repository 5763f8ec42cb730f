"""Walls are told, articles pass. All pages here are made up."""

import gzip
import time
import tomllib
from pathlib import Path

import pytest

from aggregator.base.errors import REASONS
from aggregator.base.records import Outcome
from aggregator.base.text import comparable
from aggregator.download.judge import judge
from tests.shared import ROOT, SHARED, needs_shared

URL = "https://news.example/news/2026/05/a-new-season-of-made-up"
WORDS = tomllib.loads((ROOT / "aggregator/data/wall_words.toml").read_text("utf-8"))
NAV = "<nav><ul>" + "".join(f"<li><a href='/s{n}'>Section number {n}</a></li>" for n in range(60)) + "</ul></nav>"
PROSE = "<p>The made-up studio Glass Kettle said on Friday that its series will return with a second season.</p>" * 12
MARK = '<meta property="article:published_time" content="2026-05-01T10:00:00Z">'


def page(title: str, body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def reason(html: str, final_url: str = URL, status: int = 200, **headers: str) -> str | None:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    failure = judge(URL, final_url, status, names, html)
    if failure is None:
        return None
    assert failure.outcome is Outcome.FAILED
    assert failure.url == URL
    return failure.reason


NOT_FOUND = [
    page("Page not found - Made-up News", NAV + "<h1>Oops! That page can’t be found.</h1><p>Try a search?</p>"),
    page("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"),
    page("Made-up News", NAV + "<h1>404</h1><p>We looked everywhere.</p>"),
    page("404: Page Not Found | Made-up News", NAV),
    page("ページが見つかりません｜架空ニュース", NAV + "<h1>404 NOT FOUND</h1><p>URLをご確認ください。</p>"),
    page("架空ニュース", "<h1>お探しのページは見つかりませんでした。</h1><a href='/'>トップへ</a>"),
    page("架空ニュース", "<h1>架空ニュース</h1><div>お探しのページは移動または削除された可能性があります。</div>"),
    page("Page introuvable - Nouvelles", "<h1>Erreur 404</h1>"),
    page("Seite nicht gefunden – Nachrichten", NAV),
    page("Página no encontrada » Noticias", NAV),
    page("Página não encontrada", "<h2>Erro 404</h2>"),
    page("Pagina non trovata | Notizie", NAV),
    page("Страница не найдена — Новости", NAV),
    page("페이지를 찾을 수 없습니다 | 뉴스", NAV),
    page("页面不存在 - 新闻", NAV),
    page("找不到頁面 - 新聞", NAV),
    page("Nie znaleziono strony - Wiadomości", NAV),
    page("Pagina niet gevonden | Nieuws", NAV),
    page("Sayfa bulunamadı | Haberler", NAV),
    page("Halaman tidak ditemukan | Berita", NAV),
    page("Không tìm thấy trang | Tin", NAV),
    page("Made-up News", "<h1>PAGE NOT FOUND!</h1>" + NAV, '<meta property="og:type" content="website">'),
    page("Not Found | News", "<h1>Not Found</h1>" + NAV, '<meta property="og:type" content="article">'),
    page("Made-up News", "<div id=app></div>", '<meta name="robots" content="noindex">'),
    page("Made-up News", "<p>Sorry.</p>", "<META CONTENT='noindex,nofollow' NAME='ROBOTS'>").replace("META", "meta"),
]


@pytest.mark.parametrize("html", NOT_FOUND)
def test_case_26_a_page_that_says_not_found_is_no_article(html: str) -> None:
    assert reason(html) == "soft_404"


def test_case_26_a_header_may_say_noindex() -> None:
    assert reason(page("News", "<p>Sorry.</p>"), x_robots_tag="noindex, nofollow") == "soft_404"


@pytest.mark.parametrize(
    "html",
    [
        page("Site under maintenance", "<h1>We’ll be back soon!</h1><p>Sorry for the inconvenience.</p>"),
        page("Made-up News › Maintenance Mode", "<p>Back at noon.</p>"),
        page("", "Briefly unavailable for scheduled maintenance. Check back in a minute."),
        page("架空ニュース", "<h1>ただいまメンテナンス中です</h1>"),
        page("架空ニュース", "<div>現在メンテナンス中です。終了予定は午後三時です。</div>"),
        page("Wir sind bald zurück", "<p>Wartung</p>"),
        page("Database Error", "<h1>Error establishing a database connection</h1>"),
    ],
)
def test_case_26_a_maintenance_page_is_no_article(html: str) -> None:
    assert reason(html) == "soft_404"


@pytest.mark.parametrize(
    "html",
    [
        page("news.example", "<script src='https://img1.wsimg.com/parking-lander/static/x.js'></script>"),
        page("news.example - This domain is for sale!", "<h1>news.example</h1><a href='/buy'>Make an offer</a>"),
        page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, it works.</p>"),
        page("Account Suspended", "<p>Contact your hosting provider.</p>"),
        page("news.example", "<p>The domain name is for sale. Ask for its price.</p>"),
    ],
)
def test_case_26_a_parked_domain_is_no_article(html: str) -> None:
    assert reason(html) == "soft_404"


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (URL, "https://news.example/"),
        (URL, "https://www.news.example/index.html"),
        (URL, "https://news.example/en/"),
        ("https://news.example/en/a-new-season-of-b", "https://news.example/en/"),
        ("https://news.example/?p=123", "https://news.example/"),
        (URL, "https://news.example/404"),
        (URL, "https://news.example/error/404.html"),
        (URL, "https://news.example/page-not-found?from=/x"),
    ],
)
def test_case_26_a_redirect_to_the_home_or_error_page_is_a_soft_404(asked: str, final: str) -> None:
    failure = judge(asked, final, 200, {}, page("Made-up News", PROSE, MARK))
    assert failure is not None
    assert failure.reason == "soft_404"


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (URL, URL),
        (URL, URL + "/"),
        (URL, "https://news.example/news/made-up-2nd-season"),
        (URL, "https://news.example/en/news/2026/05/a-new-season-of-made-up"),
        ("https://news.example/", "https://www.news.example/"),
        ("https://news.example/", "https://news.example/en/"),
        ("https://news.example/news", "https://news.example/"),
        ("https://news.example/index.php", "https://news.example/"),
        ("https://news.example/login/12-a-b-c", "https://news.example/login/12-a-b-c-d"),
        (URL, "https://news.example/?p=12"),
        ("https://news.example/404-a-film", "https://news.example/film/404-a-film"),
        ("https://news.example/404", "https://news.example/404"),
    ],
)
def test_any_other_redirect_says_nothing(asked: str, final: str) -> None:
    assert judge(asked, final, 200, {}, page("Made-up News", PROSE, MARK)) is None


@pytest.mark.parametrize(
    "final",
    [
        "https://news.example/login?next=/news",
        "https://accounts.other.example/x",
        "https://news.example/users/sign-in",
        "https://consent.news.example/v2/collect?session=1",
        "https://news.example/privacy-gate?to=x",
    ],
)
def test_case_27_a_redirect_to_login_or_consent_is_a_challenge(final: str) -> None:
    assert reason(page("Made-up News", "<p>Hello</p>"), final) == "challenge"


CHALLENGES = [
    page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script>x()</script>"),
    page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
    page("news.example", "<p>Please enable JS and disable any ad blocker</p><script>var dd={}</script>"),
    page("", "<iframe src='/_Incapsula_Resource?CWUDNSAI=9'>Request unsuccessful. Incapsula incident ID: 1</iframe>"),
    page("Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1><p>Loading</p>"),
    page(
        "Pardon Our Interruption", "<h1>Pardon Our Interruption...</h1><p>As you were browsing, something was odd.</p>"
    ),
    page("DDOS-GUARD", "<p>Checking your browser before accessing news.example.</p>"),
    page("Access to this page has been denied", "<div id='px-captcha'></div>"),
    page("少々お待ちください", "<h1>ロボットではないことを確認してください</h1>"),
    page("人机验证", "<p>请完成以下验证</p>"),
    page("Один момент…", "<p>Подтвердите, что вы не робот</p>"),
    page("Nur einen Moment…", "<p>Bitte warten</p>"),
]


@pytest.mark.parametrize("html", CHALLENGES)
def test_case_27_a_challenge_is_told(html: str) -> None:
    assert reason(html) == "challenge"


@pytest.mark.parametrize("status", [403, 429, 503])
def test_case_27_a_challenge_is_told_whatever_its_status(status: int) -> None:
    assert reason(CHALLENGES[0], status=status) == "challenge"


@pytest.mark.parametrize("status", [200, 403])
def test_case_27_the_header_tells_a_challenge(status: int) -> None:
    assert reason(page("Made-up News", PROSE, MARK), status=status, cf_mitigated="challenge") == "challenge"


def test_an_error_that_is_no_challenge_is_left_to_its_status() -> None:
    assert reason(NOT_FOUND[1], status=404) is None


@pytest.mark.parametrize(
    "html",
    [
        page("Before you continue", "<h1>Before you continue</h1><button>Accept all</button>"),
        page("Made-up News", "<h1>We value your privacy</h1><p>We and our 812 partners.</p><button>OK</button>"),
        page("Bevor Sie fortfahren", "<p>Mit Werbung oder im Abo</p>"),
        page("Log in | Made-up News", "<form><input name=u><input type='password' name=p></form>" + NAV),
        page("ログイン｜架空ニュース", '<form><input type="password"></form>'),
        page("Made-up News", "<h1>Sign in to continue</h1><form><input type='password'></form>"),
    ],
)
def test_case_27_a_consent_or_login_page_is_a_challenge(html: str) -> None:
    assert reason(html) == "challenge"


ARTICLES = [
    page("404: the film that cannot be found | Made-up News", "<h1>404: the film that cannot be found</h1>" + PROSE),
    page("A studio's 404 page is its best work", "<h1>A studio's 404 page is its best work</h1>" + PROSE),
    page("Page Not Found — a new manga by Ima Ginary", "<h1>Page Not Found — a new manga by Ima Ginary</h1>" + PROSE),
    page("Not Found | Made-up News", "<h1>Not Found</h1><p>A film of that name opens in May.</p>", MARK),
    page("Why captchas ask you to verify you are human", "<h1>Why captchas ask</h1>" + PROSE),
    page("Captcha | Made-up News", "<h1>Captcha</h1>" + PROSE),
    page("Game under maintenance until noon", "<h1>Game under maintenance until noon</h1><p>Players wait.</p>"),
    page(
        "「404 Not Found」第2期制作決定",
        "<h1>「404 Not Found」第2期制作決定</h1><p>" + "架空の作品の続編が決定。" * 20 + "</p>",
    ),
    page(
        "メンテナンスのお知らせ", "<h1>メンテナンスのお知らせ</h1><p>五月一日の正午から三時間、配信を停止します。</p>"
    ),
    page("Login to another world gets a second season", "<h1>Login to another world</h1>" + PROSE),
    page("A short note", "<p>Tomorrow at noon the first episode is shown.</p>"),
    page("A note", "<p>The made-up series returns in May.</p>", MARK + '<meta name="robots" content="noindex">'),
    page("A story", PROSE, '<meta name="robots" content="noindex">'),
    page("Made-up News", "<div>" + "Prose without paragraphs goes on and on. " * 200 + "</div><h1>404</h1>"),
    page("News", "<h1>A domain deal</h1><p>This domain is for sale, said the sign in the made-up film.</p>" + PROSE),
    page("News", PROSE + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
    "",
    "<title>",
]


@pytest.mark.parametrize("html", ARTICLES)
def test_an_article_passes_whatever_it_is_about(html: str) -> None:
    assert reason(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<p" * 200_000,
        "<" * 400_000,
        "<h1 " * 100_000,
        "<script" * 60_000,
        "<h1>404</h1>" + "<p>" * 130_000,
        "noindex" * 60_000,
    ],
    ids=["p", "angle", "h1", "script", "paragraphs", "noindex"],
)
def test_hostile_markup_takes_no_time(html: str) -> None:
    start = time.process_time()
    reason(html)
    assert time.process_time() - start < 0.5  # 30 ms in truth


@needs_shared
def test_no_real_article_is_taken_for_a_wall() -> None:
    real = [*(SHARED / "real/articles/html").glob("*.html.gz"), *(SHARED / "real/fundus-ja").glob("*.html.gz")]
    pages = {path.name: gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in real}
    start = time.process_time()
    failures = {name: reason(html) for name, html in pages.items()}
    took = time.process_time() - start
    assert {name: found for name, found in failures.items() if found} == {}
    assert took / max(len(pages), 1) < 0.005  # half a millisecond in truth


def words(kind: str, name: str) -> list[str]:
    found = WORDS[kind].get(name, {})
    return found if isinstance(found, list) else [word for each in found.values() for word in each]


def test_the_words_are_plain_and_of_at_least_eight_languages() -> None:
    assert len(WORDS["not_found"]["titles"]) > 8
    assert all(
        isinstance(word, str) and word.strip() == word
        for kind in WORDS
        for name in WORDS[kind]
        for word in words(kind, name)
    )


@pytest.mark.parametrize("name", ["titles", "texts"])
def test_no_phrase_has_two_meanings(name: str) -> None:
    seen: dict[str, str] = {}
    for kind in WORDS:
        for word in words(kind, name):
            assert seen.setdefault(comparable(word), kind) == kind, word


@pytest.mark.parametrize("kind", WORDS)
def test_no_phrase_is_empty_or_too_short_to_mean_anything(kind: str) -> None:
    assert all(len(comparable(word)) >= 3 or not word.isascii() for word in words(kind, "titles"))
    assert all(len(comparable(word)) >= 6 for word in words(kind, "texts"))


def test_the_reasons_are_of_the_catalogue() -> None:
    assert {"soft_404", "challenge"} <= set(REASONS)


def test_the_words_ship_with_the_package() -> None:
    assert (Path(judge.__code__.co_filename).parents[1] / "data" / "wall_words.toml").is_file()
