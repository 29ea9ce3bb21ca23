"""Links and documents from asking to card: real fetches, real children, a real database."""

import asyncio
import gzip
from typing import BinaryIO

import pytest

from bot.errors import ArticleGone, DocumentFailed, FetchFailed, PageFailed, QuotaReached, UserError
from bot.services.budget import Sentences
from bot.services.summarize_input import Asker, Card, Upload
from tests.texts import STORY
from tests.unit.services.conftest import DAY, Clock, House
from tests.web import WebServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANN, BEN = Asker(1), Asker(2)
THREE = Sentences(3)


def page(story: str = STORY, *, title: str = "Harbour", head: str = "") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in story.strip().split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


async def ask(house: House, url: str, asker: Asker = ANN, *, fresh: bool = False) -> Card:
    return await house.summaries.link(url, THREE, asker, fresh=fresh)


async def test_a_link_becomes_a_card_of_its_page(house: House, web: WebServer) -> None:
    card = await ask(house, web.page("/a", page()))
    article = card.summary.article
    assert article.title == "Harbour"
    assert all(text in STORY for text in card.summary.texts)
    assert article.url == web.url("/a")
    assert card.refreshable


async def test_what_was_read_within_the_hour_is_not_fetched_again(
    house: House, web: WebServer, clock: Clock
) -> None:
    url = web.page("/a", page())
    first = await ask(house, url)
    clock.now += 3500
    again = await ask(house, f"{url}?utm_source=x#part", BEN)
    assert again == first
    assert web.hits()["/a"] == 1
    clock.now += 200
    await ask(house, url)
    assert web.hits()["/a"] == 2


async def test_a_link_is_known_by_where_it_leads_too(house: House, web: WebServer) -> None:
    target = web.page("/a", page())
    short = web.redirect("/s", "/a")
    await ask(house, short)
    await ask(house, target)
    await ask(house, short)
    assert (web.hits()["/s"], web.hits()["/a"]) == (1, 1)


async def test_a_refresh_reads_anew_and_is_what_is_known_from_then_on(house: House, web: WebServer) -> None:
    url = web.page("/a", page())
    before = await ask(house, url)
    web.page("/a", page(STORY.replace("harbour", "port")))
    assert await ask(house, url) == before
    after = await ask(house, url, fresh=True)
    assert after.summary.article.text != before.summary.article.text
    assert await ask(house, url) == after


async def test_many_who_ask_at_once_cost_one_fetch(house: House, web: WebServer) -> None:
    url = web.page("/a", page())
    cards = await asyncio.gather(*(ask(house, url, Asker(number)) for number in range(20)))
    assert len({card.summary.texts for card in cards}) == 1
    assert web.hits()["/a"] == 1


async def test_who_gives_up_does_not_spoil_it_for_the_others(house: House, web: WebServer) -> None:
    url = web.page("/a", page())
    leaver = asyncio.create_task(ask(house, url, ANN))
    stayer = asyncio.create_task(ask(house, url, BEN))
    await asyncio.sleep(0.01)
    leaver.cancel()
    assert (await stayer).summary.article.title == "Harbour"


async def test_a_short_version_leads_to_the_whole_article(house: House, web: WebServer) -> None:
    full = web.page("/whole", page())
    head = f'<link rel="canonical" href="{full}">'
    amp = page(STORY[:600], head=head).replace("<html ", "<html amp ")
    card = await ask(house, web.page("/amp/whole", amp))
    assert card.summary.article.url == full
    assert card.summary.article.text.endswith(STORY.strip()[-40:])


async def test_where_the_whole_article_cannot_be_had_the_short_version_is_shown(
    house: House, web: WebServer
) -> None:
    head = f'<link rel="canonical" href="{web.url("/gone")}">'
    amp = page(head=head).replace("<html ", "<html amp ")
    card = await ask(house, web.page("/amp/gone", amp))
    assert card.summary.article.title == "Harbour"


async def test_a_page_is_not_known_by_an_address_that_it_only_claims(house: House, web: WebServer) -> None:
    first = web.page("/story", page(title="Page one"))
    second = web.page("/story/2", page(title="Page two", head=f'<link rel="canonical" href="{first}">'))
    card = await ask(house, second)
    assert card.summary.article.url == second
    assert (await ask(house, first)).summary.article.title == "Page one"


async def test_a_refresh_counts_for_every_link_to_the_article(house: House, web: WebServer) -> None:
    short, target = web.redirect("/s", "/final"), web.page("/final", page())
    await ask(house, short)
    web.page("/final", page(STORY.replace("harbour", "port")))
    after = await ask(house, target, fresh=True)
    assert await ask(house, short) == after


async def test_a_teaser_leads_to_the_whole_article(house: House, web: WebServer) -> None:
    full = web.page("/full", page())
    teaser = page("One sentence of it.", head=f'<link rel="canonical" href="{full}">')
    card = await ask(house, web.page("/amp/full", teaser.replace("<html ", "<html amp ")))
    assert card.summary.article.url == full


