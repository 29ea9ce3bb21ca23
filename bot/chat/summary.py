"""/summary, messages that need no command, what is edited in them, and /cancel."""

import asyncio

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat import albums
from bot.chat.answering import Person, begin, change_of, question, sender_of
from bot.chat.answers import Answer, digest
from bot.chat.ask import is_command
from bot.chat.context import Context
from bot.chat.handling import Handling
from bot.chat.inputs import ask_of_command, ask_of_plain, replied_message, source_of
from bot.chat.offers import offer_below
from bot.chat.pastes import WAIT_SECONDS, Key, Paste
from bot.chat.reply import say
from bot.chat.running import Stop
from bot.chat.tongue import listen_to
from bot.chat.walk import take_awaited
from bot.chat.wanted import Ask, Nothing, Text
from bot.correlation import same_request
from bot.errors import UserError
from bot.render.phrases import phrase


async def command(update: Update, context: Context) -> None:
    """Answer `/summary [N|Ns|Nmin] [link|text]`: see `bot.chat.inputs` for what is summed up."""
    if message := update.message:
        await _take(message, context, _ask_of_command(message, context))


async def plain_message(update: Update, context: Context) -> None:
    """Answer a message without a command in a private chat, or add it to a text that waits for more.

    In a group it is only looked at for a link whose summary may be offered.
    """
    message = update.message
    if message is None:
        return
    if await take_awaited(message, context):
        return
    if is_command(message, context.bot.username):  # the command as a caption
        await _take(message, context, _ask_of_command(message, context))
        return
    known = context.house.albums
    speaks = not message.media_group_id or known.is_speaker(message)
    if _continues(message, context):
        await _wait_or_answer(message, context)
    elif message.chat.type != ChatType.PRIVATE:
        await offer_below(message, context)
    elif speaks or message.document:
        await _take(message, context, ask_of_plain(message))
    elif known.must_wait(message):
        context.jobs.run_once(
            same_request(_end_of_album),
            albums.WAIT_SECONDS,
            data=message,
            chat_id=message.chat_id,
            job_kwargs=_NO_GRACE,
        )


async def edited(update: Update, context: Context) -> None:
    """Ask anew what was edited, and edit the answer; nothing happens where it asks for the same."""
    message = update.edited_message
    if message is None:
        return
    answers, ask = context.house.answers, _ask_of_edited(message, context)
    answer, person = answers.find(message), sender_of(message, context)
    if ask is None:
        return
    if answer is None:
        _edit_paste(message, context, ask)
    elif answer.asked != digest(ask):
        if under_way := context.house.running.labelled(question(message)):
            await context.house.running.stop(under_way, Stop.EDITED)
        await _stop_changes(message, context, answer)
        await _answer(message, context, ask, person)


async def _stop_changes(message: Message, context: Context, answer: Answer) -> None:
    """End what pressed buttons still do to an answer, or it would replace the new one."""
    running = context.house.running
    for place in answer.messages:
        while change := running.labelled(change_of(message.chat_id, place)):
            await running.stop(change, Stop.EDITED)


async def cancel(update: Update, context: Context) -> None:
    """Stop everything that is being read for the sender in this chat, and wait for no address there."""
    message = update.message
    if message is None:
        return
    running, asker = context.house.running, sender_of(message, context).asker.id
    requests = running.of_person(message.chat_id, asker)
    for request in requests:
        await running.stop(request, Stop.PERSON)
    key = _key(message)
    count = len(requests) + bool(key and context.house.pastes.drop(key))
    count += context.house.awaited.end(message.chat_id)
    phrases = ("cancel.nothing", "cancel.done")
    text = phrase(phrases[count]) if count < len(phrases) else phrase("cancel.done_many", count=count)
    await say(message, context, text)


async def answer_pastes(context: Context) -> None:
    """Answer every text that still waits for more, and all that is under way, because the bot stops."""
    await asyncio.gather(*(_answer_paste(paste, context) for paste in context.house.pastes.take_all()))
    await context.house.running.wait()


def _ask_of_command(message: Message, context: Context) -> Ask:
    replied = replied_message(message)
    group = replied.media_group_id if replied else None
    return ask_of_command(message, context.bot.id, context.house.albums.speaker(message.chat_id, group))


