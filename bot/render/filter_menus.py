"""The buttons of /mute and /only: filters are taken away by them, and those of one source are found."""

from bot.digest.wished_filters import filter_id
from bot.digest.wishes import Taste, Wishes
from bot.render.digest import source_name
from bot.render.filters import filter_label
from bot.render.keyboards import Button, Keyboard
from bot.render.menus import Do, SourcePress, turning
from bot.render.phrases import phrase
from bot.render.profile_menus import on_page, page_of, pages_of
from bot.render.profile_presses import CHOICES, FILTERS, FILTERS_IN, Screen, SettingsPress
from bot.render.text import isolated, shortened

# A label longer than this is cut by the clients.
_MOST_LABEL = 30

_WHOLE = {Taste.MUTE: "button.mute_source", Taste.ONLY: "button.only_source"}
_HERE = {Taste.MUTE: "button.muted_here", Taste.ONLY: "button.only_here"}


def filters_keyboard(
    taste: Taste, wishes: Wishes, feed_id: int, page: int, asker: int | None, added_at: int | None = None
) -> Keyboard:
    """Return a button for each filter on a page of those of a chat (0) or of a source, to take it away.

    `added_at` is the moment of those that were just added, which a button takes back.
    """
    held = wishes.filters(taste, feed_id)
    screen, named = (FILTERS_IN[taste], str(feed_id)) if feed_id else (FILTERS[taste], "")
    page = page_of(len(held), page)

    def button(label: str, value: str, number: int = 1) -> Button:
        return Button(label, data=SettingsPress(screen, f"{named}{value}", number, asker).encode())

    undo = [(button(phrase("button.undo"), f"/{added_at}"),)] if added_at is not None else []
    rows = [
        (button(phrase("button.remove", word=filter_label(one, wishes)), f"-{filter_id(one)}", page),)
        for one in on_page(held, page)
    ]
    turn = _turning(screen, named, len(held), page, asker)
    return (*undo, *rows, *turn, *_ways(taste, wishes, feed_id, asker))


def choice_keyboard(taste: Taste, wishes: Wishes, page: int, asker: int | None) -> Keyboard:
    """Return a button for each source on a page, which leads to its filters."""
    page = page_of(len(wishes.feeds), page)
    start = wishes.feeds.index(on_page(wishes.feeds, page)[0]) if wishes.feeds else 0
    rows = [
        (
            Button(
                f"{number}. {isolated(shortened(source_name(feed), _MOST_LABEL))}",
                data=SettingsPress(FILTERS_IN[taste], str(feed.id), asker=asker).encode(),
            ),
        )
        for number, feed in enumerate(on_page(wishes.feeds, page), start + 1)
    ]
    turn = _turning(CHOICES[taste], "", len(wishes.feeds), page, asker)
    return (*rows, *turn, (_button("button.back", FILTERS[taste], asker),))


def filters_row(feed_id: int, asker: int | None) -> tuple[Button, ...]:
    """Return the buttons below a source that lead to its filters."""
    return tuple(
        Button(phrase(label), data=SettingsPress(FILTERS_IN[taste], str(feed_id), asker=asker).encode())
        for taste, label in _HERE.items()
    )


def _ways(taste: Taste, wishes: Wishes, feed_id: int, asker: int | None) -> Keyboard:
    """Return the ways on and back."""
    if not feed_id:
        ways = (_button("button.one_source", CHOICES[taste], asker),) if wishes.feeds else ()
        return (*((ways,) if ways else ()), (_button("button.back", Screen.MAIN, asker),))
    is_named = wishes.is_named(taste, feed_id)
    label = phrase(_WHOLE[taste])
    press = SettingsPress(FILTERS_IN[taste], f"{feed_id}={int(not is_named)}", asker=asker)
    whole = Button(phrase("button.chosen", label=label) if is_named else label, data=press.encode())
    source = SourcePress(Do.SOURCE, str(feed_id), asker=asker)
    back = _button("button.back", FILTERS[taste], asker)
    return ((whole,), (Button(phrase("button.this_source"), data=source.encode()), back))


def _turning(screen: Screen, value: str, count: int, page: int, asker: int | None) -> Keyboard:
    row = turning(page, pages_of(count), lambda number: SettingsPress(screen, value, number, asker).encode())
    return (row,) if row else ()


def _button(label: str, screen: Screen, asker: int | None) -> Button:
    return Button(phrase(label), data=SettingsPress(screen, asker=asker).encode())
