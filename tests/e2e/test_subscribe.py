"""What people follow: by command, as an answer, by buttons, and how they stop."""

import pytest

from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Chat, document
from tests.e2e.conversations import Conversation
from tests.e2e.sources import opml, put_feed, site
from tests.web import WebServer

TOWNS = ("Arden", "Berrow", "Corvey", "Dunmore")
COMES = "Your digest comes every day at 08:00, UTC. The next one: tomorrow, Monday 23 November, at 08:00."
BUTTONS = ["Digest now", "Change time", "Time zone", "Unsubscribe"]
ADMINS_ONLY = "Only administrators of this group can change what comes here, and when."


pytestmark = pytest.mark.usefixtures("bot_at_noon")


async def test_a_feed_is_followed_dropped_and_followed_again(anna: Conversation, web: WebServer) -> None:
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    followed = await anna.read(f"/subscribe {url}")
    assert _seen(followed.text) == (
        "You follow Town News from now on.\n\nIts newest, to come with your next digest:\n"
        f"• The ferry of Arden\n• The ferry of Berrow\n• The ferry of Corvey\n\n{COMES}"
    )
    assert followed.labels == BUTTONS
    assert _seen((await anna.read(f"/subscribe {url}")).text).startswith("You follow Town News already.")
    dropped, _ = await anna.press(followed, "Unsubscribe")
    assert _seen(dropped.text) == (
        "You no longer follow Town News.\nYou follow nothing any more, so no digest comes."
    )
    again, _ = await anna.press(dropped, "Undo")
    assert _seen(again.text).startswith("You follow Town News from now on.")
    assert again.labels == BUTTONS


async def test_a_button_pressed_twice_does_once_what_it_does(anna: Conversation, web: WebServer) -> None:
    followed = await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    first, second = (anna.server.press(anna.user, followed, "Unsubscribe") for _ in range(2))
    assert await anna.answered(first, second) == "You do not follow this any more."
    assert "Undo" in anna.answers[-1].labels


async def test_the_feed_of_a_site_is_found(anna: Conversation, web: WebServer) -> None:
    put_feed(web, "/one.xml", "Town News", TOWNS)
    answer = await anna.read(f"/subscribe {site(web, ('/one.xml', 'Town News'))}")
    assert _seen(answer.text).startswith("You follow Town News from now on.")


async def test_of_several_feeds_one_is_chosen_by_a_button_of_the_same_message(
    anna: Conversation, web: WebServer
) -> None:
    put_feed(web, "/one.xml", "Town News", TOWNS)
    put_feed(web, "/two.xml", "Harbour News", TOWNS[:1])
    choice = await anna.read(f"/subscribe {site(web, ('/one.xml', 'Towns'), ('/two.xml', 'Harbour'))}")
    assert choice.text == "127.0.0.1 has several feeds. Which one shall I follow?"
    assert choice.labels == ["Towns", "Harbour"]
    await anna.press(choice, "Harbour")
    followed = await anna.until(lambda message: "Unsubscribe" in message.labels)
    assert followed.message_id == choice.message_id
    assert _seen(followed.text).startswith("You follow Harbour News from now on.")


async def test_the_folder_is_followed_by_its_name_and_by_the_button_below_the_instructions(
    anna: Conversation,
) -> None:
    how = await anna.ask("/subscribe")
    assert "/subscribe @channel" in how.text
    assert how.labels == ["Try it with seeds"]
    await anna.press(how, "Try it with seeds")
    followed = await anna.until(lambda message: "Unsubscribe" in message.labels)
    assert followed.message_id == how.message_id
    assert "from now on" in followed.text
    assert "already" in (await anna.read("/subscribe seeds")).text


async def test_an_answer_to_a_message_follows_its_link(anna: Conversation, web: WebServer) -> None:
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    message = anna.server.send(anna.user, f"Look at this: {url}", anna.chat)
    await anna.server.wait_until(lambda: len(anna.answers) == 1)
    answer = await anna.read("/subscribe", reply_to=message)
    assert _seen(answer.text).startswith("You follow Town News from now on.")


async def test_several_sources_are_followed_at_once(anna: Conversation, web: WebServer) -> None:
    one, two = (put_feed(web, f"/{name}.xml", name, TOWNS) for name in ("One", "Two"))
    answer = await anna.read(f"/subscribe {one}, {web.url('/missing.xml')} {two},")
    assert _seen(answer.text).startswith("You follow One and Two from now on.\n")
    assert "/missing.xml: 127.0.0.1 says that there is no such address" in _seen(answer.text)
    assert COMES in answer.text
    assert answer.labels == ["All sources", "Change time"]


async def test_of_several_links_one_is_chosen(anna: Conversation, web: WebServer) -> None:
    one, two = (put_feed(web, f"/{name}.xml", name, TOWNS) for name in ("One", "Two"))
    choice = await anna.read(f"/subscribe one of {one} {two}")
    assert choice.text == "There are 2 links in this message. Which one shall I follow?"
    await anna.press(choice, choice.labels[1])
    followed = await anna.until(lambda message: "Unsubscribe" in message.labels)
    assert _seen(followed.text).startswith("You follow Two from now on.")


