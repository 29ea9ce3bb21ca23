"""A text in, a summary within a budget out: work of a child process, which loads no more than it needs."""

from dataclasses import replace

from bot.articles.model import Article, Submission, Summary
from bot.errors import TooLong, UserError
from bot.render.keyboards import MAX_SENTENCES
from bot.services.budget import DEFAULT_SENTENCES, Budget, By, Length, Sentences, Share, Usual, Words
from bot.services.folder_articles import read_submission
from bot.summarize import DEFAULT_ALGORITHM, summarize


def summarize_text(submission: Submission, budget: Budget) -> Summary:
    """Summarise a text; raises `UserError` where there is nothing to sum up.

    The text itself is left out of the answer: whoever asks has it, and it may be large (`with_text`).
    """
    article = read_submission(submission)
    if not article.paragraphs:
        raise UserError("no_text")
    return _with_text(summarize_within(article, budget), "")


def with_text(summary: Summary, submission: Submission) -> Summary:
    """Return the summary of a submission whole, as `summarize_text` left it."""
    return _with_text(summary, submission.text)


def _with_text(summary: Summary, text: str) -> Summary:
    return replace(summary, article=replace(summary.article, text=text))


def summarize_within(article: Article, budget: Budget) -> Summary:
    """Summarise an article within a budget; one of words gives no more sentences than the buttons count.

    What is too long for the algorithm of the budget is left to the usual one.
    """
    if not isinstance(budget, By):
        return _within(article, budget, DEFAULT_ALGORITHM)
    try:
        return _within(article, budget.length, budget.algorithm)
    except TooLong:
        return _within(article, budget.length, DEFAULT_ALGORITHM)


def _within(article: Article, length: Length, algorithm: str) -> Summary:
    match length:
        case Sentences(count):
            return summarize(article, sentences=count, algorithm=algorithm)
        case Usual():
            return summarize(article, sentences=DEFAULT_SENTENCES, algorithm=algorithm)
        case Share():
            # How many there are is known afterwards; only where that makes another number it is done again.
            summary = summarize(article, sentences=DEFAULT_SENTENCES, algorithm=algorithm)
            count = length.of(summary.available)
            if count != len(summary.sentences):
                summary = summarize(article, sentences=count, algorithm=algorithm)
            return summary
        case Words(count):
            # The same as on the command line, where no button counts; only what is too much is chosen again.
            summary = summarize(article, sentences=None, words=count, algorithm=algorithm)
            if len(summary.sentences) > MAX_SENTENCES:
                summary = summarize(article, sentences=MAX_SENTENCES, words=count, algorithm=algorithm)
            return summary
