"""What a person meets in a private chat, as the server accepted it."""

import re
from pathlib import Path

import pytest

from bot.config import Settings
from tests.botapi import BotApiServer, Message
from tests.e2e.conversations import Conversation, running
from tests.e2e.test_command_line import results
from tests.texts import FIRST, STORY, shown_sentences

pytestmark = pytest.mark.usefixtures("bot")


async def test_start_says_in_two_lines_what_the_bot_does_and_offers_a_try(anna: Conversation) -> None:
    greeting = await anna.ask("/start")
    assert len(greeting.text.splitlines()) == 2
    assert greeting.labels == ["Get a summary", "Set up my digest", "Language", "Help"]
    before = len(anna.server.messages(anna.chat.id))
    await anna.press(greeting, "Get a summary")
    await anna.server.wait_until(lambda: len(anna.server.messages(anna.chat.id)) > before)
    assert shown_sentences(anna.server.last_message(anna.chat.id).text) == 3


async def test_help_names_the_command_and_unknown_deep_links_are_a_start(anna: Conversation) -> None:
    assert "/summary 5" in (await anna.ask("/help")).text
    assert "Set up my digest" in (await anna.ask("/start from-somewhere")).labels


async def test_summary_alone_shows_the_newest_seed_with_origin_and_buttons(anna: Conversation) -> None:
    answer = await anna.ask("/summary")
    assert answer.text.startswith("TASS · 24 March 2023")
    assert "article 1 of 2" in answer.text
    assert answer.labels == ["Shorter", "Longer", "Previous article", "Next article"]
    for furniture in ("Get a summary", "No time to read", "/TASS/", "2023-03-24", "Benidorm"):
        assert furniture not in answer.text


async def test_next_and_previous_go_round_and_keep_the_length(anna: Conversation) -> None:
    answer = await anna.ask("/summary 2")
    following, _ = await anna.press(answer, "Next article")
    assert following.text.startswith(FIRST)
    assert following.entities[0]["type"] == "bold"
    assert shown_sentences(following.text) == 2
    back, _ = await anna.press(following, "Next article")
    assert back.text == answer.text
    assert (await anna.press(back, "Previous article"))[0].text == following.text


async def test_longer_and_shorter_edit_the_message_in_place_to_both_ends(anna: Conversation) -> None:
    message = await anna.ask("/summary")
    count = len(anna.server.messages(anna.chat.id))
    sizes = [shown_sentences(message.text)]
    toast = ""
    while not toast:
        message, toast = await anna.press(message, "Longer")
        sizes.append(shown_sentences(message.text))
    assert sizes == [3, 5, 7, 7]  # the second seed has seven sentences
    assert toast == "This is the whole article already."
    toast = ""
    while not toast:
        message, toast = await anna.press(message, "Shorter")
    assert shown_sentences(message.text) == 1
    assert toast == "This is the shortest summary."
    assert len(anna.server.messages(anna.chat.id)) == count
    assert anna.server.refused == []


async def test_a_button_pressed_twice_at_once_edits_once(anna: Conversation) -> None:
    answer = await anna.ask("/summary")
    for label in ("Shorter", "Longer", "Next article", "Previous article"):
        edits = len(anna.server.journal.of("editMessageText"))
        snapshot = anna.server.find(anna.chat.id, answer.message_id)
        assert snapshot is not None
        old_screen = snapshot.snapshot()
        queries = [anna.server.press_stale(anna.user, old_screen, label) for _ in range(2)]
        assert await anna.answered(*queries) == ""
        assert len(anna.server.journal.of("editMessageText")) == edits + 1, label
    assert anna.server.refused == []


async def test_summary_of_a_text_behind_the_command(anna: Conversation) -> None:
    answer = await anna.ask(f"/summary 2 {STORY}")
    assert shown_sentences(answer.text) == 2
    assert answer.labels == ["Shorter", "Longer"]
    for sentence in answer.text.split("\n\n")[:-1]:
        assert sentence in STORY


