"""The buttons of the stories in a digest: the long form, sources, why it is there, apart, more, less."""

from telegram import Message
from telegram.ext import CallbackQueryHandler

from bot.articles.links import web_link
from bot.chat.admins import POST
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.genuine import data_below
from bot.chat.menus import Pressed, menu
from bot.chat.places import asker_below, place_of
from bot.chat.reply import pop_up
from bot.digest.schedule import local_now
from bot.render.keyboards import Keyboard
from bot.render.menus import DigestPress, digest_keyboard
from bot.render.profile import leaning_text
from bot.render.story_menus import StoryDo, StoryPress, story_keyboard
from bot.render.story_view import sources_text, story_text
from bot.render.story_why import why_text
from bot.services.digest_stories import Shown

# Those that change what comes to the chat from now on.
_CHANGES = frozenset({StoryDo.SPLIT, StoryDo.MORE_LIKE, StoryDo.LESS_LIKE})


@menu(
    StoryPress.decode,
    right=lambda wanted: POST if wanted.do in _CHANGES else None,
    belongs=lambda wanted, message: is_below(wanted.digest_id, message),
)
async def press(pressed: Pressed[StoryPress], context: Context) -> None:
    """Do what a button wants that belongs to a story of a digest."""
    message, wanted = pressed.message, pressed.wanted
    stories, place = context.house.stories, place_of(message)
    asked = wanted.digest_id, wanted.number, place
    match wanted.do:
        case StoryDo.CARD:
            shown = await stories.long_form(*asked)
            text = story_text(shown.card, shown.number)
            await pressed.show(context, View([text], _below(shown, wanted, message)))
        case StoryDo.SOURCES:
            shown = await stories.story(*asked)
            schedule = shown.chat.schedule
            text = sources_text(shown.card, lambda moment: local_now(schedule, moment), shown.now)
            await pressed.show(context, View([text], _below(shown, wanted, message)))
        case StoryDo.WHY:
            shown = await stories.story(*asked)
            await pop_up(pressed.query, why_text(shown.card.why), alert=True)
        case StoryDo.SPLIT:
            digest_id, page_number = await stories.split(*asked)
            page = await context.house.digests.page(digest_id, page_number, place, message.message_id)
            keyboard = digest_keyboard(digest_id, page.number, page.pages, page.stories, asker_below(message))
            await pressed.show(context, View([page.text], keyboard))
        case StoryDo.MORE_LIKE | StoryDo.LESS_LIKE:
            weights = await stories.prefer(*asked, 1 if wanted.do is StoryDo.MORE_LIKE else -1)
            await pop_up(pressed.query, leaning_text(weights), alert=True)


def _below(shown: Shown, wanted: StoryPress, message: Message) -> Keyboard:
    return story_keyboard(
        wanted.digest_id,
        shown.number,
        shown.page,
        shown=wanted.do,
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
