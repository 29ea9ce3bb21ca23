"""One thing at a time: small pages that differ in what is asked about."""

import json
from datetime import date
from typing import Any

import pytest

from bot.errors import PageFailed
from bot.sources.webpage import Page, read_page

URL = "https://www.paper.example/news/ferry-4711"
PARAGRAPHS = [
    f"The {place} of Lindholm was closed on Tuesday after a ferry with {number} passengers ran aground. "
    "Nobody was hurt, the coast guard said, and tugs are to pull the ship free when the tide is high."
    for number, place in enumerate(
        ("harbour", "market", "railway", "library", "theatre", "bridge", "museum"), 212
    )
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def read(body: str = TEXT, head: str = "", *, url: str = URL, html: str = 'lang="en"') -> Page:
    page = f"<!doctype html><html {html}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_page(page.encode(), url=url, charset="utf-8")


def refused(body: str, head: str = "", *, url: str = URL) -> PageFailed:
    with pytest.raises(PageFailed) as failed:
        read(body, head, url=url)
    return failed.value


def ld(**fields: Any) -> str:
    found = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(found)}</script>'


# --- title -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>A ferry ran aground | Paper</title>", "<h1>A ferry ran aground</h1>"),
        ("<title>A ferry ran aground - Paper</title><meta property=og:site_name content=Paper>", ""),
        ('<title>x</title><meta property="og:title" content="A ferry ran aground">', ""),
        (ld(headline="A ferry ran aground"), '<h1><a href="/">Paper</a></h1>'),
        (
            "<title>Paper: A ferry ran aground</title>",
            '<h1><a href="/">Paper</a></h1><h2>A ferry ran aground</h2>',
        ),
        (
            "<title>A ferry ran aground</title>",
            "<h1>Paper</h1><h1 class=t>A&nbsp;ferry <i>ran</i> aground </h1>",
        ),
        ("", "<h1>A ferry ran aground</h1>"),
        ("<title>A ferry ran aground</title>", "<svg><title>Logo</title></svg>"),
    ],
)
def test_the_title_is_the_headline_and_not_the_name_of_the_site(head: str, body: str) -> None:
    assert read(body + TEXT, head).title == "A ferry ran aground"


def test_a_dash_inside_a_headline_stays() -> None:
    title = "Ashby 24-23 Lindholm - late goal ends the run of nineteen matches"
    head = f'<title>{title} - Paper</title><meta property="og:site_name" content="Paper">'
    assert read(TEXT, head).title == title


# --- author, date, outlet ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        (ld(author={"@type": "Person", "name": "Ida Brandt"}), "", "Ida Brandt"),
        (ld(author=[{"name": "Ida Brandt"}, {"name": "Olaf Ek"}]), "", "Ida Brandt, Olaf Ek"),
        (ld(author={"@type": "Organization", "name": "Paper"}), "", None),
        ('<meta name=author content="Ida Brandt">', "", "Ida Brandt"),
        ('<meta property="article:author" content="https://facebook.example/ida">', "", None),
        ('<meta name=author content="admin">', "", None),
        ("", "<a rel=author href=/ida>Ida Brandt</a>", "Ida Brandt"),
        ("", "<p class=byline>By Ida Brandt and Olaf Ek, 3 May 2026</p>", "Ida Brandt, Olaf Ek"),
        ("", "<p>Von Ida Brandt</p>", "Ida Brandt"),
        ("", "<div class=info>作者：程远　　时间：2026-05-03</div>", "程远"),
        ("", "<p class=byline>Updated 3 hours ago</p>", None),
    ],
)
def test_authors(head: str, body: str, author: str | None) -> None:
    assert read(f"<h1>A ferry ran aground</h1>{body}{TEXT}", head).author == author


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (ld(datePublished="2026-05-03T23:30:00+02:00"), ""),
        ('<meta property="article:published_time" content="2026-05-03">', ""),
        ('<meta name=pubdate content="20260503">', ""),
        ("", '<time datetime="2026-05-03T10:00">three days ago</time>'),
        ("", "<p class=date>3 May 2026</p>"),
        ("", "<div>Опубликовано: 3 мая 2026, 10:12</div>"),
        ("", "<p>Ida Brandt | 3. Mai 2026</p>"),
        ("", "<div>来源：海报　　时间：2026-05-03　　点击：12</div>"),
    ],
)
def test_the_day_of_publication(head: str, body: str) -> None:
    assert read(f"<h1>A ferry ran aground</h1>{body}{TEXT}", head).published == date(2026, 5, 3)


