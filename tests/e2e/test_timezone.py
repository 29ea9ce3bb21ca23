"""Where a chat lives: by words, by buttons, and by a shared location."""

import json
import time
from typing import Any

import pytest

from bot.digest.zones import ZoneMatch
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation
from tests.e2e.sources import put_feed
from tests.web import WebServer

BERLIN = {"location": {"latitude": 52.52, "longitude": 13.40}}


pytestmark = pytest.mark.usefixtures("bot_at_noon")


@pytest.mark.parametrize(
    ("words", "zone", "at"),
    [
        ("Berlin", "Europe/Berlin", "13:00"),
        ("europe/berlin", "Europe/Berlin", "13:00"),
        ("Мюнхен", "Europe/Berlin", "13:00"),
        ("+5:30", "UTC+05:30", "17:30"),
        ("UTC-3", "UTC-03:00", "09:00"),
    ],
)
async def test_a_place_a_zone_or_an_offset_is_understood(
    anna: Conversation, words: str, zone: str, at: str
) -> None:
    answer = await anna.read(f"/timezone {words}")
    assert answer.text.startswith(f"Time zone: {zone}. It is {at} now.")
    assert f"The time zone here is {zone}; it is {at} now." in (await anna.ask("/timezone")).text


async def test_the_answer_says_when_the_next_digest_comes(anna: Conversation, web: WebServer) -> None:
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    answer = await anna.read("/timezone Asia/Tokyo")
    assert "08:00, Asia/Tokyo. The next one: tomorrow, Monday 23 November, at 08:00." in answer.text
    times, _ = await anna.press(answer, "Change time")
    assert "✓ 08:00" in times.labels


async def test_of_several_places_one_is_chosen(anna: Conversation) -> None:
    choice = await anna.read("/timezone Portland")
    assert choice.text == "Which of these do you mean?"
    assert len(choice.labels) > 1
    label = next(label for label in choice.labels if "Oregon" in label or "United States" in label)
    chosen, _ = await anna.press(choice, label)
    assert chosen.message_id == choice.message_id
    assert "America/" in chosen.text


async def test_a_place_that_nobody_knows_is_said(anna: Conversation) -> None:
    answer = await anna.read("/timezone Qwxzyptl")
    assert answer.text.startswith("I know no place or time zone called Qwxzyptl.")


async def test_what_is_looked_for_is_said_while_it_takes_long(
    anna: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.progress._LINE_AFTER", 0.0)

    def look(text: str) -> list[ZoneMatch]:
        time.sleep(0.3)
        return []

    monkeypatch.setattr("bot.services.schedules.find_zones", look)
    anna.server.send(anna.user, "/timezone nonsense", anna.chat)
    await anna.server.wait_until(lambda: any("Cancel" in message.labels for message in anna.answers))
    assert anna.answers[-1].text == "Looking for this place …"
    await anna.until(lambda message: "nonsense" in message.text)


async def test_a_location_is_asked_for_and_the_button_goes_away_again(
    anna: Conversation, server: BotApiServer
) -> None:
    zone = await anna.ask("/timezone")
    assert zone.labels[-2:] == ["Share my location", "Back"]
    await anna.press(zone, "Share my location")
    await server.wait_until(lambda: len(anna.answers) == 2)
    assert _markup(server)["keyboard"][0][0]["request_location"] is True
    answer = await anna.ask(extra=BERLIN)
    assert answer.text.startswith("Time zone: Europe/Berlin. It is 13:00 now.")
    assert _markup(server)["remove_keyboard"] is True


async def test_the_button_for_a_location_goes_away_without_one(
    anna: Conversation, server: BotApiServer
) -> None:
    await anna.press(await anna.ask("/timezone"), "Share my location")
    await server.wait_until(lambda: len(anna.answers) == 2)
    kept = await anna.ask("Keep the time zone")
    assert kept.text == "The time zone stays UTC."
    assert _markup(server)["remove_keyboard"] is True
    await anna.press(anna.answers[0], "Share my location")
    await server.wait_until(lambda: len(anna.answers) == 4)
    server.send(anna.user, "/timezone Berlin", anna.chat)
    await server.wait_until(lambda: len(anna.answers) == 6)
    assert [answer.text.split(".")[0] for answer in anna.answers[4:]] == [
        "No location needed, then",
        "Time zone: Europe/Berlin",
    ]


async def test_a_location_that_nobody_asked_for_is_taken_too(anna: Conversation) -> None:
    assert "Europe/Berlin" in (await anna.ask(extra=BERLIN)).text


async def test_in_a_group_admins_decide_and_no_location_is_asked_for(
    anna: Conversation, server: BotApiServer
) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    looked = await other.ask("/timezone")
    assert looked.labels == []
    assert looked.text == "The time zone here is UTC; it is 12:00 now."
    assert "Only administrators" in (await other.read("/timezone Berlin")).text
    shown = await admin.ask("/timezone")
    assert shown.labels[-1] == "Back"
    assert "Share my location" not in shown.labels
    assert "share your location" not in shown.text
    assert "Europe/Berlin" in (await admin.read("/timezone Berlin")).text
    choice = await admin.read("/timezone Portland")
    same, toast = await admin.press(choice, choice.labels[0], by=member)
    assert toast == "Only administrators can change this."
    assert same.text == choice.text


async def test_a_channel_has_a_time_zone(anna: Conversation, server: BotApiServer) -> None:
    channel = server.channel("Town")
    posts = Conversation(server, anna.user, channel)
    server.post(channel, "/timezone Berlin")
    await server.wait_until(lambda: len(posts.answers) == 1)
    assert "Time zone: Europe/Berlin" in posts.answers[0].text


def _markup(server: BotApiServer) -> dict[str, Any]:
    """The keyboard of the newest message."""
    markup = server.journal.of("sendMessage")[-1].params["reply_markup"]
    return dict(json.loads(markup) if isinstance(markup, str) else markup)