async def test_an_answer_to_a_forwarded_post_means_its_channel(
    anna: Conversation, server: BotApiServer
) -> None:
    channel = server.channel("Town", username="town_news")
    post = anna.server.send(anna.user, "News of the day. " * 50, anna.chat, forward_origin=channel)
    await server.wait_until(lambda: len(anna.answers) == 1)
    answer = await anna.read("/subscribe", reply_to=post)
    assert "I cannot reach t.me" in answer.text  # which leads nowhere in tests


async def test_what_cannot_be_followed_is_said(anna: Conversation, web: WebServer) -> None:
    hello = await anna.ask("/help")
    empty = anna.server.find(anna.chat.id, hello.message_id)
    assert "I see nothing here" in (await anna.ask("/subscribe", reply_to=empty)).text
    web.page("/", "<!DOCTYPE html><html><body><p>No feed here.</p></body></html>")
    assert "feed" in (await anna.read(f"/subscribe {web.url('/')}")).text
    missing = await anna.read(f"/subscribe {web.url('/missing.xml')}")
    assert "says that there is no such address" in missing.text
    web.page("/closed.xml", "", status=403)
    refused = await anna.read(f"/subscribe {web.url('/closed.xml')}")
    assert "does not let me read it (its answer: 403), so I cannot follow it." in refused.text
    web.page("/broken.xml", "Nothing of a feed.", content_type="application/rss+xml")
    assert "feed" in (await anna.read(f"/subscribe {web.url('/broken.xml')}")).text
    assert "follow nothing yet" in (await anna.ask("/feeds")).text


async def test_a_list_of_sources_is_imported_as_caption_as_answer_and_alone(
    anna: Conversation, web: WebServer
) -> None:
    one, two = (put_feed(web, f"/{name}.xml", name, TOWNS) for name in ("One", "Two"))
    file = document("sources.opml", opml(one, two))
    answer = await anna.read(attachment=file, caption="/subscribe")
    assert phrase("data.imported", count=2) in answer.text
    assert COMES in answer.text
    assert answer.labels == ["All sources", "Change time"]
    alone = await anna.read(attachment=file)
    assert phrase("data.imported_known", count=2) in alone.text
    sent = anna.server.send(anna.user, chat=anna.chat, attachment=document("other.xml", opml(one)))
    await anna.server.wait_until(lambda: len(anna.answers) == 3)
    assert phrase("data.imported_known", count=1) in (await anna.read("/subscribe", reply_to=sent)).text


async def test_other_documents_are_no_lists_of_sources(anna: Conversation) -> None:
    answer = await anna.read(attachment=document("book.pdf", b"%PDF"), caption="/subscribe")
    assert answer.text == "book.pdf is no list of sources: I read OPML files, which other readers export."
    broken = await anna.read(attachment=document("sources.opml", b"<opml"), caption="/subscribe")
    assert "OPML file" in broken.text


async def test_sources_are_dropped_by_button_number_name_and_address(
    anna: Conversation, web: WebServer
) -> None:
    assert "follow nothing yet" in (await anna.ask("/unsubscribe")).text
    names = ("Alpha", "Beta", "Gamma", "Great Beta")
    urls = {name: put_feed(web, f"/{name[-5:].strip()}{len(name)}.xml", name, TOWNS) for name in names}
    for url in urls.values():
        await anna.read(f"/subscribe {url}")
    choice = await anna.ask("/unsubscribe")
    assert choice.labels == ["1. Alpha", "2. Beta", "3. Gamma", "4. Great Beta", "Back"]
    dropped, _ = await anna.press(choice, "1. Alpha")
    assert _seen(dropped.text) == "You no longer follow Alpha."
    assert dropped.labels == ["Undo", "All sources"]
    assert _seen((await anna.ask("/unsubscribe beta")).text) == "You no longer follow Beta."
    assert _seen((await anna.ask("/unsubscribe 1")).text) == "You no longer follow Gamma."
    assert "nothing called Gamma" in (await anna.ask("/unsubscribe Gamma")).text
    await anna.read(f"/subscribe {urls['Beta']}")
    assert (
        _seen((await anna.ask(f"/unsubscribe {urls['Great Beta']}")).text)
        == "You no longer follow Great Beta."
    )
    await anna.read(f"/subscribe {urls['Great Beta']}")
    assert "several sources called bet" in (await anna.ask("/unsubscribe bet")).text


async def test_several_sources_and_all_are_dropped_at_once(anna: Conversation, web: WebServer) -> None:
    for name in ("Alpha", "Beta", "Gamma", "Delta"):
        await anna.read(f"/subscribe {put_feed(web, f'/{name}.xml', name, TOWNS)}")
    dropped = await anna.ask("/unsubscribe 1, gamma.")
    assert _seen(dropped.text) == "You no longer follow Alpha and Gamma."
    assert dropped.labels == ["All sources"]
    sure = await anna.ask("/unsubscribe all")
    assert sure.text == "Shall I drop all sources of this chat (2)?"
    kept, _ = await anna.press(sure, "Keep them")
    assert "Sources of this chat: 2" in kept.text
    none, _ = await anna.press(await anna.ask("/unsubscribe everything"), "Drop all")
    assert _seen(none.text).startswith("You no longer follow Beta and Delta.\nYou follow nothing any more")
    assert "follow nothing yet" in (await anna.ask("/unsubscribe all")).text


