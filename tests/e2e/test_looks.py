"""How a chat wants what it is sent: by buttons of /settings, by words, and what it does to summaries."""

import pytest

from bot.config import Settings
from bot.render.languages import speaking
from bot.render.phrases import phrase
from bot.summarize import ALGORITHMS
from tests.botapi import BotApiServer, Chat
from tests.e2e.conversations import Conversation, running
from tests.texts import STORY, shown_sentences

# What each button comes to, and the words for the same: the way from the menu, the label, the words.
CHOICES = [
    (("Summary length",), "5", "length 5"),
    (("Summary length",), "30 %", "length 30%"),
    (("Digest form",), "Headlines", "form headlines"),
    (("Digest form",), "Summaries", "form summaries"),
    (("Look",), "Without a sound", "silent on"),
    *((("Look", "Algorithm"), name, f"algorithm {name}") for name in ALGORITHMS if name != "rank"),
    (("Digest size",), "10 stories", "budget 10 stories"),
    (("Digest size",), "5 min", "budget 5 minutes"),
    (("Breaking news",), "3 sources", "breaking 3"),
    ((), "Weekly roundup", "roundup on"),
    (("Language",), "Deutsch", "language Deutsch"),
]


@pytest.mark.usefixtures("bot_at_noon")
async def test_buttons_and_words_come_to_the_same(anna: Conversation, server: BotApiServer) -> None:
    ben = Conversation.of(server, "Ben")
    for way, label, words in CHOICES:
        menu = await anna.go(await anna.ask("/settings"), *way)
        by_button = await anna.go(menu, label)
        by_words = await ben.ask(f"/settings {words}")
        assert (by_button.text, by_button.labels) == (by_words.text, by_words.labels), words
        assert any(shown.endswith(label) and shown != label for shown in by_words.labels), words
    assert (await anna.ask("/settings")).text == (await ben.ask("/settings")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_a_button_pressed_twice_does_nothing_twice(anna: Conversation) -> None:
    look = await anna.go(await anna.ask("/settings"), "Look")
    presses = [anna.server.press(anna.user, look, "✓ Proof links") for _ in range(2)]
    assert await anna.answered(*presses) == ""
    now = anna.server.last_message(anna.chat.id)
    assert "Proof links: off." in now.text
    assert "Proof links: on." in (await anna.go(now, "Proof links")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_every_screen_leads_back_to_the_menu(anna: Conversation) -> None:
    menu = await anna.ask("/settings")
    ways = [
        ("Summary length", "Back"),
        ("Digest form", "Back"),
        ("Look", "Algorithm", "Back", "Back"),
        ("Language", "Back"),
        ("Time zone", "Back"),
        ("Schedule", "Pause", "Back", "Back"),
        ("Sources", "Back"),
        ("Digest size", "Back"),
        ("Breaking news", "Back"),
        ("Weights", "Back"),
        ("Muted words", "Back"),
        ("Only these words", "Back"),
        ("Your data", "Back"),
    ]
    for way in ways:
        again = await anna.go(menu, *way)
        assert (again.text, again.labels, again.message_id) == (menu.text, menu.labels, menu.message_id), way
    assert len(anna.answers) == 1


@pytest.mark.usefixtures("bot_at_noon")
async def test_wrong_words_are_answered_by_what_is_possible(anna: Conversation) -> None:
    assert "/settings length 5" in (await anna.ask("/settings length long")).text
    assert "lex-rank" in (await anna.ask("/settings algorithm magic")).text
    assert "roundup" in (await anna.ask("/settings colour red")).text
    assert "Deutsch" in (await anna.ask("/language Klingon")).text
    offers = await anna.ask("/settings offers on")
    assert "in channels and groups only" in offers.text
    assert "✓ Off" in offers.labels


@pytest.mark.usefixtures("bot_at_noon")
async def test_the_length_of_a_place_is_that_of_its_summaries(anna: Conversation) -> None:
    usual = await anna.ask(STORY)
    assert shown_sentences(usual.text) == 3
    await anna.ask("/settings length 5")
    answer = await anna.ask(STORY)
    assert shown_sentences(answer.text) == 5
    assert shown_sentences((await anna.ask(f"/summary 2 {STORY}")).text) == 2
    shorter, _ = await anna.press(answer, "Shorter")
    assert shown_sentences(shorter.text) == 3
    await anna.ask("/settings length 20%")
    assert shown_sentences((await anna.ask(STORY)).text) == 2


@pytest.mark.usefixtures("bot_at_noon")
async def test_the_next_article_is_as_long_as_the_place_wants(anna: Conversation) -> None:
    await anna.ask("/settings length 2")
    first = await anna.ask("/summary")
    assert shown_sentences(first.text) == 2
    await anna.ask("/settings length 4")
    following, _ = await anna.press(first, "Next article")
    assert shown_sentences(following.text) == 4


@pytest.mark.usefixtures("bot_at_noon")
async def test_another_algorithm_chooses_other_sentences(anna: Conversation) -> None:
    await anna.ask("/settings algorithm lead")
    answer = await anna.ask(STORY)
    assert "Nobody was hurt" in answer.text
    assert "Tugs from two" in answer.text
    longer, _ = await anna.press(answer, "Longer")
    assert "The company that runs the ferry" in longer.text
    newest = await anna.read("/summary 1")
    assert shown_sentences(newest.text) == 1


@pytest.mark.usefixtures("bot_at_noon")
async def test_proof_links_can_be_left_out(anna: Conversation) -> None:
    await anna.ask("/settings links off")
    assert "→" not in (await anna.ask(f"/summary {STORY} https://example.org/ferry")).text


async def test_the_screen_is_in_the_language_just_chosen_and_so_is_the_menu(
    settings: Settings, server: BotApiServer, anna: Conversation
) -> None:
    async with running(settings, server):
        languages = await anna.go(await anna.ask("/language"), "Русский")
        with speaking("ru"):
            said, command = phrase("looks.language", name="Русский"), phrase("command.summary")
        assert languages.text.startswith(said)
        assert "✓ Русский" in languages.labels
        menu = [call.params for call in server.journal.of("setMyCommands") if "scope" in call.params]
        own = [call for call in menu if call["scope"].get("chat_id") == anna.chat.id]
        assert own[-1]["commands"][0] == {"command": "summary", "description": command}
        assert "invite" not in {entry["command"] for entry in own[-1]["commands"]}
    async with running(settings, server):  # it is kept
        assert "Лос-Анджелес" in (await anna.ask("/timezone")).labels
        followed = await anna.ask("/language auto")
        assert followed.text.startswith("Language: English, as in Telegram.")
        await server.wait_until(lambda: bool(server.journal.of("deleteMyCommands")))


@pytest.mark.usefixtures("bot_at_noon")
async def test_in_a_group_admins_decide_named_or_not(anna: Conversation, server: BotApiServer) -> None:
    member, hidden = server.add_user("Mia"), server.add_user("Hugo")
    group = server.group("Readers", members=[member], admins=[anna.user], anonymous=[hidden])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    secret = Conversation(server, hidden, group)
    assert "Only administrators" in (await other.ask("/settings length 5")).text
    assert "Only administrators" in (await other.ask("/language de")).text
    assert (await other.ask("/language")).labels == []
    onlooker = await other.ask("/settings")
    sources = await other.go(onlooker, "Sources")
    assert (await other.go(sources, "Back")).labels == onlooker.labels
    menu = await secret.ask("/settings")
    assert "Summary offers" in menu.labels
    length = await secret.go(menu, "Summary length", "7")
    same, toast = await admin.press(length, "4", by=member)
    assert toast == "Only administrators can change this."
    assert same.text == length.text
    assert "Length: 7 sentences" in (await admin.ask("/settings")).text
    assert "Length: 2 sentences" in (await secret.ask("/settings length 2")).text


@pytest.mark.usefixtures("bot_at_noon")
@pytest.mark.parametrize("command", ["/language", "/settings language"])
async def test_the_language_of_nobody_is_not_followed(
    anna: Conversation, server: BotApiServer, command: str
) -> None:
    hidden = server.add_user("Hugo", language_code="fr")
    group = server.group("Readers", admins=[anna.user], anonymous=[hidden])
    channel = server.channel("News", admins=[anna.user])

    async def answer(chat: Chat, text: str) -> str:
        talk = Conversation(server, hidden, chat)
        known = len(talk.answers)
        if chat is channel:
            server.post(channel, text)
        else:
            server.send(hidden, text, group)
        await server.wait_until(lambda: len(talk.answers) > known)
        return talk.answers[-1].text

    for chat in (group, channel):
        await answer(chat, "/language Deutsch")
        refused, now = await answer(chat, f"{command} auto"), await answer(chat, "/language")
        with speaking("de"):
            assert refused == phrase("error.language_of_nobody")
            assert now.startswith(phrase("looks.language", name="Deutsch"))


@pytest.mark.usefixtures("bot_at_noon")
async def test_offers_say_what_they_need(anna: Conversation, server: BotApiServer) -> None:
    group = server.group("Readers", admins=[anna.user])
    admin = Conversation(server, anna.user, group)
    offers = await admin.go(await admin.ask("/settings"), "Summary offers")
    assert "privacy mode" in offers.text
    same, toast = await admin.press(offers, "On")
    assert "privacy mode" in toast
    assert "✓ Off" in same.labels
    chiefs = server.group("Chiefs", admins=[anna.user], bot="administrator")
    admin = Conversation(server, anna.user, chiefs)
    now = await admin.go(await admin.ask("/settings"), "Summary offers", "On")
    assert "✓ On" in now.labels
    assert "Summary offers: on." in (await admin.go(now, "Back")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_each_topic_and_each_channel_has_a_look_of_its_own(
    anna: Conversation, server: BotApiServer
) -> None:
    forum = server.group("Forum", admins=[anna.user], topics=True)
    talk, topic = Conversation(server, anna.user, forum), server.topic(forum, "News")
    set_there = await talk.ask("/settings length 9", thread_id=topic)
    assert set_there.thread_id == topic
    assert "Length: 3 sentences" in (await talk.ask("/settings")).text
    await talk.ask("/language français", thread_id=topic)
    await talk.ask("/language Deutsch")
    with speaking("fr"):  # what was chosen there stays
        chosen = phrase("looks.language", name="Français")
    assert (await talk.ask("/language", thread_id=topic)).text.startswith(chosen)
    channel = server.channel("Town", admins=[anna.user])
    posts = Conversation(server, anna.user, channel)
    server.post(channel, "/settings form headlines")
    await server.wait_until(lambda: len(posts.answers) == 1)
    assert "Form: headlines." in posts.answers[-1].text
    menu = await posts.go(posts.answers[-1], "Summaries", "Back")
    assert "Form: summaries." in menu.text


@pytest.mark.usefixtures("bot_at_noon")
async def test_close_takes_the_menu_away_and_elsewhere_the_command(
    anna: Conversation, server: BotApiServer
) -> None:
    menu = await anna.ask("/settings")
    await anna.answered(server.press(anna.user, menu, "Close"))
    assert [message.text for message in server.messages(anna.chat.id)] == ["/settings"]
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user], bot="administrator")
    admin = Conversation(server, anna.user, group)
    before = len(server.messages(group.id))
    menu = await admin.ask("/settings")
    _, toast = await admin.press(menu, "Close", by=member)
    assert toast == "Only administrators can change this."
    await admin.answered(server.press(anna.user, menu, "Close"))
    await server.wait_until(lambda: len(server.messages(group.id)) == before)
    plain = server.group("Plain", admins=[anna.user])
    admin = Conversation(server, anna.user, plain)
    before = len(server.messages(plain.id))
    menu = await admin.ask("/settings")
    await admin.answered(server.press(anna.user, menu, "Close"))
    await server.wait_until(lambda: len(server.messages(plain.id)) == before + 1)


@pytest.mark.usefixtures("bot_at_noon")
async def test_the_switches_of_the_schedule_have_words(anna: Conversation) -> None:
    silent = await anna.ask("/schedule silent on")
    assert "✓ Without a sound" in silent.labels
    both = await anna.ask("/schedule 18:30 silent off nothing new on")
    assert "Without a sound" in both.labels
    assert "✓ Say when nothing is new" in both.labels
    assert "at 18:30" in both.text


@pytest.mark.usefixtures("bot_at_noon")
async def test_data_that_no_button_has_changes_nothing(anna: Conversation, server: BotApiServer) -> None:
    menu = await anna.ask("/settings")
    for data in ("vl=0", "vl=11", "vl%15", "vf=x", "va=magic", "vp=2", "vs=2", "vg=xx", "vz", "gm=1"):
        query = server.press(anna.user, menu, data=data)
        assert "older version" in await anna.answered(query), data
    assert (await anna.ask("/settings")).text == menu.text
