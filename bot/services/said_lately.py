"""Lines that are said once in a while, however often somebody gives cause for them."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

# Whoever was told reads it again above; within an hour nobody forgets that it was said.
_FOR_SECONDS = 3600.0
# More strangers than this within an hour are an attack; each of the earliest may be told once more then.
_MOST = 50_000


class SaidLately:
    """What was said within the last hour. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._said: OrderedDict[tuple[Hashable, ...], float] = OrderedDict()

    def may_say(self, *line: Hashable) -> bool:
        """Whether a line was not said for an hour: it counts as said from now on if so."""
        now = self._clock()
        while self._said and not 0 <= now - next(iter(self._said.values())) < _FOR_SECONDS:
            self._said.popitem(last=False)
        if line in self._said:
            return False
        self._said[line] = now
        if len(self._said) > _MOST:
            self._said.popitem(last=False)
        return True

    def forget(self, telegram_id: int) -> None:
        """Forget every line that names a chat or a person."""
        for line in [line for line in self._said if telegram_id in line]:
            del self._said[line]
