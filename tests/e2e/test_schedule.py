"""When digests come, set in words and by buttons."""

import pytest

from tests.botapi import BotApiServer, Message
from tests.e2e.conversations import Conversation
from tests.e2e.sources import Clock, put_feed
from tests.web import WebServer

NEXT = "The next one: tomorrow, Monday 23 November, at 08:00."
MENU = [
    "Times",
    "Days",
    "Quiet hours",
    "Time zone",
    "Pause",
    "Digest now",
    "Without a sound",
    "Say when nothing is new",
    "Back",
]


MORE_ODD = ("tt=zz", "to=zz", "tq=0800-0800")


@pytest.fixture
async def reader(bot_at_noon: None, anna: Conversation, web: WebServer) -> Conversation:
    """Somebody who follows something."""
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    return anna


async def test_the_menu_says_when_the_digest_comes(reader: Conversation) -> None:
    menu = await reader.ask("/schedule")
    assert menu.text == (
        f"Your digest comes every day at 08:00, UTC. {NEXT}\n"
        "It is 12:00 now in UTC.\nWhen nothing is new, nothing comes."
    )
    assert menu.labels == MENU


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("18:30 8am", "comes every day at 08:00 and 18:30, UTC. The next one: today, at 18:30."),
        ("mon-fri", f"comes at 08:00, UTC. Its days: Monday to Friday. {NEXT}"),
        ("7:30 sat", "at 07:30, UTC. Its days: Saturday. The next one: Saturday 28 November, at 07:30."),
        ("quiet 22:00-09:00", "The next one: tomorrow, Monday 23 November, at 09:00."),
        (
            "pause 3 days",
            "It is paused until: Wednesday 25 November. The next one: Thursday 26 November, at 08:00.",
        ),
        ("pause", "at 08:00, UTC. It is paused until you resume."),
        ("off", "No digest comes by itself."),
    ],
)
async def test_words_set_the_schedule_and_the_answer_says_what_holds(
    reader: Conversation, words: str, said: str
) -> None:
    answer = await reader.ask(f"/schedule {words}")
    assert said in answer.text
    assert (await reader.ask("/schedule")).text.splitlines()[0] in answer.text


async def test_a_pause_ends_by_a_word_or_a_button(reader: Conversation) -> None:
    paused = await reader.ask("/schedule pause 1 week")
    assert "Resume" in paused.labels
    resumed, _ = await reader.press(paused, "Resume")
    assert NEXT in resumed.text
    await reader.ask("/schedule pause")
    assert NEXT in (await reader.ask("/schedule resume")).text


async def test_a_time_that_has_passed_leaves_no_doubt_about_today(reader: Conversation, clock: Clock) -> None:
    clock.move(hours=19)  # Monday 07:00: the digest of today is to come in an hour
    answer = await reader.ask("/schedule 06:00")
    assert "Left out by this change: today." in answer.text
    assert "The next one: tomorrow, Tuesday 24 November, at 06:00." in answer.text


async def test_words_that_are_no_schedule_are_refused_and_change_nothing(reader: Conversation) -> None:
    answer = await reader.ask("/schedule whenever you like")
    assert "whenever" in answer.text
    assert "/schedule" in answer.text
    assert NEXT in (await reader.ask("/schedule")).text


async def test_times_are_chosen_by_buttons(reader: Conversation) -> None:
    menu = await reader.ask("/schedule")
    times, _ = await reader.press(menu, "Times")
    assert "✓ 08:00" in times.labels
    assert "12:00" not in times.labels
    more, _ = await reader.press(times, "06:30")
    assert "every day at 06:30 and 08:00" in more.text
    later, _ = await reader.press(more, "After noon")
    evening, _ = await reader.press(later, "20:00")
    assert "at 06:30, 08:00 and 20:00, UTC. The next one: today, at 20:00." in evening.text
    assert "✓ 20:00" in evening.labels
    fewer, _ = await reader.press(evening, "✓ 20:00")
    assert "at 06:30 and 08:00, UTC" in fewer.text
    none, _ = await reader.press(fewer, "Turn digests off")
    assert "No digest comes by itself." in none.text
    back, _ = await reader.press(none, "Back")
    assert back.labels == MENU
    assert back.message_id == menu.message_id


async def test_days_quiet_hours_and_pauses_are_chosen_by_buttons(reader: Conversation) -> None:
    menu = await reader.ask("/schedule")
    days, _ = await reader.press(menu, "Days")
    assert "✓ Sun" in days.labels
    days, _ = await reader.press(days, "Mon–Fri")
    assert "Its days: Monday to Friday." in days.text
    days, _ = await reader.press(days, "✓ Mon")
    assert "Its days: Tuesday to Friday" in days.text
    menu, _ = await reader.press(days, "Back")
    quiet, _ = await reader.press(menu, "Quiet hours")
    quiet, _ = await reader.press(quiet, "20:00–09:00")
    assert "✓ 20:00–09:00" in quiet.labels
    assert "Tuesday 24 November, at 09:00" in quiet.text
    quiet, _ = await reader.press(quiet, "No quiet hours")
    menu, _ = await reader.press(quiet, "Back")
    pause, _ = await reader.press(menu, "Pause")
    menu, _ = await reader.press(pause, "Until I resume")
    assert "until you resume" in menu.text
    assert "Resume" in menu.labels


