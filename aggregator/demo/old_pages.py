"""The pages of the outlets that mark up nothing: tables and fonts of another age, and markup that never was valid."""

from __future__ import annotations

from html import escape as e

from babel.dates import format_date, format_datetime

from aggregator.demo.markup import to_html, to_text
from aggregator.demo.newsroom import Block, House, Piece
from aggregator.demo.pictures import HEIGHT, WIDTH


def _old_page(house: House, title: str, body: str) -> str:
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML LANG="ja">
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS">
<TITLE>{e(title)}</TITLE>
<LINK REL="alternate" TYPE="application/rdf+xml" TITLE="RSS" HREF="/index.rdf">
</HEAD>
<BODY BGCOLOR="#FFFFEE" TEXT="#333333" LINK="#0033CC">
<CENTER><A HREF="/"><B>★{e(house.outlet.title)}★</B></A> <FONT SIZE="2">～{e(house.outlet.tagline)}～</FONT></CENTER>
<HR>
{body}
<HR>
<FONT SIZE="2">このページの記事・画像の無断転載を禁じます。</FONT>
</BODY>
</HTML>
"""


def old_tables(house: House, piece: Piece) -> str:
    """Tables, upper-case tags, ``<BR>`` for paragraphs; the date stands in the text alone."""
    text = "<BR><BR>\n".join(_old_block(block) for block in piece.blocks)
    image = (
        f'<IMG SRC="{e(piece.image)}" ALT="{e(piece.image_alt)}" WIDTH="{WIDTH}" HEIGHT="{HEIGHT}" ALIGN="right">'
        if piece.image
        else ""
    )
    videos = "<BR>".join(
        f'■動画：<A HREF="https://www.youtube.com/watch?v={video}">PVを見る</A>' for video in piece.videos
    )
    when = f"{piece.published:%Y}年{piece.published.month}月{piece.published.day}日 {piece.published:%H:%M}"
    body = f"""<TABLE WIDTH="760" BORDER="0" CELLPADDING="6" ALIGN="center">
<TR><TD CLASS="midashi" BGCOLOR="#FFEEDD"><FONT SIZE="5"><B>{e(piece.title)}</B></FONT></TD></TR>
<TR><TD CLASS="hizuke" ALIGN="right">{when}</TD></TR>
<TR><TD CLASS="honbun">
{image}
{text}<BR><BR>
{videos}
</TD></TR>
<TR><TD ALIGN="right"><FONT SIZE="2">（{e("・".join(piece.authors))}）</FONT></TD></TR>
</TABLE>
<CENTER><A HREF="../../">[戻る]</A></CENTER>"""
    return _old_page(house, f"{house.outlet.title}：{piece.title}", body)


def _old_block(block: Block) -> str:
    mark = "・" if block.kind == "ul" else "■" if block.kind == "h" else "　"
    return "<BR>\n".join(mark + e(to_text(line), quote=False) for line in block.lines)


def old_tables_front(house: House) -> str:
    """A list of headlines by day."""
    rows = "\n".join(
        f"<TR><TD NOWRAP>{piece.published.month}/{piece.published.day}</TD>"
        f'<TD><A HREF="{e(piece.path)}">{e(piece.title)}</A></TD></TR>'
        for piece in house.listed
    )
    return _old_page(house, house.outlet.title, f'<TABLE ALIGN="center">\n{rows}\n</TABLE>')


def _sloppy_page(house: House, title: str, body: str) -> str:
    """Two bodies, a bare ampersand, cells without a table, and hardly an end tag."""
    newest = "\n".join(f"<li><a href={e(piece.path)}>{piece.title}" for piece in house.listed[:3])
    return f"""<!doctype html public>
<html lang=fr><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<title>{title} - {house.outlet.title}</title>
<link rel=stylesheet href=/style.css?v=3&t=1>
<!-- menu -->
<body bgcolor=white><div id=menu><ul><li><a href=/>Accueil<li><a href="/forum/?a=1&b=2">Forum & tchat<li>
<b><i>{house.outlet.title}</b></i> : {house.outlet.tagline}</div></td>
<body class='page page'>
<div id=colonne><h4>Derniers articles</h3><ul>
{newest}
</ul>
<div id=principal><div>
{body}
<p align=center>© {house.outlet.title} & ses auteurs
"""


def sloppy(house: House, piece: Piece) -> str:
    """Unclosed paragraphs, crossed tags, unquoted attributes; the newest headlines stand on every page."""
    image = f"<img src={e(piece.image or '')} alt='{e(piece.image_alt)}' width={WIDTH} height={HEIGHT} / >"
    videos = "\n".join(f"<iframe src=//www.youtube.com/embed/{video} width=560></iframe>" for video in piece.videos)
    published = piece.published
    when = f"{format_date(published, 'd MMMM y', locale='fr')} à {format_datetime(published, 'HH:mm', locale='fr')}"
    text = "\n".join("<p>" + "<br/>".join(to_html(line) for line in block.lines) for block in piece.blocks)
    text = text.replace("<em>", "<i><b>").replace("</em>", "</i></b>")
    return _sloppy_page(
        house,
        piece.title,
        f"""<h1 class=titre><font color=#aa3300>{piece.title}</h1></font>
<span class="date">{when}</span> <span class=auteur>par {", ".join(piece.authors)}</span>
{image if piece.image else ""}
<div class=article>
<p><b>{piece.summary}</p>
</b>
{text}
{videos}
</div></div></span>
<div class=partage><a href="#" onclick="return partager('x')">Partager</a> <a href=# >J'aime</div>""",
    )


def sloppy_front(house: House) -> str:
    """The listing: every link twice, and links that lead to nothing."""
    rows = "\n".join(
        f"<tr><td><a href={e(piece.path)}><img src=/logo.svg></a><td>"
        f"<a href='{e(piece.path)}' title=Lire>{piece.title}</a><br>{piece.summary}"
        for piece in house.listed
    )
    dead = "\n".join(f"<tr><td><td><a href={link.href}>{link.title}</a>" for link in house.outlet.dead_links)
    return _sloppy_page(house, "Actualités", f"<h1>Actualités</h1><table>\n{dead}\n{rows}\n</table>")


def sloppy_not_found(house: House) -> str:
    """What a path that leads nowhere gets, with status 200."""
    return _sloppy_page(
        house,
        "Page introuvable",
        "<h1>Page introuvable</h1>\n<p>Désolé, la page que vous cherchez n’existe pas ou n’existe plus.",
    )
