"""What the bot may do in a chat, and who is told when it may no longer."""

from dataclasses import dataclass

import structlog
from telegram import Chat, ChatMember
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.chat.context import Context
from bot.chat.tongue import language_at
from bot.render.languages import speaking
from bot.render.phrases import phrase
from bot.render.text import visible

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OfferState:
    """Whether summaries can be offered in a chat; where not, `why` is the key of the phrase that says why."""

    why: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether turning offers on has an effect."""
        return not self.why


async def offer_state(chat: Chat, context: Context) -> OfferState:
    """Return whether the bot has what offers need in a chat, as Telegram says now.

    Under posts of a channel it has to edit messages; of a group it must see all messages, as an administrator
    or because its privacy mode is off.
    """
    if chat.type == ChatType.PRIVATE:
        return OfferState("offers.private")
    if chat.type != ChatType.CHANNEL and context.bot.can_read_all_group_messages:
        return OfferState()
    try:
        own = await context.bot.get_chat_member(chat.id, context.bot.id)
    except TelegramError:
        return OfferState("offers.unknown")
    if may_offer(own, chat, context):
        return OfferState()
    return OfferState("offers.channel_rights" if chat.type == ChatType.CHANNEL else "offers.group_rights")


def may_offer(own: ChatMember, chat: Chat, context: Context) -> bool:
    """Whether the bot, as the member that it is of a chat, has what offers need there."""
    is_admin = own.status == ChatMember.ADMINISTRATOR
    if chat.type == ChatType.CHANNEL:
        return is_admin and getattr(own, "can_edit_messages", None) is True
    return is_admin or (is_inside(own) and context.bot.can_read_all_group_messages)


def is_inside(own: ChatMember) -> bool:
    """Whether somebody is in a chat."""
    return own.status not in {ChatMember.LEFT, ChatMember.BANNED}


async def may_post(chat: Chat, context: Context) -> bool:
    """Whether the bot may post in a channel, as far as Telegram says now."""
    try:
        own = await context.bot.get_chat_member(chat.id, context.bot.id)
    except TelegramError:
        return True  # what is sent then tells
    return own.status == ChatMember.ADMINISTRATOR and getattr(own, "can_post_messages", None) is not False


async def tell(person: int | None, key: str, chat: Chat, context: Context) -> None:
    """Tell whoever set something up in a chat what the bot may not do there; nobody where none is known."""
    person = person or await context.house.access.brought_by(chat.id)
    if person is None:
        return
    with speaking(await language_at(person, context)):
        text = phrase(key, title=visible(chat.title or "") or chat.id)
    try:
        await context.bot.send_message(person, text)
    except TelegramError as error:  # they never started the bot, or blocked it
        log.info("lost_right_not_told", reason=error.message)
