"""A summary as a person sees it."""

from bot.articles.model import Article, Summary
from bot.render.phrases import phrase
from bot.render.text import Block, pack, visible

# A headline longer than this is not one; the rest of it would push the summary off the screen.
_MAX_TITLE = 300


def summary_messages(summary: Summary, *, position: tuple[int, int] | None = None) -> list[str]:
    """Return the summary as Telegram HTML, in as few messages as its length allows.

    `position` is the article's place and the length of the list it stands in.
    """
    return pack(summary_blocks(summary, position=position))


def summary_text(summary: Summary) -> str:
    """Return the summary as plain text."""
    return "\n\n".join(block.text for block in summary_blocks(summary))


def summary_blocks(summary: Summary, *, position: tuple[int, int] | None = None) -> list[Block]:
    """Return headline, origin, sentences and one closing line, each without what it does not know."""
    article = summary.article
    blocks = [
        Block(visible(article.title or "")[:_MAX_TITLE], "b"),
        Block(origin(article), "i"),
        *(Block(visible(text)) for text in summary.texts),
        Block(" · ".join(_facts(summary, position)), "i"),
    ]
    return [block for block in blocks if block.text]


def origin(article: Article) -> str:
    """Return outlet and date, as far as they are known: "TASS · 24 March 2023"."""
    parts = [visible(article.outlet or "")]
    if day := article.published:
        parts.append(f"{day.day} {_MONTHS[day.month - 1]} {day.year}")
    return " · ".join(part for part in parts if part)


def _facts(summary: Summary, position: tuple[int, int] | None) -> list[str]:
    chosen = len(summary.sentences)
    key = "summary.whole" if chosen == summary.available else "summary.sentences"
    facts = [phrase(key, chosen=chosen, available=summary.available)]
    saved = summary.read_seconds_saved
    if saved >= 60:
        facts.append(phrase("summary.minutes_saved", minutes=round(saved / 60)))
    elif saved >= 10:  # less is not worth a word
        facts.append(phrase("summary.seconds_saved", seconds=saved))
    if position:
        place, count = position
        facts.append(phrase("summary.position", position=place, count=count))
    return facts


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
