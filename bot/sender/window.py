"""What one chat may be sent: so many messages in so many seconds."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TypeAlias

ChatId: TypeAlias = int | str | None
Clock: TypeAlias = Callable[[], float]
Sleep: TypeAlias = Callable[[float], Awaitable[None]]

# Limits that Telegram names: about one message a second in a chat, 20 a minute in a group. Both are
# approached from below, since its clock and its counting are not ours.
_PRIVATE = (3, 3.0)  # messages, seconds
_GROUP = (18, 60.0)
# Shorter sleeps are lost in the rounding of clocks.
SHORTEST_SLEEP = 1e-4


class Window:
    """Lets at most `count` calls through in any `seconds`, in order of asking.

    A call keeps its place until `seconds` after its answer. Telegram counts it at some moment between the
    two, so that no delay of ours or of the network can make more of them fall into one window of Telegram's.
    """

    # There may be one for each of 100,000 chats: what only a crowded chat needs is made when it is.
    __slots__ = (
        "_changed",
        "_clock",
        "_count",
        "_kept_until",
        "_seconds",
        "_sleep",
        "_turn",
        "_under_way",
        "_waiting",
    )

    def __init__(self, count: int, seconds: float, clock: Clock, sleep: Sleep) -> None:
        self._count = count
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._under_way = self._waiting = 0
        self._kept_until: list[float] = []
        self._turn: asyncio.Lock | None = None
        self._changed: asyncio.Event | None = None

    async def take(self) -> None:
        """Take a place, waiting for it behind those who asked earlier."""
        if self.wait() <= 0:
            self._under_way += 1
            return
        if self._turn is None:
            self._turn, self._changed = asyncio.Lock(), asyncio.Event()
        self._waiting += 1
        try:
            async with self._turn:
                while (wait := self._wait_in_turn()) > 0:
                    await self._sleep_or_change(wait)
                self._under_way += 1
        finally:
            self._waiting -= 1

    def take_now(self) -> None:
        """Take a place that is known to be free."""
        self._under_way += 1

    def keep(self) -> None:
        """Note that the call has been answered."""
        self._under_way -= 1
        self._kept_until.append(self._clock() + self._seconds)
        self._note_change()

    def give_back(self) -> None:
        """Return a place that was not used."""
        self._under_way -= 1
        self._note_change()

    def wait(self) -> float:
        """Return in how many seconds the next who asks has a place; infinite where nobody can tell yet."""
        wait = self._wait_in_turn()
        return max(wait, SHORTEST_SLEEP) if self._waiting else wait

    def is_idle(self) -> bool:
        """Whether nobody uses it and it remembers nothing."""
        self._forget()
        return not (self._under_way or self._kept_until or self._waiting)

    def _wait_in_turn(self) -> float:
        self._forget()
        if self._under_way + len(self._kept_until) < self._count:
            return 0.0
        return self._kept_until[0] - self._clock() if self._kept_until else math.inf

    async def _sleep_or_change(self, wait: float) -> None:
        if wait < math.inf:
            await self._sleep(max(wait, SHORTEST_SLEEP))
        elif self._changed:
            self._changed.clear()
            await self._changed.wait()

    def _forget(self) -> None:
        kept = self._kept_until
        while kept and kept[0] <= self._clock():
            del kept[0]

    def _note_change(self) -> None:
        if self._changed:
            self._changed.set()


class Windows:
    """The windows of all chats that were written to lately; the others are forgotten."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        # Those used longest ago come first; each kind remembers for one time, so the first are done first.
        self._private: dict[int | str, Window] = {}
        self._groups: dict[int | str, Window] = {}

    def __len__(self) -> int:
        return len(self._private) + len(self._groups)

    def get(self, chat_id: int | str) -> Window:
        """Return the window of a chat, which from here on counts as the one used last."""
        windows = self._kind(chat_id)
        window = windows.pop(chat_id, None)
        if window is None:
            self._drop_idle(windows)
            limit = _PRIVATE if windows is self._private else _GROUP
            window = Window(*limit, self._clock, self._sleep)
        windows[chat_id] = window
        return window

    def wait(self, chat_id: int | str) -> float:
        """Return in how many seconds the chat may be written to; infinite where nobody can tell yet."""
        window = self._kind(chat_id).get(chat_id)
        return window.wait() if window else 0.0

    def _kind(self, chat_id: int | str) -> dict[int | str, Window]:
        # Ids of groups and channels are negative; a channel may also be given by its @name.
        return self._private if isinstance(chat_id, int) and chat_id > 0 else self._groups

    def _drop_idle(self, windows: dict[int | str, Window]) -> None:
        # Two for each new one, so that after any crowd the number comes down again.
        for _ in range(2):
            oldest = next(iter(windows), None)
            if oldest is None or not windows[oldest].is_idle():
                return
            del windows[oldest]
