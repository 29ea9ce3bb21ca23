"""What a setup needs where it arrives: the rights that its offers take, and the menu in its language."""

from dataclasses import dataclass

from telegram import Chat, Message, User

from bot.chat.command_menu import tell_menu
from bot.chat.context import Context
from bot.chat.places import is_private, place_of
from bot.chat.rights import offer_state
from bot.render.languages import language_of, speak


@dataclass(frozen=True, slots=True)
class Offering:
    """Whether summaries are offered where a setup arrives, and the keys of what is to be said of it."""

    may: bool = False
    notes: tuple[str, ...] = ()


async def offering(chat: Chat, context: Context, *, wanted: bool, was_on: bool = False) -> Offering:
    """Return whether summaries can be offered in a chat, where they are `wanted`; `was_on`: they are now."""
    if not wanted:
        return Offering(notes=("looks.offers_off",) if was_on else ())
    state = await offer_state(chat, context)
    if state.is_possible:
        return Offering(may=True, notes=("looks.offers_on",))
    return Offering(notes=("looks.offers_off", state.why))


async def speak_there(message: Message, user: User, context: Context) -> None:
    """Speak from now on as the chat of a message has it now; `user` is who had it so. Its menu follows."""
    looks, place = context.house.looks, place_of(message)
    heard = language_of(user.language_code)
    speak(await looks.language(place, heard, private=is_private(message)))
    await tell_menu(message.chat, await looks.of(place), context)
