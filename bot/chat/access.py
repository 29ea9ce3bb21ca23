"""The door: who is let in, what strangers are told, and how the bot learns where it serves."""

from typing import NoReturn

import structlog
from telegram import ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ChatMemberHandler, MessageHandler, TypeHandler, filters

from bot.chat.context import Context
from bot.chat.payloads import command_of, is_for_strangers
from bot.chat.places import named
from bot.chat.reply import pop_up, say
from bot.chat.tongue import language_at, listen
from bot.digest.model import Place
from bot.errors import QuotaReached
from bot.render.data_presses import DataPress, DataScreen
from bot.render.languages import speaking
from bot.render.owners_menus import owner_keyboard
from bot.render.phrases import is_phrase, phrase
from bot.render.text import visible
from bot.services.access import MOST_CHATS, Entry

log = structlog.get_logger(__name__)

# What whoever is not let in can have of the bot all the same, in private: what it keeps of them, and its end.
_OWN_DATA = frozenset({"privacy", "export", "forget"})
_OWN_SCREENS = frozenset({DataScreen.PRIVACY, DataScreen.OPML, DataScreen.JSON, DataScreen.FORGET})

_INSIDE = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED}


async def gate(update: Update, context: Context) -> None:
    """Let the update pass, or tell the stranger in one line that this bot is private."""
    chat, user, message = update.effective_chat, update.effective_user, update.message or update.channel_post
    if chat is None or update.my_chat_member or (message and _ids_of_a_move(message)):
        return
    private = chat.type == ChatType.PRIVATE
    await listen(update, context)
    if private and message and is_for_strangers(message):
        return  # what this deep link opens looks itself at who comes (bot.chat.deep_links)
    is_served = await context.house.access.may_use(named(user), chat.id, private=private)
    if not (is_served or (private and _is_about_own_data(update) and _has_room(user, context))):
        await _refuse(update, context, private=private)
    if update.callback_query and not context.house.buttons.is_genuine(update.callback_query):
        await pop_up(update.callback_query, phrase("toast.old_menu"), alert=True)
        raise ApplicationHandlerStop
    if is_served and message and _is_for_us(message, context.bot.username):
        # Nothing tells that a group lets the bot write again; that somebody calls it there does.
        await context.house.schedules.revive(chat.id)
    if private and user and context.house.access.is_owner(user.id):
        context.house.announcer.met(user.id)


async def _refuse(update: Update, context: Context, *, private: bool) -> NoReturn:
    """Tell whoever is not let in so, where they ask for something, and end what comes of the update."""
    message = update.message or update.channel_post
    text = phrase("access.stranger" if private else "access.stranger_group")
    if update.callback_query:
        await pop_up(update.callback_query, text, alert=True)
    elif message and (private or _is_for_us(message, context.bot.username)):
        await say_once(message, context, text)
    raise ApplicationHandlerStop


def _is_about_own_data(update: Update) -> bool:
    """Whether somebody asks what is kept of them, or to delete it, or presses a button on the way there."""
    if update.callback_query:
        press = DataPress.decode(update.callback_query.data or "")
        return press is not None and press.screen in _OWN_SCREENS
    return update.message is not None and command_of(update.message) in _OWN_DATA


def _has_room(user: User | None, context: Context) -> bool:
    """Whether somebody who is not let in asks no more than whoever is may ask; counts it."""
    try:
        context.house.quotas.take("text", user.id if user else 0)
    except QuotaReached:
        return False
    return True


async def say_once(message: Message, context: Context, text: str) -> None:
    """Tell somebody who is not let in; the same again after an hour, or they could make the bot flood."""
    writer = message.from_user.id if message.from_user else None
    if context.house.said.may_say(text, message.chat_id, writer):
        await say(message, context, text)


async def claim(message: Message, user: User, payload: str, context: Context) -> None:
    """Make whoever opens the claim link first the owner of the bot."""
    if await context.house.access.claim(user.id, payload):
        await context.house.people.renew()
        await say(message, context, phrase("access.claimed", start=phrase("start")), owner_keyboard())
        context.house.announcer.wake()
    else:  # whoever is not let in does not learn either that such links exist
        is_served = await context.house.access.may_use(user.id, message.chat_id, private=True)
        await say_once(message, context, phrase("access.claim_invalid" if is_served else "access.stranger"))