def test_the_day_below_the_headline_counts_before_today_in_the_masthead() -> None:
    masthead, byline = "<time datetime=2026-07-01>Today</time>", "<time datetime=2026-05-03>May 3</time>"
    assert read(f"{masthead}<h1>A ferry ran aground</h1>{byline}{TEXT}").published == date(2026, 5, 3)


def test_the_day_is_in_the_address_and_nowhere_else() -> None:
    assert read(url="https://paper.example/2026/05/03/ferry").published == date(2026, 5, 3)
    assert read(url="https://paper.example/2026/13/43/ferry").published is None


def test_a_day_that_the_story_tells_is_not_its_day_of_publication() -> None:
    assert read(f"<h1>A ferry ran aground</h1><p>On 3 May 2019 {PARAGRAPHS[0]}</p>{TEXT}").published is None


def test_the_language_is_that_of_the_text_and_not_of_the_template() -> None:
    assert read(html='lang="ru-RU"').language == "en"


# --- addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://paper.example/ferry?utm_source=x", "https://paper.example/ferry"),
        ("/news/ferry", "https://www.paper.example/news/ferry"),
        # Implausible ones: another site, the front page, no address at all.
        ("https://other.example/ferry", URL),
        ("https://www.paper.example/", URL),
        ("https://www.paper.example/en/", URL),
        ("javascript:void(0)", URL),
        ("", URL),
    ],
)
def test_the_canonical_link_is_believed_where_it_can_be(canonical: str, url: str) -> None:
    assert read(head=f'<link rel="canonical" href="{canonical}">').url == url


@pytest.mark.parametrize(
    ("url", "html", "full"),
    [
        ("https://paper.example/amp/ferry", "amp", "https://paper.example/ferry"),
        ("https://paper.example/ferry.amp", "⚡", "https://paper.example/ferry"),
        ("https://paper.example/print/ferry", "", "https://paper.example/ferry"),
        ("https://paper.example/ferry?print=1", "", "https://paper.example/ferry"),
        (
            "https://paper-example.cdn.ampproject.org/c/s/paper.example/amp/ferry",
            "amp",
            "https://paper.example/ferry",
        ),
        ("https://www.google.com/amp/s/paper.example/amp/ferry", "amp", "https://paper.example/ferry"),
        # A page that exists as AMP alone, an ordinary one, and one about printing.
        ("https://paper.example/ferry", "amp", None),
        ("https://paper.example/ferry?id=3", "", None),
        ("https://paper.example/imprint/ferry", "", None),
    ],
)
def test_amp_and_print_variants_name_the_page_to_read_instead(url: str, html: str, full: str | None) -> None:
    page = read(head='<link rel="canonical" href="https://paper.example/ferry">', url=url, html=html)
    assert page.full_version == full
    assert page.text


# --- text --------------------------------------------------------------------------------------------------


def test_text_that_stands_in_the_json_ld_alone() -> None:
    page = read("<div id=root></div>", ld(headline="A ferry", articleBody="\n".join(PARAGRAPHS)))
    assert page.text.split("\n\n") == PARAGRAPHS


def test_json_ld_that_is_broken_or_hostile_is_left_out() -> None:
    broken = (
        "{",
        "[" * 100_000,
        '{"@type": ["NewsArticle", 3], "author": {"name": [[1]]}}',
        '"text"',
        "null",
        "[1, [2]]",
    )
    scripts = "".join(f'<script type="application/ld+json">{script}</script>' for script in broken)
    assert read(head=scripts).text.split("\n\n") == PARAGRAPHS


