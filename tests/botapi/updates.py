"""The queue of updates, and the one poller that may wait for them where nobody brings them."""

import asyncio
from typing import Any

from tests.botapi.errors import RefusalError, conflict
from tests.botapi.webhooks import Hook, Postman

MAX_WAIT = 50
# What the Bot API keeps back unless it is asked for by name.
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Updates not yet confirmed, in order; all but those asked for only are let in at first."""

    def __init__(self) -> None:
        self._queue: list[dict[str, Any]] = []
        self.postman = Postman(self._queue)
        self._next_id = 500_000_001
        self._allowed: frozenset[str] | None = None
        self._waiting: asyncio.Future[None] | None = None

    @property
    def pending(self) -> list[dict[str, Any]]:
        """What the bot has not confirmed yet."""
        return list(self._queue)

    @property
    def allowed(self) -> list[str]:
        """The kinds that the bot asked for; none: the default."""
        return sorted(self._allowed or ())

    async def bring_to(self, hook: Hook | None) -> None:
        """Have updates brought to a webhook from now on; None: they are asked for again."""
        if hook:
            self.interrupt(conflict("terminated by setWebhook request"))
        await self.postman.turn_to(hook)

    def put(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update, waking the poller; None if the bot does not want this kind."""
        allowed = kind in self._allowed if self._allowed is not None else kind not in _ASKED_FOR_ONLY
        if not allowed:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self._queue.append({"update_id": update_id, kind: payload})
        self._wake()
        return update_id

    def allow(self, kinds: list[str] | None) -> None:
        """Take over the list of kinds from a call; none given: the earlier list stays, empty: the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds) if kinds else None

    def clear(self) -> None:
        """Drop what is pending."""
        self._queue.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Confirm what is below the offset and return what follows, waiting for it if there is nothing.

        Only one poller waits: as in the real server the earlier is thrown out when a later one has to wait.
        """
        if self.postman.hook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._confirm(offset)
        if not self._queue and seconds > 0:
            await self._wait(min(seconds, MAX_WAIT))
        return self._queue[: max(1, min(limit, 100))]

    def interrupt(self, error: RefusalError | None = None) -> None:
        """End the waiting poll: with the error, or with what there is."""
        if error is None:
            self._wake()
        elif self._waiting and not self._waiting.done():
            self._waiting.set_exception(error)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._queue[:] = self._queue[offset:]
        else:
            self._queue[:] = [update for update in self._queue if update["update_id"] >= offset]

    async def _wait(self, seconds: float) -> None:
        self.interrupt(
            conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        )
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def _wake(self) -> None:
        self.postman.wake()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)
