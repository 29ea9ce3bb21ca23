"""First screens that no bare command shows, and what is done to see them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.inputs import MOST_TOGETHER
from tests.botapi import Message, document
from tests.e2e.every_chat import Kind, Role, Stage
from tests.e2e.every_press import sort_of
from tests.e2e.offers import offer_in
from tests.e2e.pages import page
from tests.e2e.sources import put_feed, site
from tests.e2e.test_data import sent_file
from tests.web import WebServer

Show = Callable[[Stage, WebServer, Role], Awaitable[Message]]

_EVERYWHERE = frozenset(Kind)
_GROUPS = frozenset({Kind.GROUP, Kind.SUPERGROUP, Kind.TOPIC})
# A post that asks for a summary is news of the channel and gets an offer at most.
_SUMMARIES = _GROUPS | {Kind.PRIVATE}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a screen."""

    show: Show
    sort: str
    """Of the buttons that it is shown for."""
    kinds: frozenset[Kind]
    """Where there is such a screen."""
    is_for_all: bool = False
    """Whether members of a group can ask for it, too."""


async def _summary(stage: Stage, web: WebServer, role: Role) -> Message:
    """Show a page that is another one since."""
    url = web.page(f"/{stage.kind}/page", page("Karlsby"))
    screen = await stage.command(role, f"/summary {url}")
    web.page(f"/{stage.kind}/page", page("Altstad"))
    return screen


async def _failure(stage: Stage, web: WebServer, role: Role) -> Message:
    """Show why a page could not be read which can be read since."""
    url = web.page(f"/{stage.kind}/failing", status=500)
    screen = await stage.command(role, f"/summary {url}")
    web.page(f"/{stage.kind}/failing", page("Karlsby"))
    return screen


async def _links(stage: Stage, web: WebServer, role: Role) -> Message:
    """Show the choice among more links than are read at once."""
    urls = [web.page(f"/{stage.kind}/{number}", page("Karlsby")) for number in range(MOST_TOGETHER + 1)]
    return await stage.command(role, f"/summary {' '.join(urls)}")


async def _feeds(stage: Stage, web: WebServer, role: Role) -> Message:
    """Show the choice among the feeds of a site."""
    for name in ("Towns", "Harbours"):
        put_feed(web, f"/{name}.xml", name, ["Arden"])
    return await stage.command(
        role, f"/subscribe {site(web, ('/Towns.xml', 'Towns'), ('/Harbours.xml', 'Harbours'))}"
    )


async def _backup(stage: Stage, _: WebServer, role: Role) -> Message:
    """Show the question whether a backup is to be restored in which there is more than now."""
    now = stage.state.kept()
    await stage.command(role, "/mute zinc")
    backup = sent_file(stage.server, await stage.command(role, "/export json"))
    await stage.settled()
    await stage.state.put_back(now)
    return await stage.answer_to(stage.write(role, "/import", document("my-data.json", backup)))


async def _code(stage: Stage, _: WebServer, role: Role) -> Message:
    """Show the question whether what is set up in another chat of the same person is to come."""
    person = stage.people[role]
    own = stage.server.group("Old town", admins=[person])
    for text in (f"/language {stage.language}", "/mute tin"):
        await stage.answer_to(stage.server.send(person, text, own))
    moving = await stage.answer_to(stage.server.send(person, "/move", own))
    await stage.pressed(person, moving, *(data for data in _data(moving) if sort_of(data) == "xv=#"))
    await stage.settled()
    told = stage.server.last_message(person.id)
    (code,) = {url.rpartition("=move-")[2] for url in _of(told, "url")}
    return await stage.command(role, f"/move {code}")


async def _offer(stage: Stage, web: WebServer, role: Role) -> Message:
    """Show the offer below a link, in a group the bot reads because it is an admin there."""
    server, chief = stage.server, stage.people[stage.chief]
    if stage.kind is not Kind.CHANNEL:
        server.add_bot(stage.chat, by=chief, status="administrator")
    await offer_in(stage.house.settings, stage.chat, chief, language=stage.language, topic=stage.topic or 0)
    written = stage.write(role, web.page(f"/{stage.kind}/offered", page("Karlsby")))
    if stage.kind is not Kind.CHANNEL:
        return await stage.answer_to(written)
    await server.wait_until(lambda: bool(_data(written)), what="an offer below a post")
    return written


# Last comes what makes the bot an admin of the group, and with it other buttons do something.
WAYS = (
    Way(_summary, "r:*:#", _SUMMARIES, is_for_all=True),
    Way(_failure, "t:*:#", _SUMMARIES, is_for_all=True),
    Way(_links, "k:*:#", _SUMMARIES, is_for_all=True),
    Way(_feeds, "fc*:#", _EVERYWHERE),
    Way(_backup, "xi=*", _EVERYWHERE),
    Way(_code, "xt=*", _EVERYWHERE),
    Way(_offer, "ql*", _GROUPS | {Kind.CHANNEL}, is_for_all=True),
)


def _data(message: Message) -> list[str]:
    return _of(message, "callback_data")


def _of(message: Message, field: str) -> list[str]:
    return [button[field] for row in message.keyboard or [] for button in row if field in button]
