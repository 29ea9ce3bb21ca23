"""All settings of a chat on one screen, and the buttons that lead to each of them."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bot.digest.look import Look
from bot.digest.model import ChatKind
from bot.digest.plan import Plan
from bot.digest.wishes import Options, Wishes
from bot.render.data_presses import DataPress, DataScreen
from bot.render.keyboards import Button, Keyboard
from bot.render.look_presses import LookPress, LookScreen
from bot.render.looks import (
    algorithm_line,
    form_line,
    language_line,
    length_line,
    links_line,
    offers_line,
    sound_line,
)
from bot.render.menus import FROM_SETTINGS, Do, Part, SchedulePress, SourcePress
from bot.render.phrases import phrase
from bot.render.profile import breaking_line, budget_line, filter_lines, roundup_line
from bot.render.profile_presses import Screen, SettingsPress
from bot.render.schedule import when
from bot.summarize import DEFAULT_ALGORITHM


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is set for a place."""

    kind: ChatKind
    plan: Plan
    wishes: Wishes
    look: Look
    usual: int
    """Sentences of a summary where nobody chose how many."""


def settings_text(held: Settings, *, above: Sequence[str] = ()) -> str:
    """Return all settings of a place as Telegram HTML, below lines of the caller's.

    What is as everybody has it, and seldom changed, is left out.
    """
    plan, wishes, look = held.plan, held.wishes, held.look
    coming = [budget_line(wishes.profile), roundup_line(wishes.options), breaking_line(wishes.options)]
    if held.kind is not ChatKind.PRIVATE:
        coming.append(offers_line(look))
    looks = [length_line(look, held.usual), form_line(look)]
    if (look.algorithm or DEFAULT_ALGORITHM) != DEFAULT_ALGORITHM:
        looks.append(algorithm_line(look))
    if not look.has_links:
        looks.append(links_line(look))
    if plan.is_silent:
        looks.append(sound_line(is_silent=True))
    groups = (
        ("settings.when", [when(plan)]),
        ("settings.what", [phrase("settings.sources", count=plan.sources), *coming]),
        ("settings.looks", [*looks, language_line(look)]),
        ("settings.filters", filter_lines(wishes)),
    )
    parts = [_escaped("\n".join(above))] if above else []
    parts += [f"<b>{_escaped(phrase(head))}</b>\n{_escaped(chr(10).join(lines))}" for head, lines in groups]
    return "\n\n".join([f"<b>{_escaped(phrase('settings.head'))}</b>", *parts])


def settings_keyboard(options: Options, kind: ChatKind, asker: int | None) -> Keyboard:
    """Return the menu: when, what comes, how it looks, filters, and the rest."""
    roundup = phrase("button.roundup")
    if options.has_roundup:
        roundup = phrase("button.chosen", label=roundup)
    data = _button("button.your_data", DataPress(DataScreen.MENU, asker=asker))
    close = _look("button.close", LookScreen.CLOSE, asker)
    weights = _wish("button.weights", Screen.WEIGHTS, asker)
    if kind is ChatKind.PRIVATE:
        last: Keyboard = ((weights, data), (close,))
    else:
        last = ((weights, _look("button.offers", LookScreen.OFFERS, asker)), (data, close))
    return (
        (
            _button("button.schedule", SchedulePress(Part.MAIN, asker=asker)),
            _button("button.time_zone", SchedulePress(Part.ZONE, FROM_SETTINGS, asker)),
        ),
        (
            _button("button.sources", SourcePress(Do.LIST, asker=asker)),
            _wish("button.how_much", Screen.BUDGET, asker),
        ),
        (
            Button(
                roundup,
                data=SettingsPress(Screen.ROUNDUP, f"={int(not options.has_roundup)}", asker=asker).encode(),
            ),
            _wish("button.breaking", Screen.BREAKING, asker),
        ),
        (
            _look("button.length", LookScreen.LENGTH, asker),
            _look("button.form", LookScreen.FORM, asker),
        ),
        (
            _look("button.look", LookScreen.LOOK, asker),
            _look("button.language", LookScreen.LANGUAGE, asker),
        ),
        (_wish("button.muted", Screen.MUTED, asker), _wish("button.only", Screen.ONLY, asker)),
        *last,
    )


def onlooker_keyboard(asker: int | None) -> Keyboard:
    """Return the menu of those who may look at the settings and not change them."""
    sources = _button("button.sources", SourcePress(Do.LIST, asker=asker))
    return ((sources, _look("button.close", LookScreen.CLOSE, asker)),)


def _look(label: str, screen: LookScreen, asker: int | None) -> Button:
    return _button(label, LookPress(screen, asker=asker))


def _wish(label: str, screen: Screen, asker: int | None) -> Button:
    return _button(label, SettingsPress(screen, asker=asker))


def _button(label: str, press: SchedulePress | SourcePress | SettingsPress | LookPress | DataPress) -> Button:
    return Button(phrase(label), data=press.encode())


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
