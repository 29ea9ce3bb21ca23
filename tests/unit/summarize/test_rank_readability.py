"""What our own choice leaves out: what reads badly, and what needs another sentence beside it."""

import pytest

from bot.summarize.rank import pick

from .prose import CHINESE, GERMAN, LEAD, PROSE, RUSSIAN, first, put, story

# --- What reads badly


BAD = [
    ("en", PROSE, "So what now?"),
    ("en", PROSE, "Yes, of course."),
    ("en", PROSE, "WHAT A TERRIBLE DAY FOR THE HARBOUR BRIDGE OF NORTHPORT!"),
    ("en", PROSE, 'Northport "closes the old harbour bridge for eleven months.'),
    ("en", PROSE, 'The council closes the old harbour bridge," the mayor Ann Fielding said.'),
    ("en", PROSE, "The council of Northport (which closes the old harbour bridge met again."),
    ("en", PROSE, "Here is what the council of Northport says of the harbour bridge:"),
    ("en", PROSE, "(a) the council of Northport that closes the old harbour bridge;"),
    ("en", PROSE, "Council of Northport closes old harbour bridge"),
    ("ru", RUSSIAN, "Городской совет Северска закрыл старый мост"),
    ("ru", RUSSIAN, "Городской совет Северска «закроет старый мост на одиннадцать месяцев."),
    ("de", GERMAN, "Stadtrat von Nordhafen sperrt alte Brücke"),
    ("de", GERMAN, "„Der Stadtrat von Nordhafen sperrt die alte Brücke für elf Monate."),
    ("zh", CHINESE, "北港市议会关闭旧港大桥"),
    ("zh", CHINESE, "“北港市议会决定关闭旧港大桥十一个月。"),
]


@pytest.mark.parametrize(("language", "prose", "bad"), BAD, ids=[bad for _, _, bad in BAD])
@pytest.mark.parametrize("at", [0, 3])
def test_what_reads_badly_is_given_only_when_nothing_else_is_left(
    language: str, prose: list[str], bad: str, at: int
) -> None:
    texts = put(prose, at, bad)
    for asked in range(1, len(prose) + 1):
        chosen = first(texts, asked, language)
        assert at not in chosen
        assert len(chosen) == asked
    assert first(texts, len(texts), language) == tuple(range(len(texts)))
    told = story(texts, language)
    for budget in range(20, 120, 20):
        assert at not in pick(told, sentences=None, words=budget)


def test_where_everything_reads_badly_something_is_given_still() -> None:
    texts = ["Northport news", "Harbour bridge", "Yes!", "Why now?"]
    for asked in range(1, 5):
        assert len(first(texts, asked)) == asked
    assert len(pick(story(texts), sentences=None, words=3)) >= 1


# --- What needs another sentence beside it


LEANING = [
    ("en", PROSE, "He said the council of Northport would close the old harbour bridge again."),
    ("en", PROSE, "But the council of Northport may open the old harbour bridge again."),
    ("en", PROSE, "“We close the old harbour bridge of Northport,” she said."),
    ("en", PROSE, "The mayor said the council of Northport would close the harbour bridge."),
    ("ru", RUSSIAN, "Он сказал, что городской совет Северска закроет старый мост."),
    ("ru", RUSSIAN, "Поэтому городской совет Северска закрыл старый мост."),
    ("de", GERMAN, "Er sagte, der Stadtrat von Nordhafen sperre die alte Brücke."),
    ("zh", CHINESE, "他说北港市议会将关闭旧港大桥。"),
]


@pytest.mark.parametrize(("language", "prose", "leaning"), LEANING, ids=[text for _, _, text in LEANING])
@pytest.mark.parametrize("at", [1, 4])
def test_an_orphan_comes_with_the_sentence_before_it_or_not_at_all(
    language: str, prose: list[str], leaning: str, at: int
) -> None:
    texts = put(prose, at, leaning)
    told = story(texts, language)
    for asked in range(1, len(texts) + 1):
        chosen = first(texts, asked, language)
        assert len(chosen) == asked
        assert at not in chosen or at - 1 in chosen
    for budget in range(20, 120, 20):
        for sentences in (None, 3):
            chosen = pick(told, sentences=sentences, words=budget)
            assert at not in chosen or at - 1 in chosen


