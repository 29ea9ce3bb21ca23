"""How long to wait before the next attempt, while something does not work."""

import math
from dataclasses import dataclass, field

# Within a minute of the end of the trouble everything goes on.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_LONGEST_COUNT = 6
# A call without an answer is an accident where others were accepted so many seconds before, else it may be
# the beginning of an outage.
_LATELY = 60.0
# Seconds that each in a row adds to the time for which none of them is repeated.
_PATIENCE = 5


@dataclass(slots=True)
class Trouble:
    """Something that failed so many times in a row."""

    count: int = 0

    def pause(self) -> float:
        """Note one more failure; return how many seconds to wait, twice as long each time."""
        self.count += 1
        return float(min(_FIRST_PAUSE * 2 ** (self.count - 1), _LONGEST_PAUSE))


@dataclass(slots=True)
class Doubts:
    """Calls without an answer that left after the last one that was accepted. Moments are the loop's."""

    in_a_row: int = 0
    _trouble: Trouble = field(default_factory=Trouble)
    _accepted: float = -math.inf
    _first: float = 0.0
    _is_outage: bool = False

    def note_accepted(self, left_at: float) -> None:
        """Note that a call was accepted, which left at that moment."""
        if left_at > self._first:  # a slow answer to an earlier one tells nothing of what came after
            self.in_a_row, self._trouble = 0, Trouble()
        self._accepted = max(left_at, self._accepted)

    def note(self, left_at: float, *, is_again: bool) -> bool:
        """Note a call without an answer; `is_again`: the second one for the same message.

        Returns whether it is more than an accident amid others.
        """
        if left_at <= self._accepted:
            return False
        if not self.in_a_row:
            self._is_outage, self._first = left_at - self._accepted > _LATELY, left_at
        elif is_again:  # it was sent to find out, and given up: that must not go on quickly
            self._is_outage, self._trouble.count = True, _LONGEST_COUNT
        self.in_a_row += 1
        return True

    def pause(self) -> float:
        """Return for how many seconds to send nothing, longer each time."""
        return self._trouble.pause()

    def note_end(self) -> None:
        """Note that Telegram answered nothing at all for a while, and does again."""
        self.in_a_row, self._is_outage = min(self.in_a_row, 1), False

    @property
    def patience(self) -> int | None:
        """For how many seconds more nothing that had no answer is repeated; None where all is well."""
        if not self.in_a_row:
            return None
        return int(_LONGEST_PAUSE) if self._is_outage else min(_PATIENCE * self.in_a_row, int(_LONGEST_PAUSE))
