"""The tree of a page made ready: furniture out, layout tables and runs of line breaks into plain blocks."""

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

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
from bot.sources.web.furniture import (
    ABOUT_AUTHOR,
    BACK_MATTER,
    COMMENTS,
    FURNITURE,
    NEVER_TEXT,
    PICTURES,
    TOPICS,
)
from bot.sources.web.prose import key
from bot.sources.web.teasers import drop_teasers

# Fewer words are no article, so that what was taken for comments or furniture may have been the text itself.
_FEWEST_LEFT = 60
# Cells with more words than this hold prose: figures and names are shorter.
_PROSE_CELL = 30
# A text in `noscript` that is an article, and no request to switch scripts on.
_SHORTEST_NOSCRIPT = 60
# What text parted by line breaks stands in, and what stands between its parts.
_HOLDERS = frozenset({"body", "div", "section", "article", "main", "td", "p", "blockquote", "li"})
# Names of classes that were made by a program come by the dozen; what an element is stands in the first few.
_LONGEST_NAME = 300
# What an element is called until all of its kind go, which takes no longer for thousands of them.
_GONE, _PLAIN = "gone", "plain"
# Where classes are made by a program, what an element is stands in the names that its makers test it by.
_NAMES = ("class", "id", "data-component", "data-testid")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def prepare(tree: HtmlElement, host: str) -> None:
    """Take out of the tree what is no text, and turn what hides text into plain blocks.

    `host` is that of the page, as `host_of` has it.
    """
    _show_noscript(tree)
    etree.strip_elements(tree, *NEVER_TEXT, "noscript", with_tail=False)
    # They mark up single letters and whole pages alike.
    etree.strip_tags(tree, "font", "center", "tt", "big", "nobr", "wbr")
    _mend_links(tree)
    _drop_back_matter(tree)
    _drop_author_boxes(tree)
    _drop_named(tree)
    _flatten_tables(tree)
    _part_at_breaks(tree)
    drop_teasers(tree, host)


def _show_noscript(tree: HtmlElement) -> None:
    for element in list(tree.iter("noscript")):
        if words_of(element) >= _SHORTEST_NOSCRIPT:
            element.tag = "div"


def _mend_links(tree: HtmlElement) -> None:
    """Drop links that are buttons or that nobody sees, and take anchors for the plain text that they are."""
    for link in tree.iter("a"):
        # Buttons in disguise: "Print", "Close this window".
        button = (link.get("href") or "").lstrip().lower().startswith("javascript:")
        # A block whose only link has no words counts for trafilatura as a menu.
        if button or (len(link) == 0 and not (link.text or "").strip()):
            link.tag = _GONE
        # Without a name it is a link that a script follows.
        elif "href" not in link.attrib and ("name" in link.attrib or "id" in link.attrib):
            link.tag = _PLAIN
    etree.strip_elements(tree, _GONE, with_tail=False)
    etree.strip_tags(tree, _PLAIN)


def _drop_author_boxes(tree: HtmlElement) -> None:
    """Drop boxes that tell of the author: few words below a heading that says so."""
    for heading in list(tree.iter(*HEADINGS)):
        box = heading.getparent()
        if (
            box is not None
            and box.tag not in ROOTS
            and box[0] is heading
            and key(heading.text_content()) in ABOUT_AUTHOR
            and words_of(box) <= LARGEST_CARD
        ):
            drop(box)


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
        takes = left - words >= _FEWEST_LEFT if comments else words <= LARGEST_FURNITURE * total
        if takes:
            drop(element)
            left -= words


def _named(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    for element in tree.iter(etree.Element):
        tag = element.tag
        if tag in ROOTS or not element.attrib:
            continue
        attributes = element.attrib
        if (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _HIDDEN.search(attributes.get("style", ""))
        ):
            yield element, False
            continue
        name = " ".join(attributes.get(named, "")[:_LONGEST_NAME] for named in _NAMES)
        name = TOPICS.sub("", name.lower())
        if name.isspace():
            continue
        if COMMENTS.search(name):
            yield element, True
        elif (tag not in HEADINGS and FURNITURE.search(name)) or (
            PICTURES.search(name)
            and element.find(".//img") is not None
            and words_of(element) <= LONGEST_CAPTION
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
            elif child.tag in BLOCKS:
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
