"""What people type behind /settings. Pure: words come to the same presses as the buttons send."""

from collections.abc import Callable

from bot.digest.look import MOST_SENTENCES, SHARES
from bot.errors import UserError
from bot.render.languages import LANGUAGES
from bot.render.look_presses import AS_IN_TELEGRAM, OFF, ON, LookPress, LookScreen
from bot.render.looks import language_named
from bot.render.profile_presses import BREAKING_SOURCES, BUDGETS, Screen, SettingsPress
from bot.summarize import ALGORITHMS

SettingPress = LookPress | SettingsPress

# So much of what was typed is repeated where it is not understood.
_MOST_REPEATED = 40


def parse_setting(words: str) -> SettingPress:
    """Return the press that says what "length 5" or "roundup on" does; the name alone shows its screen.

    Raises `UserError` for what is no setting or no value of it.
    """
    name, _, value = words.strip().partition(" ")
    name, value = name.casefold().rstrip(":="), " ".join(value.casefold().split())
    screen = _SCREENS.get(name)
    if screen is None:
        raise UserError("setting_unknown", words=words[:_MOST_REPEATED])
    if not value:
        return screen
    return _VALUES[name](name, value)


def language_press(text: str) -> LookPress:
    """Return the press that chooses the language of this name; raises `UserError`."""
    code = language_named(text)
    if code is None:
        raise UserError("language_unknown", name=text[:_MOST_REPEATED], known=", ".join(LANGUAGES.values()))
    return LookPress(LookScreen.LANGUAGE, f"={code}" if code else AS_IN_TELEGRAM)


def _length(_name: str, value: str) -> LookPress:
    number, is_share = value.rstrip("% "), "%" in value
    number = number.split(" ")[0]  # "5 sentences"
    allowed = SHARES if is_share else range(1, MOST_SENTENCES + 1)
    if not number.isdecimal() or len(number) > 3 or int(number) not in allowed:
        raise UserError("setting_length")
    return LookPress(LookScreen.LENGTH, f"{'%' if is_share else '='}{int(number)}")


def _form(_name: str, value: str) -> LookPress:
    if value not in {"summaries", "headlines"}:
        raise UserError("setting_form")
    return LookPress(LookScreen.FORM, f"={value[0]}")


def _algorithm(_name: str, value: str) -> LookPress:
    algorithm = value.replace(" ", "-")
    if algorithm not in ALGORITHMS:
        raise UserError("setting_algorithm", known=", ".join(ALGORITHMS))
    return LookPress(LookScreen.ALGORITHM, f"={algorithm}")


def _switch(name: str, value: str) -> SettingPress:
    if value not in {"on", "off"}:
        raise UserError("setting_switch", name=name)
    state = ON if value == "on" else OFF
    if name == "roundup":
        return SettingsPress(Screen.ROUNDUP, state)
    return LookPress(_SWITCHES[name], state)


def _breaking(_name: str, value: str) -> SettingsPress:
    sources = "0" if value == "off" else value.split(" ", maxsplit=1)[0]
    if sources not in map(str, BREAKING_SOURCES) or value == "0":
        raise UserError("setting_breaking")
    return SettingsPress(Screen.BREAKING, f"={sources}")


def _budget(_name: str, value: str) -> SettingsPress:
    number, _, unit = value.partition(" ")
    press = "=all" if value == "all" else f"={number}{unit[:1]}"
    if press not in BUDGETS or unit not in {"", "story", "stories", "min", "minute", "minutes"}:
        raise UserError("setting_budget")
    return SettingsPress(Screen.BUDGET, press)


def _language(_name: str, value: str) -> LookPress:
    return language_press(value)


_SWITCHES = {"links": LookScreen.LINKS, "silent": LookScreen.SILENT, "offers": LookScreen.OFFERS}
# Name → the press that shows where it is set.
_SCREENS: dict[str, SettingPress] = {
    "length": LookPress(LookScreen.LENGTH),
    "form": LookPress(LookScreen.FORM),
    "algorithm": LookPress(LookScreen.ALGORITHM),
    "links": LookPress(LookScreen.LOOK),
    "silent": LookPress(LookScreen.LOOK),
    "roundup": SettingsPress(Screen.MAIN),
    "breaking": SettingsPress(Screen.BREAKING),
    "budget": SettingsPress(Screen.BUDGET),
    "offers": LookPress(LookScreen.OFFERS),
    "language": LookPress(LookScreen.LANGUAGE),
}
_VALUES: dict[str, Callable[[str, str], SettingPress]] = {
    "length": _length,
    "form": _form,
    "algorithm": _algorithm,
    "links": _switch,
    "silent": _switch,
    "roundup": _switch,
    "breaking": _breaking,
    "budget": _budget,
    "offers": _switch,
    "language": _language,
}
