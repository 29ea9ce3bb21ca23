"""The two articles the project began with, as they are and flattened."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import fill

import pytest

from bot.articles.clean import read_article
from bot.articles.model import Article

SEEDS = Path(__file__).parents[3] / "seeds"
KELIN_NEWS = (SEEDS / "000_86ac0bfd9c8a4497.txt").read_bytes().decode()
KELIN_TASS = (SEEDS / "003_c02482ed8321f23f.txt").read_bytes().decode()
HEADLINE = "Russia-UK Relations: Ambassador Kelin on Diplomatic Ties and Strategic Restraint"
NEVER = (
    *("Get a summary", "No time to read", "Previous Article", "Next Article", "Benidorm", "car defect"),
    *("League Clash", "major manufacturers"),
    *("/TASS/", "2023-03-24", "LONDON, March", HEADLINE),
)
FLATTENINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "blank lines lost": lambda text: text.replace("\n\n", "\n"),
    "on one line": lambda text: " ".join(text.split()),
    "line ends lost": lambda text: text.replace("\n", ""),
    "wrapped": lambda text: wrapped(text, 72),
    "wrapped as mail": lambda text: wrapped(text, 65),
    "wrapped narrowly": lambda text: wrapped(text, 52),
}


def wrapped(text: str, width: int) -> str:
    return "\n".join(fill(line, width) for line in text.split("\n"))


def texts(article: Article) -> list[str]:
    return [" ".join(span.of(article.text).split()) for span in article.paragraphs]


@pytest.mark.parametrize("flatten", FLATTENINGS.values(), ids=FLATTENINGS)
@pytest.mark.parametrize("seed", [KELIN_NEWS, KELIN_TASS], ids=["news", "tass"])
def test_no_furniture_in_any_shape(seed: str, flatten: Callable[[str], str]) -> None:
    text = flatten(seed)
    article = read_article(text)
    assert article.text == text
    story = "\n".join(texts(article))
    assert [words for words in NEVER if words in story] == []
    assert len(story.split()) > 290
    assert article.language == "en"


@pytest.mark.parametrize("flatten", FLATTENINGS.values(), ids=FLATTENINGS)
def test_first_seed_metadata(flatten: Callable[[str], str]) -> None:
    article = read_article(flatten(KELIN_NEWS))
    assert (article.title, article.published, article.outlet) == (HEADLINE, None, None)
    assert texts(article)[0].startswith("The Russian ambassador to the United Kingdom, Andrei Kelin, spoke")
    assert texts(article)[-1].endswith("support democratic governance across diverse countries.")


@pytest.mark.parametrize("flatten", FLATTENINGS.values(), ids=FLATTENINGS)
def test_second_seed_metadata(flatten: Callable[[str], str]) -> None:
    article = read_article(flatten(KELIN_TASS))
    assert (article.title, article.published, article.outlet) == (None, date(2023, 3, 24), "TASS")
    assert texts(article)[0].startswith("Russia does not intend to take the initiative")
    assert texts(article)[-1].endswith('once the conflict is over," the ambassador said.')


def test_seed_paragraphs_are_those_of_the_page() -> None:
    blocks = KELIN_NEWS.split("\n\n")
    assert texts(read_article(KELIN_NEWS)) == blocks[2:8]
    blocks = KELIN_TASS.strip().split("\n\n")
    assert texts(read_article(KELIN_TASS))[1:] == blocks[1:]
    assert "in other words, [nothing] other than diplomatic ties" in texts(read_article(KELIN_TASS))[1]


def test_a_given_title_wins_and_its_line_is_left_out() -> None:
    article = read_article(KELIN_NEWS, title=HEADLINE.upper())
    assert article.title == HEADLINE.upper()
    assert texts(article) == texts(read_article(KELIN_NEWS))
