"""What a setup needs where it arrives: the rights that its offers take, and the menu in its language."""

from dataclasses import dataclass

from telegram import Message, User

from bot.chat.admins import EDIT
from bot.chat.command_menu import tell_menu
from bot.chat.context import Context
from bot.chat.places import is_private, may_press, place_of
from bot.chat.rights import offer_state
from bot.render.languages import language_of, speak


@dataclass(frozen=True, slots=True)
class Offering:
    """Whether summaries are offered where a setup arrives, and the keys of what is to be said of it."""

    may: bool = False
    notes: tuple[str, ...] = ()


async def offering(
    message: Message, user: User, context: Context, *, wanted: bool, was_on: bool = False
) -> Offering:
    """Return whether summaries can be offered in the chat of a message, where `user` has them arrive.

    That takes rights of the person and of the bot. `wanted`: they are to be offered; `was_on`: they are now.
    """
    if not wanted:
        return Offering(notes=("looks.offers_off",) if was_on else ())
    if not await may_press(message, user, context, EDIT):
        return Offering(notes=("looks.offers_off", "toast.edit_needed"))
    state = await offer_state(message.chat, context)
    if state.is_possible:
        return Offering(may=True, notes=("looks.offers_on",))
    return Offering(notes=("looks.offers_off", state.why))


async def speak_there(message: Message, user: User, context: Context) -> None:
    """Speak from now on as the chat of a message has it now; `user` is who had it so. Its menu follows."""
    looks, place = context.house.looks, place_of(message)
    heard = language_of(user.language_code)
    speak(await looks.language(place, heard, private=is_private(message)))
    await tell_menu(message.chat, await looks.of(place), context)
