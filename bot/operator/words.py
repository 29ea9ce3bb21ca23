"""Numbers and moments in words, as whoever runs the bot reads them: English, UTC."""

from datetime import UTC, datetime

_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def number(value: int) -> str:
    """Return 1,234."""
    return f"{value:,}"


def duration(seconds: int) -> str:
    """Return a span of time in its two largest units: "2 h 5 min", "12 s"."""
    parts = []
    for length, unit in _UNITS:
        if seconds >= length:
            parts.append(f"{seconds // length} {unit}")
            seconds %= length
    return " ".join(parts[:2]) or "0 s"


def moment(at: int) -> str:
    """Return a moment with its day."""
    when = datetime.fromtimestamp(at, UTC)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def hour(at: int) -> str:
    """Return the hour of a day: "14:00"."""
    return f"{datetime.fromtimestamp(at, UTC):%H:%M}"
