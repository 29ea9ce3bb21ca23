"""What a chat wishes of its digests, set by /mute, /only, /settings and their buttons."""

import pytest

from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation
from tests.e2e.sources import put_feed
from tests.web import WebServer

MENU = [
    "Schedule",
    "Time zone",
    "Sources",
    "Digest size",
    "Weekly roundup",
    "Breaking news",
    "Summary length",
    "Digest form",
    "Look",
    "Language",
    "Muted words",
    "Only these words",
    "Weights",
    "Your data",
    "Close",
]
NOTHING = (
    "Settings of this chat\n\n"
    "When\n"
    "Your digest comes every day at 08:00, UTC. The next one: tomorrow, Monday 23 November, at 08:00.\n\n"
    "What comes\n"
    "Sources: 1.\n"
    "A digest holds all that is new.\n"
    "No weekly roundup comes.\n"
    "Breaking news is off: stories wait for the digest.\n\n"
    "How it looks\n"
    "Length: 3 sentences of each article.\n"
    "Form: summaries. A digest shows each story with its summary.\n"
    "Language: English, as in Telegram.\n\n"
    "Filters\n"
    "Nothing is muted.\n"
    "No story needs a certain word to be shown.\n"
    "No word and no source has a weight."
)


@pytest.fixture
async def reader(bot_at_noon: None, anna: Conversation, web: WebServer) -> Conversation:
    """Somebody who follows something."""
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    return anna


@pytest.mark.usefixtures("bot_at_noon")
async def test_words_are_muted_listed_and_taken_away(anna: Conversation) -> None:
    empty = await anna.ask("/mute")
    assert empty.text.startswith("Nothing is muted here.")
    answer = await anna.ask('/mute football, "New York, NY"\nзинк')
    assert answer.text.startswith("Muted: “football”, “New York, NY” and “зинк”.")
    assert "(filters: 3):\n• “football”\n• “New York, NY”\n• “зинк”" in answer.text
    again = await anna.ask("/mute FOOTBALL")
    assert "(filters: 3)" in again.text
    fewer = await anna.go(again, "Remove: New York, NY")
    assert fewer.text.startswith("No longer muted: “New York, NY”.")
    assert fewer.labels == ["Remove: football", "Remove: зинк", "Back"]
    settings = await anna.go(fewer, "Back")
    assert "Not shown are stories with one of: “football” and “зинк”." in settings.text
    assert settings.labels == MENU
    assert (await anna.ask("/mute")).labels == fewer.labels


@pytest.mark.usefixtures("bot_at_noon")
async def test_only_says_plainly_what_it_does(anna: Conversation) -> None:
    assert (await anna.ask("/only")).text.startswith("Stories about everything are shown here")
    answer = await anna.ask("/only Arden")
    assert "From now on only stories with one of these are shown here" in answer.text
    everything = await anna.go(answer, "Remove: Arden")
    assert everything.text.startswith("Taken away: “Arden”.\n\nStories about everything are shown here")


@pytest.mark.usefixtures("bot_at_noon")
async def test_what_is_no_word_is_refused_and_the_rest_is_taken(anna: Conversation) -> None:
    answer = await anna.ask(f"/mute x, zinc, {'y' * 65}")
    assert answer.text.startswith("Muted: “zinc”.\nNot taken, for a word or phrase has 2 to 64 characters")
    none = await anna.ask("/only ?")
    assert none.text.startswith("Not taken")
    assert "Stories about everything are shown here" in none.text
    full = await anna.ask("/mute " + ",".join(f"word {number}" for number in range(100)))
    assert "as many words and phrases as I keep (100): “word 99”" in full.text


async def test_how_much_comes_and_what_comes_besides(reader: Conversation) -> None:
    menu = await reader.ask("/settings")
    assert (menu.text, menu.labels) == (NOTHING, MENU)
    amount = await reader.go(menu, "Digest size", "10 stories")
    assert "A digest holds 10 stories at most." in amount.text
    assert "✓ 10 stories" in amount.labels
    amount = await reader.go(amount, "5 min")
    assert "✓ 10 stories" not in amount.labels
    menu = await reader.go(amount, "Back", "Weekly roundup")
    assert "A digest takes 5 minutes to read at most." in menu.text
    assert "A roundup of the week comes once a week." in menu.text
    breaking = await reader.go(menu, "Breaking news", "3 sources", "1 a day")
    assert "a story that 3 independent sources of yours report within an hour" in breaking.text
    assert "At most a day: 1." in breaking.text
    menu = await reader.go(breaking, "Off", "Back", "✓ Weekly roundup", "Digest size", "All", "Back")
    assert (menu.text, menu.labels) == (NOTHING, MENU)
    assert len(reader.answers) == 2


async def test_weights_are_seen_changed_and_reset(reader: Conversation) -> None:
    await reader.ask("/mute zinc")
    weights = await reader.go(await reader.ask("/settings"), "Weights")
    assert weights.labels == ["Town News (as usual)", "Back"]
    more = await reader.go(weights, "Town News (as usual)", "Much more")
    assert "✓ Much more" in more.labels
    weights = await reader.go(more, "Less", "Back")
    assert "Weights: Town News (less)." in weights.text
    assert weights.labels == ["Town News (less)", "Reset weights", "Back"]
    kept = await reader.go(weights, "Reset weights", "Keep the weights")
    assert kept.labels == weights.labels
    gone = await reader.go(kept, "Reset weights", "Reset weights")
    assert gone.labels == ["Town News (as usual)", "Back"]
    menu = await reader.go(gone, "Back")
    assert menu.text == NOTHING.replace("Nothing is muted.", "Not shown are stories with one of: “zinc”.")


