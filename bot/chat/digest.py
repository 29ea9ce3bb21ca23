"""/digest, and the buttons that turn the pages of digests."""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.answering import sender_of
from bot.chat.context import Context
from bot.chat.digest_views import digest_view
from bot.chat.errands import run_command
from bot.chat.places import WRITTEN, asker_below, kind_of, place_of, show, written
from bot.chat.reply import pop_up
from bot.chat.stories import is_below
from bot.chat.views import owner_of
from bot.errors import UserError
from bot.render.menus import DigestPress, digest_keyboard
from bot.render.phrases import explain, phrase
from bot.sender.markup import markup


async def digest(update: Update, context: Context) -> None:
    """Answer `/digest` with what the next digest would hold now."""
    if not (message := written(update)):
        return
    place, kind = place_of(message), kind_of(message)
    owner = owner_of(message.chat.type, sender_of(message, context).id)
    await run_command(message, context, lambda: digest_view(context, place, kind, owner))


async def press(update: Update, context: Context) -> None:
    """Answer a button that turns the pages of a digest."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = DigestPress.decode(query.data or ""), query.message
    if wanted is None or not isinstance(message, Message) or not is_below(wanted.digest_id, message):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    try:
        page = await context.house.digests.page(
            wanted.digest_id, wanted.page, place_of(message), message.message_id
        )
    except UserError as error:
        await pop_up(query, explain(error), alert=True)
        return
    asker = asker_below(message)
    keyboard = digest_keyboard(wanted.digest_id, page.number, page.pages, page.stories, asker)
    if message.reply_markup == markup(keyboard):  # this page, which came by itself: nobody has noted it yet
        context.house.shown.note(message.chat_id, message.message_id, (page.text, keyboard))
    await show(query, message, context, page.text, keyboard)


HANDLERS = (
    CommandHandler("digest", digest, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^d\d"),
)
