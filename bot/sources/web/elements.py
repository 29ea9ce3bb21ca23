"""What is done with the elements of a page: counted, dropped, and told apart by their tags."""

from lxml.html import HtmlElement

from bot.sources.web.prose import words_in

ROOTS = frozenset({"html", "head", "body", "main", "article"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Furniture is the smaller part: a block of more than this share of the page's words stays, whatever its name.
LARGEST_FURNITURE = 0.4
# A caption: two sentences and a name.
LONGEST_CAPTION = 60
# A teaser: a headline of twenty words, three sentences, a name and a date.
LARGEST_CARD = 90
BLOCKS = frozenset(
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
