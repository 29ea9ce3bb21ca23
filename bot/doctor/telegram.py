"""Telegram: what it is asked, and judgement of what it answers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.config import Settings
from bot.doctor.model import Finding, ok, warning, wrong

_NO_TOKEN = wrong(
    "Telegram: there is no token",
    "write /newbot to @BotFather, and put what it gives into .env as TELEGRAM_BOT_TOKEN=…",
)
# Seconds: a call is answered within one, and half a minute is for a network that is hardly there.
_PATIENCE = 8.0
# Statuses by which Telegram says that it does not know a token.
_UNKNOWN_TOKEN = (401, 404)
# Seconds that the clock may be wrong: what is due at 08:00 comes at 08:00 to whoever looks. From a minute on,
# links that are good for a while and the times of messages are judged wrongly.
_OFF, _FAR_OFF = 5.0, 60.0
# Seconds for which a fault of the webhook counts as one of now.
_LATELY = 86_400


@dataclass(frozen=True, slots=True)
class Answered:
    """What Telegram answered. `me` and `webhook` are results of `getMe` and `getWebhookInfo`."""

    fault: str | None = None
    """Why there is no answer."""
    status: int = 0
    is_bot_api: bool = False
    me: Mapping[str, Any] | None = None
    webhook: Mapping[str, Any] = field(default_factory=dict)
    ahead: float | None = None
    """Seconds by which this machine's clock is ahead of Telegram's; None where it told no time."""


async def ask(settings: Settings) -> Answered:
    """Ask Telegram who the bot is and how updates leave it; nothing is changed there."""
    token, proxy = settings.telegram_bot_token, settings.telegram_proxy
    # Only TELEGRAM_PROXY decides, as for the bot itself.
    client = httpx.AsyncClient(
        proxy=proxy.get_secret_value() if proxy else None, trust_env=False, timeout=_PATIENCE
    )
    address = settings.telegram_api_url
    async with client:
        try:
            if token is None:
                answer, ahead = await _get(client, address)
                return Answered(status=answer.status_code, ahead=ahead)
            bot = f"{address}/bot{token.get_secret_value()}"
            answer, ahead = await _get(client, f"{bot}/getMe")
            said = _said(answer)
            me = said.get("result")
            info = _said((await _get(client, f"{bot}/getWebhookInfo"))[0]) if me else {}
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return Answered(fault=str(error) or type(error).__name__)
    return Answered(None, answer.status_code, "ok" in said, me, info.get("result", {}), ahead)


def judge(answered: Answered, settings: Settings, now: float) -> list[Finding]:
    """Judge Telegram and the clock; `now` is UTC seconds."""
    api = urlsplit(settings.telegram_api_url).hostname
    if answered.fault:
        through = " through TELEGRAM_PROXY" if settings.telegram_proxy else ""
        return [
            wrong(
                f"Telegram: {api} cannot be reached{through} ({answered.fault})",
                "see whether this machine gets there; where Telegram is blocked, set TELEGRAM_PROXY",
            )
        ]
    clock = [] if answered.ahead is None else [judge_clock(answered.ahead)]
    if settings.telegram_bot_token is None:
        return [_NO_TOKEN, *clock]
    if answered.me:
        return [
            *_judge_bot(answered.me),
            *_judge_webhook(answered.webhook, settings.webhook_url, now),
            *clock,
        ]
    if answered.is_bot_api and answered.status in _UNKNOWN_TOKEN:
        return [wrong(f"Telegram: {api} does not know this token", "@BotFather shows it at /mybots"), *clock]
    if answered.is_bot_api:
        return [wrong(f"Telegram: {api} refuses (HTTP {answered.status})", "try again in a while"), *clock]
    return [
        wrong(
            f"Telegram: what answers at {api} is no Bot API (HTTP {answered.status})", "mend TELEGRAM_API_URL"
        )
    ]


def judge_clock(ahead: float) -> Finding:
    """Judge by how many seconds the clock is ahead of Telegram's."""
    if abs(ahead) <= _OFF:
        return ok("Clock: as Telegram's, to a few seconds")
    found = f"Clock: {abs(ahead):,.0f} s {'ahead of' if ahead > 0 else 'behind'} Telegram's"
    step = "have the system set its clock by the network (NTP): digests come by it"
    return wrong(found, step) if abs(ahead) > _FAR_OFF else warning(found, step)


def _judge_bot(me: Mapping[str, Any]) -> list[Finding]:
    reads = "all of what is said" if me.get("can_read_all_group_messages") else "commands and answers to it"
    inline = "on" if me.get("supports_inline_queries") else "off (to have it, write /setinline to @BotFather)"
    return [
        ok(f"Telegram: reached, and the token is that of @{me.get('username')}"),
        ok(f"Telegram: in groups the bot reads {reads} (/setprivacy at @BotFather); inline mode is {inline}"),
    ]


def _judge_webhook(info: Mapping[str, Any], wanted: str | None, now: float) -> list[Finding]:
    there, waiting = info.get("url") or "", info.get("pending_update_count", 0)
    failed_at, host = info.get("last_error_date", 0), urlsplit(there).hostname
    if there and there != wanted:
        step = "if that is another program, give one of the two a token of its own; else start the bot"
        found = [warning(f"Updates: Telegram brings them to {host}, and not as the settings say", step)]
    elif there and failed_at > now - _LATELY:
        when = datetime.fromtimestamp(failed_at, UTC)
        said = f"{when:%d %B %H:%M} UTC: {info.get('last_error_message', 'no reason given')}"
        step = "see that WEBHOOK_URL leads to WEBHOOK_LISTEN from outside, with a good certificate"
        found = [warning(f"Updates: Telegram could not bring some to {host} ({said})", step)]
    elif there:
        found = [ok(f"Updates: Telegram brings them to {host}")]
    elif wanted:
        found = [ok("Updates: the webhook is not set; the bot sets it when it starts")]
    else:
        found = [ok("Updates: asked for by the bot (long polling)")]
    return [*found, ok(f"Updates: {waiting} wait to be taken")] if waiting else found


async def _get(client: httpx.AsyncClient, address: str) -> tuple[httpx.Response, float | None]:
    """Return the answer, and by how many seconds the clock is ahead of its server's."""
    left = time.time()
    answer = await client.get(address)
    middle = (left + time.time()) / 2
    try:
        # It tells whole seconds, cut off.
        told = parsedate_to_datetime(answer.headers["date"]).timestamp() + 0.5
    except (KeyError, ValueError):
        return answer, None
    return answer, middle - told


def _said(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