async def test_what_takes_long_says_so_and_can_be_stopped(
    anna: Conversation, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.progress._LINE_AFTER", 0.1)
    web.script("/slow.xml", lambda peer: peer.stay())
    anna.server.send(anna.user, f"/subscribe {web.url('/slow.xml')}", anna.chat)
    await anna.server.wait_until(lambda: any("Cancel" in message.labels for message in anna.answers))
    assert anna.answers[-1].text == "Reading 127.0.0.1 …"
    stopped, _ = await anna.press(anna.answers[-1], "Cancel")
    assert stopped.text == "Stopped."
    assert "follow nothing yet" in (await anna.ask("/feeds")).text


@pytest.fixture
def group(server: BotApiServer, anna: Conversation) -> Chat:
    """A group that Anna administers."""
    return server.group("Readers", admins=[anna.user])


async def test_in_a_group_admins_decide_what_is_followed(
    anna: Conversation, group: Chat, server: BotApiServer, web: WebServer
) -> None:
    admin = Conversation(server, anna.user, group)
    member = Conversation(server, server.add_user("Mia"), group)
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    assert (await member.ask(f"/subscribe {url}")).text == ADMINS_ONLY
    assert (await member.ask("/unsubscribe")).text == ADMINS_ONLY
    followed = await admin.read(f"/subscribe {url}")
    assert "from now on" in followed.text
    unchanged, toast = await admin.press(followed, "Unsubscribe", by=member.user)
    assert toast == "Only administrators can change this."
    assert unchanged.text == followed.text
    assert "Town News" in (await member.ask("/feeds")).text
    dropped, _ = await admin.press(followed, "Unsubscribe")
    assert "no longer follow" in dropped.text


async def test_an_admin_without_a_name_may_change_and_a_linked_channel_may_not(
    group: Chat, server: BotApiServer, web: WebServer
) -> None:
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    nobody = Conversation(server, server.add_user("Group"), group)
    other = server.channel("Elsewhere", username="elsewhere")
    posted = {"sender_chat": other.to_json()}
    assert (await nobody.ask(f"/subscribe {url}", extra=posted)).text == ADMINS_ONLY
    unnamed = {"sender_chat": group.to_json()}
    assert "from now on" in (await nobody.read(f"/subscribe {url}", extra=unnamed)).text
    # What a linked channel posts is copied into the group: it was meant for the channel.
    server.send(nobody.user, f"/subscribe {url}", group, extra=posted | {"is_automatic_forward": True})
    assert "Town News" in (await nobody.ask("/feeds")).text


async def test_every_topic_of_a_forum_has_sources_of_its_own(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    forum = server.group("Forum", admins=[anna.user], topics=True)
    talk, topic = Conversation(server, anna.user, forum), server.topic(forum, "News")
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    followed = await talk.read(f"/subscribe {url}", thread_id=topic)
    assert followed.thread_id == topic
    assert "follow nothing yet" in (await talk.ask("/feeds")).text
    there = await talk.ask("/feeds", thread_id=topic)
    assert there.thread_id == topic
    assert "Town News" in there.text
    dropped, _ = await talk.press(followed, "Unsubscribe")
    assert "no longer follow" in dropped.text


async def test_a_channel_follows_what_is_posted_in_it(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    channel = server.channel("Town")
    channel.members[anna.user.id] = "creator"
    reader = server.add_user("Rita")
    posts = Conversation(server, anna.user, channel)
    url = put_feed(web, "/feed.xml", "Town News", TOWNS)
    server.post(channel, f"/subscribe {url}")
    followed = await posts.until(lambda message: "Unsubscribe" in message.labels)
    assert COMES in followed.text
    _, toast = await posts.press(followed, "Unsubscribe", by=reader)
    assert toast.startswith("Only administrators of this channel who may post can change this")
    dropped, _ = await posts.press(followed, "Unsubscribe")
    assert "no longer follow" in dropped.text


async def test_old_and_odd_buttons_are_answered(anna: Conversation, web: WebServer) -> None:
    followed = await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
    many = "9" * 26
    odd_ones = (
        "fz1:1",
        "fd1",
        "fo999:1",
        "fc0123456789abcdef:1",
        "fdx:1",
        "fa999:1",
        f"fd{many}:1",
        f"fa{many}:1",
    )
    for data in odd_ones:
        odd = followed.snapshot()
        odd.keyboard = [[{"text": "Press", "callback_data": data}]]
        toast = await anna.answered(anna.server.press_stale(anna.user, odd, "Press"))
        assert toast, data
        assert "Something went wrong" not in toast, data
    assert "Town News" in (await anna.ask("/feeds")).text


def _seen(text: str) -> str:
    """The text without the marks that keep the directions of scripts apart."""
    return text.replace("\u2068", "").replace("\u2069", "")