async def membership(update: Update, context: Context) -> None:
    """Note that the bot was brought into a chat or taken out of one, blocked, or given other rights.

    Digests are paused where they cannot be sent, and go on where they can be sent again.
    """
    change = update.my_chat_member
    if change is None:
        return
    chat, access, schedules = change.chat, context.house.access, context.house.schedules
    was, now = (member.status in _INSIDE for member in (change.old_chat_member, change.new_chat_member))
    if chat.type != ChatType.PRIVATE:
        if now and not was:
            entry = await access.added(chat.id, named(change.from_user))
            if entry is not Entry.SERVED:
                await _turn_away(change, entry, context)
                return
        if was and not now:
            await access.removed(chat.id)
    if not now:
        await schedules.blocked(chat.id)
    elif not _may_write(change.new_chat_member, chat.type):
        await _pause(change, context)
    else:
        if await access.serves(chat.id, private=chat.type == ChatType.PRIVATE):
            await schedules.revive(chat.id)
        else:
            await schedules.unserve(chat.id)
        await context.house.people.renew()


async def _turn_away(change: ChatMemberUpdated, entry: Entry, context: Context) -> None:
    """Say why a chat is not served into which somebody brought the bot; leave it where they have too many."""
    chat, too_many = change.chat, entry is Entry.TOO_MANY
    text = phrase("access.too_many_chats", count=MOST_CHATS) if too_many else phrase("access.stranger_group")
    may_say = context.house.said.may_say(text, chat.id, change.from_user.id)
    if may_say and chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
        await context.bot.send_message(chat.id, text)
    if too_many:
        await context.bot.leave_chat(chat.id)


async def _pause(change: ChatMemberUpdated, context: Context) -> None:
    """Pause the digests of a chat in which the bot may not write any more, and tell who set them up."""
    chat_id, schedules = change.chat.id, context.house.schedules
    plan, told = await schedules.of(Place(chat_id)), await schedules.closed(chat_id)
    if told is None and plan.next:  # nobody knows who posts in a channel, but who brought the bot there
        told = await context.house.access.brought_by(chat_id)
    if told is None:
        return
    with speaking(await language_at(told, context)):
        text = phrase("access.lost_right", title=visible(change.chat.title or "") or change.chat.id)
    try:
        await context.bot.send_message(told, text)
    except TelegramError as error:  # they never started the bot, or blocked it
        log.info("lost_right_not_told", reason=error.message)


def _may_write(member: ChatMember, chat_type: str) -> bool:
    """Whether a member of a chat may write there, as far as Telegram says."""
    if chat_type == ChatType.CHANNEL:
        posts = getattr(member, "can_post_messages", None)
        return member.status == ChatMember.ADMINISTRATOR and posts is not False
    return member.status != ChatMember.RESTRICTED or getattr(member, "can_send_messages", None) is not False


async def migration(update: Update, context: Context) -> None:
    """Keep serving a group that became a supergroup, under its new id."""
    if update.message and (ids := _ids_of_a_move(update.message)):
        await context.house.schedules.moved(*ids)


def _ids_of_a_move(message: Message) -> tuple[int, int] | None:
    """Return the old and the new id where a message says that a group became a supergroup.

    Telegram says it in both chats, and promises no order between the two: the first to come counts.
    """
    if message.migrate_to_chat_id:
        return message.chat_id, message.migrate_to_chat_id
    if message.migrate_from_chat_id:
        return message.migrate_from_chat_id, message.chat_id
    return None


def _is_for_us(message: Message, username: str) -> bool:
    """Whether a message of a group is a command of ours, and not one for another bot."""
    word = next(iter((message.text or "").split(maxsplit=1)), "")
    name, _, addressee = word.partition("@")
    ours = is_phrase(f"command.{name.removeprefix('/').lower()}")
    return name.startswith("/") and (addressee.lower() == username.lower() or (ours and not addressee))


GATE = TypeHandler(Update, gate)
HANDLERS = (
    ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
    MessageHandler(filters.StatusUpdate.MIGRATE, migration),
)
