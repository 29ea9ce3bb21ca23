"""The kinds of chats that are crawled, and what is said in each."""

from dataclasses import dataclass

from tests.botapi import Chat, User
from tests.screens.crawl import Crawl
from tests.screens.found import Found
from tests.screens.house import House, open_house, words_of

KINDS = ("private", "owner", "group", "topic", "channel")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands."""

    user: User
    chat: Chat
    thread_id: int | None = None


def spot(house: House, kind: str) -> Spot:
    """Return a chat of a kind with somebody who may change everything there."""
    server = house.server
    user = house.owner if kind == "owner" else server.add_user("Anna")
    match kind:
        case "group":
            return Spot(user, server.group("Town", admins=[user]))
        case "topic":
            forum = server.group("Forum", admins=[user], topics=True, bot="administrator")
            return Spot(user, forum, server.topic(forum, "News", user))
        case "channel":
            return Spot(user, server.channel("Bulletin", admins=[user]))
        case _:
            return Spot(user, server.private_chat(user))


def said(house: House, kind: str) -> list[str]:
    """Return what is said in a chat of a kind, in the order of a life there."""
    first, second = (outlet.url for outlet in house.outlets)
    commands = [
        "/start",
        "/help",
        f"/subscribe {first}",
        f"/subscribe {second}",
        "/subscribe",
        "/mute zinc",
        "/mute",
        "/only news",
        "/only",
        "/settings",
        "/schedule",
        "/schedule 08:00 18:30 mon-fri",
        "/timezone",
        "/timezone Berlin",
        "/language",
        "/feeds",
        "/unsubscribe",
        "/digest",
        f"/summary {words_of(1)}",
        "/summary",
        "/data",
        "/export",
        "/import",
        "/move",
        "/privacy",
        "/forget",
        "/cancel",
        "/invite",
        "/users",
        "/stats",
        "/nonsense",
    ]
    if kind != "channel":
        commands.append("opml")
    return commands


async def crawl(kind: str, most: int = 3_000) -> Found:
    """Crawl one kind of chat with a bot of its own."""
    async with open_house() as house:
        place = spot(house, kind)
        return await Crawl(house, place.user, place.chat, place.thread_id).run(said(house, kind), most)
