"""The plots of the status page: bars of the last hours as SVG within the page, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.operator.words import duration, hour, number
from bot.storage.operations import WAITS, Hour

# Of the drawing, which is stretched to the width that there is.
_HEIGHT, _STEP, _BAR = 100, 10, 8
# A bar that stands for little is still seen.
_LEAST = 2
_TOOK_LONGER = f"over {duration(WAITS[-1])}"
# Nine of ten: a few chats that slept are not to hide how the others fared.
_MOST_OF_THEM = 0.9


@dataclass(frozen=True, slots=True)
class _Bar:
    value: float
    words: str


def digests_plot(hours: Sequence[Hour]) -> str:
    """Return how many digests were sent in each hour."""
    most = max((one.digests for one in hours), default=0)
    bars = [_Bar(one.digests / most if most else 0, number(one.digests)) for one in hours]
    return _figure("Digests sent in each hour", f"most: {number(most)}", hours, bars)


def waits_plot(hours: Sequence[Hour]) -> str:
    """Return within which time nine of ten digests of each hour were sent."""
    places = [_place(one) for one in hours]
    bars = [
        _Bar(0, "none") if at is None else _Bar((at + 1) / (len(WAITS) + 1), _within(at)) for at in places
    ]
    longest = max((at for at in places if at is not None), default=None)
    most = "none" if longest is None else f"longest: {_within(longest)}"
    return _figure("Nine of ten were sent within", most, hours, bars)


def hours_table(hours: Sequence[Hour]) -> str:
    """Return what the plots show, in words."""
    rows = "".join(
        f'<tr><th scope="row">{hour(one.start)}</th><td>{number(one.digests)}</td>'
        f"<td>{'–' if (at := _place(one)) is None else _within(at)}</td></tr>"
        for one in reversed(hours)
    )
    return (
        "<details><summary>The same as a table</summary><table><thead><tr>"
        '<th scope="col">Hour (UTC)</th><th scope="col">Digests</th><th scope="col">Nine of ten within</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _place(one: Hour) -> int | None:
    """Return the place in `WAITS` of the time within which nine of ten were sent; None where none was."""
    sent = 0
    for place, count in enumerate(one.waits):
        sent += count
        if one.digests and sent >= _MOST_OF_THEM * one.digests:
            return place
    return None


def _within(place: int) -> str:
    return duration(WAITS[place]) if place < len(WAITS) else _TOOK_LONGER


def _figure(title: str, most: str, hours: Sequence[Hour], bars: Sequence[_Bar]) -> str:
    drawn = "".join(
        _rectangle(number, one, f"{hour(start.start)}: {one.words}")
        for number, (start, one) in enumerate(zip(hours, bars, strict=True))
        if one.value
    )
    ends = f"<span>{hour(hours[0].start)}</span><span>now</span>" if hours else ""
    return (
        f'<figure><figcaption>{title} <span class="most">({most})</span></figcaption>'
        f'<svg viewBox="0 0 {_STEP * len(bars)} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(title)}, the last {len(bars)} hours; {most}">{drawn}</svg>'
        f'<div class="ends" aria-hidden="true">{ends}</div></figure>'
    )


def _rectangle(place: int, bar: _Bar, words: str) -> str:
    height = max(_LEAST, round(bar.value * _HEIGHT))
    return (
        f'<rect x="{place * _STEP + 1}" y="{_HEIGHT - height}" width="{_BAR}" height="{height}">'
        f"<title>{words}</title></rect>"
    )
