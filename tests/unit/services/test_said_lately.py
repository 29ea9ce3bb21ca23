from bot.services import said_lately
from bot.services.said_lately import SaidLately
from tests.unit.services.feeds import Clock


def test_a_line_is_said_once_an_hour_to_each() -> None:
    clock = Clock()
    said = SaidLately(clock)
    assert said.may_say("sorry", 1, 7)
    assert not said.may_say("sorry", 1, 7)
    assert said.may_say("sorry", 1, 8)
    assert said.may_say("sorry", 2, 7)
    assert said.may_say("another", 1, 7)
    clock.now += 3599
    assert not said.may_say("sorry", 1, 7)
    clock.now += 1
    assert said.may_say("sorry", 1, 7)


def test_a_clock_that_was_set_back_silences_nobody_for_long() -> None:
    clock = Clock()
    said = SaidLately(clock)
    assert said.may_say("sorry", 1, 7)
    clock.now -= 86_400
    assert said.may_say("sorry", 1, 7)
    assert not said.may_say("sorry", 1, 7)


def test_what_is_kept_is_bounded() -> None:
    said = SaidLately(Clock())
    for person in range(said_lately._MOST + 10):
        said.may_say("sorry", person)
    assert len(said._said) == said_lately._MOST


def test_lines_to_a_chat_or_a_person_are_forgotten_with_them() -> None:
    said = SaidLately(Clock())
    for chat, person in ((1, 7), (1, 8), (2, 7)):
        said.may_say("sorry", chat, person)
    said.forget(7)
    assert not said.may_say("sorry", 1, 8)
    assert said.may_say("sorry", 1, 7)
    assert said.may_say("sorry", 2, 7)
