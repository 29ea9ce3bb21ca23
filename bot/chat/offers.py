"""Summaries offered below the posts of channels and below links in groups."""

import structlog
from telegram import Chat, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.chat.context import Context
from bot.chat.genuine import data_below
from bot.chat.offerable import may_be_offered, offerable_in_group, offerable_of_post
from bot.chat.places import place_of
from bot.chat.reply import send_answer
from bot.chat.rights import OfferState, is_inside, may_offer, offer_state, tell
from bot.chat.wanted import Page, Text
from bot.render.keyboards import Keyboard
from bot.render.offers import OfferPress, link_keyboard, post_keyboard
from bot.render.phrases import phrase
from bot.sender.markup import markup

__all__ = ["HANDLERS", "RIGHTS", "OfferState", "offer_below", "offer_state"]

log = structlog.get_logger(__name__)


async def post(update: Update, context: Context) -> None:
    """Put the button under a post that is worth it; after an edit, the one that the post is worth now."""
    message = update.channel_post or update.edited_channel_post
    if message is None or message.forward_origin or not may_be_offered(message):
        return  # Telegram lets nobody edit what is forwarded
    if (before := _offer_below(message)) is None:
        return
    wanted = offerable_of_post(message)
    if (wanted is None and not before) or not await _is_on(message, context):
        return
    keyboard = await _keyboard(wanted, message, context)
    if (keyboard[0][0].data if keyboard else "") == before or await _is_digest(update, message, context):
        return
    try:
        await context.bot.edit_message_reply_markup(
            message.chat_id, message.message_id, reply_markup=markup(keyboard)
        )
    except BadRequest as error:
        await _refused(message.chat, error, context)


async def offer_below(message: Message, context: Context) -> None:
    """Offer a summary below a message of a group that links one article, if that is wanted there."""
    wanted, house = offerable_in_group(message), context.house
    if wanted is None or not await _is_on(message, context):
        return
    item = await house.offers.keep_link(wanted.url)
    if not house.offers.limits.may_offer(message.chat_id, item.id):
        return
    press = OfferPress(item, house.offers.seal(item, message.chat_id))
    try:
        await send_answer(message, context, phrase("offers.head"), link_keyboard(press), silent=True)
    except TelegramError as error:  # nobody waits for it
        log.info("offer_not_sent", chat_id=message.chat_id, reason=error.message)


async def rights(update: Update, context: Context) -> None:
    """Pause offers in a chat where the bot lost what they need, and tell who set them up; let them go on."""
    change = update.my_chat_member
    if change is None or change.chat.type == ChatType.PRIVATE:
        return
    before, after = (
        may_offer(own, change.chat, context) for own in (change.old_chat_member, change.new_chat_member)
    )
    offers = context.house.offers
    if after:
        offers.limits.resume(change.chat.id)
    elif before and is_inside(change.new_chat_member):  # whoever took the bot out knows
        is_on, person = await offers.set_up_by(change.chat.id)
        if is_on:
            _pause(change.chat, context)
            kind = "channel" if change.chat.type == ChatType.CHANNEL else "group"
            await tell(person, f"offers.lost_{kind}", change.chat, context)


def _offer_below(message: Message) -> str | None:
    """Return what our button below a post sends, "" where it has no buttons; None where it has others."""
    if message.reply_markup is None:
        return ""
    data = data_below(message)
    return data[0] if len(data) == 1 and OfferPress.decode(data[0]) else None


async def _is_on(message: Message, context: Context) -> bool:
    if context.house.offers.limits.is_paused(message.chat_id):
        return False
    return (await context.house.looks.of(place_of(message))).has_offers


async def _keyboard(wanted: Text | Page | None, message: Message, context: Context) -> Keyboard:
    offers = context.house.offers
    match wanted:
        case Page(url):
            item = await offers.keep_link(url)
        case Text(text, url, source):
            item = await offers.keep_text(text, url, source)
        case None:
            return ()
    return post_keyboard(OfferPress(item, offers.seal(item, message.chat_id)))


async def _is_digest(update: Update, message: Message, context: Context) -> bool:
    """Whether somebody edited what the bot posted itself; of its own new posts it is not told."""
    edited = update.edited_channel_post is not None
    return edited and await context.house.offers.is_digest(message.chat_id, message.message_id)


async def _refused(chat: Chat, error: BadRequest, context: Context) -> None:
    """Pause offers where the right is missing; any other post that cannot be edited is left as it is."""
    if "not modified" in error.message:
        return
    state = await offer_state(chat, context)
    if state.is_possible:
        log.info("offer_refused", chat_id=chat.id, reason=error.message)
    else:
        _pause(chat, context)


def _pause(chat: Chat, context: Context) -> None:
    if context.house.offers.limits.pause(chat.id):
        log.warning("offers_paused", chat_id=chat.id)


# For a group of handlers of its own: the door looks at the same updates.
RIGHTS = ChatMemberHandler(rights, ChatMemberHandler.MY_CHAT_MEMBER)
HANDLERS = (
    MessageHandler(filters.UpdateType.CHANNEL_POSTS & ~filters.COMMAND & ~filters.StatusUpdate.ALL, post),
)
