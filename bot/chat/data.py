"""/data, /export, /import, /privacy and /forget, and the buttons of "Your data"."""

from telegram import InputFile, Message, ReplyParameters, Update
from telegram.constants import ChatType, ParseMode
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.admins import POST
from bot.chat.answering import change_of, owner_here, sender_of
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.forgetting import forget, forget_view, has_menu
from bot.chat.importing import Captioned, import_file, restore
from bot.chat.inputs import file_of, replied_message
from bot.chat.menus import Pressed, menu
from bot.chat.moving import MOVING, make_code, move_view, take
from bot.chat.places import (
    WRITTEN,
    argument,
    may_command,
    place_of,
    require_chief,
    written,
)
from bot.chat.reply import edit, pop_up, send_answer
from bot.chat.wanted import File
from bot.errors import UserError
from bot.render.data import import_text, menu_text, privacy_text
from bot.render.data_menus import back_keyboard, exported_keyboard, menu_keyboard, privacy_keyboard
from bot.render.data_presses import DataPress, DataScreen
from bot.render.keyboards import Keyboard
from bot.render.phrases import explain, phrase
from bot.render.text import Block, pack
from bot.sender.markup import markup
from bot.services.background import KEEP_ENTRIES_DAYS
from bot.services.summarize_input import KEEP_DAYS

_OPML, _JSON = "sources.opml", "my-data.json"
_WORDS = {"": _OPML, "opml": _OPML, "sources": _OPML, "json": _JSON, "all": _JSON}


async def data(update: Update, context: Context) -> None:
    """Answer `/data` with the menu."""
    if message := written(update):
        view = _menu(owner_here(message, context), may=await may_command(message, context))
        await _answer(message, context, view)


async def privacy(update: Update, context: Context) -> None:
    """Answer `/privacy`: what is kept, why, for how long, and who sees it."""
    if message := written(update):
        may = await may_command(message, context)
        view = await _privacy(message, context, owner_here(message, context), may=may)
        await _answer(message, context, view)


async def export(update: Update, context: Context) -> None:
    """Answer `/export [opml|json]` with a file."""
    if not (message := written(update)):
        return
    try:
        await require_chief(message, context)
        await _export(message, context, _wanted(argument(message)), owner_here(message, context))
    except UserError as error:
        await _answer(message, context, plain(explain(error)))


async def import_(update: Update, context: Context) -> None:
    """Answer `/import`: as a caption or as an answer it takes a file, else it says how."""
    if not (message := written(update)):
        return
    try:
        await require_chief(message, context)
    except UserError as error:
        await _answer(message, context, plain(explain(error)))
        return
    if file := _file(message):
        await import_file(message, context, file, sender_of(message, context))
    else:
        await _answer(message, context, View([import_text()], back_keyboard(owner_here(message, context))))


async def forget_(update: Update, context: Context) -> None:
    """Answer `/forget` with the question whether everything is to go."""
    if not (message := written(update)):
        return
    try:
        await require_chief(message, context)
        view = await forget_view(message, context, owner_here(message, context))
    except UserError as error:
        view = plain(explain(error))
    await _answer(message, context, view)


@menu(DataPress.decode, right=lambda wanted: None if wanted.screen is DataScreen.PRIVACY else POST)
async def press(pressed: Pressed[DataPress], context: Context) -> None:
    """Do what a pressed button of "Your data" wants."""
    query, message, owner = pressed.query, pressed.message, pressed.owner
    wanted, value = pressed.wanted, pressed.wanted.value.removeprefix("=")
    match wanted.screen:
        case DataScreen.PRIVACY:
            await pressed.show(context, await _privacy(message, context, owner))
        case DataScreen.OPML | DataScreen.JSON:
            name = _OPML if wanted.screen is DataScreen.OPML else _JSON
            await _export(message, context, name, owner)
            await pop_up(query)
        case DataScreen.IMPORT if value:
            await _restore(pressed, context, value)
        case DataScreen.TAKE:
            await take(query, message, context, value)
        case DataScreen.MOVE if value:
            await make_code(query, message, context, owner)
        case DataScreen.FORGET if value:
            await forget(query, message, context)
        case _:
            await pressed.turn(context, await _screen(message, context, wanted.screen, owner))


