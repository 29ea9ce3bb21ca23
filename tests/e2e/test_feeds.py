"""What is followed and how it goes, screen by screen; and what the next digest would hold."""

import asyncio

import pytest

from tests.botapi import BotApiServer, document
from tests.e2e.conversations import Conversation
from tests.e2e.sources import Clock, opml, put_feed, town
from tests.web import WebServer

TOWNS = ("Arden", "Berrow", "Corvey", "Dunmore")
COMES = "Your digest comes every day at 08:00, UTC. The next one: tomorrow, Monday 23 November, at 08:00."


pytestmark = pytest.mark.usefixtures("bot_at_noon")


async def test_a_source_is_shown_with_all_that_is_known_and_can_be_dropped_there(
    anna: Conversation, web: WebServer
) -> None:
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    await anna.read(f"/subscribe {url}")
    listed = await anna.ask("/feeds")
    source = "1. Town News\nBetween two articles: 1 hour."
    assert _seen(listed.text) == f"Sources of this chat: 1\n\n{source}\n\n{COMES}"
    assert listed.labels == ["1", "Back"]
    shown, _ = await anna.press(listed, "1")
    assert shown.message_id == listed.message_id
    assert _seen(shown.text) == (
        f"Town News\n{url}\nBetween two articles: 1 hour.\nLast read: 12:00.\n\n"
        "Newest:\n• The ferry of Arden\n• The ferry of Berrow\n• The ferry of Corvey\n• The ferry of Dunmore"
    )
    back, _ = await anna.press(shown, "Back")
    assert back.text == listed.text
    shown, _ = await anna.press(back, "1")
    dropped, _ = await anna.press(shown, "Unsubscribe")
    assert dropped.labels == ["Undo", "All sources"]
    empty, _ = await anna.press(dropped, "All sources")
    assert "You follow nothing yet" in empty.text


async def test_many_sources_come_in_pages_that_turn_in_place(anna: Conversation, web: WebServer) -> None:
    urls = [put_feed(web, f"/{number}.xml", f"Source {number}", TOWNS[:1]) for number in range(10, 20)]
    await anna.read(attachment=document("sources.opml", opml(*urls)), caption="/subscribe")
    listed = await anna.ask("/feeds")
    assert listed.labels == [*map(str, range(1, 9)), "◀", "1/2", "▶", "Back"]
    second, _ = await anna.press(listed, "▶")
    assert second.labels == ["9", "10", "◀", "2/2", "▶", "Back"]
    shown, _ = await anna.press(second, "10")
    back, _ = await anna.press(shown, "Back")
    assert back.labels == second.labels
    first, _ = await anna.press(back, "▶")
    assert first.labels[0] == "1"
    same, toast = await anna.press(first, "1/2")
    assert (same.labels, toast) == (first.labels, "")
    choice = await anna.ask("/unsubscribe")
    assert len(choice.labels) == 8 + 4
    turned, _ = await anna.press(choice, "▶")
    assert [label[:3] for label in turned.labels[:2]] == ["9. ", "10."]


async def test_a_source_that_fails_is_said_to(anna: Conversation, web: WebServer, clock: Clock) -> None:
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    await anna.read(f"/subscribe {url}")
    web.page("/feed.xml", "", status=503)
    clock.move(hours=2)
    await anna.read("/digest")  # reads what was not read lately
    listed = await anna.ask("/feeds")
    assert "Not readable: " in listed.text
    assert "(since: 14:00)" in listed.text


async def test_in_a_group_others_get_their_screen_privately(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    member, other, silent = (server.add_user(name) for name in ("Mia", "Otto", "Sam"))
    group = server.group("Readers", members=[member, other, silent], admins=[anna.user])
    admin, asking = Conversation(server, anna.user, group), Conversation(server, member, group)
    await admin.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    listed = await asking.ask("/feeds")
    shown, _ = await asking.press(listed, "1")
    assert "Newest:" in shown.text
    by_admin, _ = await asking.press(shown, "Back", by=anna.user)
    assert by_admin.text == listed.text
    private = server.private_chat(other)
    unchanged, toast = await asking.press(by_admin, "1", by=other)
    assert "privately" in toast
    assert unchanged.text == listed.text
    assert "Newest:" in server.last_message(private.id).text
    assert server.last_message(private.id).labels == []
    _, toast = await asking.press(by_admin, "1", by=silent)
    assert "press Start" in toast


async def test_whose_list_it_is_cannot_be_forged(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin = Conversation(server, anna.user, group)
    await admin.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    listed = await admin.ask("/feeds")
    forged = listed.snapshot()
    forged.keyboard = [[{"text": "1", "callback_data": f"fo1:1@{member.id}"}]]
    assert "older version" in await admin.answered(server.press_stale(member, forged, "1"))
    assert server.last_message(group.id).text == listed.text


async def test_the_next_digest_is_shown_now_and_marks_nothing(anna: Conversation, web: WebServer) -> None:
    assert "You follow nothing yet" in (await anna.ask("/digest")).text
    followed = await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    await anna.press(followed, "Digest now")
    shown = await anna.until(
        lambda message: message.message_id != followed.message_id and "Arden" in message.text
    )
    assert "Corvey" in shown.text
    assert "Dunmore" not in shown.text
    assert (await anna.read("/digest")).text == shown.text


async def test_nothing_new_is_one_line_with_the_next_time(anna: Conversation, web: WebServer) -> None:
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ())}")
    answer = await anna.read("/digest")
    assert answer.text.endswith(COMES)
    assert answer.labels == []


