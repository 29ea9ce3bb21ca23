"""What is muted and what alone is shown, by commands and by buttons, and what comes of it in digests."""

import pytest

from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation
from tests.e2e.newsrooms import Newsroom, told
from tests.e2e.sources import RSS, put_feed, rss
from tests.web import WebServer


@pytest.fixture
async def reader(bot_at_noon: None, anna: Conversation, web: WebServer) -> Conversation:
    """Somebody who follows two sources: 1 is the Harbour Post, 2 are the Town News."""
    for path, title, town in (("/town.xml", "Town News", "Arden"), ("/port.xml", "Harbour Post", "Brink")):
        await anna.read(f"/subscribe {put_feed(web, path, title, [town, f'{town}ville'])}")
    return anna


async def towns(reader: Conversation) -> set[str]:
    """The towns of which a digest tells that is asked for now."""
    text = (await reader.read("/digest")).text
    return {
        town for town in ("Arden", "Ardenville", "Brink", "Brinkville") if f"The ferry of {town}\n" in text
    }


async def test_a_word_is_muted_everywhere_or_in_one_source(reader: Conversation) -> None:
    answer = await reader.ask("/mute Ardenville, ferries in Harbour Post")
    assert answer.text.startswith("Muted in Harbour Post: “Ardenville” and “ferries”.")
    assert "(filters: 2):\n• “Ardenville”\n• “ferries”" in answer.text
    assert await towns(reader) == {"Arden", "Ardenville"}
    await reader.go(answer, "Undo")
    assert await towns(reader) == {"Arden", "Ardenville", "Brink", "Brinkville"}
    answer = await reader.ask("/mute Ardenville, Brinkville in:1")
    answer = await reader.ask("/mute Arden")
    assert "Sources of which something is muted: Harbour Post." in answer.text
    assert await towns(reader) == {"Ardenville", "Brink"}


async def test_only_a_word_in_one_source_touches_no_other(reader: Conversation) -> None:
    answer = await reader.ask("/only Brinkville in:1")
    assert answer.text.startswith("Added for Harbour Post: “Brinkville”.")
    assert await towns(reader) == {"Arden", "Ardenville", "Brinkville"}
    await reader.ask("/mute Brinkville")
    assert await towns(reader) == {"Arden", "Ardenville"}


async def test_a_source_is_muted_or_wanted_alone_by_name_number_or_address(reader: Conversation) -> None:
    answer = await reader.ask("/mute source:harbour")
    assert answer.text.startswith("Muted: source “Harbour Post”.")
    assert await towns(reader) == {"Arden", "Ardenville"}
    everything = await reader.go(answer, "Remove: source “Harbour Post”")
    assert everything.text.startswith("No longer muted: source “Harbour Post”.")
    answer = await reader.ask("/only source:1")
    assert await towns(reader) == {"Brink", "Brinkville"}
    await reader.go(answer, "Undo")
    assert len(await towns(reader)) == 4


async def test_an_author_is_muted_by_a_part_of_the_name(
    bot_at_noon: None, anna: Conversation, web: WebServer
) -> None:
    feed = rss("Town News", ["Arden", "Brink"])
    for name in ("José Núñez", "Anna Berg"):
        feed = feed.replace("<item><title>", f"<item><author>{name}</author><title>", 1)
    web.page("/feed.xml", feed, content_type=RSS)
    await anna.read(f"/subscribe {web.url('/feed.xml')}")
    assert await towns(anna) == {"Arden", "Brink"}
    answer = await anna.ask("/mute author:nunez")
    assert answer.text.startswith("Muted: author “nunez”.")
    assert await towns(anna) == {"Brink"}
    await anna.go(answer, "Remove: author “nunez”")
    await anna.ask("/only author:Núñez in:1")
    assert await towns(anna) == {"Arden"}


async def test_what_is_not_followed_is_said_with_what_is(reader: Conversation) -> None:
    answer = await reader.ask("/mute zinc in:Nowhere, tin, source:TASS")
    assert answer.text.startswith(
        "Muted: “tin”.\nNot taken, for you follow no source of this name: “Nowhere” and “TASS”. "
        "You follow: Harbour Post and Town News."
    )
    assert "• “tin”\n\n" in answer.text
    quoted = await reader.ask('/mute "source:TASS", "ferries in Town News"')
    assert quoted.text.startswith("Muted: “source:TASS” and “ferries in Town News”.")


