"""What became of a call that failed: did Telegram accept it, and if not, what is to be done."""

import re

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import (
    ChatBlocked,
    ChatClosed,
    ChatMoved,
    Doubtful,
    NeverSent,
    SendError,
    TextRefused,
    TooSoon,
    TopicMissing,
)

# Parts of Telegram's descriptions, small. Sources: [B] telegram-bot-api, Client.cpp: check_chat_access and
# check_chat; [T] TDLib, the checks of rights before a message is sent, as users of the Bot API report them;
# [S] Telegram's server, errors of messages.sendMessage (core.telegram.org/method/messages.sendMessage), which
# the Bot API hands on as they are, those with 403 as 400 ([B], fail_query_with_error).
_CHAT_IS_CLOSED = (
    "chat not found",  # [B] unknown here; also "private chat not found"
    "user is deactivated",  # [B] with 403: the account was deleted
    "group chat was deleted",  # [B] with 403
    "group chat was deactivated",  # [S] CHAT_DEACTIVATED in words of older servers
    "can't send messages to bots",  # [S] USER_IS_BOT, with 403
    "not enough rights",  # [T] "… to send text messages to the chat"
    "have no rights to send",  # [T] "… a message"
    "have no write access",  # [T] "… to the chat"
    "need administrator rights in the channel chat",  # [T] the right to post was taken away
    "chat_write_forbidden",  # [S]
    "chat_send_plain_forbidden",  # [S] the group takes no text
    "chat_guest_send_forbidden",  # [S] the group takes no texts of those who have not joined it
    "chat_admin_required",  # [S]
    "chat_restricted",  # [S] by Telegram itself
    "chat_forbidden",  # [S]
    "user_banned_in_channel",  # [S] the bot is banned from all groups
    "channel_private",  # [S]
    "peer_id_invalid",  # [S]
    "chat_id_invalid",  # [S]
    "channel_invalid",  # [S]
    "user_deactivated",  # [S]
    "input_user_deactivated",  # [S]
)
_TOPIC_IS_MISSING = (
    "message thread not found",  # [B] deleted, or the group has no topics any more
    "topic_closed",  # [S]
    "topic_deleted",  # [S]
    "topic_id_invalid",  # [S]
    "topic not found",  # [T]
)
# A refusal whose number the library does not tell; Telegram itself always names the seconds.
_TOO_MANY = "too many requests"
_TOO_MANY_SECONDS = 5.0
_TOO_LARGE = "request entity too large"
# What the library adds to an answer that it cannot read: the answer.
_UNREADABLE = ". Parsing the server response"
# What it says where there is no description, which Telegram always gives: another server answered on the way.
_NO_DESCRIPTION = re.compile(r"[^()]* \(([34]\d\d)\)(?:$|\. )")


def never_sent(error: TelegramError) -> bool:
    """Whether a failed call certainly did not reach Telegram."""
    # python-telegram-bot folds these into TimedOut and NetworkError together with lost answers.
    return isinstance(
        error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError
    )


def is_answer(error: TelegramError) -> bool:
    """Whether Telegram itself refused a call, and nothing on the way there."""
    refused = isinstance(error, BadRequest | ChatMigrated | Forbidden | InvalidToken | RetryAfter)
    return refused and not _NO_DESCRIPTION.match(error.message)


def send_error(error: TelegramError, *, in_topic: bool) -> SendError:
    """Return what a failed sendMessage means; `in_topic` tells whether it was for a topic of a forum."""
    said = error.message.partition(_UNREADABLE)[0]
    result: SendError
    match error:
        case RetryAfter():
            result = TooSoon(seconds_of(error), everywhere=False)
        case ChatMigrated():
            result = ChatMoved(error.new_chat_id)
        case NetworkError() if said.lower().startswith(_TOO_MANY):
            result = TooSoon(_TOO_MANY_SECONDS, everywhere=False)
        case NetworkError() if said.lower().startswith(_TOO_LARGE):
            result = TextRefused(said)
        case InvalidToken():  # or a server on the way that does not know the path
            result = NeverSent(said)
        case _ if _NO_DESCRIPTION.match(error.message):
            result = NeverSent(said)
        case Forbidden():
            result = ChatClosed(said) if _is_any(_CHAT_IS_CLOSED, said) else ChatBlocked(said)
        case BadRequest():
            result = _refusal(said, in_topic=in_topic)
        case NetworkError() if never_sent(error):
            result = NeverSent(said)
        case _:
            result = Doubtful(said)
    return result


def seconds_of(error: RetryAfter) -> float:
    """Return for how long a refusal asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def _refusal(said: str, *, in_topic: bool) -> SendError:
    if _is_any(_TOPIC_IS_MISSING, said):
        # Where no topic was asked for, it is the general one that is closed: there is nowhere else to go.
        return TopicMissing(said) if in_topic else ChatClosed(said)
    return ChatClosed(said) if _is_any(_CHAT_IS_CLOSED, said) else TextRefused(said)


def _is_any(parts: tuple[str, ...], said: str) -> bool:
    # The library writes "CHAT_RESTRICTED" as "Chat_restricted".
    return any(part in said.lower() for part in parts)
