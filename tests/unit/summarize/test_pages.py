"""Summaries of whole pages and both seeds, as a person reads them. Run as a module it writes them anew."""

from pathlib import Path

import pytest

from bot.articles.clean import read_article
from bot.render.summary import summary_text
from bot.summarize import summarize

TESTS = Path(__file__).parents[2]
GOLDEN = TESTS / "golden" / "summaries"
PAGES = [
    *sorted((TESTS.parent / "seeds").glob("*.txt")),
    *(page for page in sorted((TESTS / "pages").glob("*.txt")) if ".reference" not in page.name),
]


def summary(page: Path) -> str:
    return summary_text(summarize(read_article(page.read_bytes().decode()))) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_summary_of_a_page(page: Path) -> None:
    assert summary(page) == (GOLDEN / page.name).read_bytes().decode()


def test_there_are_pages_in_ten_languages_and_both_seeds() -> None:
    assert len({page.name[:2] for page in PAGES if page.parent.name == "pages"}) >= 10
    assert sum(page.parent.name == "seeds" for page in PAGES) == 2


if __name__ == "__main__":
    for page in PAGES:
        (GOLDEN / page.name).write_text(summary(page), "utf-8")
