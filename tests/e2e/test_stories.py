"""Stories in a chat: one card for an event that several sources tell, and the buttons below it."""

import asyncio

import pytest

from tests.botapi import Message
from tests.e2e.conversations import Conversation
from tests.e2e.newsrooms import Newsroom, told
from tests.e2e.sources import NOON, Clock
from tests.stories import Told
from tests.web import WebServer

TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES, LEDGER_RATES = told("same-04-rates")
FERRY, LAW = told("apart-08-ferry")[0], told("related-05-law")[0]


pytestmark = pytest.mark.usefixtures("bot_at_noon")


def title(one: Told) -> str:
    return one.article.title or "?"


@pytest.fixture
async def outlets(web: WebServer, names: dict[str, str]) -> tuple[Newsroom, Newsroom]:
    both = Newsroom(web, "Vale Post"), Newsroom(web, "Morning Ledger")
    names |= {outlet.host: web.host for outlet in both}
    return both


async def follow(person: Conversation, *outlets: Newsroom) -> None:
    for outlet in outlets:
        await person.read(f"/subscribe {outlet.url}")


async def digest(person: Conversation, clock: Clock, day: int = 23) -> Message:
    """Let it be the morning of a day; return the digest that comes."""
    count = len(person.answers)
    clock.now = NOON.replace(day=day, hour=8)
    await person.server.wait_until(lambda: len(person.answers) > count, 30, "a digest")
    return person.answers[-1]


