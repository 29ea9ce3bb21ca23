"""The command menu of a private chat whose language was chosen: Telegram's own follows that of the phone."""

import structlog
from telegram import BotCommand, BotCommandScopeChat, Chat
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.chat.commands import COMMANDS, OWNER_COMMANDS
from bot.chat.context import Context
from bot.digest.look import Look
from bot.render.phrases import phrase

log = structlog.get_logger(__name__)


async def tell_menu(chat: Chat, look: Look, context: Context) -> None:
    """Have the menu of a private chat in the language spoken now where it was chosen, else in Telegram's.

    Of a group all members see one menu, in the language of each: that stays as it is.
    """
    if chat.type != ChatType.PRIVATE:
        return
    if context.house.access.is_owner(chat.id):  # they have a menu of their own
        context.house.announcer.wake()
        return
    scope = BotCommandScopeChat(chat.id)
    try:
        if look.is_language_chosen:
            menu = [
                BotCommand(name, phrase(f"command.{name}")) for name in COMMANDS if name not in OWNER_COMMANDS
            ]
            await context.bot.set_my_commands(menu, scope)
        else:
            await context.bot.delete_my_commands(scope)
    except TelegramError as error:  # the menu stays as it was, and everything else works
        log.warning("command_menu_not_set", error=str(error))
