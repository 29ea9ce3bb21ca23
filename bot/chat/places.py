"""Where digests go, and who may change what comes there."""

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatID, ChatType
from telegram.error import Forbidden
from telegram.ext import filters

from bot.chat.admins import EDIT, POST
from bot.chat.context import Context
from bot.chat.genuine import data_below
from bot.chat.reply import edit, pop_up, send
from bot.digest.model import ChatKind, Place
from bot.errors import UserError
from bot.render.keyboards import Keyboard
from bot.render.menus import asker_in
from bot.render.phrases import phrase

# Commands are taken from messages and from posts of a channel; what a channel posts comes once more in the
# group where it is discussed, and was meant for the channel.
WRITTEN = (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST) & ~filters.IS_AUTOMATIC_FORWARD

# The accounts that Telegram names where a group, a channel or Telegram itself speaks.
_NOBODY = frozenset({ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT})


def written(update: Update) -> Message | None:
    """Return the message or the post of a channel that an update brings."""
    return update.message or update.channel_post


def argument(message: Message) -> str:
    """Return what stands behind a command."""
    text = message.text or message.caption or ""
    return next(iter(text.split(maxsplit=1)[1:]), "").strip()


def place_of(message: Message) -> Place:
    """Return the chat of a message, or its topic where the chat is a forum."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat_id, topic or 0)


def kind_of(message: Message) -> ChatKind:
    """Return what kind of chat a message stands in."""
    return ChatKind(message.chat.type)


def is_private(message: Message) -> bool:
    """Whether a message stands in a private chat."""
    return message.chat.type == ChatType.PRIVATE


def author(message: Message) -> int | None:
    """Return who wrote a message, as far as that is known: neither admins without a name nor channels."""
    return None if message.sender_chat else named(message.from_user)


def named(user: User | None) -> int | None:
    """Return the number of a person; None for nobody, and for the accounts in whose name chats speak."""
    return user.id if user and user.id not in _NOBODY else None


async def may_command(message: Message, context: Context) -> bool:
    """Whether the author of a message may change what comes to its chat.

    In a private chat everybody; in a group its admins, named or not, and the owners of the bot; whoever can
    post in a channel is an admin of it.
    """
    if message.chat.type in {ChatType.PRIVATE, ChatType.CHANNEL}:
        return True
    if message.sender_chat:
        return message.sender_chat.id == message.chat_id
    return message.from_user is not None and await _is_chief(message, message.from_user, context)


async def may_press(message: Message, user: User, context: Context, right: str = POST) -> bool:
    """Whether a person who presses a button may change what comes to the chat of the message.

    In a channel that takes a right: to post, as for commands, or the one that is named.
    """
    return is_private(message) or await _is_chief(message, user, context, right)


def why_not(message: Message, right: str = POST) -> str:
    """Return the words for whoever presses a button and may not, for want of a right in a channel."""
    if message.chat.type != ChatType.CHANNEL:
        return phrase("toast.admins_only")
    return phrase("toast.edit_needed" if right == EDIT else "toast.rights_needed")


async def is_for(user: User, message: Message, context: Context, asker: int | None = None) -> bool:
    """Whether a message of the bot is for this person: whoever asked for it, and who may change it.

    `asker` is who that is by the button that was pressed, where the message has none any more.
    """
    return user.id == asker_below(message, asker) or await may_press(message, user, context)


async def require_chief(message: Message, context: Context) -> None:
    """Raise `UserError` where the author of a message may not change what comes to its chat."""
    if not await may_command(message, context):
        raise UserError("admins_only")


async def show(
    query: CallbackQuery, message: Message, context: Context, text: str, keyboard: Keyboard
) -> None:
    """Show another screen in the message of a pressed button.

    In a group that is for whoever asked, and for admins; others get what they want to see in private, without
    buttons.
    """
    user = query.from_user
    if await is_for(user, message, context):
        await edit(query, context, text, keyboard)
        await pop_up(query)
        return
    try:
        await send(context, user.id, text, ())
    except Forbidden:  # a person who never started the bot cannot be written to
        await pop_up(query, phrase("toast.open_private"), alert=True)
    else:
        await pop_up(query, phrase("toast.sent_privately"))


def asker_below(message: Message, otherwise: int | None = None) -> int | None:
    """Return whose message it is, by its own buttons: what a press says of that may be behind."""
    askers = map(asker_in, data_below(message))
    return next((asker for asker in askers if asker is not None), otherwise)


async def _is_chief(message: Message, user: User, context: Context, right: str = POST) -> bool:
    if context.house.access.is_owner(user.id):
        return True
    needed = right if message.chat.type == ChatType.CHANNEL else None
    return await context.house.admins.is_admin(context.bot, message.chat_id, user.id, needed)
