"""Where a bot is made to die: inside its own process, at the n-th passing of a place."""

import os
import signal
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from functools import wraps
from typing import Any

from sqlalchemy import Engine, event

from bot.chat.uploads import StreamingRequest
from bot.sender import Outbox
from bot.storage.deliveries import DeliveryStore
from bot.storage.digests import DigestStore

Method = Callable[..., Coroutine[Any, Any, Any]]

# What the transaction that is open in this task is for.
_transaction: ContextVar[str] = ContextVar("_transaction", default="")


class Fuse:
    """Ends the process without a word when a place is passed for the n-th time."""

    def __init__(self, place: str, passing: int) -> None:
        self._place, self._left = place, passing
        self._has_digests = False

    def pass_by(self, place: str) -> None:
        """Die, if this is the place and the time."""
        self._has_digests |= place == "materialised"
        if place and place == self._place:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def lay(self) -> None:
        """Lead the bot of this process past the fuse: by its stores, its sender and the engine below them."""
        self._wrap(DigestStore, "due", after=lambda due: "due" if due else "")
        self._wrap(DigestStore, "latest_entry", after=lambda _: "entries counted")
        self._wrap(DigestStore, "put", after=lambda _: "content kept")
        self._wrap(
            DigestStore,
            "materialise",
            before=lambda *_, **__: "to be materialised",
            inside=lambda *_, **__: "materialising",
            after=lambda _: "materialised",
        )
        self._wrap(
            DeliveryStore,
            "turn",
            before=lambda _, outcomes, **__: self._turn_of(outcomes, "to be recorded", "to be claimed"),
            inside=lambda _, outcomes, **__: self._turn_of(outcomes, "recording", "claiming"),
            after=lambda claims: "claimed" if claims else "",
        )
        self._wrap(
            DeliveryStore,
            "take_over",
            before=lambda *_, **__: "to be taken over",
            inside=lambda *_, **__: "taking over",
            after=lambda _: "taken over",
        )
        self._wrap(Outbox, "send", before=lambda *_, **__: "to be sent", after=lambda _: "answered")
        self._wrap(
            StreamingRequest,
            "do_request",
            before=lambda _, url, *__, **___: "on its way" if url.endswith("/sendMessage") else "",
        )
        self._note_recorded()
        event.listen(Engine, "after_cursor_execute", lambda *_: self.pass_by(_transaction.get()))
        event.listen(Engine, "commit", lambda *_: self.pass_by(_transaction.get()))

    def _turn_of(self, outcomes: Any, recording: str, claiming: str) -> str:
        if outcomes:
            return recording
        return claiming if self._has_digests else ""

    def _wrap(
        self,
        owner: type,
        name: str,
        *,
        before: Callable[..., str] | None = None,
        inside: Callable[..., str] | None = None,
        after: Callable[[Any], str] | None = None,
    ) -> None:
        """Lead through places named by the arguments of a method, and by what it returns."""
        method: Method = getattr(owner, name)

        @wraps(method)
        async def passing(*args: Any, **kwargs: Any) -> Any:
            if before:
                self.pass_by(before(*args, **kwargs))
            token = _transaction.set(inside(*args, **kwargs) if inside else _transaction.get())
            try:
                result = await method(*args, **kwargs)
            finally:
                _transaction.reset(token)
            if after:
                self.pass_by(after(result))
            return result

        setattr(owner, name, passing)

    def _note_recorded(self) -> None:
        """Lead past the place behind a turn that recorded something, which its result does not tell."""
        turn: Method = DeliveryStore.turn

        @wraps(turn)
        async def recorded(store: DeliveryStore, outcomes: Any, **kwargs: Any) -> Any:
            result = await turn(store, outcomes, **kwargs)
            if outcomes:
                self.pass_by("recorded")
            return result

        setattr(DeliveryStore, "turn", recorded)  # noqa: B010  (mypy knows the class)