QUESTIONS = [
    ("en", PROSE, "Why will the council of Northport close the old harbour bridge?"),
    ("ru", RUSSIAN, "Почему городской совет Северска закроет старый мост?"),
    ("de", GERMAN, "Warum sperrt der Stadtrat von Nordhafen die alte Brücke?"),
    ("zh", CHINESE, "北港市议会为什么要关闭旧港大桥？"),
]


@pytest.mark.parametrize(("language", "prose", "question"), QUESTIONS, ids=[row[2] for row in QUESTIONS])
@pytest.mark.parametrize("at", [0, 3])
def test_a_question_comes_with_its_answer_or_not_at_all(
    language: str, prose: list[str], question: str, at: int
) -> None:
    texts = put(prose, at, question)
    told = story(texts, language)
    for asked in range(1, len(texts) + 1):
        chosen = first(texts, asked, language)
        assert len(chosen) == asked
        assert at not in chosen or at + 1 in chosen
    for budget in range(20, 120, 20):
        for sentences in (None, 3):
            chosen = pick(told, sentences=sentences, words=budget)
            assert at not in chosen or at + 1 in chosen


def test_what_follows_a_bad_sentence_and_leans_on_it_is_no_lead() -> None:
    texts = [
        "What the council of Northport will do with the old bridge",
        "It will close the old harbour bridge of Northport for eleven months.",
        *PROSE[1:],
    ]
    for asked in range(1, len(PROSE)):
        assert not {0, 1} & set(first(texts, asked))


def test_a_line_of_questions_is_no_lead() -> None:
    texts = ["Home    Potatoes    Orchard    Who am I?", "Mistakes in a garden by the sea", *PROSE]
    for asked in range(1, len(PROSE) + 1):
        assert 0 not in first(texts, asked)


def test_a_row_that_leans_one_on_the_other_is_never_begun_in_its_middle() -> None:
    row = [
        "Ann Fielding has been the mayor of Northport for nine years.",
        "She crossed the old harbour bridge every day of them.",
        "But she never looked at its pillars.",
        "That was a mistake, according to the engineers of the state.",
        "They told her in March to close the old harbour bridge.",
    ]
    texts = put(PROSE, 3, *row)
    for asked in range(1, len(texts) + 1):
        chosen = set(first(texts, asked))
        assert len(chosen) == asked
        assert all(index - 1 in chosen for index in range(4, 8) if index in chosen)


def test_of_many_asked_for_those_that_read_well_come_before_any_heading() -> None:
    syllables = [
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "je",
        "ki",
        "lo",
        "mu",
        "na",
        "pe",
        "ri",
        "so",
        "tu",
        "va",
    ]
    texts = [LEAD]
    for one, two in zip(syllables, reversed(syllables), strict=True):
        texts += [
            f"Ann {one.title()}son drinks {one}nt tea on {one}mbric mornings with {one}lla.",
            f"They {one}ter the old harbour bridge of Northport {two}ldly for {one}{two}n {two}rses.",
        ]
    heading = len(texts)
    texts += [f"Council of Northport closes harbour bridge {when}" for when in ("soon", "today", "again")]
    for asked in range(3, heading + 1, 3):
        chosen = set(first(texts, asked))
        assert len(chosen) == asked
        assert max(chosen) < heading
        assert all(index - 1 in chosen for index in chosen if texts[index].startswith("They"))


def test_a_long_sentence_that_does_not_fit_takes_with_it_what_leans_on_it() -> None:
    long = (
        "Ann Fielding, "
        + "who has crossed the old harbour bridge of Northport every day, " * 5
        + "is the mayor."
    )
    texts = ["The council of Northport met.", long, "She closed the bridge.", "Then the choir sang loudly."]
    for budget in range(5, 60, 3):
        for sentences in (None, 2, 3):
            chosen = pick(story(texts), sentences=sentences, words=budget)
            assert 2 not in chosen or 1 in chosen
