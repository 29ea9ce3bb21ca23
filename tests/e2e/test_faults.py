"""What goes wrong between the bot and Telegram, and what a person notices of it: nothing is lost."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import run_bot
from bot.config import Settings
from bot.errors import SettingsError
from bot.render.phrases import phrase
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, logged, running
from tests.texts import STORY, shown_sentences


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault",
    [{"retry_after": 1}, {"code": 502, "description": "Bad Gateway"}, {"reset": True}],
    ids=["429", "502", "reset"],
)
async def test_an_answer_that_fails_once_still_arrives_once(
    anna: Conversation, fault: dict[str, object]
) -> None:
    anna.server.fault("sendMessage", **fault)  # type: ignore[arg-type]
    answer = await anna.ask(f"/summary {STORY}")
    assert shown_sentences(answer.text) == 3
    await anna.ask("/help")
    assert len([m for m in anna.server.messages(anna.chat.id) if m.from_bot]) == 2


@pytest.mark.usefixtures("bot")
async def test_an_edit_whose_answer_is_lost_is_no_error(anna: Conversation) -> None:
    answer = await anna.ask("/summary")
    anna.server.fault("editMessageText", reset=True, after=True)
    longer, toast = await anna.press(answer, "Longer")
    assert shown_sentences(longer.text) == 5
    assert toast == ""


@pytest.mark.usefixtures("bot")
async def test_a_person_who_blocks_the_bot_stops_nobody_else(anna: Conversation) -> None:
    server = anna.server
    blocker = server.add_user("Boris")
    chat = server.private_chat(blocker)
    server.fault(
        "sendMessage", code=403, description="Forbidden: bot was blocked by the user", chat_id=chat.id
    )
    server.send(blocker, "/summary", chat)
    await server.wait_until(lambda: any(call.code == 403 for call in server.refused))
    assert shown_sentences((await anna.ask("/summary")).text) == 3


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/settings", "/summary"])
async def test_a_press_is_answered_where_the_bot_may_not_write_any_more(
    anna: Conversation, command: str
) -> None:
    menu = await anna.ask(command)
    anna.server.fault(
        "editMessageText", code=403, description="Forbidden: bot was kicked from the group chat"
    )
    _, toast = await anna.press(menu, {"/settings": "Summary length", "/summary": "Longer"}[command])
    assert toast == phrase("toast.closed")


@pytest.mark.usefixtures("bot")
async def test_a_command_in_a_channel_in_which_the_bot_may_not_post_is_no_fault_of_ours(
    anna: Conversation, events: list[Any]
) -> None:
    channel = anna.server.channel("Town", admins=[anna.user], without=["can_post_messages"])
    anna.server.post(channel, "/help")
    assert "administrator rights" in (await logged(events, "chat_closed_to_us"))["reason"]
    assert [event for event in events if event["log_level"] == "error"] == []


@pytest.mark.usefixtures("bot")
async def test_a_refused_answer_is_apologised_for_in_words(anna: Conversation) -> None:
    anna.server.fault("sendMessage", code=400, description="Bad Request: something new")
    assert "Something went wrong on my side" in (await anna.ask("/summary")).text


async def test_a_missing_topic_falls_back_to_the_general_one(
    server: BotApiServer, settings: Settings
) -> None:
    user = server.add_user("Uma")
    group = server.group("Readers", members=[], admins=[user], topics=True)
    topic = server.topic(group, "News")
    async with running(settings, server):
        server.fault("sendMessage", code=400, description="Bad Request: message thread not found")
        server.send(user, "/summary", group, thread_id=topic)
        await server.wait_until(lambda: server.last_message(group.id).from_bot)
        (call,) = server.journal.of("sendMessage")
        assert "message_thread_id" not in call.params


async def test_no_articles_says_what_to_do(server: BotApiServer, settings: Settings, tmp_path: Path) -> None:
    user = server.add_user("Uma")
    uma = Conversation(server, user, server.private_chat(user))
    empty = settings.model_copy(update={"seeds_dir": tmp_path / "missing"})
    async with running(empty, server):
        assert "Get a summary" not in (await uma.ask("/start")).labels
        answer = await uma.ask("/summary")
        assert "I have no article here yet" in answer.text
        assert str(tmp_path / "missing") in answer.text


async def test_one_unreadable_article_hides_no_other(
    server: BotApiServer, settings: Settings, tmp_path: Path, events: list[Any]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.txt").write_text("Too short.")
    (tmp_path / "c.txt").write_text(STORY)
    user = server.add_user("Uma")
    uma = Conversation(server, user, server.private_chat(user))
    async with running(settings.model_copy(update={"seeds_dir": tmp_path}), server):
        answer = await uma.ask("/summary")
    assert answer.labels == ["Shorter", "Longer"]
    assert (await logged(events, "article_file_unreadable"))["file"] == "a.txt"


async def test_an_outage_at_the_start_is_waited_out(
    server: BotApiServer, settings: Settings, anna: Conversation, events: list[Any]
) -> None:
    await server.stop()
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(settings, stop))
    await logged(events, "telegram_unreachable")
    await server.start()
    assert shown_sentences((await anna.ask("/summary")).text) == 3
    stop.set()
    await task


async def test_a_bot_that_never_reached_telegram_can_be_stopped(
    server: BotApiServer, settings: Settings
) -> None:
    await server.stop()
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(settings, stop))
    await asyncio.sleep(0.1)
    stop.set()
    await asyncio.wait_for(task, 5)


@pytest.mark.parametrize("fault", [{"code": 502}, {"code": 403}, {"retry_after": 1}])
async def test_whatever_answers_instead_of_telegram_is_waited_out(
    server: BotApiServer, settings: Settings, events: list[Any], fault: dict[str, Any]
) -> None:
    server.fault("getMe", **fault)
    async with running(settings, server):
        await logged(events, "ready")
    assert any(event["event"] == "telegram_unreachable" for event in events)


async def test_a_stop_is_heard_while_telegram_keeps_failing(
    server: BotApiServer, settings: Settings, events: list[Any]
) -> None:
    server.fault("deleteWebhook", times=1000, code=502)
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(settings, stop))
    await logged(events, "telegram_unreachable")
    stop.set()
    await asyncio.wait_for(task, 5)


async def test_a_token_that_is_revoked_ends_the_bot_in_words(
    server: BotApiServer, settings: Settings
) -> None:
    task = asyncio.create_task(run_bot(settings, asyncio.Event()))
    await server.wait_accepted("deleteWebhook")
    server.fault("getUpdates", code=401, description="Unauthorized")
    with pytest.raises(SettingsError, match="no longer valid"):
        await asyncio.wait_for(task, 15)


@pytest.mark.usefixtures("bot")
async def test_a_fault_while_a_long_text_is_answered_is_apologised_for(anna: Conversation) -> None:
    anna.server.fault("sendMessage", code=400, description="Bad Request: something new")
    assert "Something went wrong on my side" in (await anna.ask((STORY * 9)[:4050])).text


@pytest.mark.usefixtures("bot")
async def test_a_fault_behind_a_button_is_apologised_for(anna: Conversation) -> None:
    answer = await anna.ask("/summary")
    anna.server.fault("editMessageText", code=400, description="Bad Request: something new")
    _, toast = await anna.press(answer, "Longer")
    assert "Something went wrong on my side" in toast


async def test_an_answer_follows_a_group_that_moves_meanwhile(
    server: BotApiServer, settings: Settings, events: list[Any]
) -> None:
    user = server.add_user("Uma")
    group = server.group("Readers", members=[], admins=[user], supergroup=False, bot="left")
    private = settings.model_copy(update={"access": "owner", "owner_ids": frozenset({user.id})})
    async with running(private, server):
        server.add_bot(group, by=user)
        target = server.group("Readers", members=[], admins=[user])
        server.fault("sendMessage", migrate_to_chat_id=target.id)
        server.send(user, "/summary", group)
        await server.wait_until(lambda: any(message.from_bot for message in server.messages(target.id)))
        assert shown_sentences(server.last_message(target.id).text) == 3


@pytest.mark.usefixtures("bot")
async def test_polling_waits_as_long_as_telegram_says(anna: Conversation, events: list[Any]) -> None:
    anna.server.fault("getUpdates", retry_after=1)
    anna.server.send(anna.user, "/help", anna.chat)
    await anna.server.wait_accepted("sendMessage")
    assert shown_sentences((await anna.ask("/summary")).text) == 3


async def test_an_outage_at_the_end_is_logged_and_ends_nothing_badly(
    server: BotApiServer, settings: Settings, anna: Conversation, events: list[Any]
) -> None:
    async with running(settings, server):
        await anna.ask("/help")
        server.fault("getUpdates", times=9, code=502)
        await logged(events, "ready")
    await logged(events, "stopping")


@pytest.mark.usefixtures("bot")
async def test_polling_goes_on_after_an_outage(anna: Conversation, events: list[Any]) -> None:
    anna.server.fault("getUpdates", times=2, code=502)
    await anna.server.stop()
    await anna.server.start()
    assert shown_sentences((await anna.ask("/summary")).text) == 3


@pytest.mark.usefixtures("bot")
async def test_an_update_the_library_cannot_read_stops_nobody_and_is_not_logged(
    anna: Conversation, events: list[Any]
) -> None:
    message = anna.server.json_of(anna.server.add_message(anna.chat, anna.user, "a secret of Anna's"))
    message["chat"] = "not a chat"
    anna.server.updates.put("message", message)
    assert shown_sentences((await anna.ask("/summary")).text) == 3
    event = await logged(events, "update_unreadable")
    assert isinstance(event["update_id"], int)
    assert "secret of Anna" not in str(events)


@pytest.mark.usefixtures("bot")
async def test_a_press_from_before_an_outage_still_gets_its_summary(anna: Conversation) -> None:
    greeting = await anna.ask("/start")
    anna.server.fault(
        "answerCallbackQuery",
        code=400,
        description="Bad Request: query is too old and response timeout expired",
    )
    anna.server.press(anna.user, greeting, "Get a summary")
    await anna.server.wait_until(lambda: "Shorter" in anna.server.last_message(anna.chat.id).labels)


async def test_one_closed_chat_costs_nobody_else_the_answer_at_the_end(
    server: BotApiServer, settings: Settings
) -> None:
    people = [server.add_user(name) for name in ("Anna", "Boris")]
    chats = [server.private_chat(person) for person in people]
    async with running(settings, server):
        server.fault(
            "sendMessage", code=403, description="Forbidden: bot was blocked by the user", chat_id=chats[0].id
        )
        for person, chat in zip(people, chats, strict=True):
            server.send(person, (STORY * 9)[:4050], chat)
        await asyncio.sleep(0.5)
    assert shown_sentences(server.last_message(chats[1].id).text) == 3


async def test_what_was_asked_just_before_the_stop_is_answered(
    server: BotApiServer, settings: Settings, anna: Conversation
) -> None:
    async with running(settings, server):
        for _ in range(3):
            server.send(anna.user, "/help", anna.chat)
        server.send(anna.user, (STORY * 9)[:4050], anna.chat)
        await server.wait_accepted("sendMessage")
    assert len([message for message in server.messages(anna.chat.id) if message.from_bot]) == 4


async def test_a_stop_does_not_wait_for_ever(
    server: BotApiServer,
    settings: Settings,
    anna: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    events: list[Any],
) -> None:
    monkeypatch.setattr("bot.serving.lifetime._PATIENCE_AT_THE_END", 0.3)
    async with running(settings, server):
        server.fault("sendMessage", retry_after=600)
        server.send(anna.user, "/help", anna.chat)
        await server.wait_until(lambda: bool(server.refused))
    assert (await logged(events, "answers_given_up"))["waited_seconds"] == 0.3


async def test_a_wrong_token_ends_the_start_in_words(server: BotApiServer, settings: Settings) -> None:
    wrong = settings.model_copy(update={"telegram_bot_token": SecretStr("123:not-the-token")})
    with pytest.raises(SettingsError, match="does not know this token") as caught:
        await run_bot(wrong, asyncio.Event())
    assert "not-the-token" not in str(caught.value)


@pytest.mark.file
@pytest.mark.usefixtures("bot")
async def test_a_second_program_with_the_token_is_named_in_the_log(
    server: BotApiServer, settings: Settings, tmp_path: Path, events: list[Any]
) -> None:
    async with running(settings.model_copy(update={"data_dir": tmp_path / "second"}), server):
        await logged(events, "token_used_twice")


@pytest.mark.usefixtures("server")
async def test_a_text_that_still_waits_for_more_is_answered_when_the_bot_stops(
    server: BotApiServer, settings: Settings, anna: Conversation
) -> None:
    async with running(settings, server):
        server.send(anna.user, (STORY * 9)[:4050], anna.chat)
        await asyncio.sleep(0.5)  # well within the two seconds in which more may follow
        assert not any(m.from_bot for m in server.messages(anna.chat.id))
    assert shown_sentences(server.last_message(anna.chat.id).text) == 3