def test_json_ld_with_a_comma_too_many_and_a_bracket_too_few_is_mended() -> None:
    script = '{"@type":"NewsArticle","headline":"A {ferry}","author":[{"name":"Ida Brandt"},]'
    assert read(head=f'<script type="application/ld+json">{script}</script>').author == "Ida Brandt"


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="share-bar">Share this on every network that there is</div>',
        "<div class=newsletter-signup><p>Get our best stories every morning. No spam, ever.</p></div>",
        "<aside><p>Read also what happened to the other ferry last year.</p></aside>",
        "<div style='display: none'><p>This text is hidden from every reader of the page.</p></div>",
        "<div hidden><p>This text is hidden from every reader of the page.</p></div>",
        "<figure><img src=a><figcaption>The ferry in the harbour on Tuesday morning.</figcaption></figure>",
        "<div class=photo><img src=a><p>The ferry in the harbour on Tuesday morning.</p></div>",
        "<table><tr><th>Ferries</th><td>12</td></tr><tr><th>Ports</th><td>4</td></tr></table>",
        f"<blockquote class=x><p>{PARAGRAPHS[0].split('. ')[1]}</p></blockquote>",
        "<sup class=reference><a href=#n1>[1]</a></sup>",
        "<p><a href=/a>World</a> | <a href=/b>Sport</a> | <a href=/c>Weather</a></p>",
        "<div id=disqus_thread><p>I saw the ferry myself, and the harbour was open.</p></div>",
    ],
)
def test_what_stands_beside_the_text_is_left_out(furniture: str) -> None:
    at = TEXT.index("</p>", len(TEXT) // 2) + 4
    assert read(TEXT[:at] + furniture + TEXT[at:]).text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "name",
    [
        "post hentry category-reviews tag-social",
        "content comments-open has-sidebar",
        "story no-comments",
        "section-latest with-share",
    ],
)
def test_a_name_that_tells_of_the_topic_or_of_what_stands_beside_is_no_reason_to_drop(name: str) -> None:
    tail = f"<div><p>{' '.join(PARAGRAPHS).replace('ferry', 'train')} …</p></div>"
    main = f"<main><h1>A ferry ran aground</h1><div class='{name}'>{TEXT}</div>{tail}</main>"
    assert PARAGRAPHS[0] in read(main).text


def test_text_parted_by_line_breaks_has_paragraphs() -> None:
    assert read("<br><br>\n".join(PARAGRAPHS)).text.split("\n\n") == PARAGRAPHS


def test_a_page_laid_out_in_tables() -> None:
    menu = "<td><a href=/a>News</a><br><a href=/b>Essays</a><br><a href=/c>Links</a></td>"
    assert read(f"<table><tr>{menu}<td>{TEXT}</td></tr></table>").text.split("\n\n") == PARAGRAPHS


def test_posts_that_are_articles_each_are_read_together() -> None:
    posts = "".join(
        f"<article><time>10:0{at}</time><p>{line}</p></article>" for at, line in enumerate(PARAGRAPHS)
    )
    assert read(f"<h1>Storm</h1><div>{posts}</div>").text.split("\n\n") == PARAGRAPHS


def test_of_a_page_that_scrolls_on_to_further_articles_only_the_first_is_read() -> None:
    first = f"<article><h1>A ferry ran aground</h1>{TEXT}</article>"
    second = f"<article><h2>The pigeons</h2>{TEXT.replace('ferry', 'pigeon')}</article>"
    assert read(first + second, "<title>A ferry ran aground</title>").text.split("\n\n") == PARAGRAPHS


# --- refusals ----------------------------------------------------------------------------------------------


def test_a_teaser_is_not_passed_off_as_the_article() -> None:
    wall = "<div class=paywall><h3>Subscribe to continue reading</h3></div>"
    failed = refused(
        f"<h1>A ferry</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{wall}",
        '<meta name=description content="Aground.">',
    )
    assert (failed.code, failed.values["title"], failed.values["description"]) == (
        "page_paywall",
        "A ferry",
        "Aground.",
    )


