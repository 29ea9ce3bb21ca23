"""Articles in, summaries out: verbatim sentences, chosen by one of several algorithms.

To add one, write a function like `rank.rank` and give it a row in `_ORDERS`.
"""

from collections.abc import Callable, Sequence
from functools import partial

from bot.articles.model import Article, Summary
from bot.errors import TooShort, UnknownAlgorithm
from bot.summarize.select import choose
from bot.summarize.sentences import article_sentences
from bot.summarize.story import Story
from bot.summarize.words import words as words_of

__all__ = ["ALGORITHMS", "DEFAULT_ALGORITHM", "summarize"]

# Below this there is nothing to choose from: two sentences, and the length of a long one.
_LEAST_SENTENCES = 2
_LEAST_WORDS = 40

_Order = Callable[[Story], Sequence[int]]


def _rank(story: Story) -> Sequence[int]:
    from bot.summarize.rank import rank  # noqa: PLC0415  # each algorithm is loaded when it is asked for

    return rank(story).order


def _lead(story: Story) -> Sequence[int]:
    return range(len(story.texts))


def _sumy(algorithm: str, story: Story) -> Sequence[int]:
    from bot.summarize.sumy_methods import order  # noqa: PLC0415  # sumy takes over a second to load

    return order(algorithm, story)


# Name → a function from the sentences to all their indices, the one to choose first at the front.
_ORDERS: dict[str, _Order] = {
    "rank": _rank,
    "lead": _lead,
    "lex-rank": partial(_sumy, "lex-rank"),
    "text-rank": partial(_sumy, "text-rank"),
    "lsa": partial(_sumy, "lsa"),
    "luhn": partial(_sumy, "luhn"),
    "kl": partial(_sumy, "kl"),
    "sum-basic": partial(_sumy, "sum-basic"),
    "reduction": partial(_sumy, "reduction"),
    "edmundson": partial(_sumy, "edmundson"),
}
ALGORITHMS: tuple[str, ...] = tuple(_ORDERS)
DEFAULT_ALGORITHM = "rank"


def summarize(
    article: Article,
    *,
    sentences: int | None = 3,
    words: int | None = None,
    algorithm: str = DEFAULT_ALGORITHM,
) -> Summary:
    """Choose the sentences of `article` that stand for it.

    At most `sentences` sentences with at most `words` words together; None is without limit. As many
    sentences as asked for are given while the text has different ones. A first choice over the word budget
    is given alone.

    Raises `UnknownAlgorithm` (values `algorithm`, `known`); `TooShort` (values `sentences`, `words` and
    `reason`: `one_sentence` for a long text without sentence ends, else `few_words`); `TooLong` where a
    method of sumy cannot do so many sentences or words.
    """
    if algorithm not in _ORDERS:
        raise UnknownAlgorithm(algorithm=algorithm, known=", ".join(ALGORITHMS))
    found, texts, worded, total = [], [], [], 0
    for sentence in article_sentences(article):
        text = sentence.span.of(article.text)
        its_words = words_of(text, article.language)
        total += len(its_words)
        if any(map(str.isalpha, text)):
            found.append(sentence)
            texts.append(text)
            worded.append(its_words)
    if len(found) < _LEAST_SENTENCES or total < _LEAST_WORDS:
        reason = "few_words" if total < _LEAST_WORDS else "one_sentence"
        raise TooShort(sentences=len(found), words=total, reason=reason)
    paragraphs = [sentence.paragraph for sentence in found]
    order = _ORDERS[algorithm](Story(texts, worded, paragraphs, article.title, article.language))
    chosen = choose(order, worded, sentences=sentences, words=words)
    return Summary(
        article=article,
        algorithm=algorithm,
        sentences=tuple(found[index].span for index in chosen),
        available=len(found),
        words=sum(len(worded[index]) for index in chosen),
        article_words=total,
    )
