"""/move: what is set up in a chat goes to another one, by a code."""

import structlog
from telegram import CallbackQuery, Chat, Message, Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import CommandHandler, filters

from bot.chat.admins import POST
from bot.chat.answering import owner_here, person_of, sender_of
from bot.chat.arriving import offering, speak_there
from bot.chat.command_menu import tell_menu
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.payloads import MOVE, payload_of
from bot.chat.places import WRITTEN, argument, is_private, kind_of, place_of, require_chief, written
from bot.chat.reply import edit, pop_up, send, send_answer
from bot.chat.tongue import language_at
from bot.digest.look import PLAIN
from bot.digest.model import ChatKind
from bot.errors import UserError
from bot.render.data import code_text, move_text, moved_text, take_text
from bot.render.data_menus import back_keyboard, code_keyboard, move_keyboard, take_keyboard
from bot.render.languages import speaking
from bot.render.phrases import explain, phrase
from bot.services.handovers import CODE_MINUTES, Coming

log = structlog.get_logger(__name__)


async def move(update: Update, context: Context) -> None:
    """Answer `/move` with how it is done, and `/move CODE`, or a link with a code, with what would come."""
    if not (message := written(update)):
        return
    code = payload_of(message).removeprefix(MOVE) or argument(message)
    owner = owner_here(message, context)
    try:
        await require_chief(message, context)
        make = _question(message, context, code, owner) if code else move_view(message, context, owner)
        view = await make
    except UserError as error:
        view = plain(explain(error), back_keyboard(owner))
    await send_answer(message, context, view.parts[0], view.keyboard)


async def move_view(message: Message, context: Context, owner: int | None) -> View:
    """Return how a setup moves, with the button that makes a code; `owner` is whose message it is."""
    if not await context.house.handovers.is_set_up(place_of(message)):
        return plain(explain(UserError("nothing_to_move")), back_keyboard(owner))
    return View([move_text(CODE_MINUTES)], move_keyboard(owner))


async def make_code(query: CallbackQuery, message: Message, context: Context, owner: int | None) -> None:
    """Give whoever presses a code: where others read along, in private. Raises "nothing_to_move"."""
    handovers, place, person = context.house.handovers, place_of(message), query.from_user.id
    private = is_private(message)
    if not private:
        try:
            # Tells whether the person can be written to, before a code is made that replaces another one.
            await context.bot.send_chat_action(person, "typing")
        except Forbidden:
            await pop_up(query, phrase("toast.start_for_code"), alert=True)
            return
    code = await handovers.offer(place, person)
    text = code_text(code, CODE_MINUTES)
    keyboard = code_keyboard(code, context.bot.username, is_private=private, asker=owner)
    if private:
        await edit(query, context, text, keyboard)
        await pop_up(query)
    else:
        await send(context, person, text, keyboard)
        await pop_up(query, phrase("toast.sent_code"))


async def take(query: CallbackQuery, message: Message, context: Context, code: str) -> None:
    """Let the setup behind a code come to the chat of a message; raises `UserError`."""
    handovers, place, kind = context.house.handovers, place_of(message), kind_of(message)
    asker = person_of(query.from_user, context).asker
    coming = await handovers.look(code, place, asker)
    await _require_maker(coming, context)
    wanted = any(setup.look.has_offers for setup in (coming.setup, coming.here) if setup)
    offers = await offering(message, query.from_user, context, wanted=wanted)
    plan, left_out = await handovers.take(code, place, kind, asker, may_offer=offers.may)
    await speak_there(message, query.from_user, context)
    await edit(query, context, moved_text(coming.setup, plan, left_out, offers.notes), ())
    await pop_up(query)
    await _say_goodbye(coming, context)


async def _question(message: Message, context: Context, code: str, owner: int | None) -> View:
    house, asker = context.house, sender_of(message, context).asker
    coming = await house.handovers.look(code, place_of(message), asker)
    await _require_maker(coming, context)
    text = take_text(coming.setup, coming.here, coming.left_out, house.schedules.now())
    return View([text], take_keyboard("".join(code.split()).upper(), owner))


async def _require_maker(coming: Coming, context: Context) -> None:
    """Raise `UserError` where whoever made a code does not decide any more in the chat that it is of."""
    chat, house = coming.chat, context.house
    if chat.kind is ChatKind.PRIVATE or house.access.is_owner(coming.made_by):
        return
    right = POST if chat.kind is ChatKind.CHANNEL else None
    if not await house.admins.is_admin(context.bot, chat.place.chat_id, coming.made_by, right):
        raise UserError("code_of_nobody")


async def _say_goodbye(coming: Coming, context: Context) -> None:
    """Tell the chat that is left without its setup, and without the menu in its language."""
    place = coming.chat.place
    if coming.chat.kind is ChatKind.PRIVATE:
        await tell_menu(Chat(place.chat_id, ChatType.PRIVATE), PLAIN, context)
    with speaking(coming.setup.look.language or await language_at(place.chat_id, context)):
        text = phrase("data.moved_away")
    try:
        await context.bot.send_message(place.chat_id, text, message_thread_id=place.topic_id or None)
    except TelegramError as error:  # it may be gone, or closed to the bot: a reason to move
        log.info("move_not_told", reason=error.message)


class _Linked(filters.MessageFilter):
    """A /start that brings a code along."""

    def filter(self, message: Message) -> bool:
        """Whether it does."""
        return payload_of(message).startswith(MOVE)


MOVING = (
    CommandHandler("move", move, WRITTEN),
    CommandHandler("start", move, WRITTEN & _Linked()),
)