def _ask_of_edited(message: Message, context: Context) -> Ask | None:
    if is_command(message, context.bot.username):
        return _ask_of_command(message, context)
    other_command = filters.COMMAND.filter(message)
    return None if other_command or message.chat.type != ChatType.PRIVATE else ask_of_plain(message)


async def _take(message: Message, context: Context, ask: Ask) -> None:
    """Answer what a message asks for, at once or, where it may be the beginning of a long text, soon."""
    key = _key(message)
    if not isinstance(ask.wanted, Text) or key is None:
        await _answer(message, context, ask, sender_of(message, context))
        return
    pastes, text = context.house.pastes, ask.wanted
    if before := pastes.take(key):
        await _answer_paste(before, context)
    pastes.begin(key, Paste(message, ask.budget, text.url, [text.text], text.source))
    await _wait_or_answer(message, context)


async def _answer(message: Message, context: Context, ask: Ask, person: Person) -> None:
    answer = context.house.answers.begin(message, ask)
    await begin(message, context, ask, person, answer=answer, label=question(message))


async def _answer_paste(paste: Paste, context: Context) -> None:
    with Handling(paste.end).entered():
        await listen_to(paste.message, context)  # from a timer, which speaks any language
        message, ask = paste.message, Ask(Text(paste.text, paste.url, paste.source), paste.budget)
        person = sender_of(message, context)
        if len(paste.parts) == 1:
            await _answer(message, context, ask, person)
        else:  # not remembered: of one edited part nobody could tell what the whole is now
            await begin(message, context, ask, person)


def _continues(message: Message, context: Context) -> bool:
    """Add a text to the one of the same sender and source that waits; return whether there is one."""
    key = _key(message)
    paste = context.house.pastes.find(key) if key else None
    if paste is None or not message.text or source_of(message.forward_origin) != paste.source:
        return False
    paste.parts.append(message.text)
    paste.add_update()
    return True


def _edit_paste(message: Message, context: Context, ask: Ask) -> None:
    """Put the edited text in place of a first part that still waits for more."""
    key = _key(message)
    paste = context.house.pastes.find(key) if key else None
    if paste and paste.message.message_id == message.message_id and isinstance(ask.wanted, Text):
        paste.parts[0], paste.budget = ask.wanted.text, ask.budget


async def _wait_or_answer(message: Message, context: Context) -> None:
    """Answer what was pasted; but when its newest part is as long as clients cut, wait for more."""
    if (key := _key(message)) is None:
        return
    name = f"paste {key}"
    jobs = context.jobs
    for job in jobs.get_jobs_by_name(name):
        job.schedule_removal()
    if context.house.pastes.may_continue(key, message.text or ""):
        jobs.run_once(
            same_request(_stop_waiting),
            WAIT_SECONDS,
            data=key,
            name=name,
            chat_id=message.chat_id,
            job_kwargs=_NO_GRACE,
        )
    elif paste := context.house.pastes.take(key):
        await _answer_paste(paste, context)


async def _stop_waiting(context: Context) -> None:
    key = context.job.data if context.job else None
    paste = context.house.pastes.take(key) if isinstance(key, tuple) else None
    if paste:
        await _answer_paste(paste, context)


async def _end_of_album(context: Context) -> None:
    """Say once that an album has no words, where none of its members brought any."""
    message = context.job.data if context.job else None
    if not isinstance(message, Message):
        return
    await listen_to(message, context)
    if context.house.albums.speaker(message.chat_id, message.media_group_id) is None:
        ask = Ask(Nothing(UserError("no_words")))
        await _answer(message, context, ask, sender_of(message, context))


def _key(message: Message) -> Key | None:
    topic = message.message_thread_id or 0
    return (message.chat_id, message.from_user.id, topic) if message.from_user else None


# Without this a loop that is busy for a second would make APScheduler drop the job.
_NO_GRACE = {"misfire_grace_time": None}

HANDLERS = (
    CommandHandler("summary", command, filters.UpdateType.MESSAGE),
    CommandHandler("cancel", cancel, filters.UpdateType.MESSAGE),
    MessageHandler(filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL, plain_message),
    MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited),
)
