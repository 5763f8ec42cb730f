"""The pages of the outlets that mark up what they mean: JSON-LD, OpenGraph, microdata, ``<time>``.

Each template takes a :class:`House` and a :class:`Piece` and gives the whole page.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e

from aggregator.demo.markup import blocks_to_html
from aggregator.demo.newsroom import House, Piece
from aggregator.demo.old_pages import old_tables, old_tables_front, sloppy, sloppy_front
from aggregator.demo.page_parts import (
    canonical,
    figure,
    json_script,
    news_article,
    open_graph_tags,
    page,
    related,
    videos,
    when,
)

Template = Callable[[House, Piece], str]
_MEMBERS = "The full interview is for members. Already a member? Sign in to go on reading."


def front_page(house: House, session: str = "") -> str:
    """The outlet's list of articles; ``session`` is added to each link where the outlet does that."""
    if house.outlet.template in ("old_tables", "sloppy"):
        return (old_tables_front if house.outlet.template == "old_tables" else sloppy_front)(house)
    extra = f"&{house.outlet.session}={session}" if session else ""
    rows = "\n".join(
        f'<li class="teaser"><h3><a href="{e(piece.path + extra)}">{e(piece.title)}</a></h3>'
        f'<time datetime="{piece.published.isoformat()}">{when(house, piece)}</time> <p>{e(piece.summary)}</p></li>'
        for piece in house.listed
    )
    body = f"<main><h1>{e(house.outlet.tagline)}</h1>\n<ul>\n{rows}\n</ul></main>"
    return page(house, house.outlet.title, f'<meta name="description" content="{e(house.outlet.tagline)}">', body)


def not_found_page(house: House, status: int) -> str:
    """The page of a 404 or 410."""
    words = "Not found" if status == 404 else "Gone"
    return page(house, f"{words} – {house.outlet.title}", "", f"<main><h1>{status} {words}</h1></main>")


def json_ld(house: House, piece: Piece) -> str:
    """JSON-LD for the machine, a plain article for people."""
    script = json_script({"@context": "https://schema.org", **news_article(house, piece)})
    wall = f'<div class="members-only"><p>{_MEMBERS}</p></div>' if piece.paywalled else ""
    body = f"""<main><article class="story">
<h1>{e(piece.title)}</h1>
<p class="byline">posted on {when(house, piece)} by {e(" & ".join(piece.authors))}</p>
{figure(piece)}
<div class="story-body">
{blocks_to_html(piece.blocks)}
{wall}</div>
{videos(piece)}
</article>
<div class="newsletter"><p>Get the Wire in your inbox, every Friday.</p></div>
{related(house, piece)}</main>"""
    return page(house, f"{piece.title} - {house.outlet.title}", f"{canonical(piece)}\n{script}", body)


def json_ld_graph(house: House, piece: Piece) -> str:
    """JSON-LD in a graph among other nodes, with tags below the article."""
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "ニュース"}]}
    site = {"@type": "WebSite", "name": house.outlet.title, "url": f"{house.origin}/"}
    script = json_script({"@context": "https://schema.org", "@graph": [site, crumbs, news_article(house, piece)]})
    tags = "".join(f"<li>{e(tag)}</li>" for tag in piece.tags)
    body = f"""<main class="NA_article"><header><h1>{e(piece.title)}</h1>
<p class="date"><time datetime="{piece.published.isoformat()}">{when(house, piece)}</time></p></header>
{figure(piece)}
<div class="NA_body">
{blocks_to_html(piece.blocks)}
</div>
{videos(piece)}
<ul class="NA_tags">{tags}</ul>
<p class="writer">文／{e("、".join(piece.authors))}</p>
{related(house, piece)}
</main>"""
    return page(house, f"{piece.title} | {house.outlet.title}", f"{canonical(piece)}\n{script}", body)


def open_graph(house: House, piece: Piece) -> str:
    """Only OpenGraph says when and who: the text shows neither in a form of its own."""
    body = f"""<main>
<h1>{e(piece.title)}</h1>
<p class="standfirst">{e(piece.summary)}</p>
{figure(piece)}
{blocks_to_html(piece.blocks)}
{videos(piece)}
{related(house, piece)}
</main>"""
    head = f"{open_graph_tags(house, piece)}\n{canonical(piece)}"
    return page(house, f"{piece.title} | {house.outlet.title}", head, body, ' prefix="og: https://ogp.me/ns#"')


def microdata(house: House, piece: Piece) -> str:
    """schema.org as microdata (HTML Living Standard, section 5)."""
    authors = ", ".join(
        f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{e(author)}'
        "</span></span>"
        for author in piece.authors
    )
    tags = ", ".join(f'<a rel="tag" href="/etiqueta.php?t={i}">{e(tag)}</a>' for i, tag in enumerate(piece.tags))
    body = f"""<div id="contenido" itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">{e(piece.title)}</h1>
<p class="entradilla" itemprop="description">{e(piece.summary)}</p>
<p class="firma">Por {authors} |
<time itemprop="datePublished" datetime="{piece.published.isoformat()}">{when(house, piece)}</time></p>
{figure(piece, ' itemprop="image"')}
<div class="texto" itemprop="articleBody">
{blocks_to_html(piece.blocks)}
</div>
{videos(piece)}
<meta itemprop="keywords" content="{e(", ".join(piece.tags))}">
<p class="etiquetas">{tags}</p>
</div>
{related(house, piece)}"""
    return page(house, f"{piece.title} :: {house.outlet.title}", canonical(piece), body)


def blog_time(house: House, piece: Piece) -> str:
    """A blog's page in the manner of microformats: ``entry-title``, ``<time>``, ``rel=author``."""
    authors = ", ".join(f'<a rel="author" class="fn" href="/autor/">{e(author)}</a>' for author in piece.authors)
    body = f"""<div id="page"><article class="hentry post">
<header class="entry-header"><h1 class="entry-title">{e(piece.title)}</h1>
<div class="entry-meta"><time class="entry-date published" datetime="{piece.published.isoformat()}">{
        when(house, piece)
    }</time> von {authors}</div></header>
{figure(piece)}
<div class="entry-content">
<p><strong>{e(piece.summary)}</strong></p>
{blocks_to_html(piece.blocks)}
{videos(piece)}
</div></article>
<section id="comments"><h3>2 Kommentare</h3><ol><li><p>Endlich! Darauf warte ich seit Monaten.</p></li>
<li><p>Hoffentlich auch mit deutscher Synchro.</p></li></ol></section>
{related(house, piece)}</div>"""
    head = f'<meta property="og:title" content="{e(piece.title)}">\n{canonical(piece)}'
    return page(house, f"{piece.title} – {house.outlet.title}", head, body)


def plain_blog(house: House, piece: Piece) -> str:
    """A mirror's page: the copied text, a name for an author, and hardly a word about the page itself."""
    body = f"""<div id="content"><h2 class="post-title">{e(piece.title)}</h2>
<small>{piece.published.date().isoformat()} / admin</small>
<div class="post">
{figure(piece)}
{blocks_to_html(piece.blocks)}
{videos(piece)}
</div></div>"""
    head = f'<meta property="article:published_time" content="{piece.published.isoformat()}">\n{canonical(piece)}'
    return page(house, piece.title, head, body)


TEMPLATES: dict[str, Template] = {
    "blog_time": blog_time,
    "json_ld": json_ld,
    "json_ld_graph": json_ld_graph,
    "microdata": microdata,
    "old_tables": old_tables,
    "open_graph": open_graph,
    "plain_blog": plain_blog,
    "sloppy": sloppy,
}
"""By the name that an outlet's file gives."""
