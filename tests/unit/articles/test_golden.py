"""Whole pages in several languages and kinds, and what is read from them."""

from pathlib import Path

import pytest

from bot.articles.clean import read_article

PAGES = sorted((Path(__file__).parents[2] / "golden" / "articles").glob("*.txt"))


def describe(text: str) -> str:
    """An article in plain lines: its metadata, then its paragraphs, each after a bar."""
    article = read_article(text)
    about = (article.title, article.published, article.outlet, article.language)
    return "\n".join([*map(str, about), *("| " + span.of(text) for span in article.paragraphs), ""])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    text = page.read_bytes().decode()
    assert describe(text) == page.with_suffix(".golden").read_bytes().decode()
    assert describe(text.replace("\n", "\r\n")).replace("\r", "") == describe(text)


def test_there_are_pages() -> None:
    assert [page.stem for page in PAGES] == [
        *("ar", "de", "en", "fr", "interview", "release", "ru", "ticker", "uk", "zh"),
    ]
