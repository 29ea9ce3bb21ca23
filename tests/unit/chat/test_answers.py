"""Which messages hold an answer, and how a new answer takes their place."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Chat
from telegram.error import BadRequest

from bot.chat.answers import Answer, Answers, digest
from bot.chat.context import Shown
from bot.chat.delivery import View, deliver, plain, show_line
from bot.chat.wanted import Ask, Newest, Page, Text
from bot.services.budget import Sentences
from tests.unit.chat.messages import message

QUESTION = message("question")


class Bot:
    """Keeps what a chat shows, in order."""

    def __init__(self) -> None:
        self.chat: dict[int, str] = {}
        self._numbers: Iterator[int] = iter(range(100, 200))

    async def send_message(self, _chat_id: int, text: str, **_: object) -> Any:
        number = next(self._numbers)
        self.chat[number] = text
        return message(text, message_id=number, chat=Chat(1, "private"))

    async def edit_message_text(self, text: str, *, message_id: int, **_: object) -> None:
        if message_id not in self.chat:
            raise BadRequest("Message to edit not found")
        self.chat[message_id] = text

    async def delete_message(self, _chat_id: int, message_id: int) -> None:
        if message_id not in self.chat:
            raise BadRequest("Message to delete not found")
        del self.chat[message_id]


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def context(bot: Bot) -> Any:
    return SimpleNamespace(bot=bot, house=SimpleNamespace(shown=Shown()))


async def test_an_answer_is_new_at_first_and_edited_from_then_on(bot: Bot, context: Any) -> None:
    answer = Answer()
    await deliver(QUESTION, context, answer, View(["one"]))
    await deliver(QUESTION, context, answer, View(["two"]))
    assert bot.chat == {100: "two"}
    assert answer.messages == [100]


async def test_parts_are_edited_added_and_taken_away(bot: Bot, context: Any) -> None:
    answer = Answer()
    for parts in (["1", "2", "3"], ["a"], ["x", "y"]):
        await deliver(QUESTION, context, answer, View(parts))
        assert list(bot.chat.values()) == parts
        assert answer.messages == list(bot.chat)


async def test_a_line_becomes_the_answer(bot: Bot, context: Any) -> None:
    answer = Answer()
    await show_line(QUESTION, context, answer, "Reading …", ())
    assert answer.is_line
    await deliver(QUESTION, context, answer, View(["answer"]))
    assert bot.chat == {100: "answer"}
    assert not answer.is_line


async def test_a_line_makes_room_for_an_answer_in_parts(bot: Bot, context: Any) -> None:
    answer = Answer()
    await show_line(QUESTION, context, answer, "Reading …", ())
    await deliver(QUESTION, context, answer, View(["1", "2"]))
    assert bot.chat == {101: "1", 102: "2"}


async def test_a_line_stands_where_the_earlier_answer_stood(bot: Bot, context: Any) -> None:
    answer = Answer()
    await deliver(QUESTION, context, answer, View(["first"]))
    await show_line(QUESTION, context, answer, "Reading …", ())
    assert bot.chat == {100: "Reading …"}


async def test_a_message_that_is_gone_is_sent_again(bot: Bot, context: Any) -> None:
    answer = Answer()
    await deliver(QUESTION, context, answer, View(["1", "2"]))
    bot.chat.clear()
    await deliver(QUESTION, context, answer, View(["3"]))
    assert bot.chat == {102: "3"}


async def test_other_refusals_are_errors_and_nothing_is_forgotten(
    bot: Bot, context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Answer()
    await deliver(QUESTION, context, answer, View(["1", "2"]))

    async def refuse(*_: object, **__: object) -> None:
        raise BadRequest("something new")

    monkeypatch.setattr(bot, "edit_message_text", refuse)
    with pytest.raises(BadRequest):
        await deliver(QUESTION, context, answer, View(["3", "4"]))
    assert answer.messages == [100, 101]


def test_plain_text_is_escaped() -> None:
    assert plain("a < b").parts == ["a &lt; b"]


def test_asks_are_told_apart_and_their_texts_are_not_kept() -> None:
    asks = [
        Ask(Text("secret")),
        Ask(Text("secret"), Sentences(5)),
        Ask(Text("secret", "https://a.example")),
        Ask(Page("https://a.example")),
        Ask(Newest()),
        Ask(Text("\ud83d")),
    ]
    assert len({digest(ask) for ask in asks}) == len(asks)
    assert digest(Ask(Text("secret"))) == digest(Ask(Text("secret")))
    assert b"secret" not in digest(asks[0])


def test_the_newest_answers_are_remembered() -> None:
    answers = Answers()
    first = answers.begin(QUESTION, Ask(Newest()))
    first.messages = [7]
    assert answers.find(QUESTION) is first
    again = answers.begin(QUESTION, Ask(Page("https://a.example")))
    assert again is first
    assert again.asked == digest(Ask(Page("https://a.example")))
    for number in range(2, 2500):
        answers.begin(message("x", message_id=number), Ask(Newest()))
    assert answers.find(QUESTION) is None
