"""How long to wait before the next attempt, while something does not work."""

from dataclasses import dataclass

# Within a minute of the end of the trouble everything goes on.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


@dataclass(slots=True)
class Trouble:
    """Something that failed so many times in a row."""

    count: int = 0

    def pause(self) -> float:
        """Note one more failure; return how many seconds to wait, twice as long each time."""
        self.count += 1
        return float(min(_FIRST_PAUSE * 2 ** (self.count - 1), _LONGEST_PAUSE))
