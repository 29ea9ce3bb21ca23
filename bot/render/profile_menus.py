"""The buttons of what a chat wishes to be told of: a screen for each part of it."""

from collections.abc import Sequence
from typing import TypeVar

from bot.digest.wished_words import word_id
from bot.digest.wishes import Options, Wishes
from bot.render.digest import source_name
from bot.render.keyboards import Button, Keyboard
from bot.render.menus import turning
from bot.render.phrases import phrase
from bot.render.profile_presses import (
    BREAKING_MOST,
    BREAKING_SOURCES,
    BUDGETS,
    Screen,
    SettingsPress,
)
from bot.render.text import isolated, shortened

T = TypeVar("T")

# Words or sources on one page: each has a button of its own row, and all are still on the screen of a phone.
ON_A_PAGE = 8
# A label longer than this is cut by the clients.
_MOST_LABEL = 30

WEIGHTS = {
    2: "settings.much_more",
    1: "settings.more",
    0: "settings.as_usual",
    -1: "settings.less",
    -2: "settings.much_less",
}
"""How a name is said with its weight."""

_WEIGHT_BUTTONS = {
    2: "button.much_more",
    1: "button.more",
    0: "button.as_usual",
    -1: "button.less",
    -2: "button.much_less",
}


def budget_keyboard(stories: int | None, minutes: int | None, asker: int | None) -> Keyboard:
    """Return a button for each budget, the one that holds marked."""

    def button(value: str) -> Button:
        of_stories, of_minutes = BUDGETS[value]
        label = phrase("button.all_stories")
        if of_stories is not None:
            label = phrase("button.stories", count=of_stories)
        elif of_minutes is not None:
            label = phrase("button.minutes", count=of_minutes)
        label = _marked(label, is_chosen=(of_stories, of_minutes) == (stories, minutes))
        return _button(label, SettingsPress(Screen.BUDGET, value, asker=asker))

    every, *others = map(button, BUDGETS)
    return ((every,), tuple(others[:3]), tuple(others[3:]), (_back(asker),))


def weights_keyboard(wishes: Wishes, page: int, asker: int | None) -> Keyboard:
    """Return a button for each word that has a weight and each source, and for all of them to have none."""
    page = page_of(len(weighable(wishes)), page)
    rows = []
    for name, weight, (screen, value) in on_page(weighable(wishes), page):
        label = phrase(WEIGHTS[weight], name=_short(name))
        rows.append((_button(label, SettingsPress(screen, value, page, asker)),))
    has_any = wishes.profile.has_weights or wishes.profile.apart
    reset = ((_screen("button.reset", Screen.RESET, asker),),) if has_any else ()
    turn = _turning(Screen.WEIGHTS, len(weighable(wishes)), page, asker)
    return (*rows, *turn, *reset, (_back(asker),))


def weight_keyboard(screen: Screen, value: str, weight: int, page: int, asker: int | None) -> Keyboard:
    """Return a button for each weight that the word or the source may have, the one that holds marked."""

    def button(step: int) -> Button:
        label = _marked(phrase(_WEIGHT_BUTTONS[step]), is_chosen=step == weight)
        return _button(label, SettingsPress(screen, f"{value}={step}", page, asker))

    back = _button(phrase("button.back"), SettingsPress(Screen.WEIGHTS, "", page, asker))
    return ((button(2), button(1)), (button(0),), (button(-1), button(-2)), (back,))


def reset_keyboard(asker: int | None) -> Keyboard:
    """Return the buttons below the question whether all weights are to go."""
    yes = _button(phrase("button.reset"), SettingsPress(Screen.RESET, "=1", asker=asker))
    return ((yes, _screen("button.keep_weights", Screen.WEIGHTS, asker)), (_back(asker),))


def breaking_keyboard(options: Options, asker: int | None) -> Keyboard:
    """Return of how many sources a story is told at once, and while any is, how many a day may be."""

    def sources(count: int) -> Button:
        label = phrase("button.breaking_sources", count=count) if count else phrase("button.off")
        label = _marked(label, is_chosen=count == (options.breaking_sources or 0))
        return _button(label, SettingsPress(Screen.BREAKING, f"={count}", asker=asker))

    def most(count: int) -> Button:
        label = _marked(phrase("button.breaking_most", count=count), is_chosen=count == options.breaking_most)
        return _button(label, SettingsPress(Screen.BREAKING, f"/{count}", asker=asker))

    off, *others = map(sources, BREAKING_SOURCES)
    day = (tuple(map(most, BREAKING_MOST)),) if options.breaking_sources else ()
    return ((off,), tuple(others), *day, (_back(asker),))


Weighable = tuple[str, int, tuple[Screen, str]]
"""The name of a word or a source, its weight, and by which press its screen is opened."""


def weighable(wishes: Wishes) -> list[Weighable]:
    """Return all that has a weight or may have one: words, then sources."""
    words = [(word, weight, (Screen.WORD, word_id(word))) for word, weight in wishes.profile.words]
    weights = dict(wishes.profile.feeds)
    feeds = [
        (source_name(feed), weights.get(feed.id, 0), (Screen.SOURCE, str(feed.id))) for feed in wishes.feeds
    ]
    return words + feeds


def page_of(count: int, page: int) -> int:
    """Return the page that is there: a list may have become shorter."""
    return min(max(page, 1), pages_of(count))


def on_page(things: Sequence[T], page: int) -> Sequence[T]:
    """Return what stands on a page of a list."""
    start = (page_of(len(things), page) - 1) * ON_A_PAGE
    return things[start : start + ON_A_PAGE]


def _turning(screen: Screen, count: int, page: int, asker: int | None) -> Keyboard:
    row = turning(page, pages_of(count), lambda number: SettingsPress(screen, "", number, asker).encode())
    return (row,) if row else ()


def pages_of(count: int) -> int:
    """Return how many pages a list of so many has, one at least."""
    return max(1, -(-count // ON_A_PAGE))


def _short(name: str) -> str:
    return isolated(shortened(name, _MOST_LABEL))


def _marked(label: str, *, is_chosen: bool) -> str:
    return phrase("button.chosen", label=label) if is_chosen else label


def _back(asker: int | None) -> Button:
    return _screen("button.back", Screen.MAIN, asker)


def _screen(label: str, screen: Screen, asker: int | None) -> Button:
    return _button(phrase(label), SettingsPress(screen, asker=asker))


def _button(label: str, press: SettingsPress) -> Button:
    return Button(label, data=press.encode())