async def test_one_event_of_two_sources_is_one_card_with_what_the_second_adds(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    await follow(anna, vale, ledger)
    vale.publish(TRAIN, FERRY)
    ledger.publish(LEDGER_TRAIN, LAW)
    shown = await digest(anna, clock)
    assert "3 stories · 2 sources" in shown.text
    assert shown.text.count("Coldbrook derailment") + shown.text.count("Twelve hurt") == 1
    assert "adds:" in shown.text
    long, _ = await anna.press(shown, "1 · Get a summary")
    assert "Vale Post" in long.text
    assert "Morning Ledger" in long.text
    assert len(long.text) > 600
    sources, _ = await anna.press(long, "Sources")
    assert title(TRAIN) in sources.text
    assert title(LEDGER_TRAIN) in sources.text
    again, _ = await anna.press(sources, "Get a summary")
    assert again.text == long.text
    _, why = await anna.press(again, "Why this")
    assert why.startswith("2 independent sources")
    back, _ = await anna.press(again, "Back to the digest")
    assert back.text == shown.text
    assert anna.server.refused == []


async def test_split_takes_a_story_apart_in_this_digest_and_for_good(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    boris = Conversation.of(anna.server, "Boris")
    await follow(anna, vale, ledger)
    await follow(boris, vale, ledger)
    vale.publish(TRAIN)
    ledger.publish(LEDGER_TRAIN)
    shown = await digest(anna, clock)
    long, _ = await anna.press(shown, "1 · Get a summary")
    parted, _ = await anna.press(long, "Split")
    assert "2 stories · 2 sources" in parted.text
    assert title(TRAIN) in parted.text
    assert title(LEDGER_TRAIN) in parted.text
    first, _ = await anna.press(parted, "2 · Get a summary")
    assert "Split" not in first.labels
    await boris.until(lambda message: "1 story" in message.text)
    preview = await anna.read("/summary today")
    assert "No digest" not in preview.text
    assert anna.server.refused == []


async def test_less_like_this_moves_such_stories_down_in_the_next_digest(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    await follow(anna, vale, ledger)
    vale.publish(TRAIN)
    shown = await digest(anna, clock)
    long, _ = await anna.press(shown, "1 · Get a summary")
    _, said = await anna.press(long, "👎 Less like this")
    assert said.startswith("Less of:")
    assert "Coldbrook" in said
    _, again = await anna.press(long, "👎 Less like this")
    assert again == said  # pressed twice, it says and does the same
    assert "Coldbrook" in (await anna.read("/settings")).text
    ledger.publish(LEDGER_TRAIN, at=NOON.replace(day=24, hour=7))
    vale.publish(FERRY, at=NOON.replace(day=23, hour=20))
    following = await digest(anna, clock, day=24)
    assert following.text.index(title(FERRY)) < following.text.index("Coldbrook")
    numbered = next(label for label in following.labels if label.startswith("2 ·"))
    card, _ = await anna.press(following, numbered)
    _, why = await anna.press(card, "Why this")
    assert "You wanted less of:" in why
    assert anna.server.refused == []


async def test_a_story_that_goes_on_shows_what_is_new_and_says_that_it_goes_on(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    await follow(anna, vale, ledger)
    vale.publish(TRAIN)
    first = await digest(anna, clock)
    ledger.publish(LEDGER_TRAIN, at=NOON.replace(day=23, hour=20))
    second = await digest(anna, clock, day=24)
    assert "continues" in second.text
    assert title(LEDGER_TRAIN) in second.text
    for sentence in first.text.splitlines():
        if len(sentence) > 60:
            assert sentence not in second.text
    card, _ = await anna.press(second, "1 · Get a summary")
    sources, _ = await anna.press(card, "Sources")
    assert "Shown earlier" in sources.text
    assert title(TRAIN) in sources.text
    assert anna.server.refused == []


async def test_the_interviews_of_the_folder_stand_together_and_are_two_stories(
    anna: Conversation, clock: Clock
) -> None:
    await anna.read("/subscribe seeds")
    shown = await digest(anna, clock)
    assert "2 stories" in shown.text
    heading = next(line for line in shown.text.splitlines() if line.startswith("■"))
    assert "Kelin" in heading
    assert anna.server.refused == []


async def test_filters_and_the_budget_hold_in_the_next_digest(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    await follow(anna, vale, ledger)
    await anna.read("/mute ferries, ferry")
    vale.publish(TRAIN, FERRY, RATES)
    ledger.publish(LEDGER_TRAIN)
    shown = await digest(anna, clock)
    assert "2 stories" in shown.text
    assert title(FERRY) not in shown.text
    await anna.read("/only train")
    ledger.publish(LEDGER_RATES, at=NOON.replace(day=23, hour=20))
    count = len(anna.answers)
    clock.now = NOON.replace(day=24, hour=8)
    await asyncio.sleep(1)
    assert len(anna.answers) == count
    assert anna.server.refused == []


async def test_breaking_news_comes_at_once_and_not_again_with_the_digest(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    await follow(anna, vale, ledger)
    settings = await anna.read("/settings")
    screen, _ = await anna.press(settings, "Breaking news")
    await anna.press(screen, "2 sources")
    now = NOON.replace(hour=15)
    vale.publish(TRAIN, at=now)
    ledger.publish(LEDGER_TRAIN, at=now)
    count = len(anna.answers)
    for minutes in range(0, 120, 10):
        clock.now = NOON.replace(hour=15 + minutes // 60, minute=minutes % 60)
        await asyncio.sleep(0.4)
    await anna.server.wait_until(lambda: len(anna.answers) > count, 10, "breaking news")
    news = anna.answers[-1]
    assert news.text.startswith("Breaking news")
    assert "Coldbrook" in news.text
    card, _ = await anna.press(news, "1 · Get a summary")
    back, _ = await anna.press(card, "Back to the digest")
    assert back.text == news.text
    vale.publish(FERRY, at=NOON.replace(hour=20))
    following = await digest(anna, clock)
    assert title(FERRY) in following.text
    assert "Coldbrook" not in following.text
    assert anna.server.refused == []


async def test_two_links_are_summed_up_together(
    web: WebServer, outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    [one], [other] = vale.pages([TRAIN]), ledger.pages([LEDGER_TRAIN])
    joint = await anna.read(f"/summary {one} {other}")
    assert joint.text.startswith("Together")
    assert "1 story · 2 sources" in joint.text
    assert "adds:" in joint.text
    third = await anna.read(f"/summary {one} {vale.pages([FERRY])[0]} {web.url('/none')}")
    assert "2 stories" in third.text or "2 stories" in anna.answers[-2].text
    assert anna.server.refused == []


async def test_what_happened_today_is_shown_again_when_asked_for(
    outlets: tuple[Newsroom, Newsroom], anna: Conversation, clock: Clock
) -> None:
    vale, ledger = outlets
    assert "/subscribe" in (await anna.read("/summary today")).text
    await follow(anna, vale, ledger)
    vale.publish(TRAIN)
    await digest(anna, clock)
    ledger.publish(RATES, at=NOON.replace(day=23, hour=9))
    clock.now = NOON.replace(day=23, hour=10)
    today = await anna.read("/summary today")
    assert title(TRAIN) in today.text
    assert title(RATES) in today.text
    yesterday = NOON.replace(day=24, hour=1)
    clock.now = yesterday
    assert title(TRAIN) not in (await anna.read("/summary today")).text
    assert anna.server.refused == []
