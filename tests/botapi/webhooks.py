"""The webhook: which one Telegram takes, and how it brings updates there (telegram-bot-api: WebhookActor)."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.botapi.errors import bad_request

_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")
_MOST_SECRET = 256
_PORTS = frozenset([80, 88, 443, 8443])
_MOST_URL = 2048
# Connections where the bot names no number, and at most.
_CONNECTIONS, _MOST_CONNECTIONS = 40, 100
# Seconds that Telegram waits for an answer.
_PATIENCE = 60


@dataclass(frozen=True)
class Hook:
    """Where a bot wants its updates to be brought."""

    url: str
    secret: str
    connections: int


def hook_of(params: dict[str, Any], *, local: bool) -> Hook | None:
    """Check what a bot asks for; None where it takes its webhook back.

    A server of one's own (`local`) takes plain HTTP and any port, Telegram's own ones do not.
    """
    url, secret = params.get("url", ""), params.get("secret_token", "")
    if len(secret) > _MOST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and len(url) <= _MOST_URL
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        known = False
    if not known:
        raise bad_request("invalid webhook URL specified")
    if not local and parts.scheme != "https":
        raise bad_request("bad webhook: HTTPS url must be provided for webhook")
    if not local and port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    asked = params.get("max_connections") or _CONNECTIONS
    return Hook(url, secret, max(1, min(asked, _MOST_CONNECTIONS)))


@dataclass
class Postman:
    """Brings updates to a webhook: those of one chat one after another, each until it is taken."""

    queue: list[dict[str, Any]]
    """What is to be brought; whatever is taken leaves it."""
    pause: float = 0.2
    """Seconds before an update is brought again."""
    answers: list[tuple[int, int]] = field(default_factory=list)
    """Each update that was brought with the status of the answer; 0: there was none."""
    last_error: dict[str, Any] = field(default_factory=dict)
    """What `getWebhookInfo` says of it."""
    _hook: Hook | None = None
    _task: asyncio.Task[None] | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def hook(self) -> Hook | None:
        """Where updates are brought now, if anywhere."""
        return self._hook

    async def turn_to(self, hook: Hook | None) -> None:
        """Bring updates there from now on; None: nowhere."""
        await self.rest()
        self._hook, self.last_error = hook, {}
        self.resume()

    def resume(self) -> None:
        """Go to work, if there is a webhook."""
        if self._hook and self._task is None:
            self._task = asyncio.create_task(self._work(self._hook))

    async def rest(self) -> None:
        """Bring nothing; what is on its way is dropped."""
        if task := self._task:
            self._task = None
            task.cancel()
            await asyncio.wait({task})

    def wake(self) -> None:
        """Look at the queue."""
        self._changed.set()

    async def _work(self, hook: Hook) -> None:
        busy: set[int] = set()
        connector = aiohttp.TCPConnector(ssl=False, limit=0)
        timeout = aiohttp.ClientTimeout(total=_PATIENCE)
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
            asyncio.TaskGroup() as group,
        ):
            while True:
                self._changed.clear()
                for update in self.queue[: hook.connections * 10]:
                    row = _row_of(update)
                    if len(busy) < hook.connections and row not in busy:
                        busy.add(row)
                        group.create_task(self._bring_once(session, hook, update, busy))
                await self._changed.wait()

    async def _bring_once(
        self, session: aiohttp.ClientSession, hook: Hook, update: dict[str, Any], busy: set[int]
    ) -> None:
        try:
            await self._bring(session, hook, update)
        finally:
            busy.discard(_row_of(update))
            self.wake()

    async def _bring(self, session: aiohttp.ClientSession, hook: Hook, update: dict[str, Any]) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as answer:
                status = answer.status
            reason = f"Wrong response from the webhook: {status} {HTTPStatus(status).phrase}"
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            status, reason = 0, str(error)
        self.answers.append((update["update_id"], status))
        if 200 <= status < 300:
            if update in self.queue:
                self.queue.remove(update)
            return
        self.last_error = {"last_error_date": int(time.time()), "last_error_message": reason}
        await asyncio.sleep(self.pause)


def _row_of(update: dict[str, Any]) -> int:
    """Return in whose row an update waits: that of its chat, or of its person."""
    payload = next(value for name, value in update.items() if name != "update_id")
    of_chat = payload.get("chat") or payload.get("message", {}).get("chat") or payload.get("from")
    return int(of_chat["id"]) if isinstance(of_chat, dict) else 0