def test_what_a_page_hides_behind_a_wall_is_not_taken_from_its_json_ld() -> None:
    head = ld(headline="A ferry", isAccessibleForFree=False, articleBody="\n".join(PARAGRAPHS))
    assert refused(f"<h1>A ferry</h1><p>{PARAGRAPHS[0]}</p>", head).code == "page_paywall"


def test_a_whole_article_is_read_though_the_paper_sells_subscriptions() -> None:
    offer = "<div class=box><p>Already a subscriber? Log in. Subscribe to continue reading.</p></div>"
    assert PARAGRAPHS[-1] in read(TEXT + offer, ld(headline="A ferry", isAccessibleForFree=False)).text


def test_a_short_free_article_is_read_though_a_banner_offers_a_subscription() -> None:
    banner = "<div class=top><p>Weiterlesen mit Werbung oder im Abo</p></div><h1>A ferry ran aground</h1>"
    assert PARAGRAPHS[0] in read(f"{banner}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>").text


def test_an_article_about_cookies_logins_and_errors_is_an_article() -> None:
    about = "We use cookies, says every page, and our 800 partners store them. Please log in, says the next. "
    page = read(
        f"<h1>How pages lost their manners</h1><p>{about}</p>{TEXT}",
        ld(headline="How pages lost their manners"),
    )
    assert about.strip() in page.text


@pytest.mark.parametrize(
    ("body", "head", "code"),
    [
        ("", "", "page_not_article"),
        ("<p>Short.</p>", "", "page_not_article"),
        ("<div id=root></div><script src=a.js></script>", "", "page_script"),
        ("<noscript>Please enable JavaScript.</noscript>", "", "page_script"),
        ("<p>You are not logged in.</p><form><input type=password></form>", "", "page_login"),
        ("<h1>404</h1><p>Nothing to see.</p>", "", "page_error"),
        ("<h1>Страница не найдена</h1><p>Попробуйте поиск.</p>", "", "page_error"),
        (
            "<p>We use cookies to improve your experience. Accept all cookies or manage preferences.</p>",
            "",
            "page_consent",
        ),
    ],
)
def test_pages_that_hold_nothing_to_read(body: str, head: str, code: str) -> None:
    assert refused(body, head).code == code


def test_a_form_to_log_in_above_the_menu_does_not_make_a_short_article_a_login() -> None:
    menu = "".join(f"<li><a href=/{at}>The news of region number {at}</a></li>" for at in range(30))
    form = f"<div class=modal><form><input type=password></form></div><ul>{menu}</ul>"
    assert read(f"{form}<h1>A ferry ran aground</h1><p>{PARAGRAPHS[0]}</p>").text == PARAGRAPHS[0]


def test_an_error_page_with_a_long_menu_and_other_stories_is_still_one() -> None:
    menu = "".join(f"<li><a href=/{at}>The news of region number {at}</a></li>" for at in range(60))
    body = f"<nav><ul>{menu}</ul></nav><h1>Page not found</h1><p>It may have been moved.</p><ul>{menu}</ul>"
    assert refused(body).code == "page_error"


@pytest.mark.parametrize(
    "title", ["500 years of ferries", "The man with 404 clocks", "Oslo wants you to log more"]
)
def test_a_short_article_whose_title_only_sounds_like_an_error(title: str) -> None:
    assert (
        read(f"<h1>{title}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", f"<title>{title}</title>").title
        == title
    )


def test_a_list_of_stories_is_no_article_wherever_it_stands() -> None:
    cards = "".join(
        f"<div><h3><a href=/{at}>Story {at}</a></h3><p>{line}</p></div>" for at, line in enumerate(PARAGRAPHS)
    )
    assert refused(cards, url="https://paper.example/").code == "page_not_article"
    assert refused(cards, url="https://paper.example/world").code == "page_not_article"
