"""From the greeting to a digest on the screen in three taps, and every way back."""

import pytest

from tests.botapi import BotApiServer, Message
from tests.e2e.conversations import Conversation
from tests.e2e.sources import put_feed, site
from tests.web import WebServer

GREETING = ["Get a summary", "Set up my digest", "Language", "Help"]
NEXT = "The next one: tomorrow, Monday 23 November, at 08:00."


pytestmark = pytest.mark.usefixtures("bot_at_noon")


async def digest_below(talk: Conversation, count: int) -> Message:
    """Wait for the digest that comes below the message of the walk."""
    await talk.server.wait_until(
        lambda: len(talk.answers) == count and "What is new" in talk.answers[-1].text
    )
    return talk.answers[-1]


async def test_three_taps_bring_a_digest_to_the_screen(anna: Conversation) -> None:
    greeting = await anna.ask("/start")
    await anna.go(greeting, "Set up my digest", "The sample articles", "Morning, 08:00")
    digest = await digest_below(anna, 2)
    assert any("Get a summary" in label for label in digest.labels)
    done = anna.answers[0]
    assert done.message_id == greeting.message_id
    assert NEXT in done.text
    assert "every day at 08:00" in (await anna.ask("/schedule")).text


async def test_an_address_that_is_sent_is_the_source(anna: Conversation, web: WebServer) -> None:
    url = put_feed(web, "/feed.xml", "Town News", ["Arden"])
    await anna.go(await anna.ask("/start"), "Set up my digest", "I send you an address")
    times = await anna.read(url)
    assert "Your source: Town News" in times.text
    await anna.go(times, "Evening, 18:30")
    await anna.server.wait_until(lambda: any("Arden" in message.text for message in anna.answers))
    assert "every day at 18:30" in (await anna.ask("/schedule")).text
    assert "Town News" in (await anna.ask("/feeds")).text


async def test_of_several_feeds_one_is_chosen_and_a_mistyped_address_is_sent_anew(
    anna: Conversation, web: WebServer
) -> None:
    put_feed(web, "/a.xml", "Towns", ["Arden"])
    put_feed(web, "/b.xml", "Harbour", ["Brook"])
    await anna.go(await anna.ask("/start"), "Set up my digest", "I send you an address")
    assert "Your source" not in (await anna.read("@no")).text
    several = await anna.read(site(web, ("/a.xml", "Towns"), ("/b.xml", "Harbour")))
    assert several.labels == ["Towns", "Harbour", "Back"]
    await anna.go(several, "Harbour", "Noon, 12:00")
    await anna.server.wait_until(lambda: any("Brook" in message.text for message in anna.answers))
    assert "Harbour" in (await anna.ask("/feeds")).text


async def test_cancel_and_back_end_the_waiting(anna: Conversation, web: WebServer) -> None:
    url = put_feed(web, "/feed.xml", "Town News", ["Arden"])
    greeting = await anna.ask("/start")
    waiting = await anna.go(greeting, "Set up my digest", "I send you an address")
    assert (await anna.ask("/cancel")).text == "Stopped."
    assert "Your source" not in (await anna.read(url)).text
    back = await anna.go(waiting, "Back", "I send you an address", "Back", "Back")
    assert (back.text, back.labels) == (greeting.text, GREETING)
    assert "Your source" not in (await anna.read(url)).text
    await anna.go(back, "Set up my digest", "I send you an address")
    assert "Your source: Town News" in (await anna.read(url)).text


async def test_the_walk_goes_again_and_keeps_what_is_followed(anna: Conversation) -> None:
    greeting = await anna.ask("/start")
    await anna.go(greeting, "Set up my digest", "The sample articles", "Morning, 08:00")
    await digest_below(anna, 2)
    again = await anna.go(await anna.ask("/start"), "Set up my digest")
    assert "What I follow already" in again.labels
    await anna.go(again, "What I follow already", "Noon, 12:00")
    await digest_below(anna, 4)
    assert "every day at 12:00" in (await anna.ask("/schedule")).text


async def test_the_time_zone_is_chosen_on_the_way(anna: Conversation) -> None:
    times = await anna.go(await anna.ask("/start"), "Set up my digest", "The sample articles")
    assert "It is 12:00 now in UTC." in times.text
    there = await anna.go(times, "Time zone", "Berlin")
    assert "It is 13:00 now in Europe/Berlin." in there.text
    back = await anna.go(there, "Time zone", "Back")
    assert (back.text, back.labels) == (there.text, there.labels)
    await anna.go(back, "Morning, 08:00")
    await digest_below(anna, 2)
    assert "at 08:00, Europe/Berlin" in anna.answers[0].text


async def test_a_source_that_cannot_be_followed_leads_back(anna: Conversation, web: WebServer) -> None:
    url = put_feed(web, "/feed.xml", "Town News", ["Arden"])
    await anna.go(await anna.ask("/start"), "Set up my digest", "I send you an address")
    times = await anna.read(url)
    web.page("/feed.xml", "gone", status=404)
    await anna.ask("/unsubscribe all")
    await anna.press(times, "Noon, 12:00")
    failed = await anna.until(
        lambda message: message.message_id == times.message_id and message.labels == ["Back"]
    )
    again = await anna.go(failed, "Back")
    assert "The sample articles" in again.labels


async def test_the_help_has_two_pages_and_ways_on(anna: Conversation) -> None:
    helping = await anna.ask("/help")
    assert "/summary 5" in helping.text
    more = await anna.go(helping, "More")
    assert "/mute football" in more.text
    back = await anna.go(more, "Back")
    assert back.text == helping.text
    settings = await anna.go(back, "Settings")
    assert settings.text.startswith("Settings of this chat")
    from_start = await anna.go(await anna.ask("/start"), "Help")
    assert from_start.text == helping.text
    assert (await anna.go(from_start, "Back")).labels == GREETING


async def test_languages_lead_back_to_the_greeting(anna: Conversation) -> None:
    greeting = await anna.ask("/start")
    chosen = await anna.go(greeting, "Language", "English")
    assert "✓ English" in chosen.labels
    assert (await anna.go(chosen, "Back")).labels == GREETING


async def test_in_a_group_the_walk_is_for_admins(anna: Conversation, server: BotApiServer) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    greeting = await other.ask("/start")
    _, toast = await other.press(greeting, "Set up my digest")
    assert toast == "Only administrators can change this."
    assert "/summary 5" in (await other.go(greeting, "Help")).text
    walk = await admin.go(await admin.ask("/start"), "Set up my digest")
    address = await admin.go(walk, "I send you an address")
    assert "/subscribe example.org" in address.text
    await admin.go(address, "Back", "The sample articles", "Morning, 08:00")
    await digest_below(admin, 3)
    assert "at 08:00" in (await admin.ask("/schedule")).text


async def test_data_that_no_button_has_does_nothing(anna: Conversation, server: BotApiServer) -> None:
    greeting = await anna.ask("/start")
    for data in ("wdseeds=9999", "wx", "wzseeds=Nowhere/Land", "wd=", "wtunknown-id"):
        assert "older version" in await anna.answered(server.press(anna.user, greeting, data=data)), data
