"""The sentences that are kept of an article beside its summary, to be added to other sources' accounts."""

import re

import pytest

from bot.articles.model import Article, Span
from bot.summarize import summarize
from bot.summarize.further import LONGEST_FURTHER, MOST_FURTHER, further_sentences, reads_alone


def further(text: str) -> tuple[list[str], list[str]]:
    """Return the summary of an article and what is kept beside it."""
    paragraphs = tuple(Span(*found.span()) for found in re.finditer(r".+", text))
    summary = summarize(Article("test", text, paragraphs, language="en"))
    return list(summary.texts), [span.of(text) for span in further_sentences(summary)]


STORY = """\
The council of Northport voted on Tuesday to close the old harbour bridge for eleven months. Engineers had \
found cracks in four of its nine pillars in March.

Mayor Ann Fielding said that every other way had been looked at. But she promised ferries for commuters. She \
will speak to shop owners next week.

Some 14,000 people cross the bridge on a working day, the council counted. Shop owners on the east bank fear \
for their trade. What will become of the market on Saturdays?

The repair of the bridge will cost 38 million euros, and the state pays half of it. Work on the pillars \
starts in August with divers from Marstrand.

“This money should have been spent ten years ago,” said Jonas Reed of the chamber of commerce. We will \
report on the vote of the regional parliament.

As she left the hall, Fielding was booed by fishermen who lose their moorings. The harbour museum moves its \
crane to the north quay in the autumn. Three schools start half an hour later because of the ferries."""
LEANING = """\
Ann Fielding, the mayor of Northport, opened the harbour museum on Tuesday before many guests. She praised \
the crane. But she did not praise the roof. It leaks in every storm of the winter. Her predecessor had \
promised to mend it. He never did so in all of his eleven years in office."""


def test_what_is_kept_is_not_in_the_summary_and_stands_in_the_order_of_the_article() -> None:
    summary, kept = further(STORY)
    assert kept
    assert not set(kept) & set(summary)
    assert [STORY.index(sentence) for sentence in kept] == sorted(STORY.index(sentence) for sentence in kept)
    assert any("38 million euros" in sentence for sentence in [*summary, *kept])


@pytest.mark.parametrize(
    "begins", ["But she", "She will", "What will", "“This money", "We will", "As she left", "Their"]
)
def test_what_leans_on_its_surroundings_is_not_kept(begins: str) -> None:
    assert not any(sentence.startswith(begins) for sentence in further(STORY)[1])


def test_few_and_short_sentences_are_kept() -> None:
    long = "The harbour office " + "and the town of Lindholm across the bay " * 9 + "agreed on the ferries."
    wards = (f"Ward {number} of Northport asks for a school with {number} rooms." for number in range(40))
    _, kept = further("\n\n".join([STORY, long, *wards]))
    assert len(kept) <= MOST_FURTHER
    assert all(len(sentence) <= LONGEST_FURTHER for sentence in kept)


def test_nothing_is_kept_twice() -> None:
    again = "Some 14,000 people cross the bridge on a working day, the council counted."
    summary, kept = further("\n\n".join([STORY, again, again.replace("Some", "About")]))
    assert sum("14,000 people cross" in sentence for sentence in [*summary, *kept]) <= 1


def test_where_every_sentence_leans_on_another_none_is_kept() -> None:
    assert further(LEANING)[1] == []


@pytest.mark.parametrize(
    ("language", "text", "alone"),
    [
        ("en", "The repair of the bridge in Northport will cost 38 million euros.", True),
        ("en", "It will cost 38 million euros and take eleven months.", False),
        ("en", "“He was the best mayor of Northport,” said Ann Grey of the council.", False),
        ("en", "“Northport needs a tunnel and no bridge,” said Ann Grey of the council.", True),
        ("en", "The US army will pay for half of the bridge in Northport.", True),
        ("en", "All of us will pay for half of the bridge in Northport.", False),
        ("en", "Divers took his body to the harbour of Northport in the evening.", False),
        ("en", "Aged only 25 when he came to Northport, Jonas Reed built three bridges.", True),
        ("en", "A fisherman from Northport said that he would sell all of his boats.", True),
        ("de", "Die Reparatur der Brücke in Northport kostet 38 Millionen Euro.", True),
        ("de", "Er sagte, die Brücke in Northport werde elf Monate gesperrt.", False),
        ("ru", "Ремонт моста в Каменске обойдётся городу в 38 млн рублей.", True),
        ("ru", "По его словам, ремонт моста в Каменске продлится одиннадцать месяцев.", False),
        ("fr", "La réparation du pont de Vauclair coûtera 38 millions d'euros.", True),
        ("fr", "Selon lui, la réparation du pont de Vauclair durera onze mois.", False),
    ],
)
def test_what_can_be_read_alone(language: str, text: str, alone: bool) -> None:
    assert reads_alone(text, language) is alone
