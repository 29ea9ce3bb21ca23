"""From a text as it arrived to an `Article`: furniture dropped, metadata read, paragraphs as spans."""

from collections.abc import Iterator, Sequence

from bot.articles import language as languages
from bot.articles.blocks import is_wrapped, lines, paragraphs
from bot.articles.header import read_header
from bot.articles.inline import cut
from bot.articles.model import Article, Span, content_id
from bot.articles.sift import line_rule, sift

# Enough of the story to tell its language by.
_LANGUAGE_SAMPLE = 2_000
# No wrapped notice is longer.
_LONGEST_NOTICE = 400


def read_article(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 (the name of the article's own field)
    title: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> Article:
    """Read the text of an article, or of the page around it, into an `Article`.

    `Article.text` is `text`, untouched; `paragraphs` are spans of it. A title, language or `id` that is given
    is kept; without `id` the article is named by its content. Reads any string without raising. Reading the
    paragraphs again, joined by blank lines, with the title found, finds the same paragraphs; only where the
    first line of a hard-wrapped paragraph lost its dateline may the next line then stand alone.
    """
    sifted = sift(text, cut(text, lines(text)))
    blocks = [block for block in paragraphs(text, sifted.pieces) if not _wrapped_furniture(text, block)]
    given = " ".join(title.split()) if title else ""
    header = read_header(text, blocks, given or None, sifted.bylines, sifted.menu_end)
    return Article(
        id=content_id(text) if id is None else id,
        text=text,
        paragraphs=tuple(header.blocks),
        title=header.title,
        published=header.published,
        outlet=header.outlet,
        language=language or languages.detect(_sample(text, header.blocks)),
        url=url,
    )


def _wrapped_furniture(text: str, block: Span) -> bool:
    """Tell whether lines that were no furniture each are a notice together."""
    if block.end - block.start > _LONGEST_NOTICE or not is_wrapped(text, block):
        return False
    return line_rule(block.of(text)) is not None


def _sample(text: str, blocks: Sequence[Span]) -> str:
    def parts() -> Iterator[str]:
        missing = _LANGUAGE_SAMPLE
        for block in blocks:
            if missing <= 0:
                return
            yield text[block.start : min(block.end, block.start + missing)]
            missing -= block.end - block.start

    return " ".join(parts())
