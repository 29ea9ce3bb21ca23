"""A summary as a person sees it."""

from bot.articles.fragments import Fragments
from bot.articles.links import web_link
from bot.articles.model import Article, Summary
from bot.articles.urls import host_of
from bot.render.moments import full_date
from bot.render.phrases import phrase
from bot.render.text import Block, pack, visible

# A headline longer than this is not one; the rest of it would push the summary off the screen.
_MAX_TITLE = 300
# Behind each sentence, and linked to its place: an arrow that no client draws as an emoji (as they do ↗).
_MARK = "→"


def summary_messages(
    summary: Summary, *, position: tuple[int, int] | None = None, has_links: bool = True
) -> list[str]:
    """Return the summary as Telegram HTML, in as few messages as its length allows.

    `position` is the article's place and the length of the list it stands in; `has_links` tells whether each
    sentence is followed by the link to its place.
    """
    return pack(summary_blocks(summary, position=position, has_links=has_links))


def summary_text(summary: Summary) -> str:
    """Return the summary as plain text, the link to its article below the origin.

    The links to the sentences are left out: they are longer than most sentences, and nobody can press them.
    """
    article = summary.article
    head = "\n".join(filter(None, [origin(article), web_link(article.url)]))
    texts = [_title(article), head, *map(visible, summary.texts), _closing(summary, None)]
    return "\n\n".join(filter(None, texts))


def summary_blocks(
    summary: Summary, *, position: tuple[int, int] | None = None, has_links: bool = True
) -> list[Block]:
    """Return headline, origin, sentences and one closing line, each without what it does not know.

    Where the article has a link, the headline leads to it, and with `has_links` each sentence to its place.
    """
    article = summary.article
    fragments = Fragments(article)
    blocks = [
        Block(_title(article), "b", fragments.link),
        Block(origin(article), "i"),
        *(
            Block(visible(span.of(article.text)), link=fragments.of(span) if has_links else None, mark=_MARK)
            for span in summary.sentences
        ),
        Block(_closing(summary, position), "i"),
    ]
    return [block for block in blocks if block.text]


def _title(article: Article) -> str:
    return visible(article.title or "")[:_MAX_TITLE]


def origin(article: Article) -> str:
    """Return outlet and date, as far as they are known: "TASS · 24 March 2023".

    Of a page that names no outlet the host is shown: a link behind words tells nobody where it leads.
    """
    parts = [visible(article.outlet or "")]
    if article.is_page and not parts[0]:
        parts = [visible(host_of(article.url or ""))]
    if day := article.published:
        parts.append(full_date(day))
    return " · ".join(part for part in parts if part)


def time_saved(seconds: int) -> list[str]:
    """Return the one fact how much reading is saved, or none where it is not worth a word."""
    if seconds >= 2 * 3600:
        return [phrase("summary.hours_saved", hours=round(seconds / 3600))]
    if seconds >= 60:
        return [phrase("summary.minutes_saved", minutes=round(seconds / 60))]
    return [phrase("summary.seconds_saved", seconds=seconds)] if seconds >= 10 else []


def _closing(summary: Summary, position: tuple[int, int] | None) -> str:
    chosen = len(summary.sentences)
    key = "summary.whole" if chosen == summary.available else "summary.sentences"
    facts = [phrase(key, chosen=chosen, available=summary.available)]
    if summary.article.is_partial:
        facts.append(phrase("summary.partial"))
    facts += time_saved(summary.read_seconds_saved)
    if position:
        place, count = position
        facts.append(phrase("summary.position", position=place, count=count))
    return " · ".join(facts)