async def test_what_is_being_read_is_not_left_behind(house: House, web: WebServer) -> None:
    await ask(house, web.page("/a", page()))
    with pytest.raises(UserError):
        await ask(house, web.page("/b", "<p>nothing</p>"))
    await house.summaries.document(upload(STORY.encode()), THREE, ANN)
    assert list((house.folder / "scratch").iterdir()) == []


async def test_a_source_shows_only_for_who_forwarded_it(house: House) -> None:
    plain = await house.summaries.text(STORY)
    await house.summaries.text(STORY, source="Anna's circle")
    again = await house.summaries.again(plain.summary.article.id, THREE)
    assert again.summary.article.outlet is None


async def test_no_password_of_an_offered_link_is_kept(house: House) -> None:
    (link_id,) = await house.summaries.offer(["https://anna:secret@example.org/x"])
    assert await house.summaries.offered(link_id) == "https://example.org/x"


@pytest.mark.parametrize(
    ("path", "code"),
    [("/missing", "link_not_found"), ("/thin", "page_not_article"), ("/loop", "link_redirects")],
)
async def test_a_failure_is_said_and_not_kept(house: House, web: WebServer, path: str, code: str) -> None:
    web.page("/thin", page("Only these few words stand here. And these."))
    web.redirect("/loop", "/loop")
    for count in (1, 2):
        with pytest.raises(UserError) as caught:
            await ask(house, web.url(path))
        assert caught.value.code == code
        assert web.hits()[path] >= count


async def test_a_thin_page_tells_what_it_says_of_itself(house: House, web: WebServer) -> None:
    head = '<meta name="description" content="How a harbour froze.">'
    url = web.page("/a", page("Only these few words stand here. And these.", head=head))
    with pytest.raises(PageFailed) as caught:
        await ask(house, url)
    assert caught.value.values["description"] == "How a harbour froze."


async def test_a_private_address_is_refused(house: House) -> None:
    with pytest.raises(FetchFailed) as caught:
        await ask(house, "http://10.0.0.1/")
    assert caught.value.code == "link_private"


async def test_a_text_file_behind_a_link_is_read(house: House, web: WebServer) -> None:
    url = web.page("/a.txt", STORY, content_type="text/plain; charset=utf-8")
    card = await ask(house, url)
    assert card.summary.texts[0] in " ".join(STORY.split())


async def test_a_quota_counts_what_is_fetched_and_not_what_is_known(
    house: House, web: WebServer, clock: Clock
) -> None:
    known = web.page("/known", page())
    await ask(house, known)
    for number in range(29):
        with pytest.raises(FetchFailed):
            await ask(house, web.url(f"/missing/{number}"))
    with pytest.raises(QuotaReached) as caught:
        await ask(house, web.url("/missing/more"))
    assert caught.value.values == {"limit": 30, "minutes": 60}
    await ask(house, known)
    owner = Asker(ANN.id, exempt=True)
    with pytest.raises(FetchFailed):
        await ask(house, web.url("/missing/more"), owner)
    clock.now += 3600
    with pytest.raises(FetchFailed):
        await ask(house, web.url("/missing/more"))


def upload(data: bytes, name: str = "a.txt", unique_id: str = "u1", loads: list[str] | None = None) -> Upload:
    async def load(to: BinaryIO) -> None:
        if loads is not None:
            loads.append(unique_id)
        to.write(data)

    return Upload(name, unique_id, load)


async def test_a_document_is_downloaded_and_read_once_an_hour(house: House, clock: Clock) -> None:
    loads: list[str] = []
    data = STORY.encode()
    first = await house.summaries.document(upload(data, loads=loads), THREE, ANN)
    again = await house.summaries.document(upload(data, loads=loads), THREE, BEN)
    assert again == first
    assert loads == ["u1"]
    await house.summaries.document(upload(data, unique_id="u2", loads=loads), THREE, BEN)
    assert loads == ["u1", "u2"]
    clock.now += 3601
    await house.summaries.document(upload(data, loads=loads), THREE, ANN)
    assert loads == ["u1", "u2", "u1"]
    assert not first.refreshable


async def test_a_saved_web_page_is_a_document(house: House) -> None:
    card = await house.summaries.document(upload(page().encode(), "saved.txt"), THREE, ANN)
    assert card.summary.article.title == "Harbour"


async def test_what_is_no_document_is_said_with_its_name(house: House) -> None:
    with pytest.raises(DocumentFailed) as caught:
        await house.summaries.document(upload(gzip.compress(b"a"), "a.bin"), THREE, ANN)
    assert (caught.value.code, caught.value.values["name"]) == ("document_type", "a.bin")


async def test_an_offered_link_is_kept_for_30_days(house: House, clock: Clock) -> None:
    urls = ["https://example.org/a?utm_source=x", "https://example.org/b"]
    ids = await house.summaries.offer(urls)
    assert [len(link_id) for link_id in ids] == [16, 16]
    clock.now += 29 * DAY
    await house.summaries.delete_old()
    assert [await house.summaries.offered(link_id) for link_id in ids] == urls
    clock.now += 2 * DAY
    await house.summaries.delete_old()
    with pytest.raises(ArticleGone):
        await house.summaries.offered(ids[0])
