"""Our own choice says nothing twice."""

import pytest

from .prose import CHINESE, LEAD, PROSE, RUSSIAN, first, put


@pytest.mark.parametrize(
    ("language", "prose", "again"),
    [
        (
            "en",
            PROSE,
            "The council of Northport voted on Tuesday to close the old harbor bridge for eleven months.",
        ),
        (
            "en",
            PROSE,
            "The council of Northport has voted on Tuesday to close the old bridge for eleven months!",
        ),
        ("en", PROSE, "(Photo: Ann Grey) " + LEAD),
        (
            "ru",
            RUSSIAN,
            "Во вторник городской совет Северска решил закрыть старый мост на одиннадцать месяцев.",
        ),
        ("zh", CHINESE, "北港市议会周二投票决定关闭旧港大桥十二个月。"),
    ],
)
@pytest.mark.parametrize("at", [1, 4])
def test_the_same_in_nearly_the_same_words_is_given_only_when_nothing_else_is_left(
    language: str, prose: list[str], again: str, at: int
) -> None:
    texts = put(prose, at, again)
    for asked in range(1, len(prose) + 1):
        chosen = first(texts, asked, language)
        assert len(chosen) == asked
        assert not {0, at} <= set(chosen)
    assert len(first(texts, len(texts), language)) == len(texts)


def test_the_very_same_words_are_never_given_twice() -> None:
    texts = put(PROSE, 4, LEAD, LEAD.upper())
    for asked in (3, len(PROSE), len(texts)):
        chosen = first(texts, asked)
        assert len(chosen) == min(asked, len(PROSE))
        assert len({0, 4, 5} & set(chosen)) <= 1


def test_an_orphan_whose_antecedent_is_a_repeat_does_not_come_alone() -> None:
    texts = put(
        PROSE,
        3,
        "The council of Northport voted on Tuesday to close the old harbor bridge for eleven months.",
        "It will publish a timetable of the new ferries of Northport in August.",
    )
    for asked in range(1, len(PROSE) + 1):
        chosen = first(texts, asked)
        assert 4 not in chosen or 3 in chosen
        assert not {0, 3} <= set(chosen)
