"""Articles in, summaries out: verbatim sentences, chosen by one of several algorithms.

To add one, write a function like `rank.pick` and give it a row in `_CHOICES`.
"""

from collections.abc import Callable

from bot.articles.model import Article, Summary
from bot.errors import TooShort, UnknownAlgorithm
from bot.summarize.select import choose
from bot.summarize.story import Story

__all__ = ["ALGORITHMS", "DEFAULT_ALGORITHM", "ladder", "summarize"]

# Below this there is nothing to choose from: two sentences, and the length of a long one.
_LEAST_SENTENCES = 2
_LEAST_WORDS = 40

_Choice = Callable[[Story, int | None, int | None], tuple[int, ...]]


def _rank(story: Story, sentences: int | None, words: int | None) -> tuple[int, ...]:
    from bot.summarize.rank import pick  # noqa: PLC0415  # each algorithm is loaded when it is asked for

    return pick(story, sentences=sentences, words=words)


def _lead(story: Story, sentences: int | None, words: int | None) -> tuple[int, ...]:
    return choose(range(len(story.texts)), story.words, sentences=sentences, words=words)


def _sumy(algorithm: str) -> _Choice:
    def choice(story: Story, sentences: int | None, words: int | None) -> tuple[int, ...]:
        from bot.summarize.sumy_methods import order  # noqa: PLC0415  # sumy takes over a second to load

        return choose(order(algorithm, story), story.words, sentences=sentences, words=words)

    return choice


# Name → a function from a story, the most sentences and the most words to the chosen ones, by index.
_CHOICES: dict[str, _Choice] = {
    "rank": _rank,
    "lead": _lead,
    "lex-rank": _sumy("lex-rank"),
    "text-rank": _sumy("text-rank"),
    "lsa": _sumy("lsa"),
    "luhn": _sumy("luhn"),
    "kl": _sumy("kl"),
    "sum-basic": _sumy("sum-basic"),
    "reduction": _sumy("reduction"),
    "edmundson": _sumy("edmundson"),
}
ALGORITHMS: tuple[str, ...] = tuple(_CHOICES)
DEFAULT_ALGORITHM = "rank"


def ladder(article: Article, most: int) -> tuple[Summary, ...]:
    """Return summaries of one sentence, of two, and so on up to `most`, as far as the article has them.

    By our own choice; that of three is the one that `summarize` gives. Raises `TooShort` as it does.
    """
    from bot.summarize.rank import pick_each  # noqa: PLC0415  # as above

    story = _read(article)
    return tuple(_summary(article, DEFAULT_ALGORITHM, story, chosen) for chosen in pick_each(story, most))


def summarize(
    article: Article,
    *,
    sentences: int | None = 3,
    words: int | None = None,
    algorithm: str = DEFAULT_ALGORITHM,
) -> Summary:
    """Choose the sentences of `article` that stand for it.

    At most `sentences` sentences with at most `words` words together, numbers of any size; None is without
    limit. As many sentences as asked for are given while the text has different ones. A first choice over the
    word budget is given alone; under one that the whole text fits into, nothing is left out for its length.

    Raises `UnknownAlgorithm` (values `algorithm`, `known`); `TooShort` (values `sentences`, `words` and
    `reason`: `one_sentence` for a long text without sentence ends, else `few_words`); `TooLong` where a
    method of sumy cannot do so many sentences or words.
    """
    if algorithm not in _CHOICES:
        raise UnknownAlgorithm(algorithm=algorithm, known=", ".join(ALGORITHMS))
    story = _read(article)
    if sentences is not None:
        sentences = min(sentences, len(story.texts))  # the choices reckon in floats, which end at some size
    if words is not None and words >= story.total:
        words = 2 * story.total  # the choices stop once half of a budget is used
    return _summary(article, algorithm, story, _CHOICES[algorithm](story, sentences, words))


def _read(article: Article) -> Story:
    story = Story.read(article)
    if len(story.texts) < _LEAST_SENTENCES or story.total < _LEAST_WORDS:
        reason = "few_words" if story.total < _LEAST_WORDS else "one_sentence"
        raise TooShort(sentences=len(story.texts), words=story.total, reason=reason)
    return story


def _summary(article: Article, algorithm: str, story: Story, chosen: tuple[int, ...]) -> Summary:
    return Summary(
        article=article,
        algorithm=algorithm,
        sentences=tuple(story.spans[index] for index in chosen),
        available=len(story.texts),
        words=sum(len(story.words[index]) for index in chosen),
        article_words=story.total,
    )
