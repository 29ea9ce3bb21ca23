"""What related stories have in common, as their headlines write it."""

import pytest

from bot.digest.subject_names import subject_names
from bot.summarize.further import terms_in


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Kelin speaks of talks", "A visit that Kelin paid"], ("Kelin",)),
        (["Rates rise in Lindholm", "Lindholm’s banks wait", "Ferries rest"], ("Lindholm",)),
        (["Rates rise again", "Rates fall again"], ()),
        (["The Port of Lindholm Opens", "The Fall of the Port of Lindholm"], ("Port", "Lindholm")),
        (["Хольм закрыл порт Линдхольма", "В Линдхольме открыли порт"], ("Линдхольма",)),
        (["Alpha Beta Gamma Delta", "Alpha Beta Gamma Delta"], ("Alpha Beta Gamma Delta",)),
        (["No name here", ""], ()),
        (["Fähre vor Lindholm", "A ferry off Lindholm"], ("Lindholm",)),
    ],
)
def test_names_that_headlines_share(titles: list[str], names: tuple[str, ...]) -> None:
    languages = ["ru" if title[:1] > "А" and title[:1] < "я" else "en" for title in titles]
    assert set(subject_names(list(zip(titles, languages, strict=True)), terms_in)) >= set(names)
    assert bool(names) == bool(subject_names(list(zip(titles, languages, strict=True)), terms_in))


def test_a_name_of_one_headline_is_no_heading() -> None:
    titles = [("Kelin in Lindholm", "en"), ("Aurora in Lindholm", "en"), ("Talks in Lindholm", "en")]
    assert subject_names(titles, terms_in) == ("Lindholm",)