async def test_summary_as_an_answer_to_a_message(anna: Conversation) -> None:
    await anna.ask("/help")
    post = anna.server.send(anna.user, STORY[:560], anna.chat)
    await anna.server.wait_until(lambda: "600" in anna.server.last_message(anna.chat.id).text)
    answer = await anna.ask("/summary 1", reply_to=post)
    assert shown_sentences(answer.text) == 1
    assert answer.text.split("\n\n")[0] in STORY


def words_shown(answer: Message) -> int:
    """Words of the sentences of an answer: all its paragraphs but the closing one; arrows are none."""
    return len(re.findall(r"[\w'-]+", answer.text.rpartition("\n\n")[0].replace(",", "")))


async def test_a_reading_time_says_how_long_a_summary_may_be(anna: Conversation) -> None:
    text = f"/summary 10s {STORY}"
    short = await anna.ask(text)
    longer = await anna.ask(text.replace("10s", "20s"))
    assert 0 < words_shown(short) <= 40 < words_shown(longer) <= 79
    assert shown_sentences((await anna.ask(f"/summary 1s {STORY}")).text) == 1
    assert "all 9 sentences" in (await anna.ask(f"/summary 10min {STORY}")).text


async def test_a_reading_time_is_understood_wherever_a_number_is(anna: Conversation) -> None:
    post = anna.server.send(anna.user, STORY[:560], anna.chat)
    await anna.server.wait_until(lambda: "600" in anna.server.last_message(anna.chat.id).text)
    of_the_post = await anna.ask("/summary 10s", reply_to=post)
    assert 0 < words_shown(of_the_post) <= 40
    of_the_same = await anna.ask("/summary 20s", reply_to=of_the_post)
    assert 40 < words_shown(of_the_same) <= 79
    assert "article 1 of 2" in (await anna.ask("/summary 20s")).text
    linked = await anna.ask(f"/summary 10s https://example.org/ferry {STORY}")
    assert linked.labels[-1] == "Read the article"
    pasted = await anna.ask(f"/summary 10s {STORY * 9}")
    assert 0 < words_shown(pasted) <= 40


async def test_a_reading_time_shows_the_same_as_the_command_line(anna: Conversation, seeds: Path) -> None:
    seed = str(seeds / "003_c02482ed8321f23f.txt")
    answer = await anna.ask("/summary 30s")
    (result,) = results(seed, "--json", "--seconds", "30")
    assert answer.text.split("\n\n")[1:-1] == [sentence["text"] for sentence in result["sentences"]]


async def test_the_buttons_go_on_by_sentences_from_a_reading_time(anna: Conversation) -> None:
    answer = await anna.ask("/summary 1min")
    shown = shown_sentences(answer.text)
    assert 1 < shown < 7
    longer, _ = await anna.press(answer, "Longer")
    assert shown_sentences(longer.text) > shown
    shorter, _ = await anna.press(answer, "Shorter")
    assert shown_sentences(shorter.text) < shown
    following, _ = await anna.press(await anna.ask("/summary 1min"), "Next article")
    assert shown_sentences(following.text) == shown
    assert anna.server.refused == []


async def test_summary_as_an_answer_to_a_summary_is_of_the_same_article(anna: Conversation) -> None:
    first = await anna.ask(f"/summary 1 {STORY}")
    again = await anna.ask("/summary 4", reply_to=first)
    assert shown_sentences(again.text) == 4
    assert first.text.split("\n\n")[0] in again.text


async def test_a_long_text_needs_no_command(anna: Conversation) -> None:
    assert shown_sentences((await anna.ask(STORY)).text) == 3


async def test_a_caption_is_a_text_too(anna: Conversation) -> None:
    photo = anna.server.send(anna.user, caption=STORY[:560], chat=anna.chat)
    await anna.server.wait_until(lambda: anna.server.last_message(anna.chat.id).from_bot)
    assert shown_sentences((await anna.ask("/summary 2", reply_to=photo)).text) == 2


