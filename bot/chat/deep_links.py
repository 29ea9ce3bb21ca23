"""What t.me/<bot>?start=<payload> opens, by how the payload begins."""

from collections.abc import Awaitable, Callable

from telegram import Message, User
from telegram.constants import ChatType

from bot.chat.access import claim
from bot.chat.context import Context
from bot.chat.invited import join
from bot.chat.offer_links import open_offer
from bot.chat.payloads import ARTICLE, LINK, payload_of
from bot.services.access import CLAIM
from bot.services.invites import INVITE

Opener = Callable[[Message, User, str, Context], Awaitable[None]]
"""Answers a message whose payload begins as the table says; it is told who opens it and the whole payload.

Those of `bot.chat.payloads.FOR_STRANGERS` see to it themselves that a stranger gets nothing else.
"""

OPENERS: dict[str, Opener] = {
    CLAIM: claim,
    INVITE: join,
    ARTICLE: open_offer,
    LINK: open_offer,
}


async def open_link(message: Message, context: Context) -> bool:
    """Answer a /start that brings a payload of the table; return False for any other."""
    payload, user = payload_of(message), message.from_user
    opener = next((opener for prefix, opener in OPENERS.items() if payload.startswith(prefix)), None)
    if opener is None or user is None or message.chat.type != ChatType.PRIVATE:
        return False
    await opener(message, user, payload, context)
    return True
