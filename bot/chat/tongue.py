"""In which language an update is answered."""

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType

from bot.chat.context import Context
from bot.chat.places import place_of
from bot.digest.model import Place
from bot.render.languages import language_of, speak
from bot.services.asking import ask_for


async def listen(update: Update, context: Context) -> None:
    """Speak the language of the chat that an update comes from, for as long as it is handled.

    What is asked for meanwhile is asked for in that chat.
    """
    message = update.effective_message
    if isinstance(message, Message):
        await listen_to(message, context, update.effective_user)
    elif chat := update.effective_chat:  # a membership, or a press on what Telegram no longer shows
        await _speak(Place(chat.id), chat, update.effective_user, context)


async def listen_to(message: Message, context: Context, user: User | None = None) -> None:
    """Speak the language of the chat of a message from now on; `user` is who asks, else whoever wrote it."""
    await _speak(place_of(message), message.chat, user or message.from_user, context)


async def language_at(chat_id: int, context: Context) -> str:
    """Return the language that is spoken in a chat that nobody wrote in just now."""
    return await context.house.looks.language(Place(chat_id))


async def _speak(place: Place, chat: Chat, user: User | None, context: Context) -> None:
    ask_for(place.chat_id)
    heard = language_of(user.language_code) if user else None
    private = chat.type == ChatType.PRIVATE
    speak(await context.house.looks.language(place, heard, private=private))