async def test_the_pages_of_a_digest_turn_in_place(anna: Conversation, web: WebServer) -> None:
    await _follow_many(anna, web)
    first = await anna.read("/digest")
    assert first.labels[-3] == "◀"
    pages = int(first.labels[-2].partition("/")[2])
    assert pages > 1
    second, _ = await anna.press(first, "▶")
    assert second.labels[-2] == f"2/{pages}"
    assert second.message_id == first.message_id
    assert second.text != first.text
    back, _ = await anna.press(second, "◀")
    assert back.text == first.text
    last, _ = await anna.press(back, "◀")
    assert last.labels[-2] == f"{pages}/{pages}"
    gone = last.snapshot()
    gone.keyboard = [[{"text": "▶", "callback_data": "d999:1"}]]
    toast = await anna.answered(anna.server.press_stale(anna.user, gone, "▶"))
    assert "older version" in toast


async def test_what_others_get_cannot_be_had_by_forged_buttons(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    ben = Conversation.of(server, "Ben")
    await ben.read(f"/subscribe {put_feed(web, '/secret-token.xml', 'Secret', TOWNS)}")
    await ben.read("/digest")
    own = await anna.read(f"/subscribe {put_feed(web, '/own.xml', 'Own', ['Xanten'])}")
    for data in ("d1:1", "fa1:1", "fo1:1", "fd1:1"):
        forged = own.snapshot()
        forged.keyboard = [[{"text": "Press", "callback_data": data}]]
        toast = await anna.answered(server.press_stale(anna.user, forged, "Press"))
        assert toast, data
        shown = server.find(anna.chat.id, own.message_id)
        assert shown
        assert shown.text == own.text
    assert "Secret" not in (await anna.ask("/feeds")).text


async def test_readers_of_a_channel_have_no_digest_posted_in_it(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    channel = server.channel("Town")
    channel.members[anna.user.id] = "creator"
    posts = Conversation(server, anna.user, channel)
    server.post(channel, f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    followed = await posts.until(lambda message: "Digest now" in message.labels)
    _, toast = await posts.press(followed, "Digest now", by=server.add_user("Rita"))
    assert toast.startswith("Only administrators of this channel who may post")
    assert len(posts.answers) == 1
    await posts.press(followed, "Digest now")
    await posts.until(lambda message: "What is new" in message.text)


async def test_bystanders_of_a_group_get_the_digest_privately(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    other, silent = server.add_user("Otto"), server.add_user("Sam")
    group = server.group("Readers", members=[other, silent], admins=[anna.user])
    talk = Conversation(server, anna.user, group)
    followed = await talk.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    private = Conversation(server, other, server.private_chat(other))
    _, toast = await talk.press(followed, "Digest now", by=other)
    assert toast == "I send it to you privately."
    shown = await private.until(lambda message: "What is new" in message.text)
    assert "Arden" in shown.text
    assert shown.labels == []
    _, toast = await talk.press(followed, "Digest now", by=silent)
    assert "press Start" in toast
    assert len(talk.answers) == 1


async def test_the_pages_of_a_digest_that_came_by_itself_turn_in_place(
    anna: Conversation, web: WebServer, clock: Clock
) -> None:
    await _follow_many(anna, web)
    clock.move(hours=24)
    first = await anna.until(lambda message: "▶" in message.labels)
    assert "Your digest · Monday 23 November" in first.text
    second, _ = await anna.press(first, "▶")
    async with asyncio.timeout(15):
        while "What is new" in second.text:  # that it was sent is noted a moment after it is here
            first, _ = await anna.press(second, "◀")
            second, _ = await anna.press(first, "▶")
    assert "Your digest · Monday 23 November" in second.text
    assert second.labels[-2].startswith("2/")
    back, _ = await anna.press(second, "◀")
    assert back.text == first.text


async def test_in_a_group_a_digest_turns_for_whoever_asked(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    member, other = server.add_user("Mia"), server.add_user("Otto")
    group = server.group("Readers", members=[member, other], admins=[anna.user])
    await _follow_many(Conversation(server, anna.user, group), web)
    asking = Conversation(server, member, group)
    first = await asking.read("/digest")
    second, _ = await asking.press(first, "▶")
    assert second.text != first.text
    server.private_chat(other)
    unchanged, toast = await asking.press(second, "▶", by=other)
    assert unchanged.text == second.text
    assert "privately" in toast


async def test_in_a_channel_a_digest_is_sent_whole(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    channel = server.channel("Town")
    posts = Conversation(server, anna.user, channel)
    for number in range(4):
        url = put_feed(web, f"/{number}.xml", f"Source {number}", _towns(number))
        server.post(channel, f"/subscribe {url}")
    await server.wait_until(lambda: len(posts.answers) == 4)
    server.post(channel, "/digest")
    await server.wait_until(lambda: len(posts.answers) > 5)
    parts = posts.answers[4:]
    assert all(part.labels == [] for part in parts)
    towns = [town for number in range(4) for town in _towns(number)]
    assert all(any(town in part.text for part in parts) for town in towns)


def _towns(number: int) -> list[str]:
    return [town(3 * number + place) for place in range(3)]


async def _follow_many(talk: Conversation, web: WebServer) -> None:
    for number in range(4):
        await talk.read(f"/subscribe {put_feed(web, f'/{number}.xml', f'Source {number}', _towns(number))}")


def _seen(text: str) -> str:
    """The text without the marks that keep the directions of scripts apart."""
    return text.replace("\u2068", "").replace("\u2069", "")
