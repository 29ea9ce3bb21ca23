"""What every button of a menu goes through before it does anything, and how its refusals are told."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

import structlog
from telegram import CallbackQuery, Message, Update, User

from bot.chat.admins import POST
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.places import asker_below, may_press, show, why_not
from bot.chat.reply import edit, pop_up
from bot.chat.views import owner_of
from bot.errors import UserError
from bot.render.phrases import explain, phrase

log = structlog.get_logger(__name__)

Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class Pressed(Generic[Wanted]):
    """A pressed button of a menu, by somebody who may press it."""

    query: CallbackQuery
    message: Message
    wanted: Wanted

    @property
    def person(self) -> User:
        """Who pressed."""
        return self.query.from_user

    @property
    def owner(self) -> int | None:
        """Whose message it is and stays, by its own buttons; None in private and in channels."""
        asker = asker_below(self.message)
        return owner_of(self.message.chat.type, self.person.id if asker is None else asker)

    async def show(self, context: Context, view: View) -> None:
        """Show a screen to who pressed: in the message, or privately where it is somebody else's."""
        await show(self.query, self.message, context, view.parts[0], view.keyboard)

    async def turn(self, context: Context, view: View, toast: str = "", *, alert: bool = False) -> None:
        """Show a screen in the message, whosever it is: what it shows has changed for all."""
        await edit(self.query, context, view.parts[0], view.keyboard)
        await pop_up(self.query, toast, alert=alert)


_Answer = Callable[[Pressed[Wanted], Context], Awaitable[None]]
_Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def _to_post(wanted: object) -> str | None:
    return POST


def _below(wanted: object, message: Message) -> bool:
    return True


def menu(
    decode: Callable[[str], Wanted | None],
    *,
    right: Callable[[Wanted], str | None] = _to_post,
    belongs: Callable[[Wanted, Message], bool] = _below,
) -> Callable[[_Answer[Wanted]], _Handler]:
    """Make a handler of a function that does what a pressed button of a menu wants.

    It is called with what `decode` reads of the button's data, where that `belongs` to the message, and where
    who pressed may: `right` says which right of an admin that takes, None that everybody may. The function
    may raise `UserError`, and `ValueError` for data that no button of ours has: both are told in a pop-up.
    """

    def of(answer: _Answer[Wanted]) -> _Handler:
        @wraps(answer)
        async def handle(update: Update, context: Context) -> None:
            query = update.callback_query
            if query is None:
                return
            wanted, message = decode(query.data or ""), query.message
            if wanted is None or not isinstance(message, Message) or not belongs(wanted, message):
                await pop_up(query, phrase("toast.old_menu"), alert=True)
                return
            needed = right(wanted)
            if needed and not await may_press(message, query.from_user, context, needed):
                await pop_up(query, why_not(message, needed), alert=True)
                return
            try:
                await answer(Pressed(query, message, wanted), context)
            except UserError as error:
                await pop_up(query, explain(error), alert=True)
            except ValueError:  # a forged button, or a fault of ours: the log shows where it was raised
                log.exception("button_not_understood", menu=type(wanted).__name__)
                await pop_up(query, phrase("toast.old_menu"), alert=True)

        return handle

    return of
