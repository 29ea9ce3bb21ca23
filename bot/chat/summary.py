"""/summary, texts that need no command, and the buttons under a summary."""

from collections.abc import Awaitable

import structlog
from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.articles.links import web_link
from bot.chat.access import may_change
from bot.chat.ask import link_of, parse_command, replied_message, shown_article, text_of
from bot.chat.context import Context
from bot.chat.pastes import PASTE_FROM, WAIT_SECONDS, Key, Paste
from bot.chat.reply import edit, pop_up, reply, say, send, typing
from bot.errors import UserError
from bot.render.keyboards import MAX_SENTENCES, Action, Keyboard, Press, shorter, summary_keyboard
from bot.render.phrases import explain, phrase
from bot.render.summary import summary_messages
from bot.services.budget import DEFAULT_BUDGET, Sentences
from bot.services.summarize_input import Card

log = structlog.get_logger(__name__)


async def command(update: Update, context: Context) -> None:
    """Answer `/summary [N|Ns|Nmin] [text]`: of the text, the message replied to, or the newest article."""
    message = update.message
    if message is None:
        return
    try:
        ask = parse_command(message)
    except UserError as error:
        await say(message, context, explain(error))
        return
    summaries = context.house.summaries
    replied = replied_message(message)
    if ask.text:
        await _take_text(message, context, Paste(message, ask.budget, link_of(message), [ask.text]))
    elif replied and (shown := shown_article(replied)):
        await _answer(message, context, summaries.again(shown.article_id, ask.budget))
    elif replied:
        making = summaries.text(text_of(replied), ask.budget, link_of(replied))
        await _answer(message, context, making)
    else:
        await _answer(message, context, summaries.newest(ask.budget))


async def plain_text(update: Update, context: Context) -> None:
    """Answer a text without a command in a private chat, or take it as the continuation of the last one."""
    message = update.message
    if message is None:
        return
    text, key = text_of(message), _key(message)
    if key and context.house.pastes.is_waiting(key):
        context.house.pastes.add(key, text)
        await _wait_or_answer(message, context, key)
    elif message.chat.type != ChatType.PRIVATE:
        return
    elif len(text) >= PASTE_FROM:
        await _take_text(message, context, Paste(message, DEFAULT_BUDGET, link_of(message), [text]))
    else:
        await say(message, context, _why_not(message, text))


async def press(update: Update, context: Context) -> None:
    """Answer a pressed button."""
    query = update.callback_query
    if query is None:
        return
    wanted = Press.decode(query.data or "")
    if wanted is None or not isinstance(query.message, Message):
        await pop_up(query, phrase("toast.old_button"), alert=True)
        return
    try:
        async with typing(query.message, context):
            card = await context.house.summaries.again(wanted.article_id, Sentences(wanted.sentences))
    except UserError as error:
        await pop_up(query, explain(error), alert=True)
        return
    if wanted.action is Action.GET:
        await pop_up(query)
        await _show(query.message, context, card, query.from_user.id)
    elif await may_change(query.message, query.from_user, wanted.asker, context):
        await _change(query, context, wanted, card)
    else:
        await _show_privately(query, context, card)


async def answer_pastes(context: Context) -> None:
    """Answer every text that still waits for a continuation, because the bot stops."""
    for paste in context.house.pastes.take_all():
        try:
            await _answer_paste(paste, context)
        except TelegramError as error:  # one person's closed chat must not cost the others their answers
            log.warning("answer_failed", error=str(error))


async def _answer_paste(paste: Paste, context: Context) -> None:
    making = context.house.summaries.text(paste.text, paste.budget, paste.url)
    await _answer(paste.message, context, making)


async def _take_text(message: Message, context: Context, paste: Paste) -> None:
    key = _key(message)
    if key is None:
        await _answer_paste(paste, context)
        return
    if before := context.house.pastes.take(key):
        await _answer_paste(before, context)
    context.house.pastes.begin(key, paste)
    await _wait_or_answer(message, context, key)


