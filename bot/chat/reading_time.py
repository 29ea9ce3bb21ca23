"""A summary by the time it takes to read."""

from dataclasses import replace

from bot.services.batch import words_read_in
from bot.services.summarize_input import Card, SummarizeInput


async def shown_within(summaries: SummarizeInput, card: Card, seconds: int) -> Card:
    """Return a card in as many of its sentences as are read in so many seconds, one at least.

    It is the card that is asked for by that number of sentences, from which its buttons go on. Raises
    `UserError` where the article is forgotten meanwhile.
    """
    budget = words_read_in(seconds)
    most = len(card.summary.sentences)
    best = replace(card, sentences=most)
    if card.summary.words <= budget:
        return best
    low, high = 1, most - 1
    while low <= high:
        count = (low + high) // 2
        tried = await summaries.again(card.summary.article.id, count)
        fits = tried.summary.words <= budget
        if fits or count == 1:
            best = tried
        low, high = (count + 1, high) if fits else (low, count - 1)
    return best
