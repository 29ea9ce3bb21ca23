"""What t.me/<bot>?start=invite-… opens: the door, for as many people and as long as its owner said."""

from telegram import Message, User

from bot.chat.access import say_once
from bot.chat.context import Context
from bot.chat.reply import send_answer
from bot.chat.walk import greeting
from bot.render.phrases import phrase
from bot.storage import Joined

_WHY_NOT = {
    Joined.EXPIRED: "access.invite_expired",
    Joined.USED_UP: "access.invite_used_up",
    Joined.WITHDRAWN: "access.invite_withdrawn",
    Joined.REMOVED: "access.invite_removed",
    Joined.UNKNOWN: "access.invite_unknown",
}


async def join(message: Message, user: User, payload: str, context: Context) -> None:
    """Let somebody in by an invite and greet them, or say why it does not let them in."""
    joined = await context.house.invites.join(user.id, payload)
    if joined in {Joined.WELCOME, Joined.KNOWN}:
        await context.house.people.renew()
        view = await greeting(context, None)
        await send_answer(message, context, view.parts[0], view.keyboard)
    elif context.house.access.mode == "owner":
        await say_once(message, context, phrase("access.stranger"))
    else:
        await say_once(message, context, phrase(_WHY_NOT[joined]))