async def test_the_last_day_stays(reader: Conversation) -> None:
    menu = await reader.ask("/schedule sun")
    days, _ = await reader.press(menu, "Days")
    same, toast = await reader.press(days, "✓ Sun")
    assert toast.startswith("One day has to stay.")
    assert same.text == days.text


async def test_sound_and_the_line_when_nothing_is_new_are_switched(reader: Conversation) -> None:
    menu = await reader.ask("/schedule")
    silent, _ = await reader.press(menu, "Without a sound")
    assert "It comes without a sound." in silent.text
    both, _ = await reader.press(silent, "Say when nothing is new")
    assert "When nothing is new, a line says so." in both.text
    assert "✓ Without a sound" in both.labels
    loud, _ = await reader.press(both, "✓ Without a sound")
    assert "without a sound" not in loud.text


async def test_a_press_that_comes_twice_changes_nothing_twice(reader: Conversation) -> None:
    menu = await reader.ask("/schedule")
    times, _ = await reader.press(menu, "Times")
    presses = [reader.server.press(reader.user, times, "06:30") for _ in range(3)]
    await reader.answered(*presses)
    assert "every day at 06:30 and 08:00" in (await reader.ask("/schedule")).text
    stale = reader.server.press_stale(reader.user, times, "06:30")
    await reader.answered(stale)
    assert "every day at 06:30 and 08:00" in (await reader.ask("/schedule")).text


async def test_what_no_button_of_ours_says_changes_nothing(reader: Conversation) -> None:
    menu = await reader.ask("/schedule")
    for data in (
        "tt+9999",
        "tt+0",
        "td=9",
        "td-x",
        "tq=2200",
        "tp=2y",
        "tz=Mars/Base",
        "tx",
        "t+0830",
        *MORE_ODD,
    ):
        odd: Message = menu.snapshot()
        odd.keyboard = [[{"text": "Press", "callback_data": data}]]
        toast = await reader.answered(reader.server.press_stale(reader.user, odd, "Press"))
        assert "older version" in toast, data
    assert (await reader.ask("/schedule")).text == menu.text


async def test_the_buttons_below_a_subscription_lead_to_the_schedule(reader: Conversation) -> None:
    followed = reader.answers[0]
    kept, _ = await reader.press(followed, "Change time")
    assert (kept.text, kept.labels) == (followed.text, followed.labels)
    times = await reader.until(lambda message: "✓ 08:00" in message.labels)
    menu, _ = await reader.press(times, "Back")
    assert menu.labels == MENU
    again, _ = await reader.press(menu, "Time zone")
    assert "The time zone here is UTC" in again.text
    kept, _ = await reader.press(followed, "Time zone")
    assert kept.labels == followed.labels
    assert len(reader.answers) == 3


@pytest.mark.usefixtures("bot_at_noon")
async def test_without_a_source_the_schedule_says_that_none_comes(anna: Conversation) -> None:
    answer = await anna.ask("/schedule 18:30")
    assert "You follow nothing yet, so none comes" in answer.text


@pytest.mark.usefixtures("bot_at_noon")
async def test_in_a_group_admins_decide_when(
    anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    looked = await other.ask("/schedule")
    assert "every day at 08:00" in looked.text
    assert looked.labels == []
    assert "Only administrators" in (await other.ask("/schedule 18:30")).text
    menu = await admin.ask("/schedule 07:00")
    assert "every day at 07:00" in menu.text
    same, toast = await admin.press(menu, "Times", by=member)
    assert toast == "Only administrators can change this."
    assert same.labels == menu.labels
    times, _ = await admin.press(menu, "Times")
    assert "✓ 07:00" in times.labels


@pytest.mark.usefixtures("bot_at_noon")
async def test_a_channel_and_each_topic_have_schedules_of_their_own(
    anna: Conversation, server: BotApiServer
) -> None:
    forum = server.group("Forum", admins=[anna.user], topics=True)
    talk, topic = Conversation(server, anna.user, forum), server.topic(forum, "News")
    assert (await talk.ask("/schedule 07:00", thread_id=topic)).thread_id == topic
    assert "at 08:00" in (await talk.ask("/schedule")).text
    channel = server.channel("Town")
    posts = Conversation(server, anna.user, channel)
    server.post(channel, "/schedule 06:00 off@nothing")
    await server.wait_until(lambda: len(posts.answers) == 1)
    server.post(channel, "/schedule 06:00")
    await server.wait_until(lambda: len(posts.answers) == 2)
    assert "every day at 06:00" in posts.answers[-1].text
