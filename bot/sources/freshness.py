"""What HTTP says of change: validators sent and kept, how long an answer is fresh, when to come again."""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

# Longer ones are no validators but something else, and would be sent back at every look.
_LONGEST = 1_000
# What may stand in the value of a header, and in ours goes back as it came: ASCII without controls.
_PLAIN = re.compile(r"[\x20-\x7e]+")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})(?!\d)", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,10}")
# Who asks for more than a month does not mean it.
_LONGEST_WAIT = 31 * 86_400


def validator(value: bytes) -> str | None:
    """Return an ETag or Last-Modified as it can be kept and sent back; None for anything else."""
    text = value.decode("latin-1").strip()
    return text if len(text) <= _LONGEST and _PLAIN.fullmatch(text) else None


def conditions(etag: str | None, last_modified: str | None) -> tuple[tuple[str, str], ...]:
    """Return the headers that ask for a body only if it has changed since these validators were given."""
    wanted: Mapping[str, str | None] = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return tuple((name, value) for name, value in wanted.items() if value and _PLAIN.fullmatch(value))


def max_age(cache_control: bytes) -> int | None:
    """Return for how many seconds an answer counts as fresh; None where its server does not say."""
    match = _MAX_AGE.search(cache_control.decode("latin-1"))
    return int(match[1]) if match else None


def retry_after(value: bytes, now: float) -> int | None:
    """Return the seconds to wait of a Retry-After, which gives them or a date; a month at most."""
    text = value.decode("latin-1").strip()
    if _SECONDS.fullmatch(text):
        return min(int(text), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        # A date without a zone is meant as GMT, like all dates of HTTP.
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return min(max(0, round(seconds)), _LONGEST_WAIT)
