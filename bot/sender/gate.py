"""What the bot as a whole may send: an even stream of calls, in which those for people who wait go first."""

import asyncio
import math
from collections import deque
from collections.abc import Callable

from bot.sender.window import SHORTEST_SLEEP, Clock, Sleep

# Calls are spread evenly over time. Behind its time by so much, after a pause of the loop or of all callers,
# the stream may catch up: about six calls at once at the default rate.
_SLACK = 0.2
# Telegram allows 30 calls in any second where the default rate is 25. A call holds its place from when it
# starts until a second after its answer, and arrives in between: however long it travels, no second of
# Telegram's can see more of them than there are places.
_OVER_RATE = 1.2
_SECOND = 1.0
# Digests under way at once, at most: half of the places, so that slow answers to them leave room for people,
# and no more than three quarters of the connections (`bot/app.py`).
_MOST_DIGESTS = 48


class Gate:
    """Lets calls through, at most `rate` a second, digests only when nobody else waits."""

    def __init__(self, rate: float, clock: Clock, sleep: Sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._spacing = 1 / rate
        self._places = max(int(rate * _OVER_RATE), int(rate) + 1)
        self._digest_places = max(1, min(self._places // 2, _MOST_DIGESTS))
        self._due = -math.inf  # when the next call starts in an even stream
        self._under_way = self._digests_under_way = 0
        self._kept_until: deque[float] = deque()
        self._replies: deque[asyncio.Future[None]] = deque()
        self._digests: deque[asyncio.Future[None]] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def take(self, *, digest: bool) -> None:
        """Take a place, waiting for it behind those who asked earlier, and as a digest behind all others."""
        behind = self._replies or (digest and self._digests)
        if not behind and self._wait(digest=digest) <= 0:
            self._start(digest=digest)
            return
        turn = asyncio.get_running_loop().create_future()
        queue = self._digests if digest else self._replies
        queue.append(turn)
        self._changed.set()
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        try:
            await turn
        except asyncio.CancelledError:
            if turn in queue:
                queue.remove(turn)
            elif turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give_back(digest=digest)
            raise

    def keep(self, *, digest: bool) -> None:
        """Note that the call has been answered."""
        self._end(digest=digest)
        self._kept_until.append(self._clock() + _SECOND)

    def give_back(self, *, digest: bool) -> None:
        """Return a place that was not used."""
        self._end(digest=digest)
        self._due -= self._spacing

    def turn_digests_away(self, reason: Callable[[], Exception]) -> None:
        """Let every digest that waits fail."""
        for turn in self._digests:
            if not turn.done():
                turn.set_exception(reason())
        self._digests.clear()

    def room(self) -> int:
        """Return how many more digests would start at once: what is claimed to wait here counts as sent."""
        if self._replies:
            return 0
        self._forget()
        now = self._clock()
        by_pace = math.floor((now + _SLACK - max(self._due, now)) / self._spacing + 1e-6) + 1
        by_places = self._places - self._under_way - len(self._kept_until)
        by_digests = self._digest_places - self._digests_under_way
        return max(0, min(by_pace, by_places, by_digests) - len(self._digests))

    async def close(self) -> None:
        """Send away those who wait, for good."""
        for turn in (*self._replies, *self._digests):
            turn.cancel()
        if self._serving and not self._serving.done():
            self._serving.cancel()
            await asyncio.wait([self._serving])

    async def _serve(self) -> None:
        """Let through, until nobody waits, whoever is first at the moment when there is a place."""
        while self._replies or self._digests:
            digest = not self._replies
            wait = self._wait(digest=digest)
            if wait == math.inf:
                self._changed.clear()
                await self._changed.wait()
            elif wait > 0:
                await self._sleep(max(wait, SHORTEST_SLEEP))
            else:
                turn = (self._digests if digest else self._replies).popleft()
                if not turn.done():
                    self._start(digest=digest)
                    turn.set_result(None)

    def _start(self, *, digest: bool) -> None:
        self._under_way += 1
        self._digests_under_way += digest
        self._due = max(self._due, self._clock()) + self._spacing

    def _end(self, *, digest: bool) -> None:
        self._under_way -= 1
        self._digests_under_way -= digest
        self._changed.set()

    def _wait(self, *, digest: bool) -> float:
        """Return the seconds until there is a place; infinite where an answer must come first."""
        self._forget()
        if digest and self._digests_under_way >= self._digest_places:
            return math.inf
        now = self._clock()
        if self._under_way + len(self._kept_until) >= self._places:
            return self._kept_until[0] - now if self._kept_until else math.inf
        wait = self._due - _SLACK - now
        return wait if wait > 1e-6 else 0.0

    def _forget(self) -> None:
        now = self._clock()
        while self._kept_until and self._kept_until[0] <= now:
            self._kept_until.popleft()
