"""/move and /forget wherever the bot is, by whoever may and by whoever may not."""

from collections.abc import Callable

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, User, document
from tests.e2e.conversations import Conversation
from tests.e2e.rooms import Room, code_in, exported
from tests.e2e.sources import put_feed
from tests.e2e.test_data import places_of
from tests.web import WebServer

DELETE, GET_CODE, MOVE = "Yes, delete it all", "Get a code", "Yes, move it here"
ADMINS_ONLY = "Only administrators can change this."
OTHERS = "Only whoever made this code can use it"


def channel(server: BotApiServer, admin: User) -> Room:
    return Room(server, server.channel("Harbour News", admins=[admin]))


def topic(server: BotApiServer, admin: User) -> Room:
    group = server.group("Town", admins=[admin], members=[server.add_user("Mia")], topics=True)
    return Room(server, group, server.topic(group, "News"))


def hidden(server: BotApiServer, admin: User) -> Room:
    """A group whose only admin writes in its name."""
    owner = server.add_user("Olga")
    return Room(server, server.group("Town", admins=[owner], anonymous=[admin]))


ROOMS = pytest.mark.parametrize("make", [channel, topic, hidden])
Make = Callable[[BotApiServer, User], Room]


@ROOMS
@pytest.mark.usefixtures("bot_at_noon")
async def test_everything_of_a_chat_is_deleted_wherever_it_is(
    anna: Conversation, server: BotApiServer, reading: Settings, make: Make
) -> None:
    room = make(server, anna.user)
    await room.ask(anna.user, "/mute zinc")
    assert places_of(reading, room.chat.id)
    question = await room.ask(anna.user, "/forget")
    assert "1 filter" in question.text
    stranger = server.add_user("Sam")
    _, toast = await room.press(stranger, question, DELETE)
    assert toast
    assert places_of(reading, room.chat.id)
    await room.press(anna.user, question, DELETE)
    done = await room.heard.until(lambda message: message.text == phrase("data.forgotten"))
    assert (done.message_id, done.labels) == (question.message_id, [])
    assert set(places_of(reading, room.chat.id)) <= {"served_chats.chat_id"}


@ROOMS
@pytest.mark.usefixtures("bot_at_noon")
async def test_a_setup_moves_there_and_back(
    anna: Conversation, server: BotApiServer, web: WebServer, make: Make
) -> None:
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    there = make(server, anna.user)
    made, _ = await anna.press(await anna.ask("/move"), GET_CODE)
    question = await there.ask(anna.user, f"/move {code_in(made)}")
    assert "1 source" in question.text
    moved, _ = await there.press(anna.user, question, MOVE)
    assert moved.text.startswith("Moved here")
    await anna.until(lambda message: message.text == phrase("data.moved_away"))
    assert "follow nothing" in (await anna.ask("/feeds")).text
    assert "Town News" in (await there.ask(anna.user, "/feeds")).text
    how = await there.ask(anna.user, "/move")
    _, toast = await there.press(anna.user, how, GET_CODE)
    assert toast == phrase("toast.sent_code")
    given = await anna.until(lambda message: message.text.startswith("The code:"))
    question = await anna.ask(f"/move {code_in(given)}")
    await anna.press(question, MOVE)
    assert "Town News" in (await anna.ask("/feeds")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_in_a_topic_its_setup_moves_and_no_other(anna: Conversation, server: BotApiServer) -> None:
    room = topic(server, anna.user)
    general = Room(server, room.chat)
    await room.ask(anna.user, "/mute zinc")
    await general.ask(anna.user, "/mute tin")
    await room.press(anna.user, await room.ask(anna.user, "/move"), GET_CODE)
    given = await anna.until(lambda message: message.text.startswith("The code:"))
    await anna.press(await anna.ask(f"/move {code_in(given)}"), MOVE)
    words = await anna.ask("/mute")
    assert "“zinc”" in words.text
    assert "tin" not in words.text
    assert "“tin”" in (await general.ask(anna.user, "/mute")).text
    question = await general.ask(anna.user, "/forget")
    assert "topics" not in question.text  # the one that moved is no part of it any more


@pytest.mark.usefixtures("bot_at_noon")
async def test_members_are_refused(anna: Conversation, server: BotApiServer) -> None:
    mia = server.add_user("Mia")
    room = Room(server, server.group("Town", admins=[anna.user], members=[mia]))
    await room.ask(anna.user, "/mute zinc")
    for command in ("/move", "/forget", "/move ABCDEFGHJK"):
        assert "Only administrators" in (await room.ask(mia, command)).text
    for command, label in (("/move", GET_CODE), ("/forget", DELETE)):
        _, toast = await room.press(mia, await room.ask(anna.user, command), label)
        assert toast == ADMINS_ONLY
    assert "“zinc”" in (await room.ask(anna.user, "/mute")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_a_code_that_others_read_is_of_no_use_to_them(anna: Conversation, server: BotApiServer) -> None:
    """Also to those who decide at both places, and to whoever hides their name."""
    await anna.ask("/mute zinc")
    ben = Conversation.of(server, "Ben")
    hugo = server.add_user("Hugo")
    server.private_chat(hugo)
    group = server.group("Town", admins=[anna.user, ben.user], anonymous=[hugo])
    room = Room(server, group)
    made, _ = await anna.press(await anna.ask("/move"), GET_CODE)
    code = code_in(made)
    assert OTHERS in (await ben.ask(f"/move {code}")).text
    assert OTHERS in (await ben.ask(f"/start move-{code}")).text
    assert OTHERS in (await room.ask(ben.user, f"/move {code}")).text
    for question in (await room.ask(anna.user, f"/move {code}"), await room.ask(hugo, f"/move {code}")):
        for other in (ben.user, hugo):
            same, toast = await room.press(other, question, MOVE)
            assert OTHERS in toast
            assert MOVE in same.labels
    assert "“zinc”" in (await anna.ask("/mute")).text
    await room.press(anna.user, question, MOVE)
    assert "“zinc”" in (await room.ask(anna.user, "/mute")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_where_nothing_is_set_up_that_is_said_kindly(anna: Conversation, server: BotApiServer) -> None:
    answer = await anna.ask("/move")
    assert answer.text == phrase("error.nothing_to_move")
    assert GET_CODE not in answer.labels
    menu, _ = await anna.press(answer, "Back")
    screen, _ = await anna.press(menu, "Move to another chat")
    assert screen.text == phrase("error.nothing_to_move")
    question = await anna.ask("/forget")
    assert phrase("data.restore_empty") in question.text
    assert phrase("data.forget_asked") in question.text
    await anna.press(question, DELETE)
    await anna.until(lambda message: message.text == phrase("data.forgotten"))
    assert not server.refused


@pytest.mark.usefixtures("bot_at_noon")
async def test_what_has_no_room_is_told_before_and_after(anna: Conversation, server: BotApiServer) -> None:
    words = ", ".join(f"coming{number}" for number in range(70))
    await anna.ask(f"/mute {words}")
    room = Room(server, server.group("Town", admins=[anna.user]))
    await room.ask(anna.user, f"/mute {words.replace('coming', 'here')}")
    made, _ = await anna.press(await anna.ask("/move"), GET_CODE)
    question = await room.ask(anna.user, f"/move {code_in(made)}")
    left_out = phrase("data.move_left_out", what=phrase("data.holds_words", count=40))
    assert left_out in question.text
    moved, _ = await room.press(anna.user, question, MOVE)
    assert left_out in moved.text
    backup = document("my-data.json", await exported(room, anna.user))
    assert "100 filters" in (await anna.read(attachment=backup)).text