async def test_the_article_of_a_link_or_a_forwarded_post_can_be_read(anna: Conversation) -> None:
    answer = await anna.ask(f"{STORY} https://example.org/ferry")
    assert answer.keyboard is not None
    assert answer.keyboard[-1] == [{"text": "Read the article", "url": "https://example.org/ferry"}]
    assert "example.org" not in answer.text
    channel = anna.server.channel("Harbour News", username="harbour_news")
    forwarded = await anna.ask(STORY, forward_origin=channel)
    assert forwarded.keyboard is not None
    assert forwarded.keyboard[-1][0]["url"].startswith("https://t.me/harbour_news/")


async def test_a_paste_that_the_client_cut_is_one_text(anna: Conversation) -> None:
    text = "\n\n".join(f"{STORY}This is paragraph number {number}." for number in range(20))
    assert len(text) > 3 * 4096
    answer = await anna.ask(text)
    assert "of 200 sentences" in answer.text
    with_command = await anna.ask(f"/summary 2 {text} One more sentence stands at the very end.")
    assert "2 of 201 sentences" in with_command.text


async def test_a_long_text_that_no_more_follows_is_answered_by_itself(anna: Conversation) -> None:
    answer = await anna.ask((STORY * 9)[:4050])
    assert shown_sentences(answer.text) == 3


async def test_two_people_who_paste_at_once_are_not_mixed_up(anna: Conversation) -> None:
    user = anna.server.add_user("Boris")
    boris = Conversation(anna.server, user, anna.server.private_chat(user))
    anna.server.send(anna.user, "Anna writes about ships. " * 200, anna.chat)
    answer = await boris.ask("Boris writes about trains, and about the people in them. " * 20)
    assert "Anna" not in answer.text
    await anna.server.wait_until(lambda: anna.server.last_message(anna.chat.id).from_bot)
    assert "Boris" not in anna.server.last_message(anna.chat.id).text


