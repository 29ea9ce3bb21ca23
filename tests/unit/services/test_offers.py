"""Offers: what is read for whom, how often, and whom a link opens something for."""

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import ArticleGone, PageFailed, QuotaReached
from bot.render.offers import Item
from bot.services import offer_limits
from bot.services.folder_articles import FolderArticles
from bot.services.offer_limits import OfferLimits
from bot.services.offers import Offers
from bot.services.passes import SEAL_LENGTH, Passes
from bot.services.quotas import Quotas
from bot.services.read_input import Asker, ReadInput
from bot.services.summarize_input import SummarizeInput
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import Storage
from bot.workers import Workers
from tests.e2e.pages import page, sentences, story
from tests.unit.services.conftest import Clock
from tests.web import WebServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANNA, BERT = Asker(1), Asker(2)
CHANNEL, OTHER = -1001, -1002


@pytest_asyncio.fixture(loop_scope="module")
async def offers(storage: Storage, workers: Workers, tmp_path: Path, clock: Clock) -> AsyncIterator[Offers]:
    async with Fetcher(allow_networks=[ip_network("127.0.0.0/8")]) as fetcher:
        quotas = Quotas(clock)
        reader = ReadInput(storage, fetcher, workers, quotas, tmp_path, clock)
        summaries = SummarizeInput(storage, FolderArticles(Folder(tmp_path)), reader, workers, clock)
        made = Offers(storage, summaries, reader, quotas, "1:secret", clock)
        yield made
        await made.close()


async def test_nothing_is_read_until_somebody_asks(offers: Offers, web: WebServer) -> None:
    item = await offers.keep_link(web.page("/ferry", page("Karlsby")))
    assert not web.requests
    card = await offers.card(item, ANNA, CHANNEL)
    assert set(card.summary.texts) <= set(sentences("Karlsby"))
    assert web.hits() == {"/ferry": 1}


async def test_a_page_is_read_once_for_all_and_for_good(offers: Offers, web: WebServer, clock: Clock) -> None:
    release = asyncio.Event()
    item = await offers.keep_link(web.page("/ferry", page("Karlsby"), hold=release.wait))
    askers = [Asker(number) for number in range(1, 51)]
    asked = [asyncio.create_task(offers.short(item, asker, CHANNEL, 3)) for asker in askers]
    while not web.requests:
        await asyncio.sleep(0.01)
    release.set()
    assert len(set(await asyncio.gather(*asked))) == 1
    clock.now += 29 * 86_400.0
    await offers.short(item, ANNA, OTHER, 3)
    assert web.hits() == {"/ferry": 1}


async def test_who_waits_no_longer_finds_it_read_later(offers: Offers, web: WebServer) -> None:
    release = asyncio.Event()
    item = await offers.keep_link(web.page("/ferry", page("Karlsby"), hold=release.wait))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await offers.short(item, ANNA, CHANNEL, 3)
    release.set()
    assert (await offers.card(item, ANNA, CHANNEL)).summary.texts
    assert web.hits() == {"/ferry": 1}


async def test_a_page_that_cannot_be_read_is_not_asked_for_again_at_once(
    offers: Offers, web: WebServer, clock: Clock
) -> None:
    item = await offers.keep_link(web.page("/list", "<html><body><p>Nothing.</p></body></html>"))
    for asker in (ANNA, BERT, ANNA):
        with pytest.raises(PageFailed):
            await offers.short(item, asker, CHANNEL, 3)
    assert web.hits() == {"/list": 1}
    clock.now += 601
    with pytest.raises(PageFailed):
        await offers.short(item, BERT, CHANNEL, 3)
    assert web.hits() == {"/list": 2}