async def _screen(message: Message, context: Context, screen: DataScreen, owner: int | None) -> View:
    match screen:
        case DataScreen.IMPORT:
            return View([import_text()], back_keyboard(owner))
        case DataScreen.MOVE:
            return await move_view(message, context, owner)
        case DataScreen.FORGET:
            return await forget_view(message, context, owner)
    return _menu(owner)


async def _restore(pressed: Pressed[DataPress], context: Context, name: str) -> None:
    """Restore the backup that the message asks about; pressed again meanwhile, the button does nothing."""
    query, message, owner = pressed.query, pressed.message, pressed.owner
    try:
        backup = context.house.backups.find(place_of(message), name)
    except UserError as error:  # it was read before a restart, or very many others were since
        await edit(query, context, plain(explain(error)).parts[0], back_keyboard(owner))
        raise
    label = change_of(message.chat_id, message.message_id)
    busy = context.house.running.labelled(label) is not None
    if busy or not restore(message, context, backup, pressed.person, owner, label):
        await pop_up(query, phrase("toast.still_reading"))
    else:
        await pop_up(query)


def _wanted(words: str) -> str:
    """Return the name of the file that somebody asks for; raises "export_what"."""
    if name := _WORDS.get(words.strip(" .").casefold()):
        return name
    raise UserError("export_what")


async def _export(message: Message, context: Context, name: str, owner: int | None) -> None:
    """Send a file with what is kept, in answer to a message; raises "no_sources"."""
    exports, place = context.house.exports, place_of(message)
    keyboard: Keyboard = ()
    if name == _OPML:
        body, count = await exports.opml(place, context.bot.first_name)
        text, keyboard = phrase("data.exported", count=count), exported_keyboard(owner)
    else:
        body, text = await exports.everything(place), phrase("data.exported_all")
    quote = None
    if message.chat.type != ChatType.PRIVATE:
        quote = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    await context.bot.send_document(
        message.chat_id,
        InputFile(body, name),
        caption=pack([Block(text)])[0],
        parse_mode=ParseMode.HTML,
        reply_markup=markup(keyboard),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=quote,
    )


def _menu(owner: int | None, *, may: bool = True) -> View:
    return View([menu_text()], menu_keyboard(owner) if may else ())


async def _privacy(message: Message, context: Context, owner: int | None, *, may: bool = True) -> View:
    text = privacy_text(days=KEEP_DAYS, headline_days=KEEP_ENTRIES_DAYS)
    keyboard = privacy_keyboard(owner, has_menu=await has_menu(message, context)) if may else ()
    return View([text], keyboard)


def _file(message: Message) -> File | None:
    """Return the document that a command has, or that the message has which it answers."""
    for source in (message, replied_message(message), message.external_reply):
        if source and (file := file_of(source)):
            return file
    return None


async def _answer(message: Message, context: Context, view: View) -> None:
    await send_answer(message, context, view.parts[0], view.keyboard)


class _Brought(filters.MessageFilter):
    """A backup that comes without a word, by the name that it was exported under."""

    def filter(self, message: Message) -> bool:
        file = file_of(message)
        name = file.name.lower() if file else ""
        return not message.caption and name.startswith("my-data") and name.endswith(".json")


HANDLERS = (
    CommandHandler("data", data, WRITTEN),
    CommandHandler("privacy", privacy, WRITTEN),
    CommandHandler("export", export, WRITTEN),
    CommandHandler("import", import_, WRITTEN),
    CommandHandler("forget", forget_, WRITTEN),
    MessageHandler(WRITTEN & Captioned("import"), import_),
    MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & _Brought(), import_),
    *MOVING,
    CallbackQueryHandler(press, pattern=r"^x[a-z]"),
)