async def test_a_very_long_summary_comes_in_parts_with_the_buttons_on_the_last(anna: Conversation) -> None:
    sentence = (
        "The council of the town heard speaker {} and "
        + "went on with the debate of the day and " * 12
        + "rested."
    )
    text = " ".join(sentence.format(number) for number in range(30))
    await anna.ask(f"/summary 20 {text}")
    await anna.server.wait_until(lambda: bool(anna.server.last_message(anna.chat.id).labels))
    parts = [message for message in anna.server.messages(anna.chat.id) if message.from_bot]
    assert len(parts) > 1
    assert [bool(part.labels) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert shown_sentences(parts[-1].text) == 20


async def test_a_second_long_text_does_not_push_out_the_first(anna: Conversation) -> None:
    anna.server.send(anna.user, f"/summary 1 {(STORY * 9)[:4030]}", anna.chat)
    anna.server.send(anna.user, f"/summary 2 {STORY}", anna.chat)
    await anna.server.wait_accepted("sendMessage", 2)
    answers = [message for message in anna.server.messages(anna.chat.id) if message.from_bot]
    assert [shown_sentences(message.text) for message in answers] == [1, 2]


async def test_an_article_too_long_for_one_message_is_shown_shorter(anna: Conversation) -> None:
    sentence = "Speaker {} took the floor and " + "went on with the debate of the day and " * 12 + "rested."
    text = " ".join(sentence.format(number) for number in range(30))
    await anna.ask(f"/summary 20 {text}")
    await anna.server.wait_until(lambda: bool(anna.server.last_message(anna.chat.id).labels))
    last = anna.server.last_message(anna.chat.id)
    shorter, toast = await anna.press(last, "Shorter")
    assert toast == ""
    assert shown_sentences(shorter.text) < 12
    _, toast = await anna.press(last, "Longer")
    assert "/summary 12" in toast


BAD_INPUT = {
    "one sentence": ("/summary Only one sentence.", "short already"),
    "five words": ("/summary one two three four five", "short already"),
    "a site that nobody knows": ("https://example.org/a", "cannot reach example.org"),
    "two links behind the command": ("/summary https://example.org/a https://example.org/b", "cannot reach"),
    "many links behind the command": (
        f"/summary {' '.join(f'https://example.org/{number}' for number in range(5))}",
        "5 links",
    ),
    "only emoji": ("🙂🙂🎉", "no text"),
    "only emoji behind the command": ("/summary 🙂🙂🎉", "no text"),
    "no full stop": ("/summary " + "word and another word " * 60, "full stops"),
    "too many sentences": ("/summary 99", "from 1 to 20"),
    "no time": ("/summary 0s", "up to 10 minutes"),
    "too much time": ("/summary 1000min", "/summary 30s"),
    "a number of 400 digits": (f"/summary {'9' * 400}", "from 1 to 20"),
    "seconds of 4000 digits": (f"/summary {'9' * 4000}s", "up to 10 minutes"),
    "short chat": ("hello there", "600"),
    "unknown command": ("/digset", "/help"),
    "controls": ("/summary \u202e\u200b\x07\x01 x", "short already"),
}


@pytest.mark.parametrize("case", BAD_INPUT)
async def test_bad_input_gets_an_answer_in_plain_words(anna: Conversation, case: str) -> None:
    text, words = BAD_INPUT[case]
    answer = await anna.ask(text)
    assert words in answer.text
    assert "Traceback" not in answer.text


async def test_stickers_and_photos_without_words_get_an_answer(anna: Conversation) -> None:
    assert "no text" in (await anna.ask(caption="")).text


@pytest.mark.parametrize(
    "text",
    [
        STORY.upper(),
        "أعلنت السلطات في المدينة يوم الثلاثاء إغلاق الميناء بعد جنوح عبارة كانت تقل مئتي راكب. "
        "وقال خفر السواحل إن أحدا لم يصب بأذى. وستحاول قاطرات سحب السفينة عند المد العالي. " * 4,
        "Line with \u200bzero width\u200b and \u202eoverride\u202c marks in it stands here for the test. "
        * 10,
    ],
    ids=["capitals", "right to left", "controls"],
)
async def test_unusual_texts_are_summed_up(anna: Conversation, text: str) -> None:
    answer = await anna.ask(text)
    assert shown_sentences(answer.text) >= 1
    assert not set(answer.text) & set("\u200b\u202e\u202c")


async def test_foreign_and_old_buttons_say_why_not(anna: Conversation) -> None:
    answer = anna.server.find(anna.chat.id, (await anna.ask(f"/summary {STORY}")).message_id)
    assert answer
    assert answer.keyboard
    for data, words in (("rubbish", "older version"), ("s:AAAAAAAAAAAAAAAA:3", "no longer have")):
        answer.keyboard[0][0]["callback_data"] = data  # as an earlier version had sent it
        query = anna.server.press_stale(anna.user, answer, "Shorter")
        assert words in await anna.answered(query)
    stale = answer.snapshot()
    assert stale.keyboard is not None
    stale.keyboard[0][0]["callback_data"] = "s:BBBBBBBBBBBBBBBB:3"
    assert "older version" in await anna.answered(anna.server.press_stale(anna.user, stale, "Shorter"))


async def test_an_edited_message_is_not_answered_twice(anna: Conversation) -> None:
    message = anna.server.send(anna.user, f"/summary 1 {STORY}", anna.chat)
    await anna.server.wait_until(lambda: anna.server.last_message(anna.chat.id).from_bot)
    anna.server.edit(message, f"/summary 2 {STORY}")
    await anna.ask("/help")
    assert len([m for m in anna.server.messages(anna.chat.id) if m.from_bot]) == 2


@pytest.mark.file  # a second bot beside the first, with a folder of its own
async def test_buttons_outlive_a_restart(settings: Settings, anna: Conversation, tmp_path: Path) -> None:
    other = settings.model_copy(update={"data_dir": tmp_path / "other"})
    server = BotApiServer(limits=None)
    async with server:
        other = other.model_copy(update={"telegram_api_url": server.url})
        user = server.add_user("Carla")
        carla = Conversation(server, user, server.private_chat(user))
        async with running(other, server):
            answer = await carla.ask(f"/summary 2 {STORY}")
        async with running(other, server):
            longer, _ = await carla.press(answer, "Longer")
        assert shown_sentences(longer.text) == 3
