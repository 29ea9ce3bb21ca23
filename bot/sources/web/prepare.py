"""The tree of a page made ready: furniture out, layout tables and runs of line breaks into plain blocks."""

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from bot.sources.web.furniture import BACK_MATTER, COMMENTS, FURNITURE, NEVER_TEXT, PICTURES, TOPICS
from bot.sources.web.prose import key, words_in

_ROOTS = frozenset({"html", "head", "body", "main", "article"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Fewer words are no article, so that what was taken for comments or furniture may have been the text itself.
_FEWEST_LEFT = 60
# Furniture is the smaller part: a block of more than this share of the page's words stays, whatever its name.
_LARGEST_FURNITURE = 0.4
# A caption: two sentences and a name.
_LONGEST_CAPTION = 60
# Cells with more words than this hold prose: figures and names are shorter.
_PROSE_CELL = 30
# A text in `noscript` that is an article, and no request to switch scripts on.
_SHORTEST_NOSCRIPT = 60
# Fewer may be a source or an address that the author gives; beside those of a menu stand bars and dots.
_FEWEST_LINKS = 2
_BESIDE_LINKS = 1
# A list of so many points that are links, but for a time or a count, is a menu or tells of other stories.
_FEWEST_POINTS = 4
_LINKED = 0.8
# A teaser: a headline of twenty words, three sentences, a name and a date.
_LARGEST_CARD = 90
_FEWEST_CARDS = 2
# What text parted by line breaks stands in, and what stands between its parts.
_HOLDERS = frozenset({"body", "div", "section", "article", "main", "td", "p", "blockquote", "li"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "table",
        "ul",
        "ol",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "blockquote",
        "pre",
        "form",
        "section",
        "figure",
    }
)
# Names of classes that were made by a program come by the dozen; what an element is stands in the first few.
_LONGEST_NAME = 300
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def prepare(tree: HtmlElement) -> None:
    """Take out of the tree what is no text, and turn what hides text into plain blocks."""
    _show_noscript(tree)
    etree.strip_elements(tree, *NEVER_TEXT, "noscript", with_tail=False)
    # They mark up single letters and whole pages alike.
    etree.strip_tags(tree, "font", "center", "tt", "big", "nobr", "wbr")
    for link in list(tree.iter("a")):
        # Buttons in disguise: "Print", "Close this window".
        if (link.get("href") or "").lstrip().lower().startswith("javascript:"):
            drop(link)
    _drop_back_matter(tree)
    _drop_named(tree)
    _flatten_tables(tree)
    _part_at_breaks(tree)
    _drop_link_lines(tree)
    _drop_cards(tree)


def words_of(element: HtmlElement) -> int:
    """Count the words that a reader of this part of the page sees."""
    return words_in(" ".join(element.itertext()))


def drop(element: HtmlElement) -> None:
    """Take an element out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    # Two words that only the element kept apart stay apart.
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _show_noscript(tree: HtmlElement) -> None:
    for element in list(tree.iter("noscript")):
        if words_of(element) >= _SHORTEST_NOSCRIPT:
            element.tag = "div"


def _drop_back_matter(tree: HtmlElement) -> None:
    """Drop "See also", "References" and the lists below them, in pages divided by headings of one level."""
    for heading in list(tree.iter("h2")):
        if key(heading.text_content()) not in BACK_MATTER:
            continue
        top, parent = heading, heading.getparent()
        # MediaWiki wraps every heading in a block of its own.
        if parent is not None and parent.tag == "div" and parent[0] is heading and parent.find("p") is None:
            top = parent
        below = list(top.itersiblings(etree.Element))
        # Below "Notes" a cook writes paragraphs, an encyclopedia lists.
        if not below or below[0].tag == "p":
            continue
        for sibling in below:
            if sibling.tag == "h2" or (sibling.tag == "div" and sibling.find("h2") is not None):
                break
            drop(sibling)
        drop(top)


def _drop_named(tree: HtmlElement) -> None:
    """Drop comments, furniture, hidden parts and pictures with their captions, by name."""
    total = words_of(tree)
    left = total
    for element, comments in list(_named(tree)):
        if element.getroottree().getroot() is not tree:
            continue  # went with what it stood in
        # What holds the headline is no furniture, though its name may tell of the sidebar beside it.
        if next(element.iter("h1", "main"), None) is not None:
            continue
        words = words_of(element)
        takes = left - words >= _FEWEST_LEFT if comments else words <= _LARGEST_FURNITURE * total
        if takes:
            drop(element)
            left -= words


def _named(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    for element in tree.iter(etree.Element):
        tag = element.tag
        if tag in _ROOTS or not element.attrib:
            continue
        attributes = element.attrib
        if (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _HIDDEN.search(attributes.get("style", ""))
        ):
            yield element, False
            continue
        name = f"{attributes.get('class', '')[:_LONGEST_NAME]} {attributes.get('id', '')[:_LONGEST_NAME]}"
        name = TOPICS.sub("", name.lower())
        if name == " ":
            continue
        if COMMENTS.search(name):
            yield element, True
        elif (tag not in _HEADINGS and FURNITURE.search(name)) or (
            PICTURES.search(name)
            and element.find(".//img") is not None
            and words_of(element) <= _LONGEST_CAPTION
        ):
            yield element, False


def _flatten_tables(tree: HtmlElement) -> None:
    """Turn tables that lay out a page into blocks; tables of data are left to be left out."""
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if not any(words_of(cell) > _PROSE_CELL for cell in cells):
            continue
        for row in list(table.iter("tr", "tbody", "thead", "tfoot")):
            if next(row.iterancestors("table")) is table:
                row.tag = "div"
        for cell in cells:
            cell.tag = "div"
        table.tag = "div"


def _part_at_breaks(tree: HtmlElement) -> None:
    """Make paragraphs of text that is parted by two line breaks or a rule, as old pages have it."""
    breaks = [element for element in tree.iter("br", "hr") if _parts_text(element)]
    holders = {parent: None for element in breaks if (parent := element.getparent()) is not None}
    for holder in holders:
        if holder.tag not in _HOLDERS:
            continue
        parts: list[HtmlElement] = [_paragraph(holder.text)]
        for child in list(holder):
            if child.tag == "br" and _parts_text(child):
                parts.append(_paragraph(child.tail))
                holder.remove(child)
            elif child.tag in _BLOCKS:
                parts.append(child)
                parts.append(_paragraph(child.tail))
                child.tail = None
                holder.remove(child)
            else:
                parts[-1].append(child)
        holder.text = None
        if holder.tag == "p":
            holder.tag = "div"
        holder.extend(part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip())


def _parts_text(element: HtmlElement) -> bool:
    """Tell whether a `br` is followed by another, or a rule by text that stands in no block."""
    tail = (element.tail or "").strip()
    if element.tag == "hr":
        return bool(tail)
    following = element.getnext()
    return following is not None and following.tag in ("br", "hr") and not tail


def _paragraph(text: str | None) -> HtmlElement:
    part = html.Element("p")
    part.text = text
    return part


def _drop_link_lines(tree: HtmlElement) -> None:
    """Drop lines of two or more links and next to nothing else: menus, "Back | Print", lists of stories."""
    for line in list(tree.iter("p", "div")):
        if any(child.tag in _BLOCKS for child in line) or len(links := list(line.iter("a"))) < _FEWEST_LINKS:
            continue
        words, linked = words_of(line), sum(map(words_of, links))
        if words - linked <= _BESIDE_LINKS and words <= _LONGEST_CAPTION:
            drop(line)
    for menu in list(tree.iter("ul", "ol")):
        # Lists whose points have headings are cards.
        if len(menu) < _FEWEST_POINTS or next(menu.iter(*_HEADINGS), None) is not None:
            continue
        if sum(words_of(link) for link in menu.iter("a")) >= _LINKED * words_of(menu):
            drop(menu)


def _drop_cards(tree: HtmlElement) -> None:
    """Drop the teasers of other stories, cards whose heading is a link, where they are the smaller part."""
    by_parent: dict[HtmlElement, list[HtmlElement]] = {}
    for heading in tree.iter(*_HEADINGS):
        if heading.tag == "h1" or not is_linked(heading):
            continue
        card = _card(heading)
        parent = card.getparent()
        if parent is not None:
            by_parent.setdefault(parent, []).append(card)
    total = words_of(tree)
    for found in by_parent.values():
        cards = list(dict.fromkeys(found))
        if len(cards) >= _FEWEST_CARDS and sum(map(words_of, cards)) <= _LARGEST_FURNITURE * total:
            for card in cards:
                drop(card)


def _card(heading: HtmlElement) -> HtmlElement:
    """Return the largest element around a heading that holds no other and few words."""
    card = heading
    for around in heading.iterancestors():
        if (
            around.tag in _ROOTS - {"article"}
            or sum(1 for _ in around.iter(*_HEADINGS)) > 1
            or words_of(around) > _LARGEST_CARD
        ):
            break
        card = around
    return card


def is_linked(heading: HtmlElement) -> bool:
    """Tell whether a heading is a link or stands in one, and not one to a place on the same page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any((link.get("href") or "#")[0] != "#" for link in links)