async def test_the_settings_lead_to_the_schedule_and_the_sources(reader: Conversation) -> None:
    menu = await reader.ask("/settings")
    schedule = await reader.go(menu, "Schedule")
    assert "Quiet hours" in schedule.labels
    again = await reader.go(schedule, "Times", "Back", "Back")
    assert (again.text, again.labels) == (NOTHING, MENU)
    sources = await reader.go(again, "Sources")
    assert "Sources of this chat: 1" in sources.text
    again = await reader.go(sources, "1", "Back", "Back", "Time zone")
    assert "Berlin" in again.labels
    again = await reader.go(again, "Back")
    assert (again.message_id, again.text) == (menu.message_id, NOTHING)
    assert len(reader.answers) == 2


async def test_presses_that_come_late_twice_or_from_nowhere_do_no_harm(reader: Conversation) -> None:
    words = await reader.ask("/mute zinc, tin")
    presses = [reader.server.press(reader.user, words, "Remove: zinc") for _ in range(3)]
    assert await reader.answered(*presses) == "This is gone already."
    menu = await reader.ask("/settings")
    amount, _ = await reader.press(menu, "Digest size")
    stale = reader.server.press_stale(reader.user, menu, "Weekly roundup")
    again = reader.server.press_stale(reader.user, menu, "Weekly roundup")
    await reader.answered(stale, again, reader.server.press_stale(reader.user, amount, "20 stories"))
    now = await reader.ask("/settings")
    assert "A roundup of the week comes once a week." in now.text
    assert "A digest holds 20 stories at most." in now.text
    for data in ("gh=7s", "gy", "gy=2", "gb=4", "gb/0", "gbx", "gr=2", "gw=1", "gm=1", "gi=3", "gux", "gx"):
        odd = now.snapshot()
        odd.keyboard = [[{"text": "Press", "callback_data": data}]]
        toast = await reader.answered(reader.server.press_stale(reader.user, odd, "Press"))
        assert "older version" in toast, data
    assert (await reader.ask("/settings")).text == now.text


async def test_a_press_copied_from_another_chat_has_no_effect(
    reader: Conversation, server: BotApiServer
) -> None:
    theirs = await reader.ask("/mute zinc")
    weights = await reader.go(await reader.ask("/settings"), "Weights", "Town News (as usual)")
    ben = Conversation.of(server, "Ben")
    own = await ben.ask("/mute tin")
    for screen, label in ((theirs, "Remove: zinc"), (weights, "Much more")):
        copied = own.snapshot()
        copied.keyboard = screen.keyboard
        assert "older version" in await ben.answered(server.press_stale(ben.user, copied, label))
    assert "Not shown are stories with one of: “tin”." in (await ben.ask("/settings")).text
    settings = (await reader.ask("/settings")).text
    assert "Not shown are stories with one of: “zinc”." in settings
    assert "No word and no source has a weight." in settings


@pytest.mark.usefixtures("bot_at_noon")
async def test_in_a_group_admins_decide_and_everybody_may_look(
    anna: Conversation, server: BotApiServer
) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    for command in ("/mute zinc", "/only zinc"):
        assert "Only administrators" in (await other.ask(command)).text
    for command in ("/mute", "/only"):
        assert (await other.ask(command)).labels == []
    assert (await other.ask("/settings")).labels == ["Sources", "Close"]
    words = await admin.ask("/mute zinc")
    for label in ("Remove: zinc", "Back"):
        same, toast = await admin.press(words, label, by=member)
        assert toast.startswith("Only")
        assert same.labels == words.labels
    menu = await admin.go(words, "Back")
    assert "Not shown are stories with one of: “zinc”." in (await other.ask("/settings")).text
    amount = await admin.go(menu, "Digest size", "5 stories")
    _, toast = await admin.press(amount, "All", by=member)
    assert toast == "Only administrators can change this."
    assert "A digest holds 5 stories at most." in (await admin.ask("/settings")).text
    assert "A digest holds all that is new." in (await anna.ask("/settings")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_each_topic_and_each_channel_has_wishes_of_its_own(
    anna: Conversation, server: BotApiServer
) -> None:
    forum = server.group("Forum", admins=[anna.user], topics=True)
    talk, topic = Conversation(server, anna.user, forum), server.topic(forum, "News")
    muted = await talk.ask("/mute zinc", thread_id=topic)
    assert muted.thread_id == topic
    assert "Remove: zinc" in muted.labels
    assert (await talk.ask("/mute")).text.startswith("Nothing is muted here.")
    channel = server.channel("Town")
    posts = Conversation(server, anna.user, channel)
    server.post(channel, "/only Arden")
    await server.wait_until(lambda: len(posts.answers) == 1)
    assert "• “Arden”" in posts.answers[-1].text
