"""/digest, and the buttons that turn the pages of digests."""

import html

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.answering import sender_of
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.errands import run_command
from bot.chat.places import WRITTEN, asker_below, data_below, kind_of, place_of, show, written
from bot.chat.reply import pop_up
from bot.chat.views import owner_of
from bot.digest.model import ChatKind, Place
from bot.errors import UserError
from bot.render.menus import DigestPress, digest_keyboard
from bot.render.phrases import explain, phrase
from bot.render.schedule import when

# A preview is not in the ledger, by whose messages pages find what stands above them.
_NO_MESSAGE = 0


async def digest(update: Update, context: Context) -> None:
    """Answer `/digest` with what the next digest would hold now."""
    if not (message := written(update)):
        return
    place, kind = place_of(message), kind_of(message)
    owner = owner_of(message.chat.type, sender_of(message, context).id)
    await run_command(message, context, lambda: digest_view(context, place, kind, owner))


async def digest_view(context: Context, place: Place, kind: ChatKind, owner: int | None) -> View:
    """Return what the next digest of a place would hold: a page with buttons, or all of it in a channel.

    Raises `UserError` where nothing is followed.
    """
    digests = context.house.digests
    view = await digests.preview(place)
    if view.digest_id is None:
        plan = await context.house.schedules.of(place)
        return View([f"{view.text}\n{html.escape(when(plan), quote=False)}"])
    if kind is not ChatKind.CHANNEL:
        return View([view.text], digest_keyboard(view.digest_id, 1, view.pages, owner))
    rest = [
        await digests.page(view.digest_id, number, place, _NO_MESSAGE) for number in range(2, view.pages + 1)
    ]
    return View([view.text, *(page.text for page in rest)])


async def press(update: Update, context: Context) -> None:
    """Answer a button that turns the pages of a digest."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = DigestPress.decode(query.data or ""), query.message
    if wanted is None or not isinstance(message, Message) or _is_forged(wanted, message):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    try:
        page = await context.house.digests.page(
            wanted.digest_id, wanted.page, place_of(message), message.message_id
        )
    except UserError as error:
        await pop_up(query, explain(error), alert=True)
        return
    keyboard = digest_keyboard(wanted.digest_id, page.number, page.pages, asker_below(message))
    await show(query, message, context, page.text, keyboard)


def _is_forged(wanted: DigestPress, message: Message) -> bool:
    """Whether no button below the message belongs to this digest: then it is what another chat got."""
    below = map(DigestPress.decode, data_below(message))
    return wanted.digest_id not in {own.digest_id for own in below if own}


HANDLERS = (
    CommandHandler("digest", digest, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^d\d"),
)