async def test_a_chat_and_a_person_have_quotas_and_owners_have_none(
    offers: Offers, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer_limits, "_READINGS_AN_HOUR", 2)
    items = [await offers.keep_link(web.page(f"/{town}", page(town))) for town in ("Aby", "Boby", "Coby")]
    for asker, item in zip((ANNA, BERT), items, strict=False):
        await offers.card(item, asker, CHANNEL)
    with pytest.raises(QuotaReached) as caught:
        await offers.card(items[2], ANNA, CHANNEL)
    assert caught.value.code == "quota_chat"
    assert caught.value.values["minutes"] == 60
    await offers.card(items[0], BERT, CHANNEL)  # it is known
    await offers.card(items[2], Asker(3, exempt=True), CHANNEL)


async def test_a_text_is_summed_up_word_for_word_when_somebody_asks(offers: Offers) -> None:
    text = " ".join(story("Nordby"))
    item = await offers.keep_text(text, "https://t.me/harbour_news/5", "Harbour News")
    card = await offers.card(item, ANNA, CHANNEL)
    assert card.summary.article.outlet == "Harbour News"
    short = await offers.short(item, ANNA, CHANNEL, 3)
    assert short.text
    assert set(short.text.split("\n")) <= set(sentences("Nordby"))


async def test_what_is_not_kept_any_more_is_said(offers: Offers) -> None:
    for kind in ("s", "l"):
        with pytest.raises(ArticleGone):
            await offers.card(Item(kind, "A" * 16), ANNA, CHANNEL)


async def test_a_seal_holds_for_one_chat_and_a_payload_for_one_person(offers: Offers) -> None:
    item, other = Item("l", "A" * 16), Item("s", "A" * 16)
    seal = offers.seal(item, CHANNEL)
    assert offers.is_offered(item, seal, CHANNEL)
    assert not offers.is_offered(item, seal, OTHER)
    assert not offers.is_offered(other, seal, CHANNEL)
    payload = offers.payload(item, CHANNEL, 1)
    assert len(payload) <= 64
    kind, own = payload[:2], payload[18 : 18 + SEAL_LENGTH]
    assert (kind, payload[18 + SEAL_LENGTH :]) == ("l-", str(-CHANNEL))
    assert offers.is_payload(item, own, CHANNEL, 1)
    assert not offers.is_payload(item, own, CHANNEL, 2)
    assert not offers.is_payload(item, own, OTHER, 1)
    assert not offers.is_payload(item, seal, CHANNEL, 1)
    alone = offers.payload(item, None, 1)
    assert offers.is_payload(item, alone[18:], None, 1)
    assert not offers.is_payload(item, alone[18:], CHANNEL, 1)


async def test_another_bot_makes_other_seals() -> None:
    seals = {Passes(secret).seal("offer", 1) for secret in ("1:a", "1:b")} | {Passes("1:a").seal("offer", 2)}
    assert len(seals) == 3
    assert {len(seal) for seal in seals} == {SEAL_LENGTH}
    assert not Passes("1:a").is_sealed("ä" * SEAL_LENGTH, "offer", 1)


async def test_a_group_gets_each_link_once_a_day_and_six_an_hour(clock: Clock) -> None:
    limits = OfferLimits(clock)
    assert limits.may_offer(CHANNEL, "a")
    assert not limits.may_offer(CHANNEL, "a")
    assert limits.may_offer(OTHER, "a")
    made = [limits.may_offer(CHANNEL, link) for link in "bcdefgh"]
    assert made == [True] * 5 + [False] * 2
    clock.now += 3600
    assert limits.may_offer(CHANNEL, "g")
    assert not limits.may_offer(CHANNEL, "a")
    clock.now += 86_400
    assert limits.may_offer(CHANNEL, "a")


async def test_a_pause_ends_by_itself_and_when_the_right_is_back(clock: Clock) -> None:
    limits = OfferLimits(clock)
    assert limits.pause(CHANNEL)
    assert not limits.pause(CHANNEL)
    assert limits.is_paused(CHANNEL)
    assert not limits.is_paused(OTHER)
    limits.resume(CHANNEL)
    assert not limits.is_paused(CHANNEL)
    limits.pause(CHANNEL)
    clock.now += 3600
    assert not limits.is_paused(CHANNEL)
