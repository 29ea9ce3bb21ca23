"""Inline mode: what may be answered, to whom it is shown, and what choosing it sends."""

from typing import Any

import pytest
from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent

from tests.botapi import BotApiServer, User
from tests.unit.botapi.calls import Clock, bot_for, buttons, keyboard, raw, refusal, updates

LATE = "query is too old and response timeout expired or query ID is invalid"


@pytest.fixture(autouse=True)
def _inline_mode(server: BotApiServer) -> None:
    server.inline_mode = True


def article(number: str = "1", **fields: Any) -> dict[str, Any]:
    content = {"message_text": "<b>text</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": number, "title": "Title", "input_message_content": content} | fields


def story(number: str, text: str = "text") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(number, "Title", InputTextMessageContent(text))


async def test_a_query_and_its_answer(server: BotApiServer, bot: Bot, anna: User) -> None:
    with_paging = server.inline(anna, " zinc ", offset="20")
    asked = updates(server)[-1].inline_query
    assert asked is not None
    assert (asked.id, asked.query, asked.offset) == (with_paging, "zinc", "20")
    assert (asked.from_user.id, asked.chat_type) == (anna.id, "private")
    assert server.inline_answer(with_paging) is None
    button = InlineQueryResultsButton("Open", start_parameter="l-1")
    await bot.answer_inline_query(
        with_paging, [story("1")], cache_time=5, is_personal=True, next_offset="40", button=button
    )
    shown = server.inline_answer(with_paging)
    assert shown is not None
    assert [result["title"] for result in shown["results"]] == ["Title"]
    assert (shown["next_offset"], shown["is_personal"], shown["cache_time"]) == ("40", True, 5)
    assert shown["button"] == {"text": "Open", "start_parameter": "l-1"}
    with pytest.raises(ValueError, match="longer query"):
        server.inline(anna, "x" * 257)
    server.inline_mode = False
    with pytest.raises(LookupError, match="inline mode is off"):
        server.inline(anna)


async def test_choosing_a_result(server: BotApiServer, bot: Bot, anna: User) -> None:
    group = server.group("G", members=[anna])
    query = server.inline(anna, "zinc", group)
    results = [
        article(),
        article("2", title="Second", reply_markup=keyboard({"text": "A", "callback_data": "a"})),
    ]
    assert (await raw(server, "answerInlineQuery", inline_query_id=query, results=results))["ok"]
    server.choose(anna, query, "1", group)
    seen = updates(server)[-1].message
    assert seen is not None
    assert seen.via_bot is not None
    assert (seen.text, seen.via_bot.id) == ("text", bot.id)
    assert list(seen.parse_entities().values()) == ["text"]
    with_buttons = server.choose(anna, query, "Second", group)
    server.press(anna, with_buttons, "A")
    pressed = updates(server)[-1].callback_query
    assert pressed is not None
    assert (pressed.message, pressed.data) == (None, "a")
    assert await bot.edit_message_text(
        "changed", inline_message_id=pressed.inline_message_id, reply_markup=buttons(B="b")
    )
    assert (server.last_message(group.id).text, server.last_message(group.id).labels) == ("changed", ["B"])
    wrong = await refusal(server, "editMessageText", inline_message_id="x", text="x")
    assert wrong == "MESSAGE_ID_INVALID"
    with pytest.raises(LookupError, match=r"no result 'Third' among \['Title', 'Second'\]"):
        server.choose(anna, query, "Third", group)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (
            {"results": [article(str(number)) for number in range(51)]},
            "too many inline query results specified",
        ),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_EMPTY"),
        ({"results": [article("я" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(url="ftp://example.com")]}, "WEBDOCUMENT_URL_INVALID"),
        ({"results": [article(colour="red")]}, "unknown field colour of InlineQueryResult"),
        ({"results": ["a"]}, "can't parse InlineQueryResult: Inline query result must be an object"),
        ({"results": [{"type": "article"}]}, "can't parse InlineQueryResult: Can't find field \"id\""),
        (
            {"results": [article(input_message_content={})]},
            "can't parse InlineQueryResult: Can't find field \"message_text\"",
        ),
        (
            {"results": [article(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})]},
            "can't parse InlineQueryResult: can't parse entities: "
            'Can\'t find end tag corresponding to start tag "b"',
        ),
        ({"results": [article(input_message_content={"message_text": "x" * 4097})]}, "MESSAGE_TOO_LONG"),
        (
            {"results": [article(reply_markup=keyboard({"text": "A", "callback_data": "я" * 33}))]},
            "BUTTON_DATA_INVALID",
        ),
        ({"next_offset": "я" * 33}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "A", "start_parameter": ""}}, "can't use empty start_parameter"),
        ({"button": {"text": "A", "start_parameter": "a" * 65}}, "too long start_parameter specified"),
        (
            {"button": {"text": "A", "start_parameter": "a b"}},
            "unallowed characters in start_parameter are used",
        ),
        (
            {"button": {"text": "A"}},
            "can't parse inline query results button: "
            "InlineQueryResultsButton must have exactly one optional field",
        ),
        (
            {"button": {"start_parameter": "a"}},
            "can't parse inline query results button: Can't find field \"text\"",
        ),
    ],
)
async def test_answers_that_are_refused(
    server: BotApiServer, anna: User, given: dict[str, Any], complaint: str
) -> None:
    query = server.inline(anna, "x")
    assert await refusal(server, "answerInlineQuery", inline_query_id=query, **given) == complaint
    assert server.inline_answer(query) is None


async def test_a_query_is_answered_once_and_in_time() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock, inline_mode=True) as server, bot_for(server) as bot:
        anna = server.add_user()
        first, second = server.inline(anna, "a"), server.inline(anna, "b")
        await bot.answer_inline_query(first, [])
        for query in (first, "1"):
            assert await refusal(server, "answerInlineQuery", inline_query_id=query) == LATE
        clock.now += 11
        assert await refusal(server, "answerInlineQuery", inline_query_id=second) == LATE


async def test_answers_are_kept_as_long_as_they_say_and_for_whom() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock, inline_mode=True) as server, bot_for(server) as bot:
        anna, bert = server.add_user("Anna"), server.add_user("Bert")
        await bot.answer_inline_query(
            server.inline(anna, "own"), [story("1")], is_personal=True, cache_time=60
        )
        await bot.answer_inline_query(server.inline(anna, "all"), [story("1")], cache_time=60)
        asked = len(updates(server))
        kept = [
            server.inline_answer(server.inline(anna, "own")),
            server.inline_answer(server.inline(bert, "all")),
        ]
        assert None not in kept
        assert len(updates(server)) == asked
        assert server.inline_answer(server.inline(bert, "own")) is None
        clock.now += 61
        assert server.inline_answer(server.inline(anna, "own")) is None
        assert len(updates(server)) == asked + 2
