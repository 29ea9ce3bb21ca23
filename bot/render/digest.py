"""A digest as a person sees it."""

from collections.abc import Sequence

from bot.articles.model import Summary
from bot.render.phrases import phrase
from bot.render.summary import summary_text


def digest_text(summaries: Sequence[Summary]) -> str:
    """Return a digest as plain text: a line that says what it holds, then summary after summary."""
    minutes = round(sum(summary.read_seconds_saved for summary in summaries) / 60)
    head = phrase("digest.head", count=len(summaries), minutes=minutes)
    rule = "\n\n" + "─" * 20 + "\n\n"
    return rule.join([head, *map(summary_text, summaries)])
