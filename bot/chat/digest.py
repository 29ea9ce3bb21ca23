"""/digest, and the buttons that turn the pages of digests."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.answering import owner_here
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.digest_views import digest_view
from bot.chat.errands import run_command
from bot.chat.menus import Pressed, menu
from bot.chat.places import WRITTEN, asker_below, kind_of, place_of, written
from bot.chat.stories import is_below
from bot.render.menus import DigestPress, digest_keyboard
from bot.sender.markup import markup


async def digest(update: Update, context: Context) -> None:
    """Answer `/digest` with what the next digest would hold now."""
    if not (message := written(update)):
        return
    place, kind = place_of(message), kind_of(message)
    owner = owner_here(message, context)
    await run_command(message, context, lambda: digest_view(context, place, kind, owner))


@menu(
    DigestPress.decode,
    right=lambda _: None,
    belongs=lambda wanted, message: is_below(wanted.digest_id, message),
)
async def press(pressed: Pressed[DigestPress], context: Context) -> None:
    """Turn to another page of a digest."""
    message, digest_id = pressed.message, pressed.wanted.digest_id
    page = await context.house.digests.page(
        digest_id, pressed.wanted.page, place_of(message), message.message_id
    )
    keyboard = digest_keyboard(digest_id, page.number, page.pages, page.stories, asker_below(message))
    if message.reply_markup == markup(keyboard):  # this page, which came by itself: nobody has noted it yet
        context.house.shown.note(message.chat_id, message.message_id, (page.text, keyboard))
    await pressed.show(context, View([page.text], keyboard))


HANDLERS = (
    CommandHandler("digest", digest, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^d\d"),
)