@pytest.mark.usefixtures("bot_at_noon")
async def test_hostile_words_are_taken_as_they_are_or_refused(anna: Conversation) -> None:
    answer = await anna.ask(f"/mute .*, (a+)+$, {chr(0x301) * 64}, a|{'b' * 70}")
    assert answer.text.startswith("Muted: “(a+)+$”.\nNot taken, for a word or phrase has 2 to 64 characters")


async def test_everything_goes_by_buttons_from_a_source_and_from_the_list(reader: Conversation) -> None:
    sources = await reader.ask("/feeds")
    one = await reader.go(sources, "1")
    assert one.labels[:2] == ["Muted in this source", "Needed in this source"]
    muted = await reader.go(one, "Muted in this source")
    assert muted.text.startswith("Of the source Harbour Post, no words and no authors are muted.")
    assert "/mute football in:1" in muted.text
    muted = await reader.go(muted, "Mute all of it")
    assert muted.text.startswith("Muted: source “Harbour Post”.\nThe source Harbour Post is muted")
    assert await towns(reader) == {"Arden", "Ardenville"}
    again = await reader.go(muted, "✓ Mute all of it", "This source")
    assert again.labels == one.labels
    everything = await reader.go(again, "Needed in this source", "Only this source", "Back")
    assert "• source “Harbour Post”" in everything.text
    choice = await reader.go(everything, "For one source")
    assert choice.labels == ["1. Harbour Post", "2. Town News", "Back"]
    own = await reader.go(choice, "2. Town News")
    assert own.text.startswith("Of the source Town News, articles about everything are shown.")
    assert await towns(reader) == {"Brink", "Brinkville"}
    await reader.ask("/mute Brink in:1")
    listed = await reader.ask("/mute in:harbour")
    assert listed.labels == ["Remove: Brink", "Mute all of it", "This source", "Back"]
    assert (await reader.go(listed, "Back")).text.startswith("Nothing is muted here.")


async def test_presses_that_come_twice_or_late_do_no_harm(reader: Conversation) -> None:
    answer = await reader.ask("/mute zinc in:1")
    twice = [reader.server.press(reader.user, answer, "Undo") for _ in range(2)]
    assert await reader.answered(*twice) == "This is gone already."
    answer = await reader.ask("/mute zinc in:1")
    await reader.ask("/unsubscribe 1")
    assert await reader.answered(reader.server.press(reader.user, answer, "Mute all of it")) == (
        "This is gone already."
    )
    assert "Nothing is muted here." in (await reader.ask("/mute")).text


async def test_filters_of_a_source_go_when_it_is_followed_no_more(reader: Conversation) -> None:
    await reader.ask("/mute Brink in:1, source:1, Arden in:2")
    await reader.ask("/unsubscribe Harbour Post")
    left = await reader.ask("/mute")
    assert left.text.startswith("Nothing is muted here.")
    assert "Sources of which something is muted: Town News." in left.text


async def test_a_source_that_is_muted_leaves_its_story_to_others(
    bot_at_noon: None, anna: Conversation, web: WebServer, names: dict[str, str]
) -> None:
    one, other = told("same-01-train")
    rooms = [Newsroom(web, "Vale Echo"), Newsroom(web, "Ledger")]
    for room, article in zip(rooms, (one, other), strict=True):
        names[room.host] = web.host
        room.publish(article)
        await anna.read(f"/subscribe {room.url}")
    both = (await anna.read("/digest")).text
    assert "Vale Echo" in both
    assert "Ledger" in both
    await anna.ask("/mute source:ledger")
    left = (await anna.read("/digest")).text
    assert (one.article.title or "no title") in left
    assert "Ledger" not in left


@pytest.mark.usefixtures("bot_at_noon")
async def test_in_a_group_admins_decide_and_everybody_may_look(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    await admin.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    await admin.ask("/mute zinc in:1")
    assert "Only administrators" in (await other.ask("/mute tin in:1")).text
    looked = await other.ask("/mute in:1")
    assert "• “zinc”" in looked.text
    assert looked.labels == []
    listed = await admin.ask("/mute in:1")
    for label in ("Remove: zinc", "Mute all of it", "Back"):
        same, toast = await admin.press(listed, label, by=member)
        assert toast == "Only administrators can change this."
        assert same.labels == listed.labels
    assert "No longer muted: “zinc”." in (await admin.go(listed, "Remove: zinc")).text
