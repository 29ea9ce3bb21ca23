"""Updates that Telegram brings by itself: the address it is told, and the handler behind it."""

import asyncio
import base64
import hmac
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from tornado.web import HTTPError

from bot.addresses import Listen
from bot.chat import ALLOWED_UPDATES, App
from bot.config import Settings
from bot.errors import SettingsError
from bot.sender.refusals import seconds_of
from bot.services.inbox import Inbox
from bot.serving.polling import unless_stopped
from bot.serving.web import Handler, serving
from bot.storage import StorageError
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# What the secret is made for, so that nothing else made of the token is the same.
_LABEL = b"digest-bot webhook secret"
# Connections that Telegram opens at once, as many as it offers: what comes by all of them goes into the
# database in one transaction.
_CONNECTIONS = 100
# Pauses between attempts to tell Telegram the address: quick at first, then once a minute.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
# Seconds until it is told again that somebody came without the secret: a proxy that was changed is noticed.
_SILENCE = 3600.0
# Numbers that the database can hold.
_NUMBERS = range(2**63)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram brings updates to, and where they arrive."""

    url: str
    listen: Listen
    secret: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings, token: str) -> "Webhook | None":
        """Return what the settings say; None where updates are asked for instead."""
        if settings.webhook_url is None:
            return None
        given = settings.webhook_secret
        secret = given.get_secret_value() if given else secret_of(token)
        return cls(settings.webhook_url, settings.webhook_listen, secret)

    @property
    def path(self) -> str:
        """The path under which updates arrive."""
        return urlsplit(self.url).path or "/"


def secret_of(token: str) -> str:
    """Return the secret of a bot that was given none: 43 characters, the same in every process of the bot."""
    digest = hmac.new(token.encode(), _LABEL, sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@asynccontextmanager
async def listening(webhook: Webhook, inbox: Inbox) -> AsyncIterator[None]:
    """Put what Telegram brings into the inbox meanwhile.

    Telegram goes on to bring it afterwards, which is in vain until the next start; it keeps it for a day.
    Raises `SettingsError` where the address cannot be had.
    """
    route = (re.escape(webhook.path), Arrival, {"door": _Door(inbox, webhook.secret)})
    async with serving(webhook.listen, [route]):
        log.info("listening", address=str(webhook.listen))
        yield


async def announce(app: App, webhook: Webhook, stop: asyncio.Event) -> None:
    """Tell Telegram the address, however long that takes; raises `SettingsError` where it does not take it.

    Raises `StoppedError` when told to stop meanwhile.
    """
    pause = _FIRST_PAUSE
    while True:
        try:
            telling = app.bot.set_webhook(
                webhook.url,
                max_connections=_CONNECTIONS,
                allowed_updates=ALLOWED_UPDATES,
                drop_pending_updates=False,
                secret_token=webhook.secret,
            )
            await unless_stopped(stop, telling)
        except BadRequest as error:
            raise SettingsError(f"WEBHOOK_URL: Telegram does not take it ({error.message})") from None
        except InvalidToken:
            raise SettingsError("TELEGRAM_BOT_TOKEN is no longer valid; @BotFather has the new one") from None
        except TelegramError as error:
            wait = seconds_of(error) if isinstance(error, RetryAfter) else pause
            log.warning("webhook_not_set", error=str(error), next_try_in_seconds=wait)
            await unless_stopped(stop, asyncio.sleep(wait))
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return


@dataclass(slots=True)
class _Door:
    """What all requests share."""

    inbox: Inbox
    secret: str = field(repr=False)
    silent_until: float = 0.0

    def tell(self) -> None:
        """Log that somebody came without the secret: seldom, for strangers may knock at any time."""
        now = time.monotonic()
        if now >= self.silent_until:
            log.warning("webhook_secret_wrong", meaning="a stranger knocked, or a proxy drops the header")
            self.silent_until = now + _SILENCE


class Arrival(Handler):
    """Takes one update. Whoever does not know the secret has the answer by the head of the request alone."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, door: _Door) -> None:
        """Take what the route has for it."""
        self._door = door
        self._body = bytearray()

    def prepare(self) -> None:
        """Refuse whoever does not know the secret."""
        given = self.request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._door.secret.encode()):
            self._door.tell()
            raise HTTPError(403)

    def data_received(self, chunk: bytes) -> None:
        """Take a piece of the body, which the server itself does not let grow too large."""
        self._body += chunk

    async def post(self) -> None:
        """Keep the update, and say so when it is safe: until then Telegram brings it again and again."""
        try:
            payload = self._body.decode()
            number = _number_of(payload)
        except (ValueError, RecursionError):
            raise HTTPError(400) from None
        try:
            await self._door.inbox.put(number, payload)
        except StorageError as error:
            log.warning("update_not_kept", error=cause_of(error), meaning="Telegram brings it again")
            raise HTTPError(503) from None


def _number_of(payload: str) -> int:
    """Return the number of an update; raises `ValueError` or `RecursionError` for what is none."""
    update: Any = json.loads(payload)
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or number not in _NUMBERS:
        raise ValueError("no update")
    return number
