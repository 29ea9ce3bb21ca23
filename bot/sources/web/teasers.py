"""What leads to other pages, out of the tree: menus, lines of links, teasers of other stories."""

from lxml.html import HtmlElement

from bot.articles.urls import host_of
from bot.sources.web.elements import (
    BLOCKS,
    HEADINGS,
    LARGEST_CARD,
    LARGEST_FURNITURE,
    LONGEST_CAPTION,
    ROOTS,
    drop,
    words_of,
)

# Fewer may be a source or an address that the author gives; beside those of a menu stand bars and dots.
_FEWEST_LINKS = 2
_BESIDE_LINKS = 1
# A link of fewer words is a name or an address; a headline has more.
_FEWEST_LINKED = 4
# A list of so many points that are links, but for a time or a count, is a menu or tells of other stories.
_FEWEST_POINTS = 4
_LINKED = 0.8
_FEWEST_CARDS = 2


def drop_teasers(tree: HtmlElement, host: str) -> None:
    """Drop what leads to other pages and is no text; `host` is that of this page."""
    _drop_link_lines(tree)
    _drop_lone_links(tree, host)
    _drop_menus(tree)
    _drop_cards(tree)


def _drop_link_lines(tree: HtmlElement) -> None:
    """Drop lines of two or more links and next to nothing else: menus, "Back | Print", lists of stories."""
    for line in list(tree.iter("p", "div")):
        if any(child.tag in BLOCKS for child in line) or len(links := list(line.iter("a"))) < _FEWEST_LINKS:
            continue
        words, linked = words_of(line), sum(map(words_of, links))
        if words - linked <= _BESIDE_LINKS and words <= LONGEST_CAPTION:
            drop(line)


def _drop_menus(tree: HtmlElement) -> None:
    """Drop lists of links and next to nothing else."""
    for menu in list(tree.iter("ul", "ol")):
        # Lists whose points have headings are cards.
        if len(menu) < _FEWEST_POINTS or next(menu.iter(*HEADINGS), None) is not None:
            continue
        if sum(words_of(link) for link in menu.iter("a")) >= _LINKED * words_of(menu):
            drop(menu)


def _drop_lone_links(tree: HtmlElement, host: str) -> None:
    """Drop paragraphs that are one link to a page of this site, where several stand between those of a text.

    Links to other sites are what an author tells of.
    """
    by_parent: dict[HtmlElement, list[HtmlElement]] = {}
    for line in tree.iter("p"):
        links, parent = list(line.iter("a")), line.getparent()
        if parent is None or len(links) != 1 or not _is_teaser(links[0].get("href") or "#", host):
            continue
        if _FEWEST_LINKED <= words_of(links[0]) == words_of(line) <= LONGEST_CAPTION:
            by_parent.setdefault(parent, []).append(line)
    for parent, lines in by_parent.items():
        if len(lines) >= _FEWEST_CARDS and sum(map(words_of, lines)) <= LARGEST_FURNITURE * words_of(parent):
            for line in lines:
                drop(line)


def _is_teaser(href: str, host: str) -> bool:
    """Tell whether a link leads to another page of the same site."""
    return href[0] != "#" and host_of(href) in ("", host)


def _drop_cards(tree: HtmlElement) -> None:
    """Drop the teasers of other stories, cards whose heading is a link, where they are the smaller part."""
    by_parent: dict[HtmlElement, list[HtmlElement]] = {}
    for heading in tree.iter(*HEADINGS):
        if heading.tag == "h1" or not is_linked(heading):
            continue
        card = _card(heading)
        parent = card.getparent()
        if parent is not None:
            by_parent.setdefault(parent, []).append(card)
    total = words_of(tree)
    for found in by_parent.values():
        cards = list(dict.fromkeys(found))
        if len(cards) >= _FEWEST_CARDS and sum(map(words_of, cards)) <= LARGEST_FURNITURE * total:
            for card in cards:
                drop(card)


def _card(heading: HtmlElement) -> HtmlElement:
    """Return the largest element around a heading that holds no other and few words."""
    card = heading
    for around in heading.iterancestors():
        if (
            around.tag in ROOTS - {"article"}
            or sum(1 for _ in around.iter(*HEADINGS)) > 1
            or words_of(around) > LARGEST_CARD
        ):
            break
        card = around
    return card


def is_linked(heading: HtmlElement) -> bool:
    """Tell whether a heading is a link or stands in one, and not one to a place on the same page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any((link.get("href") or "#")[0] != "#" for link in links)
