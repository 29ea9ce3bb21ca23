"""The buttons by which a chat sets how it wants what it is sent: a screen for each part."""

from collections.abc import Iterable

from bot.digest.look import MOST_SENTENCES, SHARES, Look
from bot.render.keyboards import Button, Keyboard
from bot.render.languages import LANGUAGES, language
from bot.render.look_presses import AS_IN_TELEGRAM, OFF, ON, LookPress, LookScreen
from bot.render.phrases import phrase
from bot.render.profile_presses import Screen, SettingsPress
from bot.summarize import ALGORITHMS, DEFAULT_ALGORITHM

# Numbers are narrow, names of algorithms and languages as long as a third of a phone.
_NUMBERS, _NAMES = 5, 3


def length_keyboard(look: Look, usual: int, asker: int | None) -> Keyboard:
    """Return a button for each length, the one that holds marked."""
    held = None if look.share is not None else look.count(0, usual)
    numbers = [
        _choice(str(count), LookScreen.LENGTH, f"={count}", asker, is_chosen=count == held)
        for count in range(1, MOST_SENTENCES + 1)
    ]
    shares = [
        _choice(
            phrase("button.share", percent=share),
            LookScreen.LENGTH,
            f"%{share}",
            asker,
            is_chosen=share == look.share,
        )
        for share in SHARES
    ]
    return (*_rows(numbers, _NUMBERS), tuple(shares), (to_settings(asker),))


def form_keyboard(look: Look, asker: int | None) -> Keyboard:
    """Return a button for each form of digests, the one that holds marked."""
    forms = (("button.summaries", "=s", not look.is_brief), ("button.headlines", "=h", look.is_brief))
    row = tuple(
        _choice(phrase(label), LookScreen.FORM, value, asker, is_chosen=is_chosen)
        for label, value, is_chosen in forms
    )
    return (row, (to_settings(asker),))


def look_keyboard(look: Look, asker: int | None, *, is_silent: bool) -> Keyboard:
    """Return what else there is to how things look."""
    algorithm = Button(phrase("button.algorithm"), data=LookPress(LookScreen.ALGORITHM, asker=asker).encode())
    return (
        (algorithm,),
        (_switch("button.links", LookScreen.LINKS, asker, is_on=look.has_links),),
        (_switch("button.silent", LookScreen.SILENT, asker, is_on=is_silent),),
        (to_settings(asker),),
    )


def algorithm_keyboard(look: Look, asker: int | None) -> Keyboard:
    """Return a button for each algorithm, the one that holds marked."""
    held = look.algorithm or DEFAULT_ALGORITHM
    names = [
        _choice(name, LookScreen.ALGORITHM, f"={name}", asker, is_chosen=name == held) for name in ALGORITHMS
    ]
    back = Button(phrase("button.back"), data=LookPress(LookScreen.LOOK, asker=asker).encode())
    return (*_rows(names, _NAMES), (back,))


def offers_keyboard(look: Look, asker: int | None) -> Keyboard:
    """Return the two states of offers, the one that holds marked."""
    states = (("button.on", ON, look.has_offers), ("button.off", OFF, not look.has_offers))
    row = tuple(
        _choice(phrase(label), LookScreen.OFFERS, value, asker, is_chosen=is_chosen)
        for label, value, is_chosen in states
    )
    return (row, (to_settings(asker),))


def language_keyboard(look: Look, asker: int | None, back: Button) -> Keyboard:
    """Return a button for each language under its own name, and for the one that Telegram says."""
    held = language() if look.is_language_chosen else None
    names = [
        _choice(name, LookScreen.LANGUAGE, f"={code}", asker, is_chosen=code == held)
        for code, name in LANGUAGES.items()
    ]
    follow = _choice(
        phrase("button.as_in_telegram"), LookScreen.LANGUAGE, AS_IN_TELEGRAM, asker, is_chosen=held is None
    )
    return ((follow,), *_rows(names, _NAMES), (back,))


def to_settings(asker: int | None) -> Button:
    """Return the button that leads back to all settings."""
    return Button(phrase("button.back"), data=SettingsPress(Screen.MAIN, asker=asker).encode())


def _switch(label: str, screen: LookScreen, asker: int | None, *, is_on: bool) -> Button:
    return _choice(phrase(label), screen, OFF if is_on else ON, asker, is_chosen=is_on)


def _choice(label: str, screen: LookScreen, value: str, asker: int | None, *, is_chosen: bool) -> Button:
    shown = phrase("button.chosen", label=label) if is_chosen else label
    return Button(shown, data=LookPress(screen, value, asker).encode())


def _rows(buttons: Iterable[Button], width: int) -> list[tuple[Button, ...]]:
    every = list(buttons)
    return [tuple(every[start : start + width]) for start in range(0, len(every), width)]
