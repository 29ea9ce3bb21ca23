"""The buttons of the stories in a digest: the long form, sources, why it is there, apart, more, less."""

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler

from bot.articles.links import web_link
from bot.chat.context import Context
from bot.chat.genuine import data_below
from bot.chat.places import asker_below, may_press, place_of, show, why_not
from bot.chat.reply import pop_up
from bot.digest.schedule import local_now
from bot.errors import UserError
from bot.render.keyboards import Keyboard
from bot.render.menus import DigestPress, digest_keyboard
from bot.render.phrases import explain, phrase
from bot.render.profile import leaning_text
from bot.render.story_menus import StoryPress, View, story_keyboard
from bot.render.story_view import sources_text, story_text
from bot.render.story_why import why_text
from bot.services.digest_stories import Shown

# Those that change what comes to the chat from now on.
_CHANGES = frozenset({View.SPLIT, View.MORE_LIKE, View.LESS_LIKE})


async def press(update: Update, context: Context) -> None:
    """Answer a button that belongs to a story of a digest."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = StoryPress.decode(query.data or ""), query.message
    if wanted is None or not isinstance(message, Message) or not is_below(wanted.digest_id, message):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    if wanted.view in _CHANGES and not await may_press(message, query.from_user, context):
        await pop_up(query, why_not(message), alert=True)
        return
    try:
        await _answer(query, message, context, wanted)
    except UserError as error:
        await pop_up(query, explain(error), alert=True)


async def _answer(query: CallbackQuery, message: Message, context: Context, wanted: StoryPress) -> None:
    stories, place = context.house.stories, place_of(message)
    asked = wanted.digest_id, wanted.number, place
    match wanted.view:
        case View.CARD:
            shown = await stories.long_form(*asked)
            await show(
                query, message, context, story_text(shown.card, shown.number), _below(shown, wanted, message)
            )
        case View.SOURCES:
            shown = await stories.story(*asked)
            schedule = shown.chat.schedule
            text = sources_text(shown.card, lambda moment: local_now(schedule, moment), shown.now)
            await show(query, message, context, text, _below(shown, wanted, message))
        case View.WHY:
            shown = await stories.story(*asked)
            await pop_up(query, why_text(shown.card.why), alert=True)
        case View.SPLIT:
            digest_id, page_number = await stories.split(*asked)
            page = await context.house.digests.page(digest_id, page_number, place, message.message_id)
            keyboard = digest_keyboard(digest_id, page.number, page.pages, page.stories, asker_below(message))
            await show(query, message, context, page.text, keyboard)
        case View.MORE_LIKE | View.LESS_LIKE:
            weights = await stories.prefer(*asked, 1 if wanted.view is View.MORE_LIKE else -1)
            await pop_up(query, leaning_text(weights), alert=True)


def _below(shown: Shown, wanted: StoryPress, message: Message) -> Keyboard:
    return story_keyboard(
        wanted.digest_id,
        shown.number,
        shown.page,
        view=wanted.view,
        several=len(shown.card.tellings) > 1,
        url=web_link(shown.card.lead.entry.url),
        asker=asker_below(message),
    )


def is_below(digest_id: int, message: Message) -> bool:
    """Whether a button below the message belongs to this digest: else it is what another chat got."""
    for data in data_below(message):
        own = StoryPress.decode(data) or DigestPress.decode(data)
        if own and own.digest_id == digest_id:
            return True
    return False


HANDLERS = (CallbackQueryHandler(press, pattern=r"^e\d"),)
