"""Title, author, date, outlet and address of a page: what it declares, checked against what it shows."""

import re
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from bot.articles.urls import absolute, clean_url, host_of, is_front, same_page
from bot.sources.web.bylines import read_author, read_published
from bot.sources.web.declared import Declared, lines_above, text_of
from bot.sources.web.prose import key
from bot.sources.web.structured import Structured
from bot.sources.web.variants import canonical, is_amp, is_print

# Between the headline and the name of the site. A colon or a bare dash is more often a part of the headline.
_PARTS = re.compile(r"\s+[|–—·•»«›‹:-]\s+|\s*[|｜_：]\s*")
# Names of sites have fewer words; a longer end is a part of the headline.
_LONGEST_SITE = 5


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a page beside its text; None where it does not say."""

    title: str | None
    author: str | None
    published: date | None
    outlet: str | None
    description: str | None
    url: str
    full_version: str | None
    heading: HtmlElement | None = None
    """The element of the page that shows the title."""


def read_metadata(tree: HtmlElement, declared: Declared, structured: Structured, url: str) -> Metadata:
    """Read the metadata of a page that was fetched from `url`."""
    outlet = _outlet(declared, structured)
    heading = _heading(declared, structured, outlet, url)
    title = _title(heading, declared, structured, outlet)
    above = list(lines_above(tree, heading))
    own = canonical(declared, url)
    variant = is_amp(tree, url) or is_print(url)
    return Metadata(
        title=title,
        author=read_author(tree, declared, structured, above, outlet),
        published=read_published(tree, declared, structured, above, heading, url),
        outlet=outlet,
        description=declared.first("og:description", "description", "twitter:description", "dc.description")
        or structured.description,
        url=own,
        full_version=own if variant and not same_page(own, clean_url(url)) else None,
        heading=heading,
    )


def _outlet(declared: Declared, structured: Structured) -> str | None:
    outlet = (
        declared.first("og:site_name")
        or structured.outlet
        or declared.first("application-name", "dc.publisher", "citation_journal_title", "publisher")
    )
    if outlet and not outlet.startswith(("http", "@")):
        return outlet
    # The end of the title, where a heading says which part of it is the headline.
    for heading in declared.headings:
        shown = key(text_of(heading))
        parts = [part for part in _PARTS.split(declared.title) if part]
        if shown and len(parts) > 1 and key(parts[0]) == shown and len(parts[-1].split()) <= _LONGEST_SITE:
            return parts[-1]
    return None


def _heading(declared: Declared, structured: Structured, outlet: str | None, url: str) -> HtmlElement | None:
    """Return the heading that is the title: the one that the page's declarations repeat."""
    said = [
        key(title)
        for title in (structured.headline, declared.first("og:title", "twitter:title"), declared.title)
        if title
    ]
    site = {key(name) for name in (outlet, host_of(url)) if name}
    headings = [
        heading
        for heading in declared.headings
        if (name := key(text_of(heading))) and name not in site and not _is_logo(heading, url)
    ]
    for heading in headings:
        name = key(text_of(heading))
        if any(
            name == title or (len(name) * 2 >= len(title) and name in title) or title in name
            for title in said
        ):
            return heading
    mains = [heading for heading in headings if heading.tag == "h1"]
    if len(mains) == 1 and (not said or any(_alike(key(text_of(mains[0])), title) for title in said)):
        return mains[0]
    return None


def _is_logo(heading: HtmlElement, url: str) -> bool:
    links = list(heading.iter("a"))
    if not links and (around := next(heading.iterancestors("a"), None)) is not None:
        links = [around]
    return any(
        is_front(target)
        for link in links
        if (target := absolute(link.get("href") or "", url)) and link.get("href", "").strip("#")
    )


def _alike(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return len(words & others) * 2 >= min(len(words), len(others)) > 0


def _title(
    heading: HtmlElement | None, declared: Declared, structured: Structured, outlet: str | None
) -> str | None:
    if heading is not None:
        return text_of(heading)
    for title in (structured.headline, declared.first("og:title", "twitter:title"), declared.title):
        if title:
            return _without_site(title, outlet)
    return next(
        (text_of(heading) for heading in declared.headings if heading.tag == "h1" and text_of(heading)), None
    )


def _without_site(title: str, outlet: str | None) -> str:
    cuts = [(match.start(), match.end()) for match in _PARTS.finditer(title)]
    if not cuts:
        return title
    start, end = cuts[-1]
    head, tail = title[:start].strip(), title[end:].strip()
    if outlet and key(outlet) == key(tail):
        return _without_site(head, outlet)
    if outlet and key(outlet) == key(title[: cuts[0][0]]):
        return title[cuts[0][1] :].strip()
    longer = len(head) > len(tail) and len(tail.split()) <= _LONGEST_SITE
    return (
        head
        if not outlet
        and longer
        and title[start:end].strip() in ("|", "–", "—", "-", "·", "•", "_", "｜", "：")
        else title
    )