async def _wait_or_answer(message: Message, context: Context, key: Key) -> None:
    """Answer what was pasted; but when its newest part is as long as clients cut, wait for more."""
    name = f"paste {key}"
    jobs = context.jobs
    for job in jobs.get_jobs_by_name(name):
        job.schedule_removal()
    if context.house.pastes.may_continue(key, text_of(message)):
        # Without this grace a loop that is busy for a second would make APScheduler drop the job.
        grace = {"misfire_grace_time": None}
        jobs.run_once(
            _stop_waiting, WAIT_SECONDS, data=key, name=name, chat_id=message.chat_id, job_kwargs=grace
        )
    elif paste := context.house.pastes.take(key):
        await _answer_paste(paste, context)


async def _stop_waiting(context: Context) -> None:
    key = context.job.data if context.job else None
    paste = context.house.pastes.take(key) if isinstance(key, tuple) else None
    if paste:
        await _answer_paste(paste, context)


async def _answer(message: Message, context: Context, making: Awaitable[Card]) -> None:
    try:
        async with typing(message, context):
            card = await making
    except UserError as error:
        await say(message, context, explain(error))
    else:
        await _show(message, context, card, message.from_user.id if message.from_user else 0)


async def _show(message: Message, context: Context, card: Card, asker: int) -> None:
    parts = summary_messages(card.summary, position=card.position)
    await reply(message, context, parts, _keyboard(card, message.chat.type, asker))


async def _change(query: CallbackQuery, context: Context, press: Press, card: Card) -> None:
    """Show a card in the message whose button was pressed, and say so where that changes nothing."""
    parts = summary_messages(card.summary, position=card.position)
    if len(parts) > 1 and press.action is Action.LONGER:
        await pop_up(query, phrase("toast.one_message", sentences=press.sentences), alert=True)
        return
    while len(parts) > 1 and card.sentences > 1:
        fewer = Sentences(shorter(card.sentences))
        card = await context.house.summaries.again(card.summary.article.id, fewer)
        parts = summary_messages(card.summary, position=card.position)
    chat_type = query.message.chat.type if query.message else ChatType.PRIVATE
    asker = press.asker or query.from_user.id
    changed = await edit(query, context, parts[0], _keyboard(card, chat_type, asker))
    await pop_up(query, "" if changed else _why_unchanged(press.action, card))


def _why_unchanged(action: Action, card: Card) -> str:
    chosen = len(card.summary.sentences)
    if action is Action.SHORTER and chosen == 1:
        return phrase("toast.shortest")
    if action is Action.LONGER and chosen == card.summary.available:
        return phrase("toast.whole")
    if action is Action.LONGER and chosen >= MAX_SENTENCES:
        return phrase("toast.longest")
    return ""  # pressed twice: the first press has done it


async def _show_privately(query: CallbackQuery, context: Context, card: Card) -> None:
    """Give a bystander of a group the card in a private chat, or say how to get it there."""
    person = query.from_user.id
    served = await context.house.access.may_use(person, person, private=True)
    keyboard = _keyboard(card, ChatType.PRIVATE, person) if served else ()
    parts = summary_messages(card.summary, position=card.position)
    try:
        for number, part in enumerate(parts, start=1):
            await send(context, person, part, keyboard if number == len(parts) else ())
    except Forbidden:  # a person who never started the bot cannot be written to
        await pop_up(query, phrase("toast.open_private"), alert=True)
    else:
        await pop_up(query, phrase("toast.sent_privately"))


def _keyboard(card: Card, chat_type: str, asker: int) -> Keyboard:
    summary = card.summary
    return summary_keyboard(
        summary.article.id,
        sentences=card.sentences,
        available=summary.available,
        # Whatever address was kept with a text: Telegram refuses a button that leads nowhere, and with it
        # the whole message.
        url=web_link(summary.article.url),
        neighbours=card.neighbours,
        # In a private chat nobody else can press.
        asker=None if chat_type == ChatType.PRIVATE else asker,
    )


def _why_not(message: Message, text: str) -> str:
    if not any(map(str.isalnum, text)):
        return phrase("error.no_text")
    if link_of(message) and len(text.split()) == 1:
        return phrase("error.only_link")
    return phrase("error.short_message", paste_from=PASTE_FROM, length=len(text))


def _key(message: Message) -> Key | None:
    topic = message.message_thread_id or 0
    return (message.chat_id, message.from_user.id, topic) if message.from_user else None


COMMANDS = ("summary",)
HANDLERS = (
    CommandHandler("summary", command, filters.UpdateType.MESSAGE),
    MessageHandler(filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL, plain_text),
    CallbackQueryHandler(press),
)
