"""The table of all screens, for people to read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.render.english import TEXTS
from tests.screens.found import LEAVING, MAX_DATA, Button, Found, Screen
from tests.screens.texts import OWN_WORDS, beginning_of

PATH = Path(__file__).parent.parent.parent / "docs" / "screens.md"
ENDS = {
    "data.forgotten": "nothing is left to go back to; any command begins anew",
    "subscribe.done": "the first steps are done, and their digest is on the screen; /settings is named",
    "schedule.comes": "the same, where the schedule stands first",
    "schedule.comes_on": "the same, with the days",
}
"""Screens behind which nothing comes, with the reason."""
# How results of buttons begin behind which something comes.
_LEADING = ("shows", "sends", "opens", "leads", "closes")
# A summary whose text was deleted stays as it is, and its buttons say why.
_EXPIRED = "says error.article_gone"
# The menus by what their data begins with.
_MENUS = {
    ":": "summary",
    "d": "digest",
    "e": "stories",
    "f": "sources",
    "g": "settings",
    "o": "owners",
    "q": "offers",
    "t": "schedule",
    "v": "looks",
    "w": "first steps",
    "x": "data",
    LEAVING: "links",
}
_MET_ONCE = "not met again"
# What is said of a screen beside its name: enough to know it by.
_LONGEST = 60
_HEAD = """# Every screen

Written by `python -m tests.screens`, which presses every button in every kind of chat until nothing new
comes. A screen goes by the name of the text that it begins with (`bot/render/english`), of which a few words
stand below it; where one text begins several screens, brackets name the menus that its buttons belong to.
“…” is what is not the bot's own: names, titles, addresses. A result `says` what pops up, `shows` what the
message becomes, and `sends` what comes below it; a button `not met again` was seen while others of the same
menu were pressed, in a state of the chat that did not come back.
"""


def faults(found: Found) -> dict[str, list[str]]:
    """Return what is wrong with what was found, by kind of fault."""
    ends = [row for row in found.dead_ends if not any(row.endswith(f"→ {end}") for end in ENDS)]
    ends += [f"no way on from {screen}" for screen, does in found.results.items() if _leads_nowhere(does)]
    return {
        "dead ends": sorted(set(ends)),
        "unanswered": found.unanswered,
        f"over {MAX_DATA} bytes": found.too_long,
        "raised": found.raised,
        "refused": found.refused,
    }


def _leads_nowhere(results: Mapping[Button, set[str]]) -> bool:
    """Whether no button of a screen shows or opens anything, though what it is of is still there."""
    done = [result for does in results.values() for result in does]
    return bool(done) and not any(result.startswith((*_LEADING, _EXPIRED)) for result in done)


def page(found: Mapping[str, Found]) -> str:
    """Return the table, sorted, so that it changes only where screens do."""
    screens = sorted({screen for one in found.values() for screen in one.results})
    names = _Names(screens)
    lines = [_HEAD, *_summary(found), ""]
    for screen in screens:
        lines += _section(found, screen, names)
    return "\n".join([*lines, *_ends()])


def written(text: str, kind: str) -> tuple[set[str], str]:
    """Return the names of the screens that a written table has for a kind of chat, and its row of counts."""
    parts = text.split("\n## ")
    row = next(line for line in parts[0].split("\n") if line.startswith(f"| {kind} |"))
    told = (part.split("\n") for part in parts[1:-1])
    return {lines[0].partition(" (")[0] for lines in told if kind in _kinds_in(lines[2])}, row


def _kinds_in(line: str) -> list[str]:
    return line.rpartition("In: ")[2].rstrip(".").split(", ")


def _summary(found: Mapping[str, Found]) -> list[str]:
    """What was found in each kind of chat, and how much of it is at fault."""
    names = ["Chat", "Screens", "Buttons", "Met once", *(name.capitalize() for name in faults(Found()))]
    return [_row(names), _row("---" for _ in names), *(summary_of(kind, one) for kind, one in found.items())]


def summary_of(kind: str, found: Found) -> str:
    """Return the row of the table at the head for one kind of chat."""
    met_once = sum(map(len, found.unpressed.values()))
    return _row([kind, len(found.results), found.buttons, met_once, *map(len, faults(found).values())])


def _section(found: Mapping[str, Found], screen: Screen, name: "_Names") -> list[str]:
    kinds = ", ".join(kind for kind, one in found.items() if screen in one.results)
    results: dict[str, set[str]] = {}
    for one in found.values():
        for button, does in one.results.get(screen, {}).items():
            results.setdefault(button.label, set()).update(does)
    for one in found.values():
        for button in one.unpressed.get(screen, ()):
            results.setdefault(button.label, {_MET_ONCE})
    rows = [
        _row([label, "; ".join(sorted(map(name.in_result, does)))]) for label, does in sorted(results.items())
    ]
    table = [_row(["Button", "Result"]), _row(["---", "---"]), *rows] if rows else ["No buttons."]
    return [f"## {name.of(screen)}", "", f"{_beginning(screen)}In: {kinds}.", "", *table, ""]


class _Names:
    """What screens are called in the table: their menus are told where two have the same name."""

    def __init__(self, screens: Iterable[Screen]) -> None:
        screens = list(screens)
        self._count = Counter(screen.name for screen in screens)
        self._called = {str(screen): self.of(screen) for screen in screens}

    def of(self, screen: Screen) -> str:
        """Return the name of a screen."""
        if self._count[screen.name] == 1:
            return screen.name
        return f"{screen.name} ({', '.join(_MENUS.get(menu, menu) for menu in screen.menus) or 'no buttons'})"

    def in_result(self, result: str) -> str:
        """Return the result of a button with the screen in it so called."""
        verb, _, rest = result.partition(" ")
        return f"{verb} {self._called.get(rest, rest)}"


def _beginning(screen: Screen) -> str:
    key = screen.name.removeprefix(OWN_WORDS).strip()
    if key not in TEXTS:
        return ""
    words = beginning_of(key)
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
    return f"“{cut}” "


def _ends() -> list[str]:
    head = ["## Where nothing comes behind", "", _row(["Screen", "Why"]), _row(["---", "---"])]
    return [*head, *(_row(end) for end in sorted(ENDS.items())), ""]


def _row(cells: Iterable[object]) -> str:
    texts = (str(cell).replace("|", "\\|").replace("<", "&lt;").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(texts)} |"
