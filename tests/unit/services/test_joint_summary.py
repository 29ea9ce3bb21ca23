"""Several links summed up together."""

from collections.abc import AsyncIterator
from html import escape
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio

from bot.services.joint_summary import Joint, JointSummaries
from bot.services.quotas import Quotas
from bot.services.read_input import ReadInput
from bot.sources.fetch import Fetcher
from bot.storage import Storage
from bot.workers import Workers
from tests.stories import Told
from tests.unit.services.feeds import ANN, Clock, Names
from tests.unit.services.outlets import told
from tests.web import WebServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRAIN, LEDGER_TRAIN = told("same-01-train")
FERRY = told("apart-08-ferry")[0]
LAW, OTHER_LAW = told("related-05-law")


@pytest_asyncio.fixture(loop_scope="module")
async def joint(
    storage: Storage, workers: Workers, web: WebServer, tmp_path: Path, clock: Clock
) -> AsyncIterator[JointSummaries]:
    networks = [ip_network("127.0.0.0/8")]
    async with Fetcher(allow_networks=networks, resolve=Names(web), clock=clock) as fetcher:
        reader = ReadInput(storage, fetcher, workers, Quotas(clock), tmp_path, clock)
        yield JointSummaries(storage, reader, workers, clock)


def page(web: WebServer, one: Told, host: str) -> str:
    """Serve an article as a page of a host; return its link."""
    title = escape(one.article.title or "")
    body = "".join(f"<p>{escape(part)}</p>" for part in one.article.text.split("\n\n"))
    path = f"/{host}/{one.article.id}"
    web.page(
        path,
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><main><article>'
        f"<h1>{title}</h1>{body}</article></main></body></html>",
    )
    return web.url(path, host)


async def summed_up(joint: JointSummaries, *urls: str) -> Joint:
    at: list[str] = []
    found = await joint.of_links(urls, ANN, at.append)
    assert at == list(urls)
    return found


async def test_one_event_is_one_card_with_what_the_second_adds(joint: JointSummaries, web: WebServer) -> None:
    urls = [page(web, TRAIN, "vale.example"), page(web, LEDGER_TRAIN, "ledger.example")]
    found = await summed_up(joint, *urls)
    [card] = found.content.cards
    assert found.unread == ()
    assert card.why.independent == len(card.feeds) == 2
    assert card.additions
    assert {one.entry.url for one in card.tellings} == set(urls)


async def test_two_events_are_two_cards_in_the_order_asked_for(joint: JointSummaries, web: WebServer) -> None:
    urls = [page(web, FERRY, "vale.example"), page(web, TRAIN, "ledger.example")]
    for order in (urls, urls[::-1]):
        found = await summed_up(joint, *order)
        assert [card.lead.entry.url for card in found.content.cards] == order


async def test_related_events_stand_under_one_heading(joint: JointSummaries, web: WebServer) -> None:
    urls = [page(web, LAW, "vale.example"), page(web, OTHER_LAW, "ledger.example")]
    found = await summed_up(joint, *urls)
    assert [len(subject.cards) for subject in found.content.subjects] == [2]


async def test_a_link_that_cannot_be_read_is_named_and_the_others_are_summed_up(
    joint: JointSummaries, web: WebServer
) -> None:
    gone = web.url("/none", "gone.example")
    found = await summed_up(joint, page(web, TRAIN, "vale.example"), gone)
    assert [url for url, _ in found.unread] == [gone]
    assert len(found.content.cards) == 1
    nothing = await summed_up(joint, gone)
    assert (nothing.content.cards, len(nothing.unread)) == ((), 1)


async def test_one_link_twice_is_one_source_and_nothing_is_said_twice(
    joint: JointSummaries, web: WebServer
) -> None:
    url = page(web, TRAIN, "vale.example")
    [card] = (await summed_up(joint, url, url)).content.cards
    assert card.why.independent == len(card.feeds) == 1
    assert not card.additions
    assert not card.figures


async def test_two_pages_of_one_site_are_one_source(joint: JointSummaries, web: WebServer) -> None:
    urls = [page(web, TRAIN, "vale.example"), page(web, LEDGER_TRAIN, "www.vale.example")]
    [card] = (await summed_up(joint, *urls)).content.cards
    assert card.why.independent == 1
